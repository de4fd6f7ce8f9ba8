"""Antenatal services: pregnant, a mother, the birth that is to come, and whether she agreed that it is told."""

from datetime import date

import pytest

from sightline.intake.models import StagedRow
from sightline.population.models import ListEntry
from sightline.record.models import Circumstance, ExpectedEvent, SourcePerson
from tests.intake.rows import ELIZABETH, on_roll

KNOWN = {
    **ELIZABETH,
    "Home authority": "999",
    "Known since": "07/09/2026",
    "Expected date of birth": "14/03/2027",
    "Agreed to sharing": "yes",
}


def states() -> list[tuple]:
    return list(Circumstance.objects.order_by("valid_from").values_list("kind", "valid_from", "valid_to"))


def test_she_is_pregnant_and_the_birth_is_to_come(take_rows):
    take_rows("antenatal", [KNOWN])

    assert states() == [("pregnant", date(2026, 9, 7), None)]
    birth = ExpectedEvent.objects.get()
    assert (birth.kind, birth.expected_on, birth.state) == ("birth", date(2027, 3, 14), "expected")
    assert birth.valid_from == date(2026, 9, 7)


def test_from_the_birth_she_is_a_young_mother(take_rows):
    row = {**KNOWN, "Known since": "02/03/2026", "Expected date of birth": "01/10/2026"}
    take_rows("antenatal", [row], received="2026-09-07")
    take_rows("antenatal", [{**row, "Baby born": "05/10/2026"}])

    assert states() == [
        ("pregnant", date(2026, 3, 2), date(2026, 10, 5)),
        ("young-mother", date(2026, 10, 5), None),
    ]
    assert ExpectedEvent.objects.get().state == "happened"


def test_a_mother_whom_the_service_meets_after_the_birth(take_rows):
    row = {**KNOWN, "Known since": "", "Expected date of birth": "", "Baby born": "05/10/2026"}
    take_rows("antenatal", [{**row, "Support ended": "20/11/2026"}])

    assert states() == [("young-mother", date(2026, 10, 5), date(2026, 11, 20))]
    assert not ExpectedEvent.objects.exists()


def test_what_ends_without_a_birth_ends_without_a_reason(take_rows):
    take_rows("antenatal", [{**KNOWN, "Support ended": "02/11/2026"}])

    assert states() == [("pregnant", date(2026, 9, 7), date(2026, 11, 2))]
    assert ExpectedEvent.objects.get().state == "cancelled"


class TestConsent:
    def test_without_it_nothing_is_kept(self, take_rows):
        outcome = take_rows("antenatal", [{**KNOWN, "Agreed to sharing": "No"}])

        assert (outcome.taken, outcome.unchanged, outcome.quarantined) == (0, 1, 0)
        assert [problem["value_class"] for problem in outcome.problems] == ["not to be shared"]
        assert not SourcePerson.objects.exists()
        assert not StagedRow.objects.exists()

    @pytest.mark.parametrize(
        ("said", "words"),
        [
            ("agreed", "She agreed that the service shares it."),
            ("Duty", "The service shares it by a duty of its own, without her agreement."),
        ],
    )
    def test_on_what_ground_it_was_told_is_kept(self, take_rows, said, words):
        take_rows("antenatal", [{**KNOWN, "Agreed to sharing": said}])

        assert Circumstance.objects.get().words == words

    @pytest.mark.parametrize("said", ["", "unknown", "perhaps"])
    def test_what_does_not_say_is_no_consent(self, take_rows, said):
        outcome = take_rows("antenatal", [{**KNOWN, "Agreed to sharing": said}])

        assert outcome.quarantined == 1
        assert not Circumstance.objects.exists()


def test_she_is_to_be_checked_until_the_school_says_part_time(take_rows):
    take_rows("school-roll", [on_roll(ELIZABETH)])
    take_rows("antenatal", [KNOWN])
    assert ListEntry.objects.get().standing == "to be checked"

    take_rows("part-time", [{"School": "990003", **ELIZABETH, "Start date": "02/11/2026", "Hours": "10"}])
    entry = ListEntry.objects.get()
    assert entry.standing == "on"
    assert "pregnant-or-young-mother" in entry.reason_rows.values_list("slug", flat=True)


def test_the_father_and_the_baby_are_left_unread(take_rows):
    outcome = take_rows("antenatal", [{**KNOWN, "Father": "A boy", "Baby name": "Bud"}])

    assert outcome.ignored == ("Father", "Baby name")
