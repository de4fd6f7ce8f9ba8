"""A file as a table of one feed: where its headings stand, which column is which, and its rows."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sightline.intake.contract import Column, Feed, plain_heading
from sightline.intake.readers.delimited import DELIMITERS, Delimited, decode, first_records
from sightline.intake.readers.unreadable import Unreadable
from sightline.intake.readers.workbook import Workbook, is_workbook

# How far down headings are looked for: titles, dates of printing and instructions may stand above them.
_LOOK_FOR_HEADINGS = 30
_FEWEST_HEADINGS = 2
_LARGEST_FILE = 1_000_000_000

# What other files begin with, and what they are.
_SOMETHING_ELSE = (
    (b"%PDF", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "a workbook of the old kind (.xls), or one with a password"),
    (b"{\\rtf", "a text document"),
    (b"<!DOCTYPE", "a web page"),
    (b"<html", "a web page"),
    (b"<?xml", "an XML file"),
)


@dataclass(frozen=True, slots=True)
class Table:
    """A file whose headings were found. Rows can be read as often as needed.

    `found` maps the place of a column in the file to the contract's column; `ignored` lists headings that the feed
    does not know; `heading_row` is the number of the heading row, counted from 1.
    """

    found: dict[int, Column]
    ignored: tuple[str, ...]
    heading_row: int
    width: int
    from_workbook: bool
    _read: Callable[[], Iterator[list[str]]]

    def rows(self, after: int = 0) -> Iterator[tuple[int, list[str]]]:
        """Every row below the headings that is not blank, with its number, beginning behind row `after`."""
        for number, cells in enumerate(self._read(), start=1):
            if number > self.heading_row and number > after and any(cells):
                yield number, cells


def table_of(content: bytes, feed: Feed) -> Table:
    """Find out what a file's content is, and where the feed's headings stand in it.

    Raises Unreadable for what is no table, a table without a required column, or one with a column twice.
    """
    if not content.strip():
        raise Unreadable("The file is empty.")
    if len(content) > _LARGEST_FILE:
        raise Unreadable("The file is too large to read at once. Send it in parts.")
    for start, what in _SOMETHING_ELSE:
        if content.lstrip().startswith(start):
            raise Unreadable(f"This is {what}, not a table. Send CSV or XLSX.")
    return _from_workbook(content, feed) if is_workbook(content) else _from_text(content, feed)


def _from_workbook(content: bytes, feed: Feed) -> Table:
    book = Workbook(content)
    tried = [(_headings(list(book.rows(sheet)), feed), sheet) for sheet in book.sheets]
    if not tried:
        raise Unreadable("The workbook has no sheet.")
    best, sheet = max(tried, key=lambda pair: pair[0].score)
    return _table(best, feed, from_workbook=True, read=lambda: book.rows(sheet))


def _from_text(content: bytes, feed: Feed) -> Table:
    text = decode(content)
    tried = [
        (_headings(first_records(text, delimiter, _LOOK_FOR_HEADINGS), feed), delimiter)
        for delimiter in DELIMITERS
    ]
    best, delimiter = max(tried, key=lambda pair: pair[0].score)
    return _table(best, feed, from_workbook=False, read=Delimited(text, delimiter).records)


@dataclass(frozen=True, slots=True)
class _Headings:
    """A row of headings that was tried: its number and cells, and which columns they name."""

    number: int
    cells: tuple[str, ...]
    columns: dict[int, Column]
    twice: tuple[str, ...]

    @property
    def score(self) -> int:
        return len(self.columns)


def _headings(rows: Sequence[list[str]], feed: Feed) -> _Headings:
    """The row that names most of the feed's columns; the first of them when several do."""
    best = _Headings(0, (), {}, ())
    for number, cells in enumerate(rows[:_LOOK_FOR_HEADINGS], start=1):
        tried = _try_headings(number, cells, feed)
        if tried.score > best.score or not best.number:
            best = tried
    return best


def _try_headings(number: int, cells: list[str], feed: Feed) -> _Headings:
    plain = [plain_heading(cell) for cell in cells]
    columns: dict[int, Column] = {}
    twice = []
    for column in feed.columns:
        for heading in column.headings:
            places = [place for place, text in enumerate(plain) if text == heading and place not in columns]
            if places:
                columns[places[0]] = column
                if len(places) > 1:
                    twice.append(column.heading)
                break
    return _Headings(number, tuple(cells), columns, tuple(twice))


def _table(
    best: _Headings, feed: Feed, *, from_workbook: bool, read: Callable[[], Iterator[list[str]]]
) -> Table:
    if len(best.columns) < _FEWEST_HEADINGS:
        # What stands there instead is not repeated: it may be a child's row, in which a name is a heading by chance.
        raise Unreadable(
            f"No row of headings was found in the first {_LOOK_FOR_HEADINGS} rows. {feed.title} must have "
            f"{_listed([column.heading for column in feed.columns if column.required])}."
        )
    found = {column.name for column in best.columns.values()}
    missing = [column.heading for column in feed.columns if column.required and column.name not in found]
    there = [cell for cell in best.cells if cell]
    if missing:
        raise Unreadable(
            f"A column is missing that {feed.title} must have: {_listed(missing)}. "
            f"The headings found in row {best.number} were: {_listed(there[:40]) or 'none'}."
        )
    if best.twice:
        raise Unreadable(f"A column stands in the file twice: {_listed(list(best.twice))}. Send it once.")
    ignored = tuple(cell for place, cell in enumerate(best.cells) if cell and place not in best.columns)
    return Table(best.columns, ignored, best.number, len(best.cells), from_workbook, read)


def _listed(headings: list[str]) -> str:
    return ", ".join(f"“{heading[:60]}”" for heading in headings)
