"""Suspensions and permanent exclusions: kinds, reasons, days, and what the days oblige people to.

Sources: Education Act 2002 section 51A, the School Discipline (Pupil Exclusions and Reviews) (England)
Regulations 2012, the statutory guidance on suspension and permanent exclusion, and the Common Basic
Data Set for kinds and reasons.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache

from sightline.domain.calendar import SchoolCalendar
from sightline.domain.packaged import read_rows, valid_on, validity
from sightline.domain.periods import Period
from sightline.domain.thresholds import threshold

_HALF = Decimal("0.5")
_WHOLE = Decimal(1)


class ExclusionKind(StrEnum):
    """The three kinds, by the codes that files use."""

    PERMANENT = "PERM"
    SUSPENSION = "SUSP"
    LUNCHTIME = "LNCH"


_KIND_BY_CODE = {kind.value: kind for kind in ExclusionKind} | {
    # What a suspension was called until the School Census of 2021.
    "FIXD": ExclusionKind.SUSPENSION,
}


class BoardDuty(StrEnum):
    """What the days suspended in one term oblige the governing board or trust to."""

    CONSIDER = "consider what the parents say"
    MEET_IF_ASKED = "meet if the parents ask for it"
    MEET = "meet"


@dataclass(frozen=True, slots=True)
class ExclusionReason:
    """A reason for an exclusion: its code and meaning in the set of ``2020`` or of ``2026``."""

    code: str
    meaning: str
    code_set: str
    valid: Period
    source: str


@dataclass(frozen=True, slots=True)
class Sanction:
    """One suspension, lunchtime suspension or permanent exclusion.

    ``period`` is half-open and has a start; an open end means that it still runs. ``sessions`` is the
    number of half days as the school counted them, where it told: a lunchtime is one. Raises
    ValueError without a start or with fewer sessions than one.
    """

    kind: ExclusionKind
    period: Period
    sessions: int | None = None

    def __post_init__(self) -> None:
        _start_of(self.period)
        if self.sessions is not None and self.sessions < 1:
            raise ValueError("a suspension has at least one session")

    @property
    def start(self) -> date:
        """The first day."""
        return _start_of(self.period)


def exclusion_kind(code: str) -> ExclusionKind | None:
    """Return the kind that a file's code stands for (``FIXD`` is a suspension), or None if unknown."""
    return _KIND_BY_CODE.get(code.strip().upper())


def exclusion_reason(code: str, on: date) -> ExclusionReason | None:
    """Return the reason that a code stood for on a day, or None when it stood for none then."""
    return valid_on(_reasons().get(code, ()), on)


def sixth_day(start: date, calendar: SchoolCalendar) -> date:
    """Return the sixth school day of a suspension or exclusion that began on ``start``.

    From this day full-time education must be arranged: by the school for a suspension, by the home
    authority for a permanent exclusion. Raises CalendarGap where the calendar is silent.
    """
    return calendar.sixth_school_day(start)


def days_suspended(sanctions: Iterable[Sanction], period: Period, calendar: SchoolCalendar) -> Decimal:
    """Return the school days for which a child was suspended within a bounded period.

    A lunchtime counts half a day; a permanent exclusion counts none; no school day counts more than
    once, however many services tell of it. Sessions as counted by the school are spread over the
    suspension's school days from its first. Raises ValueError for a period with an open side,
    CalendarGap where the calendar is silent.
    """
    if period.start is None or period.end is None:
        raise ValueError("days suspended can be counted only between a start and an end")
    by_day: dict[date, Decimal] = {}
    for sanction in set(sanctions):
        for day, share in _shares(sanction, period, calendar):
            by_day[day] = min(_WHOLE, by_day.get(day, Decimal(0)) + share)
    return sum(by_day.values(), Decimal(0))


def board_duty(days_in_term: Decimal, on: date) -> BoardDuty:
    """Return what the governing board must do after this many days suspended in one term.

    The limits (more than 5, more than 15) are those in force on the day.
    """
    if days_in_term > threshold("suspension_days_in_term_board_must_meet", on).value:
        return BoardDuty.MEET
    if days_in_term > threshold("suspension_days_in_term_board_meets_if_asked", on).value:
        return BoardDuty.MEET_IF_ASKED
    return BoardDuty.CONSIDER


def exceeds_yearly_limit(days_in_school_year: Decimal, on: date) -> bool:
    """Whether a child was suspended for more than the law allows in a school year, all schools together."""
    return days_in_school_year > threshold("suspension_days_in_school_year", on).value


def suspensions_run_together(sanctions: Iterable[Sanction], calendar: SchoolCalendar) -> list[Period]:
    """Return the runs that a child's suspensions make, each as one period, in order.

    Suspensions between which there is no school day count as one for the duty of the sixth day
    (general knowledge, not yet verified). Lunchtimes and permanent exclusions are left out. Raises
    CalendarGap where the calendar is silent between two of them.
    """
    runs: list[Period] = []
    suspensions = (one for one in sanctions if one.kind is ExclusionKind.SUSPENSION)
    for one in sorted(suspensions, key=lambda suspension: suspension.start):
        last = runs[-1] if runs else None
        if last is not None and (last.end is None or calendar.count(last.end, one.start) == 0):
            runs[-1] = Period(last.start, _later_end(last.end, one.period.end))
        else:
            runs.append(one.period)
    return runs


def _shares(sanction: Sanction, period: Period, calendar: SchoolCalendar) -> list[tuple[date, Decimal]]:
    """Return the school days of a bounded period that a sanction takes, each with what counts of it."""
    within = sanction.period.intersection(period)
    if sanction.kind is ExclusionKind.PERMANENT or within is None:
        return []
    whole = _HALF if sanction.kind is ExclusionKind.LUNCHTIME else _WHOLE
    days = calendar.school_days(within)
    if sanction.sessions is None:
        return [(day, whole) for day in days]
    left = _HALF * sanction.sessions - whole * calendar.count(sanction.start, _start_of(within))
    shares = ((day, min(whole, left - whole * place)) for place, day in enumerate(days))
    return [(day, share) for day, share in shares if share > 0]


def _start_of(period: Period) -> date:
    if period.start is None:
        raise ValueError("a suspension or exclusion needs a start")
    return period.start


def _later_end(one: date | None, other: date | None) -> date | None:
    return None if one is None or other is None else max(one, other)


@cache
def _reasons() -> dict[str, tuple[ExclusionReason, ...]]:
    reasons: dict[str, tuple[ExclusionReason, ...]] = {}
    for row in read_rows("exclusion_reasons"):
        one = ExclusionReason(row["code"], row["meaning"], row["set"], validity(row), row["source"])
        reasons[one.code] = (*reasons.get(one.code, ()), one)
    return reasons
