"""Registrations of one child become one column: whatever says most of the child stands, and what disagrees is told."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sightline.attendance.array import MarkArray, by_child
from sightline.attendance.numbering import NOTHING, view_numbers

pytestmark = pytest.mark.once

MONDAY = date(2026, 9, 7)
NUMBERS = view_numbers(MONDAY)


def array_of(columns: list[tuple[int, str]]) -> MarkArray:
    """Columns of a child and its codes, `.` for nothing."""
    marks = np.array(
        [[NUMBERS.number_of.get(code, NOTHING) for code in codes.split()] for _, codes in columns],
        dtype=np.uint8,
    ).T
    days = tuple(MONDAY + timedelta(days=day) for day in range(len(marks) // 2))
    ids = np.arange(len(columns), dtype=np.int64)
    return MarkArray(days, marks, ids, np.array([child for child, _ in columns], dtype=np.int64), ids)


@pytest.mark.parametrize(
    ("one", "other", "joined", "disagrees"),
    [
        ("/", ".", "/", False),
        (".", "I", "I", False),
        ("I", "I", "I", False),
        # Who was at the workshop was not absent, whatever the school wrote.
        ("O", "B", "B", True),
        # Attending the other school, where the other school says that the child was absent.
        ("D", "N", "N", True),
        ("D", "/", "/", True),
        ("X", "#", "X", True),
    ],
)
def test_two_registers_of_one_child(one: str, other: str, joined: str, disagrees: bool) -> None:
    for first, second in ((one, other), (other, one)):
        found = by_child(array_of([(7, f"{first} /"), (7, f"{second} /")]))
        assert found.marks_of(7) == [joined, "/"]
        assert found.disagree[0].tolist() == [disagrees]


def test_a_move_in_the_middle_of_the_year_is_one_column() -> None:
    found = by_child(array_of([(2, "/ \\ . ."), (1, "I I I I"), (2, ". . N \\")]))
    assert found.children.tolist() == [1, 2]
    assert found.marks_of(2) == ["/", "\\", "N", "\\"]
    assert not found.disagree.any()


def test_nobodys_column_is_no_column() -> None:
    found = by_child(array_of([(2, "/ \\")]))
    for child in (1, 3):
        with pytest.raises(LookupError):
            found.marks_of(child)


def test_what_does_not_fit_is_refused() -> None:
    one = np.zeros(1, dtype=np.int64)
    with pytest.raises(ValueError):
        MarkArray((MONDAY,), np.zeros((1, 1), dtype=np.uint8), one, one, one)
    with pytest.raises(ValueError):
        MarkArray((MONDAY,), np.zeros((2, 2), dtype=np.uint8), one, one, one)


HIGHEST = max(NUMBERS.code_of)


@given(
    marks=arrays(np.uint8, (4, 6), elements=st.integers(0, HIGHEST)),
    children=arrays(np.int64, 6, elements=st.integers(1, 3)),
)
def test_no_mark_is_lost_and_none_is_made_up(marks, children) -> None:
    ids = np.arange(6, dtype=np.int64)
    found = by_child(MarkArray((MONDAY, MONDAY + timedelta(days=1)), marks, ids, children, ids))
    assert found.children.tolist() == sorted(set(children.tolist()))
    for place, child in enumerate(found.children.tolist()):
        theirs = marks[:, children == child]
        for session in range(4):
            said = [int(one) for one in theirs[session] if one != NOTHING]
            assert found.marks[session, place] == min(said, default=NOTHING)
            assert found.disagree[session, place] == (len(set(said)) > 1)
