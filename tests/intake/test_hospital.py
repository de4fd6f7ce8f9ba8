"""Children in hospital: each admission by itself, the teaching there, and the discharge that is to come."""

from datetime import date
from decimal import Decimal

import pytest

from sightline.population.models import ListEntry
from sightline.record.models import Circumstance, ExpectedEvent, Placement, SourcePersonVersion
from tests.intake.rows import ELIZABETH, on_roll

STAY = {**ELIZABETH, "Home authority": "999", "Hospital": "willow-ward", "Admitted": "02/11/2026"}


def reasons() -> set[str]:
    return set(ListEntry.objects.get().reason_rows.values_list("slug", flat=True))


class TestOneAdmission:
    def test_it_is_a_medical_need_with_what_a_clinician_allows(self, take_rows):
        take_rows("hospital", [{**STAY, "Clinician's limit": "12.5", "Medical evidence": "06/11/2026"}])

        need = Circumstance.objects.get()
        assert (need.kind, need.valid_from, need.valid_to) == ("illness", date(2026, 11, 2), None)
        assert (need.clinician_limit_hours, need.evidence_on) == (Decimal("12.5"), date(2026, 11, 6))

    def test_the_admission_itself_is_evidence(self, take_rows):
        take_rows("hospital", [STAY])

        assert Circumstance.objects.get().evidence_on == date(2026, 11, 2)

    def test_the_teaching_is_a_placement_that_a_health_service_arranged(self, take_rows):
        take_rows("hospital", [{**STAY, "Hours of teaching": "10", "School": "990003"}])

        placed = Placement.objects.get()
        assert (placed.provider.key, placed.arranged_by, placed.reason) == (
            "willow-ward",
            "health",
            "medical",
        )
        assert (placed.hours_planned, placed.home_school.urn) == (Decimal(10), "990003")

    @pytest.mark.parametrize(("sent", "kept"), [("", None), ("0", Decimal(0))])
    def test_hours_that_are_not_told_are_not_nought(self, take_rows, sent, kept):
        take_rows("hospital", [{**STAY, "Hours of teaching": sent}])

        assert Placement.objects.get().hours_planned == kept

    def test_the_discharge_is_announced_from_the_first_day(self, take_rows):
        take_rows("hospital", [STAY])

        coming = ExpectedEvent.objects.get()
        assert (coming.kind, coming.state, coming.expected_on) == ("discharge", "expected", None)
        assert coming.valid_from == date(2026, 11, 2)

    def test_who_is_discharged_is_no_longer_in_hospital_from_that_day(self, take_rows):
        take_rows("hospital", [{**STAY, "Expected discharge": "18/12/2026"}], received="2026-11-09")
        take_rows("hospital", [{**STAY, "Expected discharge": "18/12/2026", "Discharged": "20/11/2026"}])

        facts = [model.objects.get() for model in (Circumstance, Placement, ExpectedEvent)]
        assert {fact.valid_to for fact in facts} == {date(2026, 11, 20)}
        assert {fact.version for fact in facts} == {2}
        assert ExpectedEvent.objects.get().state == "happened"

    def test_a_hospital_that_nobody_knows_is_kept_in_words(self, take_rows):
        outcome = take_rows("hospital", [{**STAY, "Hospital": "Far Infirmary", "Ward": "Oak"}])

        assert (outcome.taken, outcome.quarantined) == (1, 0)
        assert Circumstance.objects.get().place == "Far Infirmary Oak"
        assert not Placement.objects.exists()

    def test_a_stay_of_one_day_lasted_that_day(self, take_rows):
        take_rows("hospital", [{**STAY, "Discharged": "02/11/2026"}])

        assert Circumstance.objects.get().valid_to == date(2026, 11, 3)


class TestSeveralAdmissions:
    SPRING = {**STAY, "Admitted": "02/03/2026", "Discharged": "20/03/2026"}
    SUMMER = {**STAY, "Admitted": "01/06/2026", "Discharged": "19/06/2026"}

    @pytest.mark.parametrize("one_file", [True, False], ids=["in one file", "one after another"])
    def test_each_keeps_its_own_days(self, take_rows, one_file):
        stays = [self.SPRING, self.SUMMER, STAY]
        for rows in [stays] if one_file else [[stay] for stay in stays]:
            take_rows("hospital", rows)

        for model in (Circumstance, Placement, ExpectedEvent):
            assert list(model.objects.order_by("valid_from").values_list("valid_from", "valid_to")) == [
                (date(2026, 3, 2), date(2026, 3, 20)),
                (date(2026, 6, 1), date(2026, 6, 19)),
                (date(2026, 11, 2), None),
            ]

    def test_from_ward_to_ward_on_one_day_is_two_stays(self, take_rows):
        moved = {**STAY, "Admitted": "20/03/2026", "Discharged": "27/03/2026"}

        assert take_rows("hospital", [self.SPRING, moved]).quarantined == 0
        assert Circumstance.objects.count() == 2

    def test_another_hospital_for_the_same_stay_corrects_the_first(self, take_rows):
        take_rows("hospital", [STAY], received="2026-11-09")
        take_rows("hospital", [{**STAY, "Hospital": "alder-unit"}])

        assert [placed.provider.key for placed in Placement.objects.all()] == ["alder-unit"]


class TestTheList:
    def test_a_child_in_hospital_is_on_it_and_the_roll_is_kept(self, take_rows):
        take_rows("school-roll", [on_roll(ELIZABETH, Home_authority="999", Attends_full_time="yes")])
        take_rows("hospital", [{**STAY, "Hours of teaching": "10"}])

        entry = ListEntry.objects.get()
        assert (entry.standing, entry.hours_planned) == ("on", Decimal(10))
        assert "medical" in reasons()

    def test_another_authoritys_child_in_our_hospital_is_not_on_it(self, take_rows):
        take_rows("hospital", [{**STAY, "Home authority": "998"}])

        entry = ListEntry.objects.get()
        assert (entry.standing, entry.off_because) == ("off", "other-authority")

    def test_a_child_of_whom_nobody_knows_where_it_lives_stays_in_sight(self, take_rows):
        take_rows("hospital", [{**STAY, "Home authority": "", "Postcode": ""}])

        assert ListEntry.objects.get().standing == "on"


def test_a_diagnosis_is_left_unread(take_rows):
    outcome = take_rows("hospital", [{**STAY, "Diagnosis": "Asthma", "Consultant": "Dr Fell"}])

    assert outcome.ignored == ("Diagnosis", "Consultant")


def test_the_nhs_number_leads_to_the_child_and_one_that_fails_its_check_to_nobody(take_rows):
    other_name = {**STAY, "Pupil ID": "9", "UPN": "", "Postcode": "", "NHS number": "999 000 0018"}
    take_rows("hospital", [{**STAY, "NHS number": "9990000018"}], source="City Hospital")
    again = take_rows("hospital", [other_name], source="County Hospital")
    wrong = {**other_name, "NHS number": "9990000019", "Legal surname": "Dene"}
    another = take_rows("hospital", [wrong], source="Coast Hospital")

    assert (again.new_children, another.new_children) == (0, 1)
    assert sorted(SourcePersonVersion.objects.values_list("nhs_number", flat=True)) == [
        "",
        "9990000018",
        "9990000018",
    ]
