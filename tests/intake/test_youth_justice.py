"""Youth justice: custody, the release that is to come, what follows it, and who has no school place."""

from datetime import date
from decimal import Decimal

import pytest

from sightline.population.models import ListEntry
from sightline.record.models import Circumstance, Contact, ExpectedEvent, Fact, Placement
from tests.intake.rows import ELIZABETH, on_roll

WITH = {**ELIZABETH, "Home authority": "999"}
STAY = {**WITH, "Order": "custody", "From": "05/10/2026", "Secure setting": "larch-house"}


def states() -> list[tuple]:
    columns = ("kind", "valid_from", "valid_to")
    return list(Circumstance.objects.order_by("valid_from", "id").values_list(*columns))


class TestCustody:
    @pytest.mark.parametrize("order", ["custody", "remand", "DTO", "Remanded"])
    def test_custody_and_remand_are_kept_alike(self, take_rows, order):
        take_rows("youth-justice", [{**STAY, "Order": order}])

        assert states() == [("in-custody", date(2026, 10, 5), None)]

    def test_the_secure_setting_is_a_placement_by_a_court(self, take_rows):
        take_rows("youth-justice", [{**STAY, "Education hours": "15", "School": "990003"}])

        placed = Placement.objects.get()
        assert (placed.provider.key, placed.arranged_by) == ("larch-house", "court")
        assert (placed.hours_planned, placed.home_school.urn) == (Decimal(15), "990003")

    def test_the_release_is_announced_from_the_first_day(self, take_rows):
        take_rows("youth-justice", [{**STAY, "Expected release": "15/01/2027"}])

        coming = ExpectedEvent.objects.get()
        assert (coming.kind, coming.expected_on, coming.state) == ("release", date(2027, 1, 15), "expected")
        assert coming.valid_from == date(2026, 10, 5)

    def test_a_setting_that_nobody_knows_holds_no_child_back(self, take_rows):
        take_rows("youth-justice", [{**STAY, "Secure setting": "Far Unit"}])

        assert Circumstance.objects.get().place == "Far Unit"
        assert not Placement.objects.exists()

    @pytest.mark.parametrize(
        ("kept", "words"),
        [
            ("yes", "Brook School keeps the child on its roll, as the service tells us."),
            ("no", "Brook School does not keep the child on its roll, as the service tells us."),
            ("", ""),
        ],
    )
    def test_whether_the_home_school_keeps_the_roll_is_kept_in_words(self, take_rows, kept, words):
        take_rows("youth-justice", [{**STAY, "School": "990003", "Roll kept": kept}])

        assert Circumstance.objects.get().words == words


class TestRelease:
    def test_from_that_day_the_child_comes_from_custody(self, take_rows):
        take_rows("youth-justice", [STAY], received="2026-11-02")
        take_rows("youth-justice", [{**STAY, "Released": "09/11/2026"}])

        assert states() == [
            ("in-custody", date(2026, 10, 5), date(2026, 11, 9)),
            ("from-custody", date(2026, 11, 9), None),
        ]
        assert ExpectedEvent.objects.get().state == "happened"
        assert Placement.objects.get().valid_to == date(2026, 11, 9)

    @pytest.mark.parametrize("turned_round", [False, True])
    def test_until_the_child_goes_into_custody_again(self, take_rows, turned_round):
        first = {**STAY, "Order": "remand", "From": "02/02/2026", "Released": "01/05/2026"}
        take_rows("youth-justice", [first, STAY][:: -1 if turned_round else 1])

        assert states() == [
            ("in-custody", date(2026, 2, 2), date(2026, 5, 1)),
            ("from-custody", date(2026, 5, 1), date(2026, 10, 5)),
            ("in-custody", date(2026, 10, 5), None),
        ]

    def test_in_a_later_file_until_the_day_on_which_it_came(self, take_rows):
        first = {**STAY, "From": "02/02/2026", "Released": "01/05/2026"}
        take_rows("youth-justice", [first], received="2026-05-04")
        take_rows("youth-justice", [STAY], received="2026-10-12")

        assert Circumstance.objects.get(kind="from-custody").valid_to == date(2026, 10, 12)

    def test_from_remand_to_custody_on_one_day_is_no_release(self, take_rows):
        remand = {**STAY, "Order": "remand", "From": "02/02/2026", "Released": "05/10/2026"}
        take_rows("youth-justice", [remand, STAY])

        assert [kind for kind, _, _ in states()] == ["in-custody", "in-custody"]


class TestInTheCommunity:
    ROW = {**WITH, "Order": "Referral order", "From": "01/09/2026"}

    def test_nothing_of_the_order_is_kept(self, take_rows):
        take_rows("youth-justice", [self.ROW])

        assert not [model for model in Fact.__subclasses__() if model.objects.exists()]

    def test_that_there_is_no_school_place_is(self, take_rows):
        take_rows("youth-justice", [{**self.ROW, "Has a school place": "no", "Worker": "Bo Marsh"}])

        assert [kind for kind, _, _ in states()] == ["awaiting-place"]
        assert Contact.objects.get().relation == "worker of another service"
        assert ListEntry.objects.get().standing == "on"

    def test_the_worker_is_named_no_longer_when_it_has_ended(self, take_rows):
        take_rows("youth-justice", [{**self.ROW, "Worker": "Bo Marsh"}], received="2026-11-02")
        take_rows("youth-justice", [{**self.ROW, "Worker": "Bo Marsh", "Released": "20/11/2026"}])

        assert Contact.objects.get().valid_to == date(2026, 11, 23)


class TestTheList:
    def test_a_child_in_custody_is_on_it_and_its_school_keeps_the_roll(self, take_rows):
        take_rows("school-roll", [on_roll(ELIZABETH, Home_authority="999", Attends_full_time="yes")])
        take_rows("youth-justice", [{**STAY, "Education hours": "15"}])

        entry = ListEntry.objects.get()
        assert (entry.standing, entry.primary_reason, entry.hours_planned) == (
            "on",
            "in-custody",
            Decimal(15),
        )
        assert entry.roll == "known"

    def test_a_child_of_ours_in_another_authoritys_unit_stays_ours(self, take_rows):
        take_rows("youth-justice", [STAY])
        entry = ListEntry.objects.get()
        assert Placement.objects.get().provider.authority_code == "998"
        assert (entry.standing, entry.responsible) == ("on", "ours")

    def test_another_authoritys_child_is_not_on_it(self, take_rows):
        take_rows("youth-justice", [{**STAY, "Home authority": "998"}])

        entry = ListEntry.objects.get()
        assert (entry.standing, entry.off_because) == ("off", "other-authority")

    def test_whoever_is_released_without_a_new_place_stays_on_it(self, take_rows):
        take_rows("youth-justice", [{**STAY, "Released": "09/11/2026"}])

        assert ListEntry.objects.get().primary_reason == "from-custody"


def test_an_offence_and_a_sentence_are_left_unread(take_rows):
    outcome = take_rows(
        "youth-justice", [{**STAY, "Offence": "Robbery", "Sentence": "4 months", "Court": "Crown"}]
    )

    assert outcome.ignored == ("Offence", "Sentence", "Court")
