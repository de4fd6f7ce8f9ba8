"""Half-open periods of days: the first day belongs to the period, the end day does not."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Period:
    """The days from ``start`` up to, not including, ``end``.

    ``start`` None means since before anyone told us; ``end`` None means still so.
    Raises ValueError when the period would hold no day at all (``end`` on or before ``start``).
    """

    start: date | None
    end: date | None

    def __post_init__(self) -> None:
        if self.start is not None and self.end is not None and self.end <= self.start:
            raise ValueError("a period must end after it starts")

    @property
    def is_bounded(self) -> bool:
        """Whether both the start and the end are given."""
        return self.start is not None and self.end is not None

    def contains(self, day: date) -> bool:
        """Whether ``day`` is one of the period's days."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)

    def overlaps(self, other: "Period") -> bool:
        """Whether the two periods have at least one day in common."""
        return _starts_before_end_of(self, other) and _starts_before_end_of(other, self)

    def intersection(self, other: "Period") -> "Period | None":
        """Return the days that both periods have, or None when they have none in common."""
        if not self.overlaps(other):
            return None
        starts = [start for start in (self.start, other.start) if start is not None]
        ends = [end for end in (self.end, other.end) if end is not None]
        return Period(max(starts, default=None), min(ends, default=None))

    def days(self) -> int:
        """Return the number of calendar days in the period.

        Raises ValueError when a side is open: its length is then not known, which is not none.
        """
        if self.start is None or self.end is None:
            raise ValueError("a period with an open side has no known length")
        return (self.end - self.start).days

    def dates(self) -> Iterator[date]:
        """Return each day of the period in order. Raises ValueError when a side is open."""
        if self.start is None or self.end is None:
            raise ValueError("a period with an open side has no known days")
        first = self.start
        return (first + timedelta(days=offset) for offset in range(self.days()))


def merge(periods: Iterable[Period]) -> list[Period]:
    """Return the union of the periods as the fewest periods, in order.

    Periods that overlap, or that follow one another without a day between, become one.
    """
    merged: list[Period] = []
    for period in sorted(periods, key=_start_key):
        last = merged[-1] if merged else None
        if last is not None and _meets(last, period):
            merged[-1] = Period(last.start, _later_end(last.end, period.end))
        else:
            merged.append(period)
    return merged


def _starts_before_end_of(one: Period, other: Period) -> bool:
    return one.start is None or other.end is None or one.start < other.end


def _meets(earlier: Period, later: Period) -> bool:
    return earlier.end is None or later.start is None or later.start <= earlier.end


def _later_end(one: date | None, other: date | None) -> date | None:
    return None if one is None or other is None else max(one, other)


def _start_key(period: Period) -> tuple[bool, date]:
    return period.start is not None, period.start or date.min
