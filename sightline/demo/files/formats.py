"""The ways in which senders write a table: encodings, delimiters, workbooks, dates, headings, capitals."""

import csv
import io
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

import xlsxwriter

from sightline.demo.files.transfer_xml import transfer_file

Value = str | date | Decimal | int | None
Row = dict[str, Value]

_DATE_STYLES = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y")
# Workbooks carry the time at which they were made; a fixed one keeps the same seed at the same bytes.
_MADE_AT = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Manner:
    """How one sender writes its files, always the same way.

    `called` are headings with what the sender calls them; `total` begins a row below the others with their number;
    `gap` says that a column without a heading stands between the others.
    """

    workbook: bool = False
    encoding: str = "utf-8"
    delimiter: str = ","
    line_end: str = "\n"
    dates: str = "%Y-%m-%d"
    heading: str = "as given"
    shouts: bool = False
    title: str = ""
    own_column: str = ""
    called: tuple[tuple[str, str], ...] = ()
    total: str = ""
    gap: bool = False
    transfer: tuple[str, str] = ("", "")

    @property
    def ending(self) -> str:
        """What file names end in."""
        if all(self.transfer):
            return "xml"
        return "xlsx" if self.workbook else "csv"


PLAIN = Manner()
# The national register is Windows-1252 with dates like 01-09-2026, whoever downloads it.
REGISTER = Manner(encoding="cp1252", line_end="\r\n", dates="%d-%m-%Y")


def manner_of(lot: random.Random, sender: str) -> Manner:
    """A sender's manner, drawn once for it."""
    return Manner(
        workbook=lot.random() < 0.2,
        encoding=lot.choice(("utf-8", "utf-8-sig", "cp1252", "utf-8-sig", "utf-16")),
        delimiter=lot.choice((",", ",", ",", ";", "\t")),
        line_end=lot.choice(("\n", "\r\n")),
        dates=lot.choice(_DATE_STYLES),
        heading=lot.choice(("as given", "as given", "capitals", "underscores")),
        shouts=lot.random() < 0.15,
        title=f"{sender}: extract for the local authority" if lot.random() < 0.15 else "",
        own_column="Tutor group" if lot.random() < 0.3 else "",
    )


def write(manner: Manner, headings: Sequence[str], rows: Sequence[Row]) -> bytes:
    """The file, as the sender writes it."""
    if all(manner.transfer):
        return transfer_file(manner.transfer, rows)
    columns = [*headings, manner.own_column] if manner.own_column else list(headings)
    if manner.gap:
        columns.insert(len(columns) // 2, "")
    top = [[manner.title]] if manner.title else []
    top.append([_heading(manner, name) for name in columns])
    if manner.total:
        rows = [*rows, {columns[0]: manner.total, columns[1]: len(rows)}]
    if manner.workbook:
        return _workbook(manner, top, columns, rows)
    return _text(manner, top, columns, rows)


def first_row_number(manner: Manner) -> int:
    """The number, counted from 1 at the top of the sheet, of the first row below the headings."""
    return 3 if manner.title else 2


def _heading(manner: Manner, name: str) -> str:
    name = dict(manner.called).get(name, name)
    if manner.heading == "capitals":
        return name.upper()
    return name.replace(" ", "_").lower() if manner.heading == "underscores" else name


def _words(manner: Manner, column: str, value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.strftime(manner.dates)
    if manner.shouts and column in {"Legal surname", "Legal forename"}:
        return str(value).upper()
    return str(value)


def _text(manner: Manner, top: list[list[str]], columns: list[str], rows: Sequence[Row]) -> bytes:
    file = io.StringIO()
    table = csv.writer(file, delimiter=manner.delimiter, lineterminator=manner.line_end)
    table.writerows(top)
    table.writerows([_words(manner, name, row.get(name)) for name in columns] for row in rows)
    return file.getvalue().encode(manner.encoding)


def _workbook(manner: Manner, top: list[list[str]], columns: list[str], rows: Sequence[Row]) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "default_date_format": "dd/mm/yyyy"})
    book.set_properties({"created": _MADE_AT})
    sheet = book.add_worksheet("Sheet1")
    for place, line in enumerate(top):
        sheet.write_row(place, 0, line)
    for place, row in enumerate(rows, start=len(top)):
        for column, name in enumerate(columns):
            value = row.get(name)
            if isinstance(value, date):
                sheet.write_datetime(place, column, value)
            elif isinstance(value, Decimal | int):
                sheet.write_number(place, column, float(value))
            elif value not in (None, ""):
                sheet.write_string(place, column, _words(manner, name, value))
    book.close()
    return file.getvalue()
