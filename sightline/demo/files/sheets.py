"""One file of one sender, before it is written: its rows, whose they are, and what is wrong with them."""

from dataclasses import dataclass, field
from datetime import date

from sightline.demo.files.formats import Manner, Row

TAKEN, QUARANTINED = "taken", "quarantined"


@dataclass(slots=True)
class Line:
    """One row, the ids of the person it tells of and of who tells it (empty: of nobody), its mistakes, and what must
    become of it."""

    row: Row
    person: str = ""
    sender: str = ""
    mistakes: tuple[str, ...] = ()
    outcome: str = TAKEN


@dataclass(slots=True)
class Sheet:
    """One file: its feed, when it came, its headings and lines.

    `source` is the name under which it was given in; empty where who sent it shows in its rows, or is the authority.
    """

    feed: str
    name: str
    received: date
    headings: tuple[str, ...]
    manner: Manner
    lines: list[Line] = field(default_factory=list)
    source: str = ""
