"""A rule asked again of every day of a past period, with the figures in force and with others: whom, and when.

The registers are read as they are known now, and each day is asked with the marks of the days up to and with it. So a
backtest says what the rule would have said had every mark been in on its day; files that came late are not held late.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

import numpy as np

from sightline.attendance.array import ChildMarks
from sightline.watch.protocol import Flags, Rule
from sightline.watch.running import blocks, up_to


@dataclass(frozen=True, slots=True)
class Raising:
    """A child for whom a rule held on a day, and had not held on the school day before."""

    child: int
    on: date


@dataclass(frozen=True, slots=True)
class ChildTried:
    """When a child would first have been raised in the period; None: not at all."""

    child: int
    in_force: date | None
    tried: date | None

    @property
    def first(self) -> date:
        """The earlier of the two days."""
        return min(day for day in (self.in_force, self.tried) if day)

    @property
    def difference(self) -> str:
        """What the figures tried change for this child."""
        if self.tried is None:
            return "not found"
        if self.in_force is None:
            return "found in addition"
        days = (self.tried - self.in_force).days
        if not days:
            return "on the same day"
        noun = "day" if abs(days) == 1 else "days"
        return f"{abs(days)} {noun} {'later' if days > 0 else 'sooner'}"


@dataclass(frozen=True, slots=True)
class WeekTried:
    """How many children are raised in a week, by the figures in force and by those tried."""

    monday: date
    in_force: int
    tried: int


@dataclass(frozen=True)
class Backtest:
    """A rule with two sets of figures from `start` up to, not including, `end`: whom each raises, in order of days."""

    rule: Rule
    start: date
    end: date
    settings_in_force: Mapping[str, int]
    settings_tried: Mapping[str, int]
    in_force: tuple[Raising, ...]
    tried: tuple[Raising, ...]

    @property
    def weeks(self) -> list[WeekTried]:
        """Every week of the period with how many children it raises; a child raised twice in a week counts once."""
        counted = [_by_week(self.in_force), _by_week(self.tried)]
        monday, found = _monday(self.start), []
        while monday < self.end:
            found.append(WeekTried(monday, *(weeks.get(monday, 0) for weeks in counted)))
            monday += timedelta(days=7)
        return found

    @property
    def children(self) -> list[ChildTried]:
        """Everybody whom either raises: whose answer differs first, then by day and child."""
        in_force, tried = _first_days(self.in_force), _first_days(self.tried)
        rows = [
            ChildTried(child, in_force.get(child), tried.get(child)) for child in sorted({*in_force, *tried})
        ]
        return sorted(rows, key=lambda one: (one.in_force == one.tried, one.first, one.child))


def backtest(rule: Rule, marks: ChildMarks, start: date, end: date, settings: Mapping[str, int]) -> Backtest:
    """Ask the rule of every school day from `start` to before `end`, with its figures and with `settings` for them."""
    in_force, tried = rule.settings, {**rule.settings, **settings}
    of_in_force, of_tried = (
        sorted(raisings(rule, marks, start, end, values), key=lambda one: (one.on, one.child))
        for values in (in_force, tried)
    )
    return Backtest(rule, start, end, in_force, tried, tuple(of_in_force), tuple(of_tried))


def raisings(
    rule: Rule, marks: ChildMarks, start: date, end: date, settings: Mapping[str, int]
) -> Iterator[Raising]:
    """Every raising from `start` to before `end`. Whoever stood on the school day before `start` is not raised then."""
    if not marks.days:
        return
    before = [day for day in marks.days if day < start][-1:]
    asked = before + [day for day in marks.days if start <= day < end]
    for block in blocks(marks):
        stood: Flags = np.zeros(len(block.children), dtype=np.bool_)
        for day in asked:
            stands = rule.sweep(up_to(block, day), settings).flags
            if day >= start:
                for place in np.flatnonzero(stands & ~stood).tolist():
                    yield Raising(int(block.children[place]), day)
            stood = stands


def _by_week(raised: tuple[Raising, ...]) -> dict[date, int]:
    weeks = groupby(sorted((_monday(one.on), one.child) for one in raised), key=lambda one: one[0])
    return {monday: len({child for _, child in some}) for monday, some in weeks}


def _first_days(raised: tuple[Raising, ...]) -> dict[int, date]:
    first: dict[int, date] = {}
    for one in raised:
        first.setdefault(one.child, one.on)
    return first


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
