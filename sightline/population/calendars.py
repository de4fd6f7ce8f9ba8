"""School calendars from the record's entries: the authority's terms, a school's own terms and closures over them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sightline.domain.calendar import SchoolCalendar, Term
from sightline.domain.periods import Period
from sightline.domain.school_age import SchoolYear, school_year_of
from sightline.domain.typical_year import bank_holidays

_YEARS_BEFORE, _YEARS_AFTER = 2, 2


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a calendar: `kind` is term, half term, training day or closure; the period is bounded."""

    kind: str
    name: str
    period: Period


def window_around(on: date) -> Period:
    """The school years that a calendar must speak of for answers about the day `on`."""
    year = school_year_of(on).start_year
    return Period(SchoolYear(year - _YEARS_BEFORE).period.start, SchoolYear(year + _YEARS_AFTER).period.start)


def authority_calendar(entries: Iterable[Entry], window: Period) -> SchoolCalendar:
    """The authority's calendar: what was told, bank holidays, and typical terms (assumed) where nothing was told."""
    entries = list(entries)
    told = SchoolCalendar(_terms(entries), _closed_days(entries) | bank_holidays(window))
    return told.completed(window)


def school_calendar(authority: SchoolCalendar, entries: Iterable[Entry]) -> SchoolCalendar:
    """A school's calendar: its own terms in place of the authority's, its own closed days beside the authority's."""
    entries = list(entries)
    return authority.with_closures(_closed_days(entries), _terms(entries))


def _terms(entries: list[Entry]) -> tuple[Term, ...]:
    return tuple(Term(entry.name, entry.period) for entry in entries if entry.kind == "term")


def _closed_days(entries: list[Entry]) -> frozenset[date]:
    """Every day of an entry that is no term: a half-term holiday is closed days within its term."""
    closed = (entry.period for entry in entries if entry.kind != "term")
    return frozenset(day for period in closed for day in period.dates())
