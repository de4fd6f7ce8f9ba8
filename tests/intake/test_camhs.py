"""Mental health services: in a unit, in the community, without a school place, and whom to ask."""

from datetime import date
from decimal import Decimal

import pytest

from sightline.population.models import ListEntry
from sightline.record.models import Circumstance, Contact, ExpectedEvent, Placement
from tests.intake.rows import ELIZABETH, on_roll

WITH = {**ELIZABETH, "Home authority": "999", "Accepted": "05/10/2026"}
IN_UNIT = {**WITH, "Service": "in-patient", "Unit or team": "alder-unit"}
IN_COMMUNITY = {**WITH, "Service": "community"}


def kinds() -> list[str]:
    return sorted(Circumstance.objects.values_list("kind", flat=True))


class TestInAUnit:
    def test_it_is_a_stay_a_placement_and_a_discharge_to_come(self, take_rows):
        take_rows("camhs", [{**IN_UNIT, "Expected discharge": "11/12/2026", "Hours of teaching": "15"}])

        assert kinds() == ["mental-health-in-patient"]
        placed = Placement.objects.get()
        assert (placed.provider.key, placed.reason, placed.hours_planned) == (
            "alder-unit",
            "camhs-inpatient",
            Decimal(15),
        )
        coming = ExpectedEvent.objects.get()
        assert (coming.kind, coming.expected_on) == ("discharge", date(2026, 12, 11))

    def test_the_teaching_is_owed_and_not_known_where_no_hours_are_told(self, take_rows):
        take_rows("camhs", [IN_UNIT])

        entry = ListEntry.objects.get()
        assert (entry.standing, entry.primary_reason, entry.hours_planned) == ("on", "camhs-inpatient", None)

    def test_whoever_is_discharged_is_not_there_from_that_day(self, take_rows):
        take_rows("camhs", [IN_UNIT], received="2026-11-02")
        take_rows("camhs", [{**IN_UNIT, "Discharged": "20/11/2026"}])

        for model in (Circumstance, Placement, ExpectedEvent):
            assert model.objects.get().valid_to == date(2026, 11, 20)


class TestInTheCommunity:
    def test_it_is_no_placement_unless_hours_are_told(self, take_rows):
        take_rows("camhs", [{**IN_COMMUNITY, "Unit or team": "alder-unit"}])
        assert kinds() == ["mental-health-community"]
        assert not Placement.objects.exists()
        assert not ExpectedEvent.objects.exists()

        take_rows("camhs", [{**IN_COMMUNITY, "Unit or team": "alder-unit", "Hours of teaching": "5"}])
        assert Placement.objects.get().reason == "camhs-community"

    def test_with_a_limit_from_a_clinician_the_child_is_on_the_list(self, take_rows):
        take_rows("school-roll", [on_roll(ELIZABETH)])
        take_rows("camhs", [IN_COMMUNITY], received="2026-11-02")
        assert ListEntry.objects.get().standing == "to be checked"

        take_rows("camhs", [{**IN_COMMUNITY, "Clinician's limit": "5", "Medical evidence": "14/10/2026"}])
        entry = ListEntry.objects.get()
        assert (entry.standing, entry.primary_reason) == ("on", "camhs-community")
        assert entry.clinician_limit == Decimal(5)

    def test_a_unit_and_a_team_at_once_are_two(self, take_rows):
        outcome = take_rows("camhs", [IN_UNIT, IN_COMMUNITY])

        assert (outcome.taken, outcome.quarantined) == (2, 0)
        assert kinds() == ["mental-health-community", "mental-health-in-patient"]


class TestASchoolPlace:
    def test_that_there_is_none_is_told_to_the_authority(self, take_rows):
        take_rows("camhs", [{**IN_COMMUNITY, "Has a school place": "no"}])

        assert "awaiting-place" in kinds()
        assert ListEntry.objects.get().standing == "on"

    @pytest.mark.parametrize("said", ["", "yes"])
    def test_nothing_is_made_of_a_blank_or_of_a_place(self, take_rows, said):
        take_rows("camhs", [{**IN_COMMUNITY, "Has a school place": said}])

        assert kinds() == ["mental-health-community"]

    def test_a_place_that_is_found_ends_it_on_the_day_of_the_file(self, take_rows):
        take_rows("camhs", [{**IN_COMMUNITY, "Has a school place": "no"}], received="2026-11-02")
        take_rows("camhs", [{**IN_COMMUNITY, "Has a school place": "yes"}])

        waited = Circumstance.objects.get(kind="awaiting-place")
        assert waited.valid_to == date(2026, 11, 23)

    def test_a_blank_later_leaves_it_as_it_was(self, take_rows):
        take_rows("camhs", [{**IN_COMMUNITY, "Has a school place": "no"}], received="2026-11-02")
        take_rows("camhs", [IN_COMMUNITY])

        assert Circumstance.objects.get(kind="awaiting-place").valid_to is None

    @pytest.mark.parametrize("turned_round", [False, True])
    def test_of_several_rows_the_one_that_begins_last_counts(self, take_rows, turned_round):
        earlier = {
            **IN_UNIT,
            "Accepted": "02/02/2026",
            "Discharged": "01/05/2026",
            "Has a school place": "no",
        }
        rows = [earlier, {**IN_COMMUNITY, "Has a school place": "yes"}]
        take_rows("camhs", rows[::-1] if turned_round else rows)

        assert "awaiting-place" not in kinds()


class TestTheWorker:
    SAID = {**IN_COMMUNITY, "Worker": "Ann Reed", "Worker phone": "01632 960101"}

    def test_whom_to_ask_is_kept_in_words_that_do_not_tell_of_the_service(self, take_rows):
        take_rows("camhs", [self.SAID])

        worker = Contact.objects.get()
        assert (worker.name, worker.phone) == ("Ann Reed", "01632 960101")
        assert worker.relation == "worker of another service"

    def test_it_ends_when_the_service_has_closed_the_case(self, take_rows):
        take_rows("camhs", [self.SAID], received="2026-11-02")
        take_rows("camhs", [{**self.SAID, "Discharged": "20/11/2026"}])

        assert Contact.objects.get().valid_to == date(2026, 11, 23)


def test_risk_and_diagnosis_are_left_unread(take_rows):
    outcome = take_rows("camhs", [{**IN_COMMUNITY, "Diagnosis": "F41", "Risk": "high", "MHA status": "2"}])

    assert outcome.ignored == ("Diagnosis", "Risk", "MHA status")
