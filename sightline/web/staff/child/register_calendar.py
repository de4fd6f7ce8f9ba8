"""A register as a term calendar: each half of a term a table, a row a week, a day a column, two sessions in each day.

Pure: marks, the calendar and the days come in, rows go out. Every day of a week has a cell, and the cell says what kind
of day it was; a mark on a closed day or in the holidays is shown where it stands.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sightline.domain.calendar import CalendarGap, SchoolCalendar, Term
from sightline.domain.periods import Period
from sightline.domain.school_age import SchoolYear
from sightline.domain.words import MONTHS, date_words, short_month
from sightline.web.staff.child.register_marks import NOBODY_TOLD, OFF_ROLL, TO_COME, Mark

Marks = Mapping[date, tuple[Mark, Mark]]
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SCHOOL_WEEK = 5
_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_HALVES = ("first half", "second half")


class DayKind(StrEnum):
    """What kind of day a cell is: one with sessions, or why it has none."""

    SESSIONS = "sessions"
    CLOSED = "closed"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class DayDrawn:
    """One day: its two sessions, or why it has none (`sessions` is empty then)."""

    day: date
    kind: DayKind
    sessions: tuple[Mark, ...]

    @property
    def words(self) -> str:
        """Why a day has no sessions."""
        return {DayKind.SESSIONS: "", DayKind.CLOSED: "Closed", DayKind.HOLIDAY: "Holiday"}[self.kind]


@dataclass(frozen=True, slots=True)
class WeekDrawn:
    """One week, named by its Monday."""

    monday: date
    days: tuple[DayDrawn, ...]

    @property
    def label(self) -> str:
        """The Monday, short: the table stands below the year that it is of."""
        return f"{self.monday.day} {short_month(self.monday)}"


@dataclass(frozen=True)
class RunDrawn:
    """A run of weeks between two holidays, as one table."""

    title: str
    weekdays: tuple[str, ...]
    weeks: tuple[WeekDrawn, ...]

    @property
    def marks(self) -> list[Mark]:
        """Every session of the run, in order."""
        return [mark for week in self.weeks for day in week.days for mark in day.sessions]


@dataclass(frozen=True)
class OnRoll:
    """When somebody was on a roll; without any period nobody has told us, and every day may be one."""

    periods: tuple[Period, ...] = ()

    def may_be(self, day: date) -> bool:
        """Whether the child was on this roll that day, as far as anybody has told."""
        return not self.periods or any(period.contains(day) for period in self.periods)


def draw_register(
    marks: Marks, calendar: SchoolCalendar, year: SchoolYear, on: date, roll: OnRoll | None = None
) -> tuple[RunDrawn, ...]:
    """Lay out the marks of a school year up to the week of `on`, the earliest run first.

    A day on which there was school, and of which nothing stands, was not sent, unless the child was not on the roll.
    """
    first, last = _bounds(year)
    last = min(last, on)
    calendar = calendar.completed(year.period)
    say = _Days(marks, calendar, on, roll or OnRoll())
    runs = [(title, term.period) for title, term in _titled(calendar, year)]
    weekdays = WEEKDAYS[: max([_SCHOOL_WEEK, *(day.weekday() + 1 for day in marks)])]
    weeks: dict[str, list[WeekDrawn]] = {}
    monday = first - first.weekday() * _DAY
    while monday <= last:
        days = [monday + number * _DAY for number in range(len(weekdays))]
        title = _title_of(days, runs, marks)
        if title:
            weeks.setdefault(title, []).append(WeekDrawn(monday, tuple(say(day) for day in days)))
        monday += _WEEK
    return tuple(RunDrawn(title, weekdays, tuple(found)) for title, found in weeks.items())


@dataclass(frozen=True)
class Stretch:
    """Absences one after the other for one reason: from which session to which, and how many."""

    first: date
    last: date
    sessions: int
    mark: Mark

    @property
    def words(self) -> str:
        """The days of the stretch: one day, or the first and the last."""
        if self.first == self.last:
            return date_words(self.first)
        return f"{date_words(self.first)} to {date_words(self.last)}"


def absences(runs: Iterable[RunDrawn]) -> list[Stretch]:
    """The absences, the earliest first: sessions that follow each other with the same mark are one stretch.

    What lies between two schools days, and a day of which nothing was sent, ends no week and no holiday: only another
    mark does, or a session of which nobody has told.
    """
    found: list[Stretch] = []
    before: Mark | None = None
    for day, mark in _in_order(runs):
        if mark.is_absence:
            if before == mark:
                last = found[-1]
                found[-1] = Stretch(last.first, day, last.sessions + 1, mark)
            else:
                found.append(Stretch(day, day, 1, mark))
        before = mark
    return found


def _in_order(runs: Iterable[RunDrawn]) -> Iterable[tuple[date, Mark]]:
    for run in runs:
        for week in run.weeks:
            for day in week.days:
                for mark in day.sessions:
                    yield day.day, mark


class _Days:
    """What each day is, asked one at a time."""

    def __init__(self, marks: Marks, calendar: SchoolCalendar, on: date, roll: OnRoll) -> None:
        self.marks = marks
        self.calendar = calendar
        self.on = on
        self.roll = roll

    def __call__(self, day: date) -> DayDrawn:
        """The day with its sessions, or with the reason why there are none."""
        sent = self.marks.get(day)
        if sent is not None and (self._is_school_day(day) or any(mark.says_something for mark in sent)):
            return DayDrawn(day, DayKind.SESSIONS, tuple(self._roll_or(mark, day) for mark in sent))
        if self._is_school_day(day):
            return DayDrawn(day, DayKind.SESSIONS, (self._nothing(day),) * 2)
        closed = day in self.calendar.closures and day.weekday() < _SCHOOL_WEEK
        return DayDrawn(day, DayKind.CLOSED if closed else DayKind.HOLIDAY, ())

    def _nothing(self, day: date) -> Mark:
        if day > self.on:
            return TO_COME
        return NOBODY_TOLD if self.roll.may_be(day) else OFF_ROLL

    def _roll_or(self, mark: Mark, day: date) -> Mark:
        return self._nothing(day) if mark == NOBODY_TOLD else mark

    def _is_school_day(self, day: date) -> bool:
        try:
            return self.calendar.is_school_day(day)
        except CalendarGap:
            # The last week of a school year may reach into the next, of which this calendar says nothing.
            return False


def _titled(calendar: SchoolCalendar, year: SchoolYear) -> list[tuple[str, Term]]:
    """The runs of weeks of a school year with their titles: the two halves of a term bear one name."""
    terms = sorted((term for term in calendar.terms if term.school_year == year), key=lambda term: term.start)
    names = [term.name for term in terms]
    titled = []
    for place, term in enumerate(terms):
        half = ""
        if names.count(term.name) == len(_HALVES):
            half = f", {_HALVES[names[:place].count(term.name)]}"
        titled.append((f"{term.name}{half}: {_span(term.start, _last_weekday(term.end))}", term))
    return titled


def _title_of(days: Sequence[date], runs: Sequence[tuple[str, Period]], marks: Marks) -> str:
    """The run that a week belongs to; the holidays for a week outside with marks in it; empty for any other."""
    for title, period in runs:
        if any(period.contains(day) for day in days):
            return title
    if any(mark.says_something for day in days for mark in marks.get(day, ())):
        monday = days[0]
        return f"In the holidays: {MONTHS[monday.month - 1]} {monday.year}"
    return ""


def _last_weekday(end: date) -> date:
    """The last Monday to Friday before the end of a term: a holiday begins with its weekend."""
    last = end - _DAY
    return last - max(0, last.weekday() - _SCHOOL_WEEK + 1) * _DAY


def _span(first: date, last: date) -> str:
    start = f"{first.day} {MONTHS[first.month - 1]}" if first.year == last.year else date_words(first)
    return f"{start} to {date_words(last)}"


def _bounds(year: SchoolYear) -> tuple[date, date]:
    """The first and the last day of a school year."""
    first, end = year.period.start, year.period.end
    if first is None or end is None:
        raise ValueError("a school year has a first and a last day")
    return first, end - _DAY


ReadMark = Callable[[int, date], Mark]


def read_marks(stored: Mapping[date, tuple[int, int]], read: ReadMark) -> dict[date, tuple[Mark, Mark]]:
    """Stored numbers as marks, each read as it counted on its own day."""
    return {day: (read(morning, day), read(afternoon, day)) for day, (morning, afternoon) in stored.items()}
