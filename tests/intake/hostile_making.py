"""Makes files that nobody ought to send: small helpers for the cases of `hostile_files`."""

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

import xlsxwriter

from sightline.intake.templates import FORMATS

HEADINGS = ["Pupil ID", "Legal surname", "Legal forename", "Date of birth", "Start date"]
GOOD = ["17", "Ashdown", "Elizabeth", "02/04/2013", "01/09/2026"]
OTHER = ["18", "Brook", "Tomasz", "09/09/2014", "01/09/2026"]

REFUSED, HELD_BACK, TAKEN = "refused", "held back", "taken"

Files = list[tuple[str, bytes]]


@dataclass(frozen=True)
class Case:
    """One hostile delivery: what is sent as which feed, and what must come of it.

    `says` is part of the refusal, or the class of value for which rows are held back or noted. `rows` are how many
    rows get in even so.
    """

    name: str
    files: Callable[[], Files]
    outcome: str
    says: str = ""
    rows: int = 0
    feed: str = "home-education"


def one(content: bytes | str, name: str = "list.csv") -> Callable[[], Files]:
    """A single file."""
    return lambda: [(name, content.encode() if isinstance(content, str) else content)]


def later(make: Callable[[], bytes], name: str = "list.csv") -> Callable[[], Files]:
    """A single file that is too large to keep at hand."""
    return lambda: [(name, make())]


def text(*rows: list[str], delimiter: str = ",", line_end: str = "\n") -> str:
    """Rows as delimited text, marks and all as they are given."""
    return "".join(delimiter.join(row) + line_end for row in rows)


def table(*rows: list[str]) -> str:
    """The headings, and rows below them."""
    return text(HEADINGS, *rows)


def with_cell(place: int, value: str) -> str:
    """A table of two rows, one good and one with a strange cell."""
    strange = [*OTHER]
    strange[place] = value
    return table(GOOD, strange)


def workbook(*rows: list[object], sheets: int = 1) -> bytes:
    """A plain XLSX."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        for _ in range(sheets):
            sheet = book.add_worksheet()
            for number, row in enumerate(rows):
                for place, value in enumerate(row):
                    sheet.write(number, place, value)
    return out.getvalue()


def calc(*rows: list[str], change: Callable[[bytes], bytes] = bytes) -> bytes:
    """An ODS of one row of headings, with its XML changed."""
    return changed(FORMATS["ods"](rows[0] if rows else HEADINGS), "content.xml", change)


def changed(packed: bytes, member: str, change: Callable[[bytes], bytes]) -> bytes:
    """A packed file with one member changed."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(packed)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            content = before.read(name)
            after.writestr(name, change(content) if name == member else content)
    return out.getvalue()


def in_sheet(rows: str) -> bytes:
    """An XLSX with the headings and, behind them, rows of raw XML."""
    return changed(
        workbook(HEADINGS, GOOD),
        "xl/worksheets/sheet1.xml",
        lambda content: content.replace(b"</sheetData>", rows.encode() + b"</sheetData>"),
    )


def zipped(*members: tuple[str, bytes | str], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as packed:
        for name, content in members:
            packed.writestr(name, content)
    return out.getvalue()


def with_flag(packed: bytes, flag: int) -> bytes:
    """A zip that says in every header that its members are, for example, encrypted."""
    content = bytearray(packed)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for found in re.finditer(re.escape(mark), packed):
            content[found.start() + place] |= flag
    return bytes(content)


def lying(packed: bytes, says: int) -> bytes:
    """A zip whose headers give another size for what is packed."""
    content = bytearray(packed)
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        for found in re.finditer(re.escape(mark), packed):
            content[found.start() + place : found.start() + place + 4] = says.to_bytes(4, "little")
    return bytes(content)


def gzipped(content: bytes) -> bytes:
    """A gzip."""
    packing = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return packing.compress(content) + packing.flush()


def old_container(inside: str) -> bytes:
    """The beginning of a container such as old workbooks and protected ones are, with the name of what is inside."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504 + inside.encode("utf-16-le") + b"\x00" * 2000


def xml(body: str, before: str = "") -> str:
    """An XML document."""
    return f'<?xml version="1.0" encoding="UTF-8"?>{before}{body}'
