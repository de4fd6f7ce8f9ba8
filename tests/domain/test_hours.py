"""Weekly hours, and what they are compared with."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.hours import (
    REPORT_HOURS,
    Session,
    comparator,
    full_time_hours_for_year,
    pro_rata,
    sessions_to_hours,
    taught_week_default,
    weekly_hours,
)
from sightline.domain.known import Known
from sightline.domain.thresholds import threshold

TODAY = date(2026, 11, 23)
NINE, TEN, TWELVE, ONE, THREE = 540, 600, 720, 780, 900
MONDAY, TUESDAY, SUNDAY = 0, 1, 6


@st.composite
def sessions(draw: st.DrawFn) -> Session:
    start, end = sorted(draw(st.lists(st.integers(0, 24), min_size=2, max_size=2, unique=True)))
    return Session(draw(st.integers(MONDAY, SUNDAY)), start * 60, end * 60)


WEEKS = [
    ([], "0"),
    ([Session(MONDAY, NINE, TWELVE)], "3"),
    ([Session(MONDAY, NINE, TWELVE), Session(TUESDAY, NINE, TWELVE)], "6"),
    # The hour in which tuition and school overlap counts once.
    ([Session(MONDAY, NINE, TWELVE, "school"), Session(MONDAY, TEN, ONE, "tutor")], "4"),
    ([Session(MONDAY, NINE, THREE), Session(MONDAY, TEN, TWELVE)], "6"),
    ([Session(MONDAY, NINE, TEN), Session(MONDAY, TEN, TWELVE)], "3"),
    ([Session(MONDAY, NINE, NINE + 20)], "0.33"),
    ([Session(MONDAY, 0, 24 * 60), Session(TUESDAY, 0, 60)], "25"),
]


@pytest.mark.parametrize(("week", "hours"), WEEKS)
def test_hours_of_a_week(week, hours):
    assert weekly_hours(week) == Decimal(hours)


@given(st.lists(sessions(), max_size=12))
def test_hours_are_the_hours_covered_however_the_sessions_lie(week):
    covered = {(one.weekday, hour) for one in week for hour in range(one.start // 60, one.end // 60)}
    assert weekly_hours(week) == len(covered)
    assert weekly_hours(reversed(week)) == weekly_hours(week + week) == len(covered)


@pytest.mark.parametrize(
    ("weekday", "start", "end"),
    [(7, NINE, TEN), (-1, NINE, TEN), (0, TEN, TEN), (0, TEN, NINE), (0, -1, 60), (0, 0, 1441)],
)
def test_a_session_that_cannot_be_is_refused(weekday, start, end):
    with pytest.raises(ValueError, match="weekday|session"):
        Session(weekday, start, end)


@pytest.mark.parametrize(
    ("full_time", "open_days", "hours"),
    [("25", 5, "25"), ("25", 4, "20"), ("23.5", 3, "14.1"), ("24", 0, "0")],
)
def test_closed_days_lower_what_is_expected(full_time, open_days, hours):
    assert pro_rata(Decimal(full_time), open_days) == Decimal(hours)


def test_a_school_with_a_week_of_four_days():
    assert pro_rata(Decimal(24), 3, usual_days=4) == 18


@pytest.mark.parametrize("open_days", [-1, 6])
def test_a_week_cannot_have_more_open_days_than_usual_or_fewer_than_none(open_days):
    with pytest.raises(ValueError, match="open days"):
        pro_rata(Decimal(25), open_days)


FULL_TIME = [
    # year, hours, assumed
    (-1, "21", True),
    (0, "21", True),
    (1, "21", False),
    (2, "21", False),
    (3, "23.5", False),
    (6, "23.5", False),
    (7, "24", False),
    (10, "24", False),
    (11, "25", False),
    (12, "25", True),
    (None, "25", True),
]


@pytest.mark.parametrize(("year", "hours", "assumed"), FULL_TIME)
def test_usual_full_time_by_year(year, hours, assumed):
    found = full_time_hours_for_year(year, TODAY)
    assert (found.hours, found.assumed) == (Decimal(hours), assumed)
    assert "Ombudsman" in found.source
    assert ("assumed" in found.source or "not known" in found.source) == assumed


def test_the_three_comparators_are_told_apart():
    against = comparator(8, TODAY, clinician_limit=Decimal(10), school_week=Decimal("25.5"))
    assert (against.usual.hours, against.school.hours, against.clinician.hours) == (24, Decimal("25.5"), 10)
    assert against.expected is against.clinician


def test_without_a_limit_or_a_told_week_there_is_the_usual_alone():
    against = comparator(8, TODAY)
    assert (against.school, against.clinician, against.expected) == (None, None, against.usual)


@pytest.mark.parametrize("limit", ["24", "30"])
def test_a_clinicians_limit_that_is_not_lower_does_not_raise_what_is_expected(limit):
    against = comparator(8, TODAY, clinician_limit=Decimal(limit))
    assert against.expected is against.usual


@pytest.mark.parametrize(("stage", "hours"), [(1, "21"), (2, "23.5"), (3, "24"), (4, "25"), (None, "25")])
def test_a_taught_week_nobody_told_is_marked_as_assumed(stage, hours):
    assumed = taught_week_default(stage, TODAY)
    assert (assumed.hours, assumed.assumed) == (Decimal(hours), True)


def test_there_is_no_fifth_key_stage():
    with pytest.raises(ValueError, match="1 to 4"):
        taught_week_default(5, TODAY)


def test_sessions_become_hours_as_an_estimate_that_says_so():
    assert sessions_to_hours(5) == Known(Decimal("12.5"), source="estimated from 5 half-day sessions")
    assert sessions_to_hours(3, day_hours=Decimal(4)).value == 6
    with pytest.raises(ValueError, match="fewer than none"):
        sessions_to_hours(-1)


def test_the_inspectors_25_hours_are_the_same_wherever_they_stand():
    assert threshold("report_hours", TODAY).value == REPORT_HOURS
