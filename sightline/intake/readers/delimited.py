"""Delimited text: which encoding, which delimiter, and the records themselves."""

import codecs
import csv
import io
from collections.abc import Iterator
from itertools import islice

from sightline.intake.readers.cells import clean
from sightline.intake.readers.unreadable import Unreadable

DELIMITERS = (",", ";", "\t", "|")
_LONGEST_CELL = 100_000
_LOOK_AT = 4096
_MOST_LINES = 20
# How Python's reader says that a quotation mark is still open when the text ends, or the longest cell is full.
_NEVER_CLOSED = ("unexpected end of data", "field larger than field limit")


def decode(content: bytes) -> str:
    """The text of a file: by its byte-order mark, else UTF-16 if every other byte is empty, else UTF-8, else
    Windows-1252. Raises Unreadable for what is no text."""
    if content.startswith(codecs.BOM_UTF8):
        return _strict(content, "utf-8-sig")
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strict(content, "utf-16")
    if encoding := _utf16_without_mark(content[:_LOOK_AT]):
        return _strict(content, encoding)
    if b"\x00" in content[:_LOOK_AT]:
        raise Unreadable("This is not a text file or a workbook. Send CSV or XLSX.")
    for encoding in ("utf-8", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _strict(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as fault:
        raise Unreadable(
            "The file begins as Unicode text and does not go on as it. Save it as CSV again."
        ) from fault


def _utf16_without_mark(start: bytes) -> str:
    """UTF-16 with no mark: nearly all of one half of the bytes are empty and nearly none of the other."""
    even, odd = start[0::2], start[1::2]
    if len(odd) < 4:
        return ""
    empty_even, empty_odd = even.count(0) / len(even), odd.count(0) / len(odd)
    if empty_odd > 0.8 and empty_even < 0.1:
        return "utf-16-le"
    if empty_even > 0.8 and empty_odd < 0.1:
        return "utf-16-be"
    return ""


class Delimited:
    """A text as records, read from the top as often as needed."""

    def __init__(self, text: str, delimiter: str) -> None:
        """Look through the text once: quotation marks are read strictly, and where that fails inside a line, as
        plain characters of their cells. Unreadable when one is opened and never closed, which would swallow the
        rows behind it.
        """
        self._text = text
        self._delimiter = delimiter
        self._strict = _is_strict(text, delimiter)

    def records(self) -> Iterator[list[str]]:
        """Every record, cells cleaned; a blank line is an empty record."""
        source = io.StringIO(self._text, newline="")
        for record in csv.reader(source, delimiter=self._delimiter, strict=self._strict):
            yield [clean(cell) for cell in record]


def first_records(text: str, delimiter: str, count: int) -> list[list[str]]:
    """The first few records, whatever state the rest is in: to look for the headings."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return [[clean(cell) for cell in record] for record in islice(reader, count)]
    except csv.Error:
        return []


def _is_strict(text: str, delimiter: str) -> bool:
    """Whether the quotation marks keep the rules all through; Unreadable when one is never closed."""
    broken, row = _breaks_off(text, delimiter, strict=True)
    if broken and broken not in _NEVER_CLOSED:
        # A mark inside a cell: read as a character. What then still swallows line after line is not one cell.
        broken, row = _breaks_off(text, delimiter, strict=False)
        if not broken:
            return False
    if broken:
        raise _never_closed(row)
    return True


def _breaks_off(text: str, delimiter: str, *, strict: bool) -> tuple[str, int]:
    """What stops the reading of the text, and behind how many rows; empty when nothing does."""
    csv.field_size_limit(_LONGEST_CELL)
    row = 0
    try:
        for record in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict):
            if not strict and any(cell.count("\n") > _MOST_LINES for cell in record):
                return "lines in one cell", row
            row += 1
    except csv.Error as fault:
        return str(fault).partition(" (")[0], row
    return "", row


def _never_closed(row: int) -> Unreadable:
    return Unreadable(
        f"A quotation mark is opened in or after row {row + 1} and never closed, so the rows behind it cannot be told "
        "apart. Save the file as CSV again from the program that it comes from."
    )
