"""What a rule is: a question of law or of care, asked of every register at once and explained for one child.

A rule has two ways to the same answer. Its *sweep* goes over the registers of everybody as an array. Its *twin* reads
the register of one child, mark by mark, in plain Python, and says in words and figures what it found. The twin is the
one to read and to trust; tests hold the sweep to it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from sightline.access.policy import FieldClass
from sightline.attendance.array import ChildMarks

Flags: TypeAlias = NDArray[np.bool_]
Counts: TypeAlias = NDArray[np.int64]

SESSIONS_A_DAY = 2


class Kind(StrEnum):
    """What comes of a finding."""

    INDICATOR = "indicator"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class OneRegister:
    """One child's marks of a school year up to a day: a code a session, empty where nothing is said."""

    days: tuple[date, ...]
    codes: tuple[str, ...]

    def day_of(self, session: int) -> date:
        """The day of a session, by its place in `codes`."""
        return self.days[session // SESSIONS_A_DAY]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found of one child: since which day, a figure, and the evidence in words."""

    since: date
    figure: int
    evidence: str


@dataclass(frozen=True)
class Found:
    """What a sweep found: for each child (column) whether, the session since when, and the figure; nought where not."""

    flags: Flags
    since: Counts
    figures: Counts


Settings: TypeAlias = Mapping[str, int]
"""A rule's parameters by name: whole numbers (sessions, days, percent)."""


@dataclass(frozen=True)
class Parameter:
    """One figure of a rule: its name, what it means with its unit, its value unless somebody sets another, and why."""

    name: str
    meaning: str
    value: int
    source: str


@dataclass(frozen=True)
class Rule:
    """One rule. `meaning` says what it finds; `duty` why anybody should look, with `source`.

    `field_class` is that of its findings: who may not see the class never learns of them.
    """

    slug: str
    version: int
    title: str
    meaning: str
    duty: str
    source: str
    kind: Kind
    field_class: FieldClass
    parameters: tuple[Parameter, ...]
    sweep: Callable[[ChildMarks, Settings], Found]
    twin: Callable[[OneRegister, Settings], Finding | None]

    @property
    def settings(self) -> dict[str, int]:
        """The parameters as they are unless somebody sets others."""
        return {one.name: one.value for one in self.parameters}


def found(flags: Flags, since: Counts, figures: Counts) -> Found:
    """What was found, with nought where nothing was."""
    return Found(flags, np.where(flags, since, 0), np.where(flags, figures, 0))
