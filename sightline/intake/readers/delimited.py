"""Delimited text: which delimiter, and the records themselves."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from sightline.intake.contract import WHOLE_ROW, Fault
from sightline.intake.readers.cells import clean, clean_all
from sightline.intake.readers.encodings import Decoded
from sightline.intake.readers.limits import LONGEST_CELL, LOOK_FOR_HEADINGS
from sightline.intake.readers.unreadable import Unreadable

if TYPE_CHECKING:
    from _csv import Reader

DELIMITERS = (",", ";", "\t", "|")
_MOST_LINES = 20
# How Python's reader says that a quotation mark is still open when the text ends, or the longest cell is full.
_OPEN_AT_END, _FULL, _SWALLOWS = (
    "unexpected end of data",
    "field larger than field limit",
    "lines in one cell",
)
_TWO_ENCODINGS = (
    "two encodings in one file",
    "Some letters of this row were written another way than the rest of the file. Check its names.",
)
_NO_TEXT = (
    "a character that is no text",
    "It was left out. Check the row, and save the file again from the program that it comes from.",
)
# Python's reader keeps one figure for the whole process: set once, never changed.
csv.field_size_limit(LONGEST_CELL)

Preference = Callable[[Sequence[list[str]]], int]


class Delimited:
    """A text as records, read from the top as often as needed."""

    def __init__(self, decoded: Decoded, delimiter: str) -> None:
        """Look through the text once: quotation marks are read strictly, and where that fails inside a line, as
        plain characters of their cells. Unreadable when one is opened and never closed, which would swallow the
        rows behind it, and when a cell is too long.
        """
        self._decoded = decoded
        self._delimiter = delimiter
        self._strict = _is_strict(decoded.text, delimiter)

    def records(self) -> Iterator[list[str]]:
        """Every record, cells cleaned; a blank line is an empty record."""
        for record in self._reader():
            yield clean_all(record)

    @cached_property
    def marks(self) -> Mapping[int, Fault]:
        """What is to be said of records, counted from 1, whose bytes were not what they should be."""
        strange = self._decoded.mixed | self._decoded.nothing
        if not strange:
            return {}
        marks: dict[int, Fault] = {}
        reader, begins = self._reader(), 0
        for number, _ in enumerate(reader, start=1):
            lines = range(begins, reader.line_num)
            begins = reader.line_num
            if any(line in self._decoded.mixed for line in lines):
                marks[number] = Fault(WHOLE_ROW, *_TWO_ENCODINGS, holds_back=False)
            elif any(line in self._decoded.nothing for line in lines):
                marks[number] = Fault(WHOLE_ROW, *_NO_TEXT, holds_back=False)
        return marks

    def _reader(self) -> "Reader":
        source = io.StringIO(self._decoded.text, newline="")
        return csv.reader(source, delimiter=self._delimiter, strict=self._strict)


def delimiter_of(text: str, preference: Preference | None = None) -> str:
    """The delimiter of a text: the one that `preference` (of its first records) values most; without one, or between
    equals, the one that parts most records into the same number of cells."""
    tried = []
    for place, delimiter in enumerate(DELIMITERS):
        records = _first_records(text, delimiter)
        preferred = preference(records) if preference else 0
        tried.append(((preferred, _evenness(records), -place), delimiter))
    return max(tried)[1]


def _evenness(records: Sequence[list[str]]) -> int:
    """How many borders between cells stand in records of the commonest width."""
    widths = Counter(len(record) for record in records if any(record))
    return max((times * (width - 1) for width, times in widths.items()), default=0)


def _first_records(text: str, delimiter: str) -> list[list[str]]:
    """The first few records, whatever state the rest is in: to look for the headings."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return [[clean(cell) for cell in record] for record in islice(reader, LOOK_FOR_HEADINGS)]
    except csv.Error:
        return []


def _is_strict(text: str, delimiter: str) -> bool:
    """Whether the quotation marks keep the rules all through; Unreadable when one is never closed, or a cell has no
    end."""
    broken, row, line = _breaks_off(text, delimiter, strict=True)
    if broken and broken not in (_OPEN_AT_END, _FULL):
        # A mark inside a cell: read as a character. What then still swallows line after line is not one cell.
        broken, row, line = _breaks_off(text, delimiter, strict=False)
        if not broken:
            return False
    if broken == _FULL and (column := _too_long(text, delimiter, line)):
        raise Unreadable(
            f"Row {row + 1}, column {column}: a cell has more than {LONGEST_CELL:,} characters. "
            "Shorten it and send the file again."
        )
    if broken:
        raise Unreadable(
            f"A quotation mark is opened in or after row {row + 1} and never closed, so the rows behind it cannot be "
            "told apart. Save the file as CSV again from the program that it comes from."
        )
    return True


def _breaks_off(text: str, delimiter: str, *, strict: bool) -> tuple[str, int, int]:
    """What stops the reading of the text, behind how many rows and lines; empty when nothing does."""
    row = line = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    try:
        for record in reader:
            if not strict and any(cell.count("\n") > _MOST_LINES for cell in record):
                return _SWALLOWS, row, line
            row, line = row + 1, reader.line_num
    except csv.Error as fault:
        return str(fault).partition(" (")[0], row, line
    return "", row, line


def _too_long(text: str, delimiter: str, line: int) -> int:
    """The column, counted from 1, of the cell that has too many characters in the record that begins behind `line`
    lines; 0 when it is rather a quotation mark that swallows line after line."""
    rest = io.StringIO(text, newline="")
    for _ in range(line):
        rest.readline()
    begun, record = "", [""]
    while more := rest.read(LONGEST_CELL):
        begun += more
        try:
            record = next(csv.reader(io.StringIO(begun, newline=""), delimiter=delimiter), [""])
        except csv.Error:
            return 0 if record[-1].count("\n") > _MOST_LINES else len(record)
    return 0 if record[-1].count("\n") > _MOST_LINES else len(record)
