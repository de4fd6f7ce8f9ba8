"""Disclosure control: tables in which no child can be counted out.

Small counts are replaced by a symbol, and so are as many other counts as it takes that none of them
can be worked out from the totals. Symbols and rounding follow the Department for Education's practice
in its statistics of children missing education (counts to the nearest 10, ``low`` for what rounds to
none); the limits are settings of the authority.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from heapq import heappop, heappush

_Place = tuple[int, int]
_Node = tuple[str, int]


class Symbol(StrEnum):
    """What is printed in place of a number."""

    SUPPRESSED = "c"
    LOW = "low"
    NOT_APPLICABLE = "z"


Published = int | Symbol
"""What a reader sees of one count."""


@dataclass(frozen=True, slots=True)
class CountTable:
    """Counts of children by row and column. ``counts[row][column]``, none below zero.

    Raises ValueError when the counts do not fit the names, or one is below zero.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]

    def __post_init__(self) -> None:
        if len(self.counts) != len(self.rows) or any(len(row) != len(self.columns) for row in self.counts):
            raise ValueError("a table needs one count for each row and column")
        if any(count < 0 for row in self.counts for count in row):
            raise ValueError("a count cannot be below zero")

    @property
    def with_totals(self) -> tuple[tuple[int, ...], ...]:
        """The counts with each row's total as a last column and each column's as a last row."""
        with_row_totals = [(*row, sum(row)) for row in self.counts]
        column_totals = (sum(row[place] for row in with_row_totals) for place in range(len(self.columns) + 1))
        return (*with_row_totals, tuple(column_totals))


@dataclass(frozen=True, slots=True)
class ProtectedTable:
    """A table as it may be published: names, counts or symbols, and totals or symbols."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[Published, ...], ...]
    row_totals: tuple[Published, ...]
    column_totals: tuple[Published, ...]
    grand_total: Published


def protect(table: CountTable, lowest: int = 1, highest: int = 4) -> ProtectedTable:
    """Suppress the counts and totals from ``lowest`` to ``highest``, and what would give them away.

    Others are suppressed, the smallest that serve, until for every suppressed number there is another
    table with a different number in that place and the same published numbers everywhere. The reader
    is taken to know that a suppressed number is at least one, unless ``lowest`` is 0. Raises
    ValueError when ``lowest`` is below 0 or above ``highest``.
    """
    if not 0 <= lowest <= highest:
        raise ValueError("the numbers to suppress must run from a number not below zero to one not below it")
    grid = _Grid(table.with_totals, floor=min(lowest, 1))
    small = [place for place in grid.places() if lowest <= grid.value(place) <= highest]
    grid.hidden.update(small)
    safe: set[_Place] = set()
    for place in small:
        if place not in safe:
            circle = grid.cheapest_circle(place)
            safe.update(circle)
            grid.hidden.update(circle)
    return _published(
        table,
        tuple(
            tuple(
                Symbol.SUPPRESSED if (row, column) in grid.hidden else value
                for column, value in enumerate(line)
            )
            for row, line in enumerate(grid.values)
        ),
    )


def rounded(count: int, base: int) -> Published:
    """Return a count rounded to the nearest multiple of ``base``, halves up.

    A count that is not none but rounds to none is ``low``. Raises ValueError for a count below zero
    or a base below one.
    """
    if count < 0 or base < 1:
        raise ValueError("a count cannot be below zero, nor what it is rounded to below one")
    nearest = (2 * count + base) // (2 * base) * base
    return Symbol.LOW if count and not nearest else nearest


def rounded_table(table: CountTable, base: int) -> ProtectedTable:
    """Return a table with every count and every total rounded by itself, so that they need not add up."""
    return _published(table, tuple(tuple(rounded(count, base) for count in row) for row in table.with_totals))


def percentage(
    part: int, whole: int, least_denominator: int = 10, lowest: int = 1, highest: int = 4
) -> Decimal | Symbol:
    """Return what percentage ``part`` is of ``whole``, to one decimal place, where it may be told.

    Suppressed when the whole is smaller than ``least_denominator``, or when the part or the rest is a
    number to suppress; not applicable when the whole is none. Raises ValueError when the part is below
    zero or larger than the whole.
    """
    if not 0 <= part <= whole:
        raise ValueError("a part must be between none and the whole")
    if whole == 0:
        return Symbol.NOT_APPLICABLE
    if whole < least_denominator or any(lowest <= count <= highest for count in (part, whole - part)):
        return Symbol.SUPPRESSED
    return (Decimal(100) * part / whole).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


class _Grid:
    """A table with its totals, and the numbers hidden in it.

    The numbers are the edges of a graph between rows and columns. Totals taken as negative, each row
    and each column adds up to nothing; so what a reader cannot know are flows around circles of hidden
    edges. A number is safe when it lies on a circle along which one can be added here and taken away
    there without any number falling below ``floor``.
    """

    def __init__(self, values: tuple[tuple[int, ...], ...], floor: int) -> None:
        self.values = values
        self.floor = floor
        self.hidden: set[_Place] = set()
        self._last_row, self._last_column = len(values) - 1, len(values[0]) - 1

    def places(self) -> Iterator[_Place]:
        """Yield every place, totals included."""
        return ((row, column) for row, line in enumerate(self.values) for column in range(len(line)))

    def value(self, place: _Place) -> int:
        """Return the number in a place."""
        return self.values[place[0]][place[1]]

    def cheapest_circle(self, place: _Place) -> set[_Place]:
        """Return the places of the circle through ``place`` that hides the least in sum besides it.

        When they are hidden, every number on the circle is safe. There is always one: the number, its
        row's total, its column's total and the whole can all be larger by one.
        """
        ways = (
            self._cheapest_way(finish, start, avoiding=place) for start, finish in self._directions(place)
        )
        _, cheapest = min(way for way in ways if way is not None)
        return {place, *cheapest}

    def _directions(self, place: _Place) -> Iterator[tuple[_Node, _Node]]:
        """Yield the ways in which a number may move along its edge: from row to column, or back."""
        row, column = place
        is_total = (row == self._last_row) != (column == self._last_column)
        ends: tuple[_Node, _Node] = (("row", row), ("column", column))
        more, fewer = (ends[::-1], ends) if is_total else (ends, ends[::-1])
        yield more
        if self.value(place) > self.floor:
            yield fewer

    def _cheapest_way(
        self, start: _Node, finish: _Node, avoiding: _Place
    ) -> tuple[int, tuple[_Place, ...]] | None:
        """Return the cost and places of the cheapest way between two nodes that avoids one edge."""
        waiting: list[tuple[int, int, tuple[_Place, ...], _Node]] = [(0, 0, (), start)]
        settled: set[_Node] = set()
        while waiting:
            cost, steps, way, node = heappop(waiting)
            if node == finish:
                return cost, way
            if node in settled:
                continue
            settled.add(node)
            for place in self._edges_at(node):
                if place == avoiding or self.value(place) < self.floor:
                    continue
                price = 0 if place in self.hidden else max(self.value(place), 1)
                for leaves, arrives in self._directions(place):
                    if leaves == node and arrives not in settled:
                        heappush(waiting, (cost + price, steps + 1, (*way, place), arrives))
        return None

    def _edges_at(self, node: _Node) -> Iterator[_Place]:
        side, number = node
        if side == "row":
            return ((number, column) for column in range(self._last_column + 1))
        return ((row, number) for row in range(self._last_row + 1))


def _published(table: CountTable, lines: tuple[tuple[Published, ...], ...]) -> ProtectedTable:
    *cells, totals = lines
    return ProtectedTable(
        rows=table.rows,
        columns=table.columns,
        cells=tuple(line[:-1] for line in cells),
        row_totals=tuple(line[-1] for line in cells),
        column_totals=totals[:-1],
        grand_total=totals[-1],
    )
