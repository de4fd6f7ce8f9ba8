"""How often a feed is owed, and what silence is late: told by calendars and days alone."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.calendar import SchoolCalendar, assumed_calendar
from sightline.domain.periods import Period
from sightline.domain.school_age import SchoolYear
from sightline.intake.coverage.frequency import HowOften, asked_by, missed, period_with
from sightline.intake.coverage.naming_periods import NoSuchPeriod, first_and_last, period_named
from sightline.intake.coverage.standing import Silence, standing_of

# Autumn 2026 as usually: half-term from 26 to 30 October, Christmas from 19 December.
CALENDAR: SchoolCalendar = assumed_calendar(SchoolYear(2025)).completed(
    Period(date(2024, 9, 1), date(2028, 9, 1))
)
TODAY = date(2026, 11, 23)


def silence(
    how_often: HowOften, grace: int, today: date, last: date | None, nil: date | None = None
) -> Silence:
    asked = asked_by(how_often, grace, today, CALENDAR)
    return standing_of(how_often, asked, last_file=last, nil_until=nil).silence


@pytest.mark.parametrize(
    ("how_often", "grace", "today", "last", "expected"),
    [
        # A week counts as answered by what came in it; three school days of grace come after it.
        (HowOften.WEEKLY, 3, date(2026, 11, 25), date(2026, 11, 13), Silence.ANSWERED),
        (HowOften.WEEKLY, 3, date(2026, 11, 26), date(2026, 11, 13), Silence.LATE),
        (HowOften.WEEKLY, 3, date(2026, 11, 26), date(2026, 11, 16), Silence.ANSWERED),
        # The half-term week is not asked for: who sent in the last week before it is late only after the next.
        (HowOften.WEEKLY, 3, date(2026, 11, 11), date(2026, 10, 23), Silence.ANSWERED),
        (HowOften.WEEKLY, 3, date(2026, 11, 12), date(2026, 10, 23), Silence.LATE),
        # Days of grace do not run in a holiday.
        (HowOften.WEEKLY, 3, date(2027, 1, 4), date(2026, 12, 11), Silence.ANSWERED),
        (HowOften.DAILY, 2, date(2026, 11, 24), date(2026, 11, 19), Silence.ANSWERED),
        (HowOften.DAILY, 2, date(2026, 11, 25), date(2026, 11, 19), Silence.LATE),
        (HowOften.MONTHLY, 14, date(2026, 11, 14), date(2026, 9, 30), Silence.ANSWERED),
        (HowOften.MONTHLY, 14, date(2026, 11, 15), date(2026, 9, 30), Silence.LATE),
        # August is no month of school.
        (HowOften.MONTHLY, 14, date(2026, 9, 30), date(2026, 7, 1), Silence.ANSWERED),
        (HowOften.HALF_TERMLY, 10, TODAY, date(2026, 9, 14), Silence.ANSWERED),
        (HowOften.HALF_TERMLY, 10, TODAY, date(2026, 7, 14), Silence.LATE),
        (HowOften.TERMLY, 14, TODAY, date(2026, 6, 1), Silence.ANSWERED),
        (HowOften.TERMLY, 14, TODAY, date(2026, 3, 1), Silence.LATE),
        # What is for a year is owed at its beginning, and may come from June on.
        (HowOften.YEARLY, 30, TODAY, date(2026, 6, 10), Silence.ANSWERED),
        (HowOften.YEARLY, 30, TODAY, date(2026, 5, 10), Silence.LATE),
        (HowOften.YEARLY, 30, date(2026, 9, 20), date(2025, 9, 8), Silence.ANSWERED),
        (HowOften.WEEKLY, 3, TODAY, None, Silence.NEVER),
        (HowOften.WHEN_IT_HAPPENS, 0, TODAY, None, Silence.WHEN_IT_HAPPENS),
        (HowOften.NOT_ASKED, 0, TODAY, None, Silence.NOT_ASKED),
    ],
)
def test_who_is_late(
    how_often: HowOften, grace: int, today: date, last: date | None, expected: Silence
) -> None:
    assert silence(how_often, grace, today, last) is expected


def test_a_nil_return_answers_its_period_and_no_later_one() -> None:
    today = date(2026, 11, 26)
    assert silence(HowOften.WEEKLY, 3, today, None, nil=date(2026, 11, 22)) is Silence.ANSWERED
    assert silence(HowOften.WEEKLY, 3, today, None, nil=date(2026, 11, 15)) is Silence.LATE


def test_who_is_new_is_not_asked_for_what_was_before() -> None:
    asked = asked_by(HowOften.WEEKLY, 3, TODAY, CALENDAR)
    standing = standing_of(HowOften.WEEKLY, asked, last_file=None, nil_until=None, owed_since=TODAY)
    assert standing.silence is Silence.NOT_YET_DUE
    assert standing.late_since is None


@given(
    st.sampled_from([one for one in HowOften if one.has_periods]),
    st.integers(0, 60),
    st.dates(date(2025, 9, 1), date(2027, 7, 31)),
    st.integers(0, 400),
)
def test_a_later_word_never_makes_anybody_later(
    how_often: HowOften, grace: int, today: date, ago: int
) -> None:
    asked = asked_by(how_often, grace, today, CALENDAR)
    last = today - timedelta(days=ago)
    assert all(one.late_on <= today for one in asked)
    assert list(asked) == sorted(asked, key=lambda one: one.counts_from)
    assert (
        len(missed(asked, last + timedelta(days=1))) <= len(missed(asked, last)) <= len(missed(asked, None))
    )
    assert not missed(asked, today)


@given(st.sampled_from(list(HowOften)), st.dates(date(2025, 9, 1), date(2027, 7, 31)))
def test_the_period_of_a_day_holds_it(how_often: HowOften, day: date) -> None:
    found = period_with(how_often, day, CALENDAR)
    assert found is None or found.contains(day)
    if CALENDAR.is_school_day(day):
        assert (found is not None) is how_often.has_periods


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-11-18", date(2026, 11, 16), date(2026, 11, 22)),
        ("2026-11", date(2026, 11, 1), date(2026, 11, 30)),
        ("2026-W47", date(2026, 11, 16), date(2026, 11, 22)),
        ("2026/27", date(2026, 9, 1), date(2027, 8, 31)),
        ("2026-11-02..2026-12-18", date(2026, 11, 2), date(2026, 12, 18)),
    ],
)
def test_a_period_can_be_written_in_five_ways(text: str, first: date, last: date) -> None:
    assert first_and_last(period_named(text, HowOften.WEEKLY, CALENDAR)) == (first, last)


@pytest.mark.parametrize(
    "text", ["", "soon", "2026-13", "2026-W60", "2026/28", "2026-12-18..2026-11-02", "2026-10-28", "9999-12"]
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(NoSuchPeriod):
        period_named(text, HowOften.WEEKLY, CALENDAR)


def test_a_day_names_no_period_of_what_is_owed_when_it_happens() -> None:
    with pytest.raises(NoSuchPeriod, match="first day and the last"):
        period_named("2026-11-18", HowOften.WHEN_IT_HAPPENS, CALENDAR)
