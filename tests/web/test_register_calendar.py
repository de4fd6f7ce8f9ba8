"""A register laid out as a calendar: every session has its place, and nothing is drawn that nobody said."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.attendance.numbering import (
    NO_SESSION,
    NOT_SENT,
    UNKNOWN_CODE,
    WITHDRAWN,
    stored_codes,
    stored_number,
)
from sightline.domain.calendar import SchoolCalendar, Term, assumed_calendar
from sightline.domain.periods import Period
from sightline.domain.register_codes import attendance_counts, register_code
from sightline.domain.school_age import SchoolYear
from sightline.web.staff.child.register_calendar import (
    DayDrawn,
    DayKind,
    OnRoll,
    RunDrawn,
    absences,
    draw_register,
    read_marks,
)
from sightline.web.staff.child.register_marks import NOBODY_TOLD, OFF_ROLL, TO_COME, Shape, mark_of
from sightline.web.staff.child.register_totals import key_of, totals_of

pytestmark = pytest.mark.once

YEAR = SchoolYear(2026)
MONDAY = date(2026, 9, 7)
FRIDAY = date(2026, 9, 11)
DAY = timedelta(days=1)
# A training day on Tuesday, half term from 26 to 30 October.
CALENDAR = SchoolCalendar(
    (
        Term("Autumn term", Period(date(2026, 9, 2), date(2026, 10, 24))),
        Term("Autumn term", Period(date(2026, 11, 2), date(2026, 12, 19))),
        Term("Spring term", Period(date(2027, 1, 4), date(2027, 3, 25))),
        Term("Summer term", Period(date(2027, 4, 12), date(2027, 7, 22))),
    ),
    frozenset({date(2026, 9, 8)}),
)


def marks(codes: str, first: date = MONDAY, withheld: frozenset[str] = frozenset()) -> dict:
    """Two codes a day from a first day on, with spaces between; a point for what was not sent."""
    numbers = [NOT_SENT if code == "." else stored_number(code) for code in codes.split()]
    stored = {
        first + DAY * place: (numbers[2 * place], numbers[2 * place + 1])
        for place in range(len(numbers) // 2)
    }
    return read_marks(stored, lambda number, day: mark_of(number, day, withheld))


def drawn(found: dict, on: date = FRIDAY, roll: OnRoll | None = None) -> tuple[RunDrawn, ...]:
    return draw_register(found, CALENDAR, YEAR, on, roll)


def days(runs: tuple[RunDrawn, ...]) -> dict[date, DayDrawn]:
    return {day.day: day for run in runs for week in run.weeks for day in week.days}


def letters(day: DayDrawn) -> str:
    return " ".join(mark.letter for mark in day.sessions)


@pytest.mark.parametrize(
    ("number", "letter", "shape", "words"),
    [
        (stored_number("/"), "/", Shape.PRESENT, "Present in the morning"),
        (stored_number("B"), "B", Shape.APPROVED, "Any other approved educational activity off the site"),
        (stored_number("I"), "I", Shape.AUTHORISED, "Illness"),
        (stored_number("G"), "G", Shape.UNAUTHORISED, "Holiday not granted by the school"),
        (
            stored_number("Y1"),
            "Y1",
            Shape.NOT_POSSIBLE,
            "Unable to attend: transport normally provided not available",
        ),
        (stored_number("#"), "#", Shape.NOT_COLLECTED, "Planned closure of the whole school"),
        (NOT_SENT, "?", Shape.NOT_SENT, "Not sent"),
        (NO_SESSION, "–", Shape.NO_SESSION, "No session"),
        (WITHDRAWN, "×", Shape.TAKEN_BACK, "Taken back"),
        (UNKNOWN_CODE, "!", Shape.UNKNOWN_CODE, "A code that nobody has explained"),
        (stored_number("H"), "H", Shape.UNKNOWN_CODE, "H was not a code on this day"),
    ],
)
def test_each_thing_that_can_stand_in_a_session(number: int, letter: str, shape: Shape, words: str) -> None:
    mark = mark_of(number, MONDAY)
    assert (mark.letter, mark.shape, mark.words) == (letter, shape, words)


def test_no_two_things_that_are_no_mark_look_alike() -> None:
    no_marks = [mark_of(number, MONDAY) for number in (NOT_SENT, NO_SESSION, WITHDRAWN, UNKNOWN_CODE)]
    no_marks += [OFF_ROLL, TO_COME]
    assert len({mark.shape for mark in no_marks}) == len({mark.letter for mark in no_marks}) == 6


@pytest.mark.parametrize("code", ["I", "Y5"])
def test_a_withheld_code_says_how_it_counts_and_no_more(code: str) -> None:
    mark = mark_of(stored_number(code), MONDAY, {code})
    found = register_code(code, MONDAY)
    assert mark.letter == "*"
    assert found.meaning not in mark.words and code not in mark.letter
    assert (mark.counts_possible, mark.counts_attended) == (found.counts_possible, found.counts_attended)


def test_a_week_with_a_closed_day_a_gap_and_days_to_come() -> None:
    runs = drawn(marks("/ \\ . . I I / ."), on=date(2026, 9, 10))
    assert runs[0].title == "Autumn term, first half: 2 September to 23 October 2026"
    week = runs[0].weeks[1]
    assert week.label == "7 Sep"
    assert [day.kind for day in week.days] == ["sessions", "closed", "sessions", "sessions", "sessions"]
    assert [letters(day) for day in week.days] == ["/ \\", "", "I I", "/ ?", "· ·"]
    assert week.days[1].words == "Closed"
    assert week.days[4].sessions == (TO_COME, TO_COME)


def test_a_mark_on_a_closed_day_is_shown_where_it_stands() -> None:
    assert letters(days(drawn(marks("/ \\ / \\")))[date(2026, 9, 8)]) == "/ \\"


def test_days_before_the_term_are_holidays() -> None:
    assert days(drawn({}))[date(2026, 9, 1)].kind is DayKind.HOLIDAY


def test_marks_in_the_holidays_and_at_a_weekend_have_a_place_of_their_own() -> None:
    runs = drawn(marks("P P", date(2026, 10, 31)), on=date(2026, 11, 3))
    [holidays] = [run for run in runs if run.title.startswith("In the holidays")]
    assert holidays.title == "In the holidays: October 2026"
    assert holidays.weekdays[-1] == "Saturday"
    assert letters(holidays.weeks[0].days[5]) == "P P"
    assert [run.title.split(":")[0] for run in runs] == [
        "Autumn term, first half",
        "In the holidays",
        "Autumn term, second half",
    ]


def test_a_week_of_holidays_with_nothing_in_it_is_left_out() -> None:
    mondays = {week.monday for run in drawn({}, on=date(2026, 11, 3)) for week in run.weeks}
    assert date(2026, 10, 26) not in mondays
    assert date(2026, 11, 2) in mondays


def test_nothing_is_missing_of_days_on_which_the_child_was_on_another_roll() -> None:
    roll = OnRoll((Period(date(2026, 9, 9), None),))
    found = days(drawn(marks(". . . . / . . . . ."), roll=roll))
    assert found[MONDAY].sessions == (OFF_ROLL, OFF_ROLL)
    assert found[date(2026, 9, 9)].sessions[1] == NOBODY_TOLD


def test_a_mark_before_the_roll_began_is_shown_all_the_same() -> None:
    roll = OnRoll((Period(date(2026, 9, 9), None),))
    assert letters(days(drawn(marks("/ ."), roll=roll))[MONDAY]) == "/ ○"


def test_absences_that_follow_each_other_for_one_reason_are_one() -> None:
    first = date(2026, 10, 22)
    found = marks("/ I I I") | marks("I . I N", date(2026, 11, 2))
    found = {first + (day - MONDAY): both for day, both in found.items() if day < date(2026, 11, 1)} | {
        day: both for day, both in found.items() if day >= date(2026, 11, 1)
    }
    stretches = absences(drawn(found, on=date(2026, 11, 3)))
    assert [(one.words, one.sessions, one.mark.letter) for one in stretches] == [
        ("22 October 2026 to 2 November 2026", 4, "I"),
        ("3 November 2026", 1, "I"),
        ("3 November 2026", 1, "N"),
    ]


def test_totals_by_class_with_their_shares() -> None:
    found = totals_of(mark for day in marks("/ \\ / I G Y1 . . / .").values() for mark in day)
    assert [(line.title, line.sessions, line.share and str(line.share)) for line in found.lines] == [
        ("Present", 4, "66.7"),
        ("Absent, authorised", 1, "16.7"),
        ("Absent, not authorised", 1, "16.7"),
        ("Could not be expected to attend", 1, None),
        ("Not sent: nobody has told us", 3, None),
    ]
    assert (found.attended, found.absent, found.possible, found.not_sent) == (4, 2, 6, 3)


def test_without_a_session_there_is_no_share() -> None:
    found = totals_of([NOBODY_TOLD, OFF_ROLL, TO_COME])
    assert (found.possible, found.not_sent) == (0, 1)
    assert not hasattr(found.attended_share, "value")


def test_the_key_has_each_mark_that_occurs_once_by_class() -> None:
    found = key_of(mark for day in marks("/ \\ / I G . / I").values() for mark in day)
    assert [(line.mark.letter, line.sessions) for line in found] == [
        ("/", 3),
        ("\\", 1),
        ("I", 2),
        ("G", 1),
        ("?", 1),
    ]


NUMBERS = st.sampled_from([NOT_SENT, NO_SESSION, WITHDRAWN, UNKNOWN_CODE, *stored_codes()])
SOME_MARKS = st.dictionaries(
    st.dates(date(2026, 9, 1), date(2027, 7, 31)), st.tuples(NUMBERS, NUMBERS), max_size=30
)


@given(SOME_MARKS)
def test_every_mark_is_drawn_once_and_counted_as_the_law_counts_it(stored: dict) -> None:
    on = date(2027, 8, 31)
    runs = draw_register(read_marks(stored, mark_of), assumed_calendar(YEAR), YEAR, on)
    found = days(runs)
    assert len(found) == sum(len(week.days) for run in runs for week in run.weeks)
    by_code: dict[str, int] = {}
    for day, numbers in stored.items():
        for place, number in enumerate(numbers):
            if number in stored_codes():
                assert found[day].sessions[place] == mark_of(number, day)
                by_code[stored_codes()[number]] = by_code.get(stored_codes()[number], 0) + 1
    totals = totals_of(mark for run in runs for mark in run.marks)
    expected = attendance_counts(by_code, MONDAY)
    assert (totals.possible, totals.attended) == (expected.possible, expected.attended)
    assert sum(one.sessions for one in absences(runs)) == expected.absent
