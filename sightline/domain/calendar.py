"""School calendars: which days are school days, and counting in them.

Every deadline of the law that is in school days needs to know whose: an establishment's own terms
and closures lie over the authority's. A calendar that does not speak of a day says so, by raising
``CalendarGap``, and is never read as a holiday.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from sightline.domain.periods import Period, merge
from sightline.domain.school_age import SchoolYear, school_year_of
from sightline.domain.typical_year import bank_holidays, typical_terms

_SCHOOL_WEEKDAYS = 5
# Terms that reach into June speak of the whole rest of the year: what follows is the summer holiday.
_LAST_TERM_REACHES = 6
# Terms that begin by the end of September speak of the whole year's beginning likewise.
_FIRST_TERM_BEGINS_BY = (9, 30)


class CalendarGap(LookupError):
    """A calendar was asked about days of which it does not speak."""


@dataclass(frozen=True, slots=True)
class Term:
    """A run of weeks in which schools are open, with its name.

    The two halves of a term, on either side of its half-term holiday, bear the same name.
    Raises ValueError when the start or the end is open.
    """

    name: str
    period: Period

    def __post_init__(self) -> None:
        if not self.period.is_bounded:
            raise ValueError("a term needs a start and an end")

    @property
    def start(self) -> date:
        """The first day of the term."""
        return _bounds(self.period)[0]

    @property
    def end(self) -> date:
        """The day after the last day of the term."""
        return _bounds(self.period)[1]

    @property
    def school_year(self) -> SchoolYear:
        """The school year of the term's last day: an autumn term may begin in the last days of August."""
        return school_year_of(self.end - timedelta(days=1))


@dataclass(frozen=True)
class SchoolCalendar:
    """Terms, and the days within them on which schools are closed.

    School days are the Mondays to Fridays in a term that are not in ``closures`` (bank holidays,
    training days, unexpected closures). ``assumed`` says that nobody told us the terms;
    ``assumed_years`` are the school years (by starting year) of which that is so only in part of a
    calendar that is otherwise known.
    """

    terms: tuple[Term, ...]
    closures: frozenset[date] = frozenset()
    assumed: bool = False
    assumed_years: frozenset[int] = frozenset()

    def covers(self, day: date) -> bool:
        """Whether the calendar speaks of this day, as a school day or as a holiday.

        It speaks of the days from the first to the last of a school year's terms, and beyond them to
        the year's edge when the first term begins in September or the last reaches into June.
        """
        return any(period.contains(day) for period in self._covered)

    def is_assumed(self, day: date) -> bool:
        """Whether what the calendar says of this day is assumed rather than told."""
        return self.assumed or school_year_of(day).start_year in self.assumed_years

    def is_school_day(self, day: date) -> bool:
        """Whether schools are open on this day. Raises CalendarGap for a day not covered."""
        self._require(day, day + timedelta(days=1))
        place = bisect_left(self._school_days, day)
        return place < len(self._school_days) and self._school_days[place] == day

    def school_days(self, period: Period) -> list[date]:
        """Return the school days of a bounded period, in order.

        Raises ValueError for a period with an open side, CalendarGap where the calendar is silent.
        """
        start, end = _bounds(period)
        self._require(start, end)
        days = self._school_days
        return list(days[bisect_left(days, start) : bisect_left(days, end)])

    def count(self, start: date, end: date) -> int:
        """Return the number of school days from ``start`` up to, not including, ``end``.

        None when ``end`` is not after ``start``. Raises CalendarGap where the calendar is silent.
        """
        if end <= start:
            return 0
        self._require(start, end)
        return bisect_left(self._school_days, end) - bisect_left(self._school_days, start)

    def add_school_days(self, start: date, number: int) -> date:
        """Return the ``number``th school day after ``start``, which itself is not counted.

        Raises ValueError for a number below one, CalendarGap where the calendar is silent.
        """
        if number < 1:
            raise ValueError("the number of school days must be at least one")
        place = bisect_right(self._school_days, start) + number - 1
        if place >= len(self._school_days):
            raise CalendarGap("the calendar ends before that many school days have passed")
        found = self._school_days[place]
        self._require(start + timedelta(days=1), found)
        return found

    def school_days_since(self, day: date, today: date) -> int:
        """Return how many school days have come after ``day``, up to and including ``today``.

        The reverse of ``add_school_days``. Raises ValueError when ``today`` is before ``day``,
        CalendarGap where the calendar is silent.
        """
        if today < day:
            raise ValueError("today is before the day to count from")
        return self.count(day + timedelta(days=1), today + timedelta(days=1))

    def sixth_school_day(self, start: date) -> date:
        """Return the sixth school day, counting ``start`` as the first when it is a school day.

        From this day full-time education is owed to a suspended or excluded child (Education Act
        1996 section 19; Education and Inspections Act 2006 section 100).
        """
        return self.add_school_days(start - timedelta(days=1), 6)

    def last_complete_week(self, on: date) -> date | None:
        """Return the Monday of the last Monday-to-Friday week wholly before ``on`` with a school day.

        None when the calendar falls silent before such a week is found: it is then not known.
        """
        monday = on - timedelta(days=on.weekday())
        if on.weekday() < _SCHOOL_WEEKDAYS:
            monday -= timedelta(days=7)
        while self._speaks_throughout(monday, monday + timedelta(days=_SCHOOL_WEEKDAYS)):
            if self.open_days_in_week(monday):
                return monday
            monday -= timedelta(days=7)
        return None

    def open_days_in_week(self, monday: date) -> int:
        """Return the number of school days (0 to 5) in the week that begins on ``monday``.

        Raises ValueError when the day is not a Monday, CalendarGap where the calendar is silent.
        """
        if monday.weekday() != 0:
            raise ValueError("a week begins on a Monday")
        return self.count(monday, monday + timedelta(days=_SCHOOL_WEEKDAYS))

    def term_on(self, day: date) -> Period | None:
        """Return the whole term in which a day falls, half-term holiday included, or None in a holiday.

        A term is all the runs of one school year that bear one name. Limits "in a term" are counted
        over it. Raises CalendarGap for a day not covered.
        """
        self._require(day, day + timedelta(days=1))
        spans: dict[tuple[SchoolYear, str], Period] = {}
        for term in self.terms:
            start, end = _bounds(spans.get((term.school_year, term.name), term.period))
            spans[term.school_year, term.name] = Period(min(start, term.start), max(end, term.end))
        return next((span for span in spans.values() if span.contains(day)), None)

    def with_closures(self, closures: Iterable[date] = (), terms: tuple[Term, ...] = ()) -> "SchoolCalendar":
        """Return an establishment's calendar: its own closures laid over the authority's.

        Where the establishment has ``terms`` of its own, they stand in place of the authority's in
        every school year in which it has any, and those years are no longer assumed.
        """
        closed = self.closures | frozenset(closures)
        if not terms:
            return replace(self, closures=closed)
        own_years = frozenset(term.school_year.start_year for term in terms)
        kept = tuple(term for term in self.terms if term.school_year.start_year not in own_years)
        all_years = frozenset(term.school_year.start_year for term in self.terms)
        assumed_before = all_years if self.assumed else self.assumed_years
        return SchoolCalendar(kept + terms, closed, assumed_years=assumed_before - own_years)

    def completed(self, period: Period) -> "SchoolCalendar":
        """Return a calendar that covers the whole of a bounded period, with what is missing assumed.

        What was told stays; each school year of which it says nothing, or only a part, is filled up
        with typical terms and bank holidays and counts as assumed from then on. Raises ValueError for
        a period with an open side.
        """
        start, end = _bounds(period)
        last_year = school_year_of(end - timedelta(days=1)).start_year
        terms, closures, assumed_years = list(self.terms), self.closures, self.assumed_years
        for year in map(SchoolYear, range(school_year_of(start).start_year, last_year + 1)):
            for gap in self._gaps_in(year):
                terms += _typical_terms_within(year, gap)
                closures |= bank_holidays(gap)
                assumed_years |= {year.start_year}
        return SchoolCalendar(tuple(terms), closures, self.assumed or not self.terms, assumed_years)

    @cached_property
    def _school_days(self) -> tuple[date, ...]:
        return tuple(
            day
            for run in merge(term.period for term in self.terms)
            for day in run.dates()
            if day.weekday() < _SCHOOL_WEEKDAYS and day not in self.closures
        )

    @cached_property
    def _covered(self) -> list[Period]:
        terms_of: dict[SchoolYear, list[Term]] = {}
        for term in self.terms:
            terms_of.setdefault(term.school_year, []).append(term)
        return merge(_covered_part(year, terms) for year, terms in terms_of.items())

    def _gaps_in(self, year: SchoolYear) -> list[Period]:
        """Return the parts of a school year of which the calendar does not speak."""
        start, end = _bounds(year.period)
        gaps: list[Period] = []
        for covered in self._covered:
            known = covered.intersection(year.period)
            if known is not None:
                known_start, known_end = _bounds(known)
                if start < known_start:
                    gaps.append(Period(start, known_start))
                start = known_end
        if start < end:
            gaps.append(Period(start, end))
        return gaps

    def _speaks_throughout(self, start: date, end: date) -> bool:
        asked = Period(start, end)
        return any(covered.intersection(asked) == asked for covered in self._covered)

    def _require(self, start: date, end: date) -> None:
        if start < end and not self._speaks_throughout(start, end):
            raise CalendarGap("the calendar does not speak of all of these days")


def assumed_calendar(school_year: SchoolYear) -> SchoolCalendar:
    """Return the calendar to fall back on for a school year whose terms nobody has told us.

    Weekdays from 1 September to about 22 July with the usual half terms, Christmas, Easter and bank
    holidays, marked ``assumed``.
    """
    return SchoolCalendar((), assumed=True).completed(school_year.period)


def _covered_part(year: SchoolYear, terms: list[Term]) -> Period:
    """Return the part of a school year of which its terms speak."""
    first_day, next_year = _bounds(year.period)
    begins = min(term.start for term in terms)
    ends = max(term.end for term in terms)
    from_the_beginning = begins <= date(year.start_year, *_FIRST_TERM_BEGINS_BY)
    to_the_end = ends > date(year.start_year + 1, _LAST_TERM_REACHES, 1)
    start = min(first_day, begins) if from_the_beginning else begins
    return Period(start, next_year if to_the_end else ends)


def _typical_terms_within(year: SchoolYear, gap: Period) -> list[Term]:
    clipped = ((name, run.intersection(gap)) for name, run in typical_terms(year))
    return [Term(name, run) for name, run in clipped if run is not None]


def _bounds(period: Period) -> tuple[date, date]:
    if period.start is None or period.end is None:
        raise ValueError("school days can be counted only between a start and an end")
    return period.start, period.end
