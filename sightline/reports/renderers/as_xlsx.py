"""XLSX: first a sheet to read first, then each table with real dates, its header frozen, set up to print on A4."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from sightline.domain.words import date_words
from sightline.reports.layout import ACCENT, FIRST_SHEET, PALE, UNKNOWN, first_sheet_blocks, sheet_names
from sightline.reports.table import Cell, Issue, Report, Table, Word

_A4 = 9
_FIRST_COLUMN, _SECOND_COLUMN = 34, 96


def render(report: Report, issue: Issue) -> bytes:
    """The whole report as a workbook. Nothing in it is a formula or a link, whatever the texts look like."""
    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    workbook = Workbook(buffer, options)
    workbook.set_properties(
        {
            "title": report.title,
            "author": report.authority,
            # A fixed moment: the file says in words when it was issued, and its bytes follow from what it holds.
            "created": datetime(2000, 1, 1, tzinfo=UTC),
            "comments": " ".join(report.gaps),
        }
    )
    formats = _Formats(workbook)
    _write_first_sheet(workbook.add_worksheet(FIRST_SHEET), formats, report, issue)
    for table, name in zip(report.tables, sheet_names(report), strict=True):
        _write_table(workbook.add_worksheet(name), formats, report, table)
    workbook.close()
    return buffer.getvalue()


class _Formats:
    """The few formats of the workbook, each by what it is for."""

    def __init__(self, workbook: Workbook) -> None:
        base = {"font_name": "Arial", "font_size": 10, "valign": "top"}
        self.text: Format = workbook.add_format({**base, "text_wrap": True})
        self.date: Format = workbook.add_format({**base, "num_format": "d mmm yyyy", "align": "left"})
        self.hours: Format = workbook.add_format(
            {**base, "num_format": "General", "align": "right", "indent": 1}
        )
        self.word: Format = workbook.add_format(
            {**base, "italic": True, "bg_color": UNKNOWN, "text_wrap": True}
        )
        self.none: Format = workbook.add_format({**base, "italic": True, "text_wrap": True})
        self.header: Format = workbook.add_format(
            {
                **base,
                "bold": True,
                "text_wrap": True,
                "bg_color": ACCENT,
                "font_color": "#FFFFFF",
                "valign": "vcenter",
            }
        )
        self.title: Format = workbook.add_format(
            {**base, "bold": True, "font_size": 18, "font_color": ACCENT}
        )
        self.heading: Format = workbook.add_format(
            {**base, "bold": True, "font_size": 13, "bottom": 2, "bottom_color": ACCENT}
        )
        self.gap: Format = workbook.add_format({**base, "text_wrap": True, "font_size": 11, "bg_color": PALE})
        self.number: Format = workbook.add_format({**base, "bold": True, "font_size": 14, "align": "right"})
        self.name: Format = workbook.add_format({**base, "bold": True, "text_wrap": True})

    def of(self, cell: Cell) -> Format:
        """The format in which a cell of a table is written."""
        if isinstance(cell, Word):
            return self.none if cell is Word.NONE else self.word
        if isinstance(cell, date):
            return self.date
        return self.hours if isinstance(cell, Decimal) else self.text


def _write_first_sheet(sheet: Worksheet, formats: _Formats, report: Report, issue: Issue) -> None:
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, _FIRST_COLUMN)
    sheet.set_column(1, 1, _SECOND_COLUMN)
    sheet.write_string(0, 0, report.title, formats.title)
    sheet.set_row(0, 28)
    line = 1
    for block in first_sheet_blocks(report, issue):
        line += 1
        sheet.write_string(line, 0, block.heading, formats.heading)
        sheet.write_blank(line, 1, None, formats.heading)
        sheet.set_row(line, 20)
        for name, value in block.lines:
            line += 1
            if block.is_gaps:
                sheet.merge_range(line, 0, line, 1, "", formats.gap)
                sheet.write_string(line, 0, value, formats.gap)
                sheet.set_row(line, _height(value, _FIRST_COLUMN + _SECOND_COLUMN - 12, 16))
            else:
                sheet.write_string(line, 0, name, formats.number if block.is_figures else formats.name)
                sheet.write_string(line, 1, value, formats.text)
                sheet.set_row(line, 20 if block.is_figures else _height(value, _SECOND_COLUMN, 14))
        line += 1
    _set_up_page(sheet, report, landscape=False)


def _write_table(sheet: Worksheet, formats: _Formats, report: Report, table: Table) -> None:
    last_row, last_column = len(table.rows), len(table.columns) - 1
    for number, column in enumerate(table.columns):
        sheet.set_column(number, number, column.width)
        sheet.write_string(0, number, column.heading, formats.header)
    sheet.set_row(0, 46)
    for line, row in enumerate(table.rows, start=1):
        for number, cell in enumerate(row):
            form = formats.of(cell)
            if isinstance(cell, Decimal):
                sheet.write_number(line, number, float(cell), form)
            elif isinstance(cell, date):
                sheet.write_datetime(line, number, cell, form)
            else:
                sheet.write_string(line, number, str(cell), form)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(last_row, 1), last_column)
    sheet.repeat_rows(0)
    if table.printed_columns:
        sheet.print_area(0, 0, last_row, table.printed_columns - 1)
    _set_up_page(sheet, report, landscape=True)


def _set_up_page(sheet: Worksheet, report: Report, *, landscape: bool) -> None:
    sheet.set_paper(_A4)
    if landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.7)
    title = report.title.replace("&", "&&")
    sheet.set_header(f"&L{title}&R{report.authority.replace('&', '&&')}, as at {date_words(report.as_at)}")
    sheet.set_footer("&LRead the first sheet first: it says what is not known.&RPage &P of &N")


def _height(text: str, width: int, line_height: int) -> int:
    """The height of a row, in points, in which a text of this length is wholly seen."""
    return line_height * max(1, -(-len(text) // width)) + 2
