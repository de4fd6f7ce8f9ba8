"""Weekly hours of education, and what they are compared with.

Hours are ``Decimal`` hours in one Monday-to-Sunday week, to the hundredth. Three things say how many
would be full time, and are told apart: the 25 hours of the inspectors' question; the usual full time
for the age; and what a clinician says the child is well enough for.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from sightline.domain.known import Known
from sightline.domain.packaged import read_rows, validity
from sightline.domain.periods import Period
from sightline.domain.school_age import key_stage

REPORT_HOURS = Decimal(25)
"""The hours a week that the inspectors' report compares with (Ofsted, Pupils missing out on education, 2013)."""

_HUNDREDTH = Decimal("0.01")
_MINUTES_IN_DAY = 24 * 60
_FIRST_YEAR, _LAST_YEAR = 1, 11
_SESSIONS_IN_DAY = 2


@dataclass(frozen=True, slots=True)
class Session:
    """A stretch of education in the week: ``weekday`` 0 (Monday) to 6, times in minutes after midnight.

    ``where`` says with whom or at which place. Raises ValueError for a weekday or a time that is none,
    and for a session that ends before it has lasted a minute.
    """

    weekday: int
    start: int
    end: int
    where: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.weekday <= 6:
            raise ValueError("a weekday is 0 (Monday) to 6 (Sunday)")
        if not 0 <= self.start < self.end <= _MINUTES_IN_DAY:
            raise ValueError("a session must end after it starts, within one day")


@dataclass(frozen=True, slots=True)
class Comparator:
    """Hours a week to compare with, where they come from, and whether they are assumed."""

    hours: Decimal
    source: str
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Comparators:
    """What a child's hours can be held against, each apart from the others.

    ``usual`` is the usual full time for the age and the hours test of the list; ``school`` is the
    establishment's own taught week, when told; ``clinician`` is a limit set for the child's health,
    when one is in force. A child at the clinician's limit has what can be asked for, not full time.
    """

    usual: Comparator
    school: Comparator | None
    clinician: Comparator | None

    @property
    def expected(self) -> Comparator:
        """What may be expected for this child now: the clinician's limit where lower, else the usual."""
        if self.clinician is not None and self.clinician.hours < self.usual.hours:
            return self.clinician
        return self.usual


@dataclass(frozen=True, slots=True)
class _Figure:
    first_year: int
    last_year: int
    hours: Decimal
    valid: Period
    source: str


def weekly_hours(sessions: Iterable[Session]) -> Decimal:
    """Return the hours that the sessions of one week cover, counting overlapping time once.

    No sessions make 0 hours: a caller who does not know the sessions must not ask.
    """
    minutes = 0
    covered_until = (0, 0)
    for session in sorted(sessions, key=lambda session: (session.weekday, session.start)):
        start = max(covered_until, (session.weekday, session.start))
        end = (session.weekday, session.end)
        if start < end:
            minutes += end[1] - start[1]
            covered_until = end
    return _to_hundredths(Decimal(minutes) / 60)


def pro_rata(full_time_hours: Decimal, open_days: int, usual_days: int = 5) -> Decimal:
    """Return the full-time hours of a week with ``open_days`` of its ``usual_days`` school days.

    So that closed days lower what is expected, and are never read as hours missed. Raises ValueError
    when the open days are fewer than none or more than the usual ones.
    """
    if not 0 <= open_days <= usual_days:
        raise ValueError("open days must be between none and the usual days of a week")
    return _to_hundredths(full_time_hours * open_days / usual_days)


def full_time_hours_for_year(year: int | None, on: date) -> Comparator:
    """Return the usual full-time taught hours a week for a National Curriculum year (Reception 0).

    The figures are the Local Government Ombudsman's. Reception and earlier years are assumed to be as
    Year 1, later years as Year 11; for a year not known the highest figure is assumed, so that no
    child is passed over.
    """
    figures = _figures_on(on)
    if year is None:
        highest = max(figures, key=lambda figure: figure.hours)
        return Comparator(
            highest.hours, f"{highest.source}; the highest, as the year is not known", assumed=True
        )
    counted_as = min(max(year, _FIRST_YEAR), _LAST_YEAR)
    figure = next(figure for figure in figures if figure.first_year <= counted_as <= figure.last_year)
    if counted_as == year:
        return Comparator(figure.hours, figure.source)
    return Comparator(figure.hours, f"{figure.source}; assumed as for Year {counted_as}", assumed=True)


def comparator(
    year: int | None, on: date, clinician_limit: Decimal | None = None, school_week: Decimal | None = None
) -> Comparators:
    """Return what a child's hours a week are held against on a day.

    ``clinician_limit`` is the most that a clinician in charge says the child is well enough for, None
    when no such limit is in force (Education Act 1996 section 19(3AA)); ``school_week`` is the taught
    week that the establishment has told, None when it has not.
    """
    return Comparators(
        usual=full_time_hours_for_year(year, on),
        school=None
        if school_week is None
        else Comparator(school_week, "the establishment's own taught week"),
        clinician=None if clinician_limit is None else Comparator(clinician_limit, "a clinician's limit"),
    )


@cache
def taught_week_default(stage: int | None, on: date) -> Comparator:
    """Return the taught week assumed for an establishment that has not told its own.

    ``stage`` is the key stage, 1 to 4: the highest figure of its years; for None, not known, the
    highest of all. Always marked as assumed. Raises ValueError for another key stage.
    """
    if stage is None:
        return full_time_hours_for_year(None, on)
    years = [year for year in range(_FIRST_YEAR, _LAST_YEAR + 1) if key_stage(year) == stage]
    if not years:
        raise ValueError("a key stage is 1 to 4")
    usual = max((full_time_hours_for_year(year, on) for year in years), key=lambda figure: figure.hours)
    return Comparator(usual.hours, f"{usual.source}; assumed, the school's own not told", assumed=True)


def sessions_to_hours(sessions: int, day_hours: Decimal = Decimal(5)) -> Known[Decimal]:
    """Return the hours that a number of half-day sessions stand for, marked as an estimate.

    For providers that report sessions and not hours; ``day_hours`` are the hours of a day of two
    sessions. Raises ValueError for fewer than none.
    """
    if sessions < 0:
        raise ValueError("sessions cannot be fewer than none")
    hours = _to_hundredths(day_hours * sessions / _SESSIONS_IN_DAY)
    return Known(hours, source=f"estimated from {sessions} half-day sessions")


@cache
def _figures() -> tuple[_Figure, ...]:
    return tuple(
        _Figure(
            first_year=int(row["first_year"]),
            last_year=int(row["last_year"]),
            hours=Decimal(row["hours"]),
            valid=validity(row),
            source=row["source"],
        )
        for row in read_rows("full_time_hours")
    )


def _figures_on(day: date) -> tuple[_Figure, ...]:
    return tuple(figure for figure in _figures() if figure.valid.contains(day))


def _to_hundredths(hours: Decimal) -> Decimal:
    return hours.quantize(_HUNDREDTH, rounding=ROUND_HALF_UP)
