"""Empty files to fill in: the headings of a feed, as CSV, XLSX or ODS."""

import csv
import io
from collections.abc import Callable

import xlsxwriter
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from sightline.intake.contract import Feed, Kind


def template(feed: Feed, file_format: str) -> bytes:
    """An empty file of `feed`: csv, xlsx or ods. KeyError for another format."""
    return FORMATS[file_format](template_headings(feed))


def template_headings(feed: Feed) -> list[str]:
    """The headings to fill in: all but the whole name where surname and forename are asked for by themselves."""
    in_parts = any(column.name == "surname" for column in feed.columns)
    return [column.heading for column in feed.columns if not (in_parts and column.kind is Kind.FULL_NAME)]


def _csv(headings: list[str]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerow(headings)
    # With a byte-order mark, spreadsheets open it as what it is and save it so again.
    return out.getvalue().encode("utf-8-sig")


def _xlsx(headings: list[str]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        # Cells are text, so that no number loses its first nought and no date is turned round.
        sheet.set_column(0, len(headings) - 1, 22, book.add_format({"num_format": "@"}))
        sheet.write_row(0, 0, headings, bold)
        sheet.freeze_panes(1, 0)
    return out.getvalue()


def _ods(headings: list[str]) -> bytes:
    document = OpenDocumentSpreadsheet()
    table, row = Table(name="Sheet1"), TableRow()
    for heading in headings:
        cell = TableCell(valuetype="string")
        cell.addElement(P(text=heading))
        row.addElement(cell)
    table.addElement(row)
    document.spreadsheet.addElement(table)
    out = io.BytesIO()
    document.write(out)
    return out.getvalue()


FORMATS: dict[str, Callable[[list[str]], bytes]] = {"csv": _csv, "xlsx": _xlsx, "ods": _ods}
