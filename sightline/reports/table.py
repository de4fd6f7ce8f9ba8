"""What a report is, whatever its format: what is not known first, then tables of typed cells.

Pure: a report is made once, and every renderer writes the same one.
"""

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from sightline.access.policy import FieldClass
from sightline.domain.known import Knowable, NotKnown, plain_number


class Word(StrEnum):
    """The words that stand in a cell instead of a value; three different things, and never a blank."""

    NOT_KNOWN = "not known"
    NONE = "none"
    WITHHELD = "withheld"


class ColumnKind(StrEnum):
    """What the cells of a column hold, when they hold a value and not a word."""

    TEXT = "text"
    DATE = "date"
    HOURS = "hours"


_WORDS = frozenset(word.value for word in Word)

Cell = str | date | Decimal
"""A text, a day, a number of hours a week, or a `Word`."""


@dataclass(frozen=True)
class Column:
    """One column: its heading as people know it, what its cells hold, and what that means.

    `field_class` is the class of the information in it: a viewer without that class reads `withheld`.
    `width` is in characters of a workbook, `paper` in millimetres of a page; a column of no millimetres is not
    printed, and stands after all that are.
    """

    heading: str
    meaning: str
    kind: ColumnKind = ColumnKind.TEXT
    field_class: FieldClass = FieldClass.EDUCATION
    width: int = 14
    paper: int = 0


@dataclass(frozen=True)
class Table:
    """Columns and rows under a title; `children` is how many children the rows are of."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    children: int

    @property
    def printed_columns(self) -> int:
        """How many columns are printed: the first so many, so that a spreadsheet can print them in one piece."""
        return sum(column.paper > 0 for column in self.columns)

    def for_paper(self) -> "Table":
        """The same table with the columns that are printed."""
        kept = self.printed_columns
        return replace(self, columns=self.columns[:kept], rows=tuple(row[:kept] for row in self.rows))


@dataclass(frozen=True)
class Figure:
    """One figure that stands above a report: how many, of what."""

    number: str
    words: str


@dataclass(frozen=True)
class Report:
    """One report: for whom, as at which day, as known on which day, what it does not know, and its tables.

    The first table is the report; those after it are listed and counted apart. `gaps` are sentences with
    figures, the ones that matter most first. `how_made` is name and value. `children` are the ids of everybody
    who is in it, for the access log.
    """

    name: str
    title: str
    authority: str
    as_at: date
    known_on: date
    gaps: tuple[str, ...]
    figures: tuple[Figure, ...]
    how_made: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]
    children: frozenset[int]
    rules_version: str

    @property
    def table(self) -> Table:
        """The report's own table."""
        return self.tables[0]


@dataclass(frozen=True)
class Issue:
    """Who issued a report, in which role, and when (in words, London time)."""

    by: str
    role: str
    at: str


def cell_of(value: Knowable[str] | Knowable[date] | Knowable[Decimal]) -> Cell:
    """A knowable value as a cell: its value, or `not known`."""
    return Word.NOT_KNOWN if isinstance(value, NotKnown) else value.value


def text_cell(text: str, otherwise: Word = Word.NOT_KNOWN) -> Cell:
    """A text as a cell, with what no file format can hold taken out; `otherwise` for an empty one.

    A text that is one of the words is that word.
    """
    kept = text.strip() if text.isprintable() else _without_controls(text)
    if not kept:
        return otherwise
    return Word(kept) if kept in _WORDS else kept


def _without_controls(text: str) -> str:
    """A text with a space for each control character but the new line, and for each half of a broken pair."""
    return "".join(
        letter if letter == "\n" or unicodedata.category(letter) not in {"Cc", "Cs"} else " "
        for letter in text
    ).strip()


def list_cell(items: Iterable[str], otherwise: Word = Word.NONE) -> Cell:
    """Several texts as one cell, each once and in order, with semicolons; `otherwise` for none at all."""
    return text_cell("; ".join(dict.fromkeys(item for item in items if item)), otherwise)


def cell_words(cell: Cell) -> str:
    """A cell as it reads in a plain file: dates in ISO form, hours without idle noughts."""
    if isinstance(cell, date):
        return cell.isoformat()
    return plain_number(cell) if isinstance(cell, Decimal) else str(cell)


def digest_of_tables(tables: Sequence[Table]) -> str:
    """The SHA-256 of what the tables say, whatever the format, the issuer and the moment of issue.

    The same record asked the same question gives the same digest.
    """
    said = [
        {
            "title": table.title,
            "columns": [column.heading for column in table.columns],
            "rows": [[cell_words(cell) for cell in row] for row in table.rows],
        }
        for table in tables
    ]
    canonical = json.dumps(said, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()
