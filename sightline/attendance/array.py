"""The registers of a school year as arrays: every session by every registration, and every session by every child.

Pure numpy: nothing here knows a database. Marks are the numbers of the view (`numbering.view_numbers`).
"""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from sightline.attendance.numbering import NOTHING, Bytes, ViewNumbers, view_numbers

Ids: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True)
class MarkArray:
    """Sessions by registrations: `marks[2 * i]` are the mornings of `days[i]`, `marks[2 * i + 1]` its afternoons.

    One column a registration: whose it is (`source_persons`, `children`) and where (`places`: an establishment's id,
    or a provider's as a negative number).
    """

    days: tuple[date, ...]
    marks: Bytes
    source_persons: Ids
    children: Ids
    places: Ids

    def __post_init__(self) -> None:
        sessions, columns = self.marks.shape
        if sessions != 2 * len(self.days):
            raise ValueError("a day has two sessions")
        if not columns == len(self.source_persons) == len(self.children) == len(self.places):
            raise ValueError("a column is of one registration")

    @property
    def numbers(self) -> ViewNumbers:
        """What the numbers of the marks mean in this school year."""
        return view_numbers(self.days[0])


@dataclass(frozen=True)
class ChildMarks:
    """Sessions by children: all the registrations of a child as one column, children in ascending order.

    `disagree` marks the sessions in which two registrations of one child both say something, and not the same: which
    of the two stands in `marks` follows the order of `by_child`.
    """

    days: tuple[date, ...]
    marks: Bytes
    children: Ids
    disagree: NDArray[np.bool_]

    @property
    def numbers(self) -> ViewNumbers:
        """What the numbers of the marks mean in this school year."""
        return view_numbers(self.days[0])

    def marks_of(self, child: int) -> list[str]:
        """One child's marks as codes, a session each, empty where nothing is said. LookupError for nobody's column."""
        place = int(np.searchsorted(self.children, child))
        if place == len(self.children) or self.children[place] != child:
            raise LookupError("this child has no column")
        codes = self.numbers.code_of
        return [codes.get(number, "") for number in self.marks[:, place].tolist()]


def by_child(array: MarkArray) -> ChildMarks:
    """Join the registrations of each child: another school, its successor, or another sender's word of the same one.

    Where two speak of one session, the one that says most of the child stands: attended before absent (who was seen
    at one school was not absent, whatever the other wrote), absent before what is no possible attendance (dual
    registration's D gives way to the other school's mark), and among two of one class the lower number.
    """
    order = np.argsort(array.children, kind="stable")
    children, starts, counts = np.unique(array.children[order], return_index=True, return_counts=True)
    sorted_marks = array.marks[:, order]
    marks = sorted_marks[:, starts].copy()
    disagree = np.zeros(marks.shape, dtype=np.bool_)
    # Nearly every child has one registration: only the others are joined, a registration after the other.
    for extra in range(1, int(counts.max(initial=1))):
        places = np.flatnonzero(counts > extra)
        ours, theirs = marks[:, places], sorted_marks[:, starts[places] + extra]
        both = (ours != NOTHING) & (theirs != NOTHING)
        disagree[:, places] |= both & (ours != theirs)
        marks[:, places] = np.where(both, np.minimum(ours, theirs), np.maximum(ours, theirs))
    return ChildMarks(array.days, marks, children, disagree)
