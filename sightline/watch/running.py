"""Asking a rule of everybody, block by block, and of one child."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from sightline.attendance.array import ChildMarks
from sightline.watch.protocol import SESSIONS_A_DAY, Found, OneRegister, Rule

_BLOCK = 65_536
"""Children at once: what a sweep makes on the way then stays in some tens of megabytes, however large the authority."""


@dataclass(frozen=True, slots=True)
class Raised:
    """One child for whom a rule holds: since which day, and its figure."""

    child: int
    since: date
    figure: int


def up_to(marks: ChildMarks, day: date) -> ChildMarks:
    """The marks of the days up to and with `day`."""
    days = tuple(one for one in marks.days if one <= day)
    sessions = SESSIONS_A_DAY * len(days)
    return replace(marks, days=days, marks=marks.marks[:sessions], disagree=marks.disagree[:sessions])


def raised(rule: Rule, marks: ChildMarks, settings: Mapping[str, int] | None = None) -> Iterator[Raised]:
    """Every child for whom the rule holds at the end of the marks, in the order of the children."""
    if not marks.days:
        return
    values = {**rule.settings, **(settings or {})}
    for block in blocks(marks):
        yield from _raised(rule.sweep(block, values), block)


def blocks(marks: ChildMarks) -> Iterator[ChildMarks]:
    """The marks in blocks of children, each laid out so that a sweep reads it in one go."""
    for start in range(0, len(marks.children), _BLOCK):
        part = slice(start, start + _BLOCK)
        yield ChildMarks(
            marks.days,
            np.ascontiguousarray(marks.marks[:, part]),
            marks.children[part],
            marks.disagree[:, part],
        )


def register_of(marks: ChildMarks, child: int) -> OneRegister:
    """One child's marks, for a twin. LookupError for nobody's column."""
    return OneRegister(marks.days, tuple(marks.marks_of(child)))


def _raised(found: Found, block: ChildMarks) -> Iterator[Raised]:
    for place in np.flatnonzero(found.flags).tolist():
        day = block.days[int(found.since[place]) // SESSIONS_A_DAY]
        yield Raised(int(block.children[place]), day, int(found.figures[place]))
