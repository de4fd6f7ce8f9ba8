"""The days on which an answer may change by the calendar alone: a superset, from which `rules` finds the real ones."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from sightline.domain.known import Known
from sightline.domain.packaged import read_rows
from sightline.domain.periods import Period
from sightline.domain.school_age import SchoolYear, school_year_of
from sightline.population.day_view import FIRST_YEAR, LAST_YEAR, age_period, first_school_day
from sightline.population.situation import Situation
from sightline.population.tables import legal_populations

_DAY = timedelta(days=1)
# The sixth school day of a run of suspensions is never further from a suspension's start than this.
_SIXTH_DAY_WITHIN = timedelta(days=60)
# From one complete school week to the next there is never longer than this.
_LONGEST_HOLIDAY = 15


def days_that_may_matter(situation: Situation) -> set[date]:
    """Every day on which any rule may answer differently from the day before, but for the reference week."""
    days: set[date] = set(_law_changes())
    for period in _periods(situation):
        days.update(day for day in (period.start, period.end) if day is not None)
    for roll in situation.rolls:
        if roll.period.end is not None:
            days.add(first_school_day(situation.calendar, roll.period.end))
        if roll.gone_on is not None:
            days.add(roll.gone_on)
    for circumstance in situation.circumstances:
        if circumstance.evidence_on is not None:
            days.add(circumstance.evidence_on)
        if circumstance.kind == "home-education" and circumstance.period.end is not None:
            days.add(first_school_day(situation.calendar, circumstance.period.end))
        if circumstance.gone_on is not None:
            days.add(circumstance.gone_on)
            days.add(first_school_day(situation.calendar, circumstance.gone_on))
    days.update(placed.gone_on for placed in situation.placements if placed.gone_on is not None)
    days.update(situation.seen_on)
    for excluded in situation.exclusions:
        if excluded.provision_from is not None:
            days.add(excluded.provision_from)
        if excluded.kind == "SUSP" and excluded.period.start is not None:
            last = excluded.period.start + _SIXTH_DAY_WITHIN
            days.update(Period(excluded.period.start, min(last, excluded.period.end or last)).dates())
    born = situation.date_of_birth
    if isinstance(born, Known):
        age = age_period(born.value)
        days.update(day for day in (age.start, age.end) if day is not None)
        days.update(year_changes(born.value))
    return days


def next_reference_week(situation: Situation, on: date) -> date | None:
    """The next day on which the last complete school week is another than on `on`; None where calendars are silent."""
    now = situation.calendar.last_complete_week(on)
    saturday = on + _DAY * ((5 - on.weekday()) % 7 or 7)
    for _ in range(_LONGEST_HOLIDAY):
        if situation.calendar.last_complete_week(saturday) != now:
            return saturday
        saturday += 7 * _DAY
    return None


@lru_cache(maxsize=1024)
def year_changes(date_of_birth: date) -> tuple[date, ...]:
    """The days on which the National Curriculum year changes, from the school year of birth until there is none."""
    born_in = school_year_of(date_of_birth).start_year
    years = range(born_in, born_in + LAST_YEAR - FIRST_YEAR + 2)
    starts = (SchoolYear(year).period.start for year in years)
    return tuple(day for day in starts if day is not None)


@lru_cache(maxsize=4096)
def next_year_change(date_of_birth: date, on: date) -> date | None:
    """The next day on which the year of the child changes; None when it never will again."""
    return next((day for day in year_changes(date_of_birth) if on < day), None)


def _periods(situation: Situation) -> Iterator[Period]:
    for facts in (
        situation.residences,
        situation.rolls,
        situation.placements,
        situation.timetable,
        situation.exclusions,
        situation.circumstances,
        situation.notices,
        situation.key_people,
        situation.dates_due,
    ):
        for fact in facts:
            yield fact.period
    for roll in situation.rolls:
        for taught in roll.school.taught:
            yield taught.period


@lru_cache(maxsize=4096)
def next_law_change(on: date) -> date | None:
    """The next day on which a figure or a population of law begins or ends to hold."""
    return min((day for day in _law_changes() if on < day), default=None)


@lru_cache(maxsize=1)
def _law_changes() -> tuple[date, ...]:
    """The days from which, or until which, a figure or a population of law holds."""
    days = [row[side] for row in read_rows("full_time_hours") for side in ("valid_from", "valid_to")]
    populations = legal_populations().values()
    dated = [day for one in populations for day in (one.enacted_on, one.in_force_from) if day is not None]
    return (*(date.fromisoformat(day) for day in days if day), *dated)
