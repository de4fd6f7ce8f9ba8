"""One look through a file before its rows are read: what it calls places, and a digest of every row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from sightline.intake.causes import PLACES
from sightline.intake.contract import Feed, Kind
from sightline.intake.readers import LeftOut, Table

SENDERS = ("school", "provider")
"""Names of the columns in which the sender of a file can stand."""


@dataclass(frozen=True, slots=True)
class SeenRow:
    """One row as seen: its number, a digest of its cells, and what stands in the column for which the feed is complete
    (empty for a feed that is not)."""

    number: int
    digest: str
    complete_for: str


@dataclass(frozen=True, slots=True)
class Look:
    """What a look through a table finds: names of places by kind, rows that are none of the table's, and its rows.

    `senders` are the names that stand in the columns that can tell the sender, by the column's name: another school
    that a file names (where a pupil goes next) sent nothing. `rows` is empty for a feed of which every row is read
    each time.
    """

    names: dict[Kind, set[str]]
    aside: list[LeftOut] = field(default_factory=list)
    rows: list[SeenRow] = field(default_factory=list)
    senders: dict[str, set[str]] = field(default_factory=lambda: {name: set() for name in SENDERS})


def look_through(feed: Feed, table: Table) -> Look:
    """Look through a table once; nothing is read of its cells but what they call schools, providers and localities."""
    look = Look({kind: set() for kind in PLACES})
    places = [
        (place, look.names[column.kind]) for place, column in table.found.items() if column.kind in look.names
    ]
    places += [
        (place, look.senders[column.name])
        for place, column in table.found.items()
        if column.name in look.senders
    ]
    if not (places or feed.row_says_all):
        return look
    complete_for = _cell_of(feed, table)
    for number, cells in table.rows(0, look.aside):
        for place, found in places:
            if place < len(cells):
                found.add(cells[place])
        if feed.row_says_all:
            # A control character stands in no cell: they were cleaned.
            digest = blake2b("\x1f".join(cells).encode(), digest_size=16).hexdigest()
            look.rows.append(SeenRow(number, digest, complete_for(cells)))
    return look


def _cell_of(feed: Feed, table: Table) -> Callable[[Sequence[str]], str]:
    """What finds, in the cells of a row, the text of the column for whose values a file is complete."""
    place = next((at for at, column in table.found.items() if column.name == feed.complete_for), None)

    def cell(cells: Sequence[str]) -> str:
        return "" if place is None or place >= len(cells) else cells[place]

    return cell
