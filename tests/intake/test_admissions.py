"""Admissions: one wait from the first application to the first day at a school, whatever came in between."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sightline.access.policy import FieldClass
from sightline.domain.periods import Period
from sightline.intake.registry import feeds
from sightline.intake.waiting_for_a_place import Application, Wait, waits
from sightline.population.models import ListEntry
from sightline.record.models import Circumstance, Review
from tests.intake.rows import ELIZABETH, on_roll

FEED = "admissions"
APPLIED = {**ELIZABETH, "Home authority": "999", "Applied on": "05/10/2026", "School applied for": "990003"}
OFFERED = {**APPLIED, "Outcome": "offered", "Offered on": "12/10/2026", "Start date": "02/11/2026"}
SECOND = {**APPLIED, "Applied on": "12/10/2026", "School applied for": "990002"}


def waiting() -> list[tuple]:
    found = Circumstance.objects.filter(kind="awaiting-place").order_by("valid_from")
    return list(found.values_list("valid_from", "valid_to"))


def reasons() -> set[str]:
    return set(ListEntry.objects.get().reason_rows.values_list("slug", flat=True))


class TestTheWait:
    @pytest.mark.parametrize(
        ("applications", "found"),
        [
            ([(1, 5, None, False)], [((5, None), (1,))]),
            ([(1, 5, 9, True)], [((5, 9), (1,))]),
            ([(1, 5, 5, True)], [((5, 6), (1,))]),
            ([(1, 5, 9, False), (2, 7, None, False)], [((5, None), (1, 2))]),
            ([(2, 7, None, False), (1, 5, None, False)], [((5, None), (1, 2))]),
            ([(1, 5, None, False), (2, 7, 20, True)], [((5, 20), (1, 2))]),
            ([(1, 5, 9, True), (2, 15, None, False)], [((5, 9), (1,)), ((15, None), (2,))]),
            ([(1, 5, 9, False), (2, 9, 12, False)], [((5, 12), (1, 2))]),
        ],
        ids=[
            "open",
            "a place",
            "a place on the same day",
            "one withdrawn and one open",
            "in whichever order",
            "a place at the second",
            "another wait later",
            "withdrawn and made again on one day",
        ],
    )
    def test_spec(self, applications, found):
        def day(number: int | None) -> date | None:
            return None if number is None else date(2026, 10, number)

        made = [Application(row, day(on), day(over), placed) for row, on, over, placed in applications]

        assert waits(made) == [Wait(Period(day(start), day(end)), rows) for (start, end), rows in found]


class TestApplications:
    def test_a_child_on_no_roll_who_waits_is_on_the_list_since_the_application(self, take_rows):
        take_rows(FEED, [APPLIED])

        entry = ListEntry.objects.get()
        assert (entry.standing, entry.since) == ("on", date(2026, 10, 5))
        assert "awaiting-place" in reasons()

    def test_a_child_who_has_a_place_and_wants_another_is_not(self, take_rows):
        take_rows("school-roll", [on_roll(ELIZABETH, Home_authority="999")])
        take_rows(FEED, [APPLIED])

        assert not ListEntry.objects.filter(standing="on").exists()

    def test_a_place_that_was_offered_ends_the_wait_on_the_first_day_there(self, take_rows):
        take_rows(FEED, [APPLIED], received="2026-10-06")
        take_rows(FEED, [OFFERED])

        told = Circumstance.objects.get()
        assert (told.valid_from, told.valid_to) == (date(2026, 10, 5), date(2026, 11, 2))
        assert (told.place, told.words) == (
            "Brook School",
            "A place at Brook School was offered on 12/10/2026.",
        )

    def test_an_offer_without_a_first_day_is_still_a_wait(self, take_rows):
        take_rows(FEED, [{**OFFERED, "Start date": ""}])

        assert waiting() == [(date(2026, 10, 5), None)]

    def test_a_refusal_ends_nothing_and_two_applications_are_one_wait(self, take_rows):
        outcome = take_rows(FEED, [{**APPLIED, "Outcome": "No place"}, SECOND])

        assert (outcome.taken, outcome.quarantined) == (2, 0)
        assert waiting() == [(date(2026, 10, 5), None)]
        assert Circumstance.objects.get().words == "Refused by Brook School. Asked: Ashfield Academy."

    def test_an_application_that_was_withdrawn_is_over(self, take_rows):
        take_rows(FEED, [{**APPLIED, "Outcome": "withdrawn", "Withdrawn on": "19/10/2026"}])

        assert waiting() == [(date(2026, 10, 5), date(2026, 10, 19))]

    def test_a_family_that_moved_here_is_so_from_the_move_to_the_place(self, take_rows):
        take_rows(FEED, [{**APPLIED, "Moved here on": "28/09/2026"}])
        assert {"moved-no-place", "awaiting-place"} <= reasons()

        take_rows(FEED, [{**OFFERED, "Moved here on": "28/09/2026"}])
        moved = Circumstance.objects.get(kind="moved-in")
        assert (moved.valid_from, moved.valid_to) == (date(2026, 9, 28), date(2026, 11, 2))


class TestFairAccess:
    def test_the_panel_is_a_review_that_is_due_until_it_decided(self, take_rows):
        meets = {**APPLIED, "Fair access panel on": "16/11/2026"}
        take_rows(FEED, [meets], received="2026-11-02")
        assert Review.objects.get().held_on is None

        take_rows(FEED, [{**meets, "Fair access panel decided": "A place at Brook School"}])
        told = Review.objects.get()
        assert (told.due_on, told.held_on, told.outcome) == (
            date(2026, 11, 16),
            date(2026, 11, 16),
            "A place at Brook School",
        )

    def test_it_is_one_though_each_application_tells_of_it(self, take_rows):
        on = {"Fair access panel on": "16/11/2026"}
        take_rows(FEED, [{**APPLIED, **on}, {**SECOND, **on, "Panel outcome": ""}])

        assert Review.objects.get().due_on == date(2026, 11, 16)


class TestWhoAnswers:
    def test_looked_after_and_without_a_place(self, take_rows):
        take_rows(FEED, [{**APPLIED, "Looked after": "yes", "Looked after by": "999"}])

        assert {"looked-after-no-place", "awaiting-place"} <= reasons()

    def test_looked_after_by_nobody_knows_whom_stays_so(self, take_rows):
        take_rows(FEED, [{**APPLIED, "Looked after": "yes"}])

        assert Circumstance.objects.get(kind="looked-after").authority_code == ""

    @pytest.mark.parametrize(
        ("home", "looked_after_by", "who"),
        [("999", "", "ours"), ("998", "", "other"), ("998", "999", "ours"), ("", "", "not known")],
    )
    def test_home_and_the_authority_that_looks_after_are_told_apart(
        self, take_rows, home, looked_after_by, who
    ):
        take_rows(FEED, [{**APPLIED, "Home authority": home, "Looked after by": looked_after_by}])

        assert ListEntry.objects.get().responsible == who

    def test_care_and_what_the_panel_decided_are_guarded(self):
        classes = {column.name: column.field_class for column in feeds()[FEED].columns}

        assert {classes[name] for name in ("looked_after", "looked_after_by", "panel_decision")} == {
            FieldClass.SAFEGUARDING
        }


def test_the_questions_do_not_grow_with_the_rows(take_rows):
    def questions(first: int, many: int) -> int:
        rows = [
            {**APPLIED, "Pupil ID": f"A-{number}", "UPN": "", "Legal surname": f"Ash{number}"}
            for number in range(first, first + many)
        ]
        with CaptureQueriesContext(connection) as made:
            assert take_rows(FEED, rows).taken == many
        return len(made)

    questions(0, 2)

    assert questions(100, 20) <= questions(200, 2) + 2
