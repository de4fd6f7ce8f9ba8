"""The police: that a child was seen, was missing, is kept safe; an address that is apart; and no offence."""

from datetime import date

import pytest

from sightline.population.models import ListEntry
from sightline.record.models import Address, Circumstance, Concern, LastSeen
from tests.intake.rows import ELIZABETH, on_roll

MET = {**ELIZABETH, "Home authority": "999", "What happened": "met out of school", "Date": "10/11/2026"}
MISSING = {**MET, "What happened": "missing", "Date": "12/11/2026"}
PROTECTED = {**MET, "What happened": "police protection", "Date": "16/11/2026"}


class TestMetOutOfSchool:
    def test_the_child_was_seen_by_somebody_of_whom_the_words_do_not_tell(self, take_rows):
        take_rows("police", [{**MET, "Where seen": "A shopping centre", "Alone": "no"}])

        seen = LastSeen.objects.get()
        assert (seen.valid_from, seen.place, seen.alone) == (date(2026, 11, 10), "A shopping centre", "no")
        assert seen.seen_by == "an officer of another service"
        assert not Concern.objects.exists()

    def test_what_somebody_should_look_into_is_a_concern(self, take_rows):
        take_rows("police", [{**MET, "To be looked into": "Says that no school has a place"}])

        concern = Concern.objects.get()
        assert (concern.words, concern.valid_from) == ("Says that no school has a place", date(2026, 11, 10))
        assert concern.answered_on is None

    @pytest.mark.parametrize("turned_round", [False, True])
    def test_two_rows_of_one_day_say_once_that_the_child_was_seen(self, take_rows, turned_round):
        found = {**MISSING, "Date": "09/11/2026", "Found or ended": "10/11/2026", "Where seen": "A park"}
        outcome = take_rows("police", [found, MET][:: -1 if turned_round else 1])

        assert outcome.quarantined == 0
        assert LastSeen.objects.get().place == "A park"

    def test_each_day_is_another_sight(self, take_rows):
        take_rows("police", [MET, {**MET, "Date": "17/11/2026"}])

        assert LastSeen.objects.count() == 2


class TestMissing:
    def test_while_the_child_is_missing_nobody_knows_where_it_is(self, take_rows):
        take_rows("school-roll", [on_roll(ELIZABETH)])
        take_rows("police", [MISSING])

        entry = ListEntry.objects.get()
        assert (entry.standing, entry.primary_reason) == ("on", "whereabouts-unknown")
        assert not LastSeen.objects.exists()

    def test_once_it_is_found_it_was_seen(self, take_rows):
        take_rows("police", [MISSING], received="2026-11-13")
        take_rows("police", [{**MISSING, "Found or ended": "14/11/2026"}])

        missing = Circumstance.objects.get()
        assert (missing.kind, missing.valid_from, missing.valid_to) == (
            "whereabouts-unknown",
            date(2026, 11, 12),
            date(2026, 11, 14),
        )
        assert LastSeen.objects.get().valid_from == date(2026, 11, 14)

    def test_every_time_is_another(self, take_rows):
        take_rows("police", [{**MISSING, "Date": "02/11/2026", "Found or ended": "03/11/2026"}, MISSING])

        assert Circumstance.objects.count() == 2


class TestProtection:
    @pytest.mark.parametrize("told", ["9 Far Lane", ""])
    def test_where_the_child_is_kept_is_apart_told_or_not(self, take_rows, told):
        take_rows("police", [{**PROTECTED, "Kept safe at": told, "Where seen": "At home"}])

        address = Address.objects.get()
        assert (address.shielded, address.line, address.valid_to) == (True, told, None)
        assert LastSeen.objects.get().place == ""

    def test_it_ends_when_the_row_says_so(self, take_rows):
        take_rows("police", [{**PROTECTED, "Found or ended": "18/11/2026"}])

        assert Address.objects.get().valid_to == date(2026, 11, 18)

    def test_a_place_of_safety_is_asked_for_nothing_else(self, take_rows):
        outcome = take_rows("police", [{**MISSING, "Kept safe at": "9 Far Lane"}])

        assert outcome.quarantined == 1
        assert not Address.objects.exists()


def test_what_has_not_happened_yet_waits(take_rows):
    outcome = take_rows("police", [{**MET, "Date": "24/11/2026"}])

    assert [problem["value_class"] for problem in outcome.problems] == ["a date in the future"]
    assert outcome.quarantined == 1


def test_an_offence_is_left_unread(take_rows):
    outcome = take_rows("police", [{**MET, "Offence": "Theft", "Crime number": "42", "Officer": "PC Fell"}])

    assert outcome.ignored == ("Offence", "Crime number", "Officer")
