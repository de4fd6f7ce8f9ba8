"""How often a feed is owed, and what was asked for by a day. Pure: calendars and days come in.

A period counts as answered when something came on any day of it, or later: a return for last week that comes on Monday
is this week's word. A sender is late when a whole period, and its days of grace, have gone by without a word. Weeks,
days and months without a school day are not asked for: holidays are no silence.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sightline.domain.calendar import SchoolCalendar
from sightline.domain.periods import Period
from sightline.domain.school_age import SchoolYear, school_year_of

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
# Weekends and bank holidays leave at most five days between two school days; a half-term week leaves ten.
_LONGEST_WITHIN_HALF_TERM = timedelta(days=8)
# What is owed for a school year may come from June on: next year's terms are settled before this year has ended.
_MONTH_BEFORE_THE_YEAR = 6


class HowOften(StrEnum):
    """How often a feed is owed."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    HALF_TERMLY = "half-termly"
    TERMLY = "termly"
    YEARLY = "yearly"
    WHEN_IT_HAPPENS = "when it happens"
    NOT_ASKED = "not asked for"

    @property
    def has_periods(self) -> bool:
        """Whether silence can be late: not where a feed is owed only when something happens, or not at all."""
        return self not in (HowOften.WHEN_IT_HAPPENS, HowOften.NOT_ASKED)

    @property
    def grace_in_school_days(self) -> bool:
        """Whether the days of grace are school days."""
        return self in (HowOften.DAILY, HowOften.WEEKLY)


@dataclass(frozen=True, slots=True)
class Asked:
    """One period for which something is owed: what came from `counts_from` on answers it; from `late_on` it is late."""

    period: Period
    counts_from: date
    late_on: date


def period_with(how_often: HowOften, day: date, calendar: SchoolCalendar) -> Period | None:
    """The period, of a feed owed so often, in which a day lies; None where it lies in none, as in a holiday."""
    year = school_year_of(day)
    for period in _periods(
        how_often, Period(_start(year), _start(SchoolYear(year.start_year + 1))), calendar
    ):
        if period.contains(day):
            return period
    return None


def asked_by(how_often: HowOften, grace: int, today: date, calendar: SchoolCalendar) -> tuple[Asked, ...]:
    """Everything that was asked for this school year and the one before and is due by `today`, the earliest first.

    `grace` counts school days for what is owed daily or weekly, else days. Raises CalendarGap where the calendar does
    not speak of those years.
    """
    year = school_year_of(today)
    within = Period(_start(SchoolYear(year.start_year - 1)), _start(SchoolYear(year.start_year + 1)))
    found = []
    for period in _periods(how_often, within, calendar):
        one = _asked(how_often, grace, period, calendar)
        if one is None or one.late_on > today:
            break
        found.append(one)
    return tuple(found)


def missed(
    asked: tuple[Asked, ...], answered_on: date | None, owed_since: date | None = None
) -> tuple[Asked, ...]:
    """What of `asked` is not answered by somebody who last answered on a day (None: never), the earliest first.

    Periods that began by the day `owed_since` were never asked of this sender.
    """
    since = max((day for day in (answered_on, owed_since) if day is not None), default=None)
    first = 0 if since is None else bisect_right(asked, since, key=lambda one: one.counts_from)
    return asked[first:]


def _periods(how_often: HowOften, within: Period, calendar: SchoolCalendar) -> Iterator[Period]:
    days = calendar.school_days(within) if how_often.has_periods else []
    match how_often:
        case HowOften.DAILY:
            yield from (Period(day, day + _DAY) for day in days)
        case HowOften.WEEKLY:
            mondays = dict.fromkeys(day - _DAY * day.weekday() for day in days)
            yield from (Period(monday, monday + _WEEK) for monday in mondays)
        case HowOften.MONTHLY:
            months = dict.fromkeys(day.replace(day=1) for day in days)
            yield from (Period(first, _next_month(first)) for first in months)
        case HowOften.HALF_TERMLY:
            yield from _runs(days)
        case HowOften.TERMLY:
            terms = dict.fromkeys(calendar.term_on(day) for day in days)
            yield from (term for term in terms if term is not None)
        case HowOften.YEARLY:
            years = dict.fromkeys(school_year_of(day) for day in days)
            yield from (year.period for year in years)


def _asked(how_often: HowOften, grace: int, period: Period, calendar: SchoolCalendar) -> Asked | None:
    """None where the calendar ends before the grace does: such a period is not due yet."""
    start, end = _bounds(period)
    if how_often is HowOften.YEARLY:
        # Owed at the beginning of the year that it is for.
        return Asked(period, start.replace(month=_MONTH_BEFORE_THE_YEAR, day=1), start + _DAY * grace)
    if not how_often.grace_in_school_days:
        return Asked(period, start, end + _DAY * grace)
    return Asked(period, start, _after_school_days(end, grace, calendar))


def _after_school_days(day: date, number: int, calendar: SchoolCalendar) -> date:
    """The day after so many school days, counted from `day` itself on."""
    return calendar.add_school_days(day - _DAY, number) + _DAY if number else day


def _runs(days: list[date]) -> Iterator[Period]:
    """School days without a week's holiday between them, run by run."""
    first = last = None
    for day in days:
        if last is not None and day - last > _LONGEST_WITHIN_HALF_TERM:
            yield Period(first, last + _DAY)
            first = day
        first, last = first or day, day
    if first is not None and last is not None:
        yield Period(first, last + _DAY)


def _next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def _start(year: SchoolYear) -> date:
    return _bounds(year.period)[0]


def _bounds(period: Period) -> tuple[date, date]:
    if period.start is None or period.end is None:
        raise ValueError("what is asked for has a first day and a last")
    return period.start, period.end
