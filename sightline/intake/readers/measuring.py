"""How large a workbook's sheets are before they are laid out: counted in its XML, piece by piece.

The reader of workbooks lays a sheet out whole, from its first filled cell to its last. Two cells in opposite corners of
a sheet would be seventeen thousand million; so would one row of an ODS that says it is repeated. Neither the size that
a sheet says it has nor the order of its parts is relied on.
"""

import re
from collections import Counter
from collections.abc import Iterator
from xml.parsers import expat

from sightline.intake.readers.limits import LONGEST_CELL, MOST_CELLS, MOST_TEXT
from sightline.intake.readers.packed import Packed
from sightline.intake.readers.unreadable import Unreadable

_REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]+)(\d+)""")
_WITHOUT_REFERENCE = re.compile(rb"""<(?:\w+:)?c(?=[\s/>])(?!\s+r\s*=)""")
_ROW_OR_CELL = re.compile(rb"""<(?:\w+:)?(row|c)(?=[\s/>])""")
_SHARED = re.compile(rb"""\bt\s*=\s*["']s["']""")
_SHARED_NUMBER = re.compile(rb"""\bt\s*=\s*["']s["'][^>]*>\s*<(?:\w+:)?v[^>]*>\s*(\d+)""")
_SHARED_TEXT = re.compile(rb"""<(?:\w+:)?si(?=[\s/>])""")
# Ten million or more.
_COUNT = re.compile(rb"""[cC]ount\s*=\s*["']\s*\+?0*[1-9]\d{7}""")
_LONG_TEXT = re.compile(rb">[^<]{%d}" % (LONGEST_CELL + 1))
_ODS_PART = re.compile(rb"""<(?:\w+:)?(table|table-row|table-cell|covered-table-cell)(?=[\s/>])([^>]*)>""")
_REPEATED = re.compile(rb"""number-(?:rows|columns)-repeated\s*=\s*["'](\d+)""")

# The last column of a spreadsheet, XFD.
_LAST_COLUMN = 16_384
_SHARED_TEXTS, _ODS_TABLES = "sharedstrings.xml", "content.xml"

_BROKEN = "This workbook is damaged. Open it, save it again as XLSX, and send that."
_TOO_WIDE = (
    f"A sheet spans more than {MOST_CELLS // 1_000_000} million cells between its first filled cell and its last. "
    "Delete the stray cells below and to the right of the table, or save the table as CSV."
)
_TOO_MUCH_TEXT = "The cells of a sheet come to more text than any table has. Save the table as CSV."
_TOO_LONG = f"A cell has more than {LONGEST_CELL:,} characters. Shorten it and save the workbook again."


def measure_xlsx(packed: Packed) -> None:
    """Look through an XLSX for sheets, or texts, that would be too large in memory. Unreadable when there are."""
    texts = _shared_texts(packed)
    for name in packed.names:
        if name.casefold().endswith(_SHARED_TEXTS):
            continue
        if name.casefold().endswith(".xml"):
            _measure_sheet(packed, name, texts)
        elif name.casefold().endswith(".rels"):
            _read_through(packed, name)


def measure_ods(packed: Packed) -> None:
    """Look through an ODS for sheets that would be too large in memory. Unreadable when there are."""
    for name in packed.names:
        if name.casefold().endswith(".xml") and name != _ODS_TABLES:
            _read_through(packed, name)
    row = column = last_row = last_column = rows_repeated = text = 0
    pending = 0
    for piece in _whole_tags(packed, _ODS_TABLES):
        end = 0
        for found in _ODS_PART.finditer(piece):
            text += pending * max(found.start() - end, 0)
            pending, end = 0, found.end()
            part, attributes = found[1], found[2]
            times = int(again[1]) if (again := _REPEATED.search(attributes)) else 1
            if part == b"table":
                row = column = last_row = last_column = rows_repeated = 0
            elif part == b"table-row":
                row, column, rows_repeated = row + times, 0, times
            else:
                column += times
                if not attributes.endswith(b"/") or b"value" in attributes:
                    last_row, last_column = row, max(last_column, column)
                    pending = times * max(rows_repeated, 1)
        if last_row * last_column > MOST_CELLS:
            raise Unreadable(_TOO_WIDE)
        if text > MOST_TEXT:
            raise Unreadable(_TOO_MUCH_TEXT)


def _shared_texts(packed: Packed) -> list[int]:
    """How long each of the texts is that cells share, its markup counted too."""
    lengths: list[int] = []
    for name in packed.names:
        if not name.casefold().endswith(_SHARED_TEXTS):
            continue
        current = 0
        for piece in _whole_tags(packed, name):
            first, *others = _SHARED_TEXT.split(piece)
            current += len(first)
            for other in others:
                lengths.append(current)
                current = len(other)
        lengths.append(current)
        # What stands before the first text is no text.
        del lengths[0]
        if max(lengths, default=0) > 10 * LONGEST_CELL:
            raise Unreadable(_TOO_LONG)
    return lengths


def _measure_sheet(packed: Packed, name: str, texts: list[int]) -> None:
    rows = columns = shared = cells_in_row = 0
    letters: set[bytes] = set()
    for piece in _whole_tags(packed, name):
        if references := _REFERENCE.findall(piece):
            letters |= {column for column, _ in references}
            rows = max(rows, max(int(row) for row in {row for _, row in references}))
        if _WITHOUT_REFERENCE.search(piece):
            for part in _ROW_OR_CELL.findall(piece):
                cells_in_row = 0 if part == b"row" else cells_in_row + 1
                columns = max(columns, cells_in_row)
                rows += part == b"row"
        shared += len(_SHARED.findall(piece))
        columns = max([columns, *map(_place, letters)])
        if rows * columns > MOST_CELLS or columns > _LAST_COLUMN:
            raise Unreadable(_TOO_WIDE)
    if texts and shared * max(texts) > MOST_TEXT and _shared_in_all(packed, name, texts, shared) > MOST_TEXT:
        raise Unreadable(_TOO_MUCH_TEXT)


def _shared_in_all(packed: Packed, name: str, texts: list[int], cells: int) -> int:
    """How much text the cells of a sheet share in all; a cell that shows no number is taken for the longest."""
    times: Counter[bytes] = Counter()
    for piece in _whole_tags(packed, name, across=_SHARED_NUMBER):
        times.update(_SHARED_NUMBER.findall(piece))
    known = sum(count * texts[int(number)] for number, count in times.items() if int(number) < len(texts))
    return known + max(cells - times.total(), 0) * max(texts)


def _place(letters: bytes) -> int:
    """The number of a column from its letters: A is 1, Z is 26, AA is 27."""
    place = 0
    for letter in letters.upper():
        place = place * 26 + letter - 64
    return place


def _whole_tags(packed: Packed, name: str, across: re.Pattern[bytes] | None = None) -> Iterator[bytes]:
    """A member in pieces that end before the beginning of a tag (of a row, where what is looked for goes `across`
    tags). Unreadable when a text in it is longer than any cell may be."""
    carried = b""
    border = b"<c " if across else b"<"
    for piece in _well_formed(packed, name):
        carried += piece
        if _LONG_TEXT.search(carried):
            raise Unreadable(_TOO_LONG)
        cut = carried.rfind(border)
        if cut > 0:
            _refuse_counts(carried[:cut])
            yield carried[:cut]
            carried = carried[cut:]
        elif len(carried) > 10 * LONGEST_CELL:
            raise Unreadable(_TOO_LONG)
    _refuse_counts(carried)
    yield carried


def _refuse_counts(piece: bytes) -> None:
    """Room is made for as many texts and styles as a workbook says it has, before any is read."""
    if _COUNT.search(piece):
        raise Unreadable(_BROKEN)


def _read_through(packed: Packed, name: str) -> None:
    for _ in _whole_tags(packed, name):
        pass


def _well_formed(packed: Packed, name: str) -> Iterator[bytes]:
    """A member of XML piece by piece, read along by a strict parser: what is broken would have the reader of workbooks
    go round and round, or fall over. Unreadable where it is broken, or has a document type."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_document_type
    parser.XmlDeclHandler = _refuse_encoding
    try:
        for piece in packed.pieces(name):
            if b"\x00" in piece:
                raise Unreadable(_BROKEN)
            parser.Parse(piece, False)
            yield piece
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as fault:
        raise Unreadable(_BROKEN) from fault


def _refuse_document_type(*_: object) -> None:
    raise Unreadable(_BROKEN)


def _refuse_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
    """What is counted here are bytes of UTF-8; no program writes a workbook in anything else."""
    if encoding and encoding.casefold() not in ("utf-8", "us-ascii"):
        raise Unreadable(_BROKEN)
