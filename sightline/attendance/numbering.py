"""How a mark becomes a byte, and a byte a mark: the numbers of the pages, and those of the array view.

A page keeps the *stored* number of each mark (`data/mark_numbers.csv`): a list that is only ever added to, so that a
page of today can be read in thirty years. Four things that are no mark have numbers of their own, and stay distinct.

The array view renumbers the marks of one school year into ranges, one for each class of the law, so that a rule asks
for a class by one comparison. It is derived and made anew at will; nothing keeps its numbers.
"""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from io import StringIO
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from sightline.domain.register_codes import CodeClass, register_code

Bytes: TypeAlias = NDArray[np.uint8]

NOT_SENT = 0
"""Nobody has said anything of this session."""
NO_SESSION = 1
"""The sender says that there was no session here: the school was closed, or the pupil not on its roll."""
WITHDRAWN = 2
"""A mark stood here and was taken back, and none was put in its place."""
UNKNOWN_CODE = 3
"""A mark whose code nobody knows: it counts nowhere, and what was sent stands in the journal."""

NO_MARKS = frozenset({NOT_SENT, NO_SESSION, WITHDRAWN})

# In the view, the classes in this order, each a range of numbers. Nought is for everything that says nothing.
_ORDER = (
    CodeClass.PRESENT,
    CodeClass.APPROVED_ACTIVITY,
    CodeClass.AUTHORISED,
    CodeClass.UNAUTHORISED,
    CodeClass.NOT_POSSIBLE,
    CodeClass.NOT_COLLECTED,
)
NOTHING = 0
"""In the view: no mark that says anything of the child."""


@cache
def stored_numbers() -> dict[str, int]:
    """The stored number of every code, in the order in which codes were added."""
    table = files("sightline.attendance") / "data" / "mark_numbers.csv"
    rows = csv.DictReader(StringIO(table.read_text(encoding="utf-8")))
    return {row["code"]: int(row["number"]) for row in rows}


@cache
def stored_codes() -> dict[int, str]:
    """The code of every stored number that is a mark."""
    return {number: code for code, number in stored_numbers().items()}


def stored_number(code: str) -> int:
    """The stored number of a register's code; UNKNOWN_CODE for one that nobody knows."""
    return stored_numbers().get(code, UNKNOWN_CODE)


@dataclass(frozen=True, slots=True)
class Range:
    """A range of numbers of the view, from `first` up to but not including `end`."""

    first: int
    end: int

    def holds(self, marks: Bytes) -> NDArray[np.bool_]:
        """Which of the marks are of the range: one comparison, since what lies below wraps round to large numbers."""
        return (marks - np.uint8(self.first)) < np.uint8(self.end - self.first)


@dataclass(frozen=True)
class ViewNumbers:
    """The numbers of the view in one school year, since the classes of codes are dated.

    `number_of` is by code, `code_of` by number, `of_class` the range of each class, and `translation` turns stored
    numbers into these: 256 of them, for one look-up a byte.
    """

    number_of: dict[str, int]
    code_of: dict[int, str]
    of_class: dict[CodeClass, Range]
    translation: Bytes

    @property
    def attended(self) -> Range:
        """Present, or at an approved activity: the two classes lie side by side."""
        return Range(self.of_class[CodeClass.PRESENT].first, self.of_class[CodeClass.APPROVED_ACTIVITY].end)

    @property
    def absent(self) -> Range:
        """Absent, authorised or not."""
        return Range(self.of_class[CodeClass.AUTHORISED].first, self.of_class[CodeClass.UNAUTHORISED].end)

    @property
    def possible(self) -> Range:
        """Sessions that could be attended: attended or absent."""
        return Range(self.attended.first, self.absent.end)

    def only(self, code: str) -> Range:
        """The range of one code alone; an empty one for a code that means nothing in this school year."""
        number = self.number_of.get(code, NOTHING)
        return Range(number, number + 1 if number else number)


@cache
def view_numbers(day: date) -> ViewNumbers:
    """The numbers of the view as the law stands on `day`: any day of a school year from 2024/25 on gives the same."""
    known = [(code, found) for code in stored_numbers() if (found := register_code(code, day))]
    number_of: dict[str, int] = {}
    of_class = {}
    number = NOTHING + 1
    for code_class in _ORDER:
        first = number
        for code, found in known:
            if found.code_class is code_class:
                number_of[code] = number
                number += 1
        of_class[code_class] = Range(first, number)
    translation = np.zeros(256, dtype=np.uint8)
    for code, view in number_of.items():
        translation[stored_numbers()[code]] = view
    translation.flags.writeable = False
    return ViewNumbers(number_of, {view: code for code, view in number_of.items()}, of_class, translation)
