"""Bank holidays in England, and the terms that schools typically keep, for where none were told.

Bank holidays from 2012 to 2028 are GOV.UK's list. The typical terms are the practice of most
authorities, not law: a calendar made of them is marked as assumed.
"""

from datetime import date, timedelta
from functools import cache

from sightline.domain.packaged import read_rows
from sightline.domain.periods import Period
from sightline.domain.school_age import SchoolYear

_MONDAY = 0
_WEEK = timedelta(days=7)


def bank_holidays(period: Period) -> frozenset[date]:
    """Return the bank holidays in England in a bounded period.

    In years outside the published list (2012 to 2028) only those are given that follow from a rule:
    Good Friday, Easter Monday and the Mondays in May and August. Raises ValueError for an open side.
    """
    if period.start is None or period.end is None:
        raise ValueError("bank holidays can be listed only between a start and an end")
    years = range(period.start.year, period.end.year + 1)
    return frozenset(day for year in years for day in _bank_holidays_of(year) if period.contains(day))


def easter_sunday(year: int) -> date:
    """Return the day of Easter Sunday in a year of the Gregorian calendar.

    The arithmetic of the Gregorian reform: the Sunday after the first ecclesiastical full moon on or
    after 21 March.
    """
    golden_number = year % 19
    century, year_of_century = divmod(year, 100)
    skipped_leap_days = century - century // 4
    moon_correction = (8 * century + 13) // 25
    age_of_moon = (19 * golden_number + skipped_leap_days - moon_correction + 15) % 30
    # Two ages of the moon are moved by a day so that a full moon never recurs within nineteen years.
    age_of_moon -= age_of_moon // 28 * (1 - 29 // (age_of_moon + 1) * ((21 - golden_number) // 11))
    weekday = (year + year // 4 + age_of_moon + 2 - skipped_leap_days) % 7
    return date(year, 3, 28) + timedelta(days=age_of_moon - weekday)


def typical_terms(school_year: SchoolYear) -> tuple[tuple[str, Period], ...]:
    """Return the runs of term that are typical for a school year, each with its term's name.

    Two halves a term. Holidays: the week of the Monday from 23 October; two weeks from the Monday
    from 19 December; the week of the Monday from 12 February; the two weeks that hold Good Friday and
    Easter Monday; the week of the late May bank holiday; summer after 22 July.
    """
    autumn_year, spring_year = school_year.start_year, school_year.start_year + 1
    october = _monday_on_or_after(date(autumn_year, 10, 23))
    christmas = _monday_on_or_after(date(autumn_year, 12, 19))
    february = _monday_on_or_after(date(spring_year, 2, 12))
    easter = easter_sunday(spring_year) - timedelta(days=6)
    may = _monday_on_or_after(date(spring_year, 5, 25))
    return (
        ("Autumn term", Period(date(autumn_year, 9, 1), october)),
        ("Autumn term", Period(october + _WEEK, christmas)),
        ("Spring term", Period(christmas + 2 * _WEEK, february)),
        ("Spring term", Period(february + _WEEK, easter)),
        ("Summer term", Period(easter + 2 * _WEEK, may)),
        ("Summer term", Period(may + _WEEK, date(spring_year, 7, 23))),
    )


@cache
def _published() -> dict[int, frozenset[date]]:
    """Return GOV.UK's bank holidays in England by year."""
    days = [date.fromisoformat(row["date"]) for row in read_rows("bank_holidays_england")]
    return {year: frozenset(day for day in days if day.year == year) for year in {day.year for day in days}}


def _bank_holidays_of(year: int) -> frozenset[date]:
    published = _published().get(year)
    if published is not None:
        return published
    easter = easter_sunday(year)
    return frozenset(
        {
            easter - timedelta(days=2),
            easter + timedelta(days=1),
            _monday_on_or_after(date(year, 5, 1)),
            _monday_on_or_after(date(year, 5, 25)),
            _monday_on_or_after(date(year, 8, 25)),
        }
    )


def _monday_on_or_after(day: date) -> date:
    return day + timedelta(days=(_MONDAY - day.weekday()) % 7)
