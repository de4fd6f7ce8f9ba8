"""Which row of a sheet is its headings, and which column of a feed stands under each of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sightline.intake.contract import Column, Feed, Kind, plain_heading
from sightline.intake.readers.limits import LOOK_FOR_HEADINGS

FEWEST = 2
"""Headings of a feed that make a row a row of headings: one alone may be a child's name by chance."""

_PARTS_OF_A_NAME = frozenset({"surname", "forename"})


@dataclass(frozen=True, slots=True)
class Headings:
    """A row tried as headings: its number from 1 and cells, the columns found by place, and those found twice."""

    number: int = 0
    cells: tuple[str, ...] = ()
    columns: Mapping[int, Column] = field(default_factory=dict)
    twice: tuple[str, ...] = ()

    @property
    def score(self) -> int:
        """How many of the feed's columns the row names."""
        return len(self.columns)


def headings_in(
    rows: Iterable[Sequence[str]], feed: Feed, remembered: Mapping[str, str] | None = None
) -> Headings:
    """The row that names most of the feed's columns; the first of them when several do.

    `remembered` says of headings made comparable which column a sender means by them ("" for none); it wins over what
    the contract knows.
    """
    best = Headings()
    for number, cells in enumerate(rows, start=1):
        if number > LOOK_FOR_HEADINGS:
            break
        tried = _tried(number, cells, feed, remembered or {})
        if tried.score > best.score or not best.number:
            best = tried
    return best


def missing_columns(feed: Feed, found: Iterable[str]) -> list[Column]:
    """The required columns that are not among those found by name; a whole name stands for surname and forename."""
    names = set(found)
    if any(column.kind is Kind.FULL_NAME and column.name in names for column in feed.columns):
        names |= _PARTS_OF_A_NAME
    return [column for column in feed.columns if column.required and column.name not in names]


def _tried(number: int, cells: Sequence[str], feed: Feed, remembered: Mapping[str, str]) -> Headings:
    places: dict[str, list[int]] = {}
    said: dict[str, list[int]] = {}
    for place, cell in enumerate(cells):
        plain = plain_heading(cell) if cell else ""
        if plain in remembered:
            said.setdefault(remembered[plain], []).append(place)
        elif plain:
            places.setdefault(plain, []).append(place)
    columns: dict[int, Column] = {}
    twice = []
    for column in feed.columns:
        there = said.get(column.name) or next(
            (free for heading in column.headings if (free := _free(places, heading, columns))), []
        )
        if there:
            columns[there[0]] = column
            if len(there) > 1:
                twice.append(column.heading)
    return Headings(number, tuple(cells), columns, tuple(twice))


def _free(places: Mapping[str, list[int]], heading: str, taken: Mapping[int, Column]) -> list[int]:
    return [place for place in places.get(heading, ()) if place not in taken]
