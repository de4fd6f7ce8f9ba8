"""Disclosure control: no child can be counted out of a published table."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.disclosure import (
    CountTable,
    ProtectedTable,
    Symbol,
    percentage,
    protect,
    rounded,
    rounded_table,
)

HIDDEN = Symbol.SUPPRESSED


def table(*counts: tuple[int, ...]) -> CountTable:
    return CountTable(
        rows=tuple(f"row {number}" for number in range(len(counts))),
        columns=tuple(f"column {number}" for number in range(len(counts[0]))),
        counts=counts,
    )


COUNTS = st.integers(0, 9) | st.integers(0, 2) | st.just(0)
SMALL_TABLES = st.sampled_from([(1, 2), (1, 3), (2, 2), (2, 3), (3, 2)]).flatmap(
    lambda shape: st.tuples(*[st.tuples(*[COUNTS] * shape[1])] * shape[0]).map(lambda counts: table(*counts))
)


def lines_of(published: ProtectedTable) -> list[tuple]:
    """The published numbers and symbols with the totals as last column and last row."""
    lines = [(*cells, total) for cells, total in zip(published.cells, published.row_totals, strict=True)]
    return [*lines, (*published.column_totals, published.grand_total)]


def tables_a_reader_cannot_tell_apart(
    original: CountTable, published: ProtectedTable, floor: int
) -> Iterator[tuple]:
    """Try every table whose hidden counts differ by at most one from the true ones.

    By the theory of flows, if any other table agrees with what is published then one of these does.
    """
    hidden = [
        (row, column)
        for row, cells in enumerate(published.cells)
        for column, cell in enumerate(cells)
        if cell is HIDDEN
    ]
    for changes in product((-1, 0, 1), repeat=len(hidden)):
        counts = [list(row) for row in original.counts]
        for (row, column), change in zip(hidden, changes, strict=True):
            counts[row][column] += change
        if any(count < 0 for row in counts for count in row):
            continue
        guess = table(*map(tuple, counts)).with_totals
        agrees = all(
            number >= floor if shown is HIDDEN else number == shown
            for numbers, line in zip(guess, lines_of(published), strict=True)
            for number, shown in zip(numbers, line, strict=True)
        )
        if agrees:
            yield guess


@given(SMALL_TABLES, st.sampled_from([(1, 4), (1, 5), (0, 2), (3, 5)]))
def test_no_suppressed_number_can_be_worked_out(original, limits):
    lowest, highest = limits
    published = protect(original, lowest, highest)
    possible = list(tables_a_reader_cannot_tell_apart(original, published, floor=min(lowest, 1)))
    for row, line in enumerate(lines_of(published)):
        for column, shown in enumerate(line):
            if shown is HIDDEN:
                assert len({guess[row][column] for guess in possible}) > 1


@given(SMALL_TABLES)
def test_every_small_number_is_suppressed_and_what_is_shown_is_true(original):
    for numbers, line in zip(original.with_totals, lines_of(protect(original)), strict=True):
        for number, shown in zip(numbers, line, strict=True):
            assert shown is HIDDEN or (shown == number and not 1 <= number <= 4)


def test_a_table_without_small_numbers_is_published_whole():
    assert lines_of(protect(table((5, 0), (10, 20)))) == [(5, 0, 5), (10, 20, 30), (15, 20, 35)]


def test_a_table_of_small_numbers_shows_its_large_totals_alone():
    published = protect(table((1, 2, 4), (3, 1, 3)))
    assert published.cells == ((HIDDEN,) * 3, (HIDDEN,) * 3)
    assert (published.row_totals, published.grand_total) == ((7, 7), 14)


def test_totals_do_not_give_a_small_number_away():
    published = protect(table((3, 10, 20), (7, 8, 9)))
    assert published.cells == ((HIDDEN, HIDDEN, 20), (HIDDEN, HIDDEN, 9))
    assert (published.row_totals, published.column_totals, published.grand_total) == (
        (33, 24),
        (10, 18, 29),
        57,
    )


def test_two_suppressed_ones_that_add_up_to_two_are_not_left_alone():
    published = protect(table((1, 1, 20), (30, 30, 20)))
    assert published.row_totals[0] == HIDDEN or published.cells[0].count(HIDDEN) == 3


def test_a_hidden_total_of_ones_can_only_be_larger_and_is_hidden_with_its_company():
    published = protect(table((1, 1, 1, 1), (9, 9, 9, 9)), lowest=3, highest=5)
    assert published.row_totals == (HIDDEN, HIDDEN)
    assert published.cells[0].count(HIDDEN) == 1


def test_names_are_kept():
    published = protect(table((5, 6)))
    assert (published.rows, published.columns) == (("row 0",), ("column 0", "column 1"))


@pytest.mark.parametrize(("lowest", "highest"), [(-1, 4), (5, 4)])
def test_limits_that_make_no_sense_are_refused(lowest, highest):
    with pytest.raises(ValueError, match="numbers to suppress"):
        protect(table((5, 6)), lowest, highest)


@pytest.mark.parametrize("counts", [((1, 2), (3,)), ((1, -1),)])
def test_a_table_must_be_one(counts):
    with pytest.raises(ValueError, match="count"):
        CountTable(tuple("ab"[: len(counts)]), ("x", "y"), counts)


@pytest.mark.parametrize(
    ("count", "base", "shown"),
    [
        (0, 10, 0),
        (4, 10, Symbol.LOW),
        (5, 10, 10),
        (14, 10, 10),
        (15, 10, 20),
        (2, 5, Symbol.LOW),
        (3, 5, 5),
        (7, 1, 7),
    ],
)
def test_rounding(count, base, shown):
    assert rounded(count, base) == shown


@pytest.mark.parametrize(("count", "base"), [(-1, 10), (5, 0)])
def test_what_cannot_be_rounded_is_refused(count, base):
    with pytest.raises(ValueError, match="below"):
        rounded(count, base)


@given(st.integers(0, 10_000), st.sampled_from([1, 5, 10, 100]))
def test_rounding_never_moves_a_number_by_more_than_half_the_base(count, base):
    shown = rounded(count, base)
    nearest = 0 if shown is Symbol.LOW else shown
    assert nearest % base == 0
    assert abs(nearest - count) * 2 <= base
    assert (shown is Symbol.LOW) == (count > 0 and nearest == 0)


def test_each_number_of_a_table_is_rounded_by_itself():
    published = rounded_table(table((14, 14), (3, 0)), base=10)
    assert published.cells == ((10, 10), (Symbol.LOW, 0))
    assert (published.row_totals, published.column_totals, published.grand_total) == (
        (30, Symbol.LOW),
        (20, 10),
        30,
    )


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (0, 0, Symbol.NOT_APPLICABLE),
        (0, 9, HIDDEN),
        (0, 10, Decimal("0.0")),
        (5, 10, Decimal("50.0")),
        (4, 10, HIDDEN),
        (6, 10, HIDDEN),
        (10, 10, Decimal("100.0")),
        (8, 23, Decimal("34.8")),
        (10, 16, Decimal("62.5")),
    ],
)
def test_percentages_only_where_neither_the_part_nor_the_rest_is_small(part, whole, shown):
    assert percentage(part, whole) == shown


@pytest.mark.parametrize(("part", "whole"), [(-1, 10), (11, 10)])
def test_a_part_larger_than_the_whole_is_refused(part, whole):
    with pytest.raises(ValueError, match="between none and the whole"):
        percentage(part, whole)
