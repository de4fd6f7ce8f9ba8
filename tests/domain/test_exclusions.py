"""Suspensions and permanent exclusions: kinds, reasons, days, and what the days oblige people to."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.calendar import SchoolCalendar, Term
from sightline.domain.exclusions import (
    BoardDuty,
    ExclusionKind,
    Sanction,
    board_duty,
    days_suspended,
    exceeds_yearly_limit,
    exclusion_kind,
    exclusion_reason,
    sixth_day,
    suspensions_run_together,
)
from sightline.domain.periods import Period

TODAY = date(2026, 11, 23)
NOVEMBER_TO_DECEMBER = Period(date(2026, 11, 2), date(2026, 12, 19))
CALENDAR = SchoolCalendar((Term("Autumn term", Period(date(2026, 9, 1), date(2026, 12, 19))),))
MONDAY = date(2026, 11, 2)


def day(number: int) -> date:
    """The day so many days after Monday 2 November 2026."""
    return MONDAY + timedelta(days=number)


def suspension(start: int, end: int | None, sessions: int | None = None) -> Sanction:
    return Sanction(ExclusionKind.SUSPENSION, Period(day(start), None if end is None else day(end)), sessions)


def lunchtimes(start: int, end: int, sessions: int | None = None) -> Sanction:
    return Sanction(ExclusionKind.LUNCHTIME, Period(day(start), day(end)), sessions)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("PERM", ExclusionKind.PERMANENT),
        ("SUSP", ExclusionKind.SUSPENSION),
        ("FIXD", ExclusionKind.SUSPENSION),
        (" lnch ", ExclusionKind.LUNCHTIME),
        ("OTHER", None),
    ],
)
def test_kinds_by_code(code, kind):
    assert exclusion_kind(code) is kind


@pytest.mark.parametrize(
    ("code", "on", "code_set"),
    [
        ("PP", date(2015, 1, 5), "2020"),
        ("PP", date(2026, 8, 31), "2020"),
        ("PP", date(2026, 9, 1), "2026"),
        ("OT", date(2020, 8, 31), "2020"),
        ("OT", date(2020, 9, 1), None),
        ("PH", date(2020, 8, 31), None),
        ("PH", date(2020, 9, 1), "2020"),
        ("VR", date(2026, 8, 31), None),
        ("VR", date(2026, 9, 1), "2026"),
        ("QQ", TODAY, None),
    ],
)
def test_a_reason_belongs_to_the_set_of_its_day(code, on, code_set):
    found = exclusion_reason(code, on)
    assert (found and found.code_set) == code_set


DAYS = [
    # sanctions, days suspended
    ([], "0"),
    ([suspension(0, 2)], "2"),
    # The weekend counts nothing.
    ([suspension(3, 8)], "3"),
    ([lunchtimes(0, 5)], "2.5"),
    ([lunchtimes(0, 5, sessions=2)], "1"),
    # The school counted a half day.
    ([suspension(0, 2, sessions=3)], "1.5"),
    ([suspension(0, 1), suspension(7, 9)], "3"),
    # Two services tell of the same days: they count once.
    ([suspension(0, 3), suspension(0, 3)], "3"),
    ([suspension(0, 3), suspension(1, 5)], "5"),
    ([suspension(0, 1, sessions=1), lunchtimes(0, 1)], "1"),
    # What began before the period counts with the days that lie in it.
    ([suspension(-4, 2)], "2"),
    ([suspension(-4, 2, sessions=5)], "0.5"),
    # It still runs, and what lies after the period counts nothing.
    ([suspension(44, None)], "3"),
    ([suspension(50, 60)], "0"),
    ([Sanction(ExclusionKind.PERMANENT, Period(day(0), None))], "0"),
]


@pytest.mark.parametrize(("sanctions", "days"), DAYS)
def test_days_suspended_in_a_period(sanctions, days):
    assert days_suspended(sanctions, NOVEMBER_TO_DECEMBER, CALENDAR) == Decimal(days)


@given(
    st.lists(
        st.builds(
            lambda start, length, kind, sessions: Sanction(
                kind, Period(day(start), day(start + length)), sessions
            ),
            st.integers(-20, 40),
            st.integers(1, 10),
            st.sampled_from(ExclusionKind),
            st.none() | st.integers(1, 12),
        ),
        max_size=6,
    ),
    st.integers(1, 46),
)
def test_days_suspended_add_up_over_periods_and_never_exceed_the_school_days(sanctions, divide):
    first = Period(NOVEMBER_TO_DECEMBER.start, day(divide))
    second = Period(day(divide), NOVEMBER_TO_DECEMBER.end)
    whole = days_suspended(sanctions, NOVEMBER_TO_DECEMBER, CALENDAR)
    parts = [days_suspended(sanctions, part, CALENDAR) for part in (first, second)]
    assert sum(parts) == whole
    assert 0 <= whole <= CALENDAR.count(NOVEMBER_TO_DECEMBER.start, NOVEMBER_TO_DECEMBER.end)


def test_only_the_days_of_the_period_need_a_calendar_where_no_sessions_were_told():
    since_last_year = Sanction(ExclusionKind.SUSPENSION, Period(date(2026, 7, 1), day(2)))
    assert days_suspended([since_last_year], NOVEMBER_TO_DECEMBER, CALENDAR) == 2


def test_days_can_be_counted_in_a_bounded_period_only():
    with pytest.raises(ValueError, match="start and an end"):
        days_suspended([], Period(MONDAY, None), CALENDAR)


@pytest.mark.parametrize(
    ("period", "sessions"),
    [(Period(None, MONDAY), None), (Period(MONDAY, None), 0), (Period(MONDAY, None), -1)],
)
def test_a_sanction_needs_a_start_and_at_least_one_session(period, sessions):
    with pytest.raises(ValueError, match="needs a start|at least one session"):
        Sanction(ExclusionKind.SUSPENSION, period, sessions)


def test_the_sixth_day():
    assert sixth_day(MONDAY, CALENDAR) == day(7)


@pytest.mark.parametrize(
    ("days", "duty"),
    [
        ("0.5", BoardDuty.CONSIDER),
        ("5", BoardDuty.CONSIDER),
        ("5.5", BoardDuty.MEET_IF_ASKED),
        ("15", BoardDuty.MEET_IF_ASKED),
        ("15.5", BoardDuty.MEET),
    ],
)
def test_what_the_board_must_do_after_so_many_days_in_a_term(days, duty):
    assert board_duty(Decimal(days), TODAY) is duty


@pytest.mark.parametrize(("days", "exceeds"), [("45", False), ("45.5", True)])
def test_no_more_than_45_days_in_a_school_year(days, exceeds):
    assert exceeds_yearly_limit(Decimal(days), TODAY) is exceeds


RUNS = [
    ([], []),
    ([suspension(0, 2)], [(0, 2)]),
    # One ends on Friday, the next begins on Monday.
    ([suspension(7, 9), suspension(3, 5)], [(3, 9)]),
    # The next begins a school day later.
    ([suspension(0, 2), suspension(3, 5)], [(0, 2), (3, 5)]),
    ([suspension(0, 5), suspension(1, 3)], [(0, 5)]),
    ([suspension(0, None), suspension(14, 16)], [(0, None)]),
    ([suspension(0, 2), suspension(2, None)], [(0, None)]),
    ([suspension(0, 2), lunchtimes(2, 4)], [(0, 2)]),
]


@pytest.mark.parametrize(("sanctions", "runs"), RUNS)
def test_suspensions_that_run_together_count_as_one(sanctions, runs):
    expected = [Period(day(start), None if end is None else day(end)) for start, end in runs]
    assert suspensions_run_together(sanctions, CALENDAR) == expected
