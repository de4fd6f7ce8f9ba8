"""One school year at a school: its terms and closed days with whose word they are, and the week that it teaches.

Where nobody told, the usual terms and the usual week for the age are taken, as the rules of the list take them, and
are called assumed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from django.db.models import Q

from sightline.domain.calendar import SchoolCalendar
from sightline.domain.hours import Comparator, taught_week_default
from sightline.domain.periods import Period
from sightline.domain.school_age import SchoolYear, school_year_of
from sightline.domain.typical_year import bank_holidays
from sightline.population.calendars import Entry, authority_calendar, school_calendar, window_around
from sightline.record.models import CalendarEntry, Establishment, TaughtWeek
from sightline.record.reading import valid_on

Whose = Literal["the school", "the authority", "assumed", "bank holiday"]
# The ages, at the start of a school year, of the children in each key stage (Education Act 2002 section 82).
_AGES = {1: (5, 6), 2: (7, 10), 3: (11, 13), 4: (14, 15)}
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Run:
    """A run of days that is a term, or closed: its first and last day, how many school days it holds, whose word it is.

    Closed days hold none.
    """

    name: str
    first: date
    last: date
    school_days: int
    whose: Whose


@dataclass(frozen=True)
class YearAtSchool:
    """A school year as it is counted at one school."""

    year: SchoolYear
    calendar: SchoolCalendar
    terms: tuple[Run, ...]
    closed: tuple[Run, ...]

    @property
    def school_days(self) -> int:
        """How many school days the year has."""
        return sum(term.school_days for term in self.terms)

    @property
    def whose_terms(self) -> frozenset[Whose]:
        """Whose word the terms of the year are."""
        return frozenset(term.whose for term in self.terms)


@dataclass(frozen=True)
class TaughtAtStage:
    """The hours a week that a school teaches at one key stage: as told since a day, or assumed."""

    key_stage: int
    week: Comparator
    since: date | None


def year_at_school(school: int | None, on: date) -> YearAtSchool:
    """The school year that holds `on`, as it is counted at a school: its own word first, then the authority's.

    Without a school it is the authority's own year.
    """
    own: list[Entry] = []
    authority: list[Entry] = []
    rows = CalendarEntry.objects.filter(Q(establishment=school) | Q(establishment=None))
    for of, kind, name, start, end in rows.order_by("valid_from", "id").values_list(
        "establishment_id", "kind", "name", "valid_from", "valid_to"
    ):
        (authority if of is None else own).append(Entry(kind, name, Period(start, end)))
    calendar = school_calendar(authority_calendar(authority, window_around(on)), own)
    year = school_year_of(on)
    told = {entry.period: "the authority" for entry in authority if entry.kind == "term"}
    told |= {entry.period: "the school" for entry in own if entry.kind == "term"}
    terms = tuple(
        Run(
            term.name,
            term.start,
            term.end - _DAY,
            len(calendar.school_days(term.period)),
            _whose(told.get(term.period)),
        )
        for term in sorted(calendar.terms, key=lambda term: term.start)
        if term.school_year == year
    )
    closed = (
        *_closed(own, year, "the school"),
        *_closed(authority, year, "the authority"),
        *(Run("Bank holiday", day, day, 0, "bank holiday") for day in bank_holidays(year.period)),
    )
    return YearAtSchool(
        year, calendar, terms, tuple(sorted(closed, key=lambda run: (run.first, run.last, run.name)))
    )


def taught_at(school: Establishment, on: date) -> list[TaughtAtStage]:
    """The week that a school teaches at each key stage that it has, as told or assumed.

    Of every key stage, where the school's ages are not known.
    """
    weeks = TaughtWeek.objects.filter(valid_on(on), establishment=school)
    told = {
        stage: (hours, since)
        for stage, hours, since in weeks.values_list("key_stage", "hours", "valid_from")
        if hours is not None
    }
    found = []
    for stage in _AGES:
        if stage in told:
            hours, since = told[stage]
            found.append(TaughtAtStage(stage, Comparator(hours, "the school’s own word"), since))
        elif _teaches(school, stage):
            found.append(TaughtAtStage(stage, taught_week_default(stage, on), None))
    return found


def _teaches(school: Establishment, stage: int) -> bool:
    youngest, oldest = _AGES[stage]
    return (school.lowest_age is None or school.lowest_age <= oldest) and (
        school.highest_age is None or school.highest_age > youngest
    )


def _closed(entries: Iterable[Entry], year: SchoolYear, whose: Whose) -> Iterable[Run]:
    for entry in entries:
        within = None if entry.kind == "term" else entry.period.intersection(year.period)
        if within is not None and within.start is not None and within.end is not None:
            yield Run(entry.name or entry.kind.capitalize(), within.start, within.end - _DAY, 0, whose)


def _whose(teller: str | None) -> Whose:
    return "the school" if teller == "the school" else "the authority" if teller else "assumed"
