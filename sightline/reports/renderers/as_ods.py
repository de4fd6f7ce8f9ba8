"""ODS, the open document format that government uses: the same sheets as the workbook."""

import io
from datetime import date
from decimal import Decimal

from odf.config import ConfigItem, ConfigItemMapEntry, ConfigItemMapIndexed, ConfigItemMapNamed, ConfigItemSet
from odf.dc import Title
from odf.element import Element
from odf.namespaces import STYLENS
from odf.number import DateStyle, Day, Month, Text, Year
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import (
    MasterPage,
    PageLayout,
    PageLayoutProperties,
    ParagraphProperties,
    Style,
    TableCellProperties,
    TableColumnProperties,
    TableProperties,
    TextProperties,
)
from odf.table import Table as Sheet
from odf.table import TableCell, TableColumn, TableHeaderRows, TableRow
from odf.text import P

from sightline.domain.known import plain_number
from sightline.domain.words import date_words
from sightline.reports.layout import ACCENT, FIRST_SHEET, PALE, UNKNOWN, first_sheet_blocks, sheet_names
from sightline.reports.table import Cell, Issue, Report, Table, Word

_CM_A_CHARACTER = 0.2


def render(report: Report, issue: Issue) -> bytes:
    """The whole report as an open document spreadsheet. Texts are texts, whatever they look like."""
    document = OpenDocumentSpreadsheet()
    document.meta.addElement(Title(text=report.title))
    book = _Book(document)
    book.write_first_sheet(report, issue)
    names = sheet_names(report)
    for table, name in zip(report.tables, names, strict=True):
        book.write_table(table, name)
    book.freeze(names)
    buffer = io.BytesIO()
    document.write(buffer)
    return buffer.getvalue()


class _Book:
    """The document being written: its styles by name, and the widths of columns already laid down."""

    def __init__(self, document: OpenDocumentSpreadsheet) -> None:
        self._document = document
        self._columns: dict[int, Element] = {}
        self._cells: dict[str, Element] = {}
        self._lay_down_pages()
        self._lay_down_cell_styles()

    def write_first_sheet(self, report: Report, issue: Issue) -> None:
        """The sheet to read first."""
        sheet = Sheet(name=FIRST_SHEET, stylename=self._upright)
        for width in (34, 96):
            sheet.addElement(TableColumn(stylename=self._column(width)))
        sheet.addElement(self._row(("title", report.title)))
        for block in first_sheet_blocks(report, issue):
            sheet.addElement(self._row(("text", "")))
            sheet.addElement(self._row(("heading", block.heading), ("heading", "")))
            for name, value in block.lines:
                if block.is_gaps:
                    sheet.addElement(self._wide_row(value))
                else:
                    sheet.addElement(
                        self._row(("number" if block.is_figures else "name", name), ("text", value))
                    )
        self._document.spreadsheet.addElement(sheet)

    def write_table(self, table: Table, name: str) -> None:
        """One table as one sheet, with its header repeated on every printed page."""
        sheet = Sheet(name=name, stylename=self._landscape)
        if table.printed_columns:
            last_cell = f"{_letters(table.printed_columns)}{len(table.rows) + 1}"
            sheet.setAttribute("printranges", f"'{name}'.A1:'{name}'.{last_cell}")
        for column in table.columns:
            sheet.addElement(TableColumn(stylename=self._column(column.width)))
        headings = TableHeaderRows()
        headings.addElement(self._row(*(("header", column.heading) for column in table.columns)))
        sheet.addElement(headings)
        for row in table.rows:
            line = TableRow()
            for cell in row:
                line.addElement(self._cell(cell))
            sheet.addElement(line)
        self._document.spreadsheet.addElement(sheet)

    def freeze(self, names: list[str]) -> None:
        """Keep the header row and the first column of each table in sight."""
        tables = ConfigItemMapNamed(name="Tables")
        for name in names:
            entry = ConfigItemMapEntry(name=name)
            for item in (
                "HorizontalSplitMode",
                "VerticalSplitMode",
            ):
                entry.addElement(ConfigItem(name=item, type="short", text="2"))
            for item in (
                "HorizontalSplitPosition",
                "VerticalSplitPosition",
                "PositionRight",
                "PositionBottom",
            ):
                entry.addElement(ConfigItem(name=item, type="int", text="1"))
            tables.addElement(entry)
        view = ConfigItemMapEntry()
        view.addElement(ConfigItem(name="ViewId", type="string", text="view1"))
        view.addElement(tables)
        views = ConfigItemMapIndexed(name="Views")
        views.addElement(view)
        settings = ConfigItemSet(name="ooo:view-settings")
        settings.addElement(views)
        self._document.settings.addElement(settings)

    def _cell(self, cell: Cell) -> Element:
        if isinstance(cell, date):
            made = TableCell(valuetype="date", datevalue=cell.isoformat(), stylename=self._cells["date"])
            made.addElement(P(text=date_words(cell)))
            return made
        if isinstance(cell, Decimal):
            made = TableCell(valuetype="float", value=plain_number(cell), stylename=self._cells["hours"])
            made.addElement(P(text=plain_number(cell)))
            return made
        style = "text"
        if isinstance(cell, Word):
            style = "none" if cell is Word.NONE else "word"
        return self._text_cell(style, str(cell))

    def _text_cell(self, style: str, text: str, **attributes: object) -> Element:
        made = TableCell(valuetype="string", stylename=self._cells[style], **attributes)
        for paragraph in text.split("\n"):
            made.addElement(P(text=paragraph))
        return made

    def _row(self, *cells: tuple[str, str]) -> Element:
        row = TableRow()
        for style, text in cells:
            row.addElement(self._text_cell(style, text))
        return row

    def _wide_row(self, text: str) -> Element:
        row = TableRow()
        row.addElement(self._text_cell("gap", text, numbercolumnsspanned=2))
        return row

    def _column(self, width: int) -> Element:
        if width not in self._columns:
            style = Style(name=f"column{width}", family="table-column")
            style.addElement(TableColumnProperties(columnwidth=f"{width * _CM_A_CHARACTER + 0.3:.2f}cm"))
            self._document.automaticstyles.addElement(style)
            self._columns[width] = style
        return self._columns[width]

    def _lay_down_pages(self) -> None:
        self._upright = self._page("upright", width="21cm", height="29.7cm", orientation="portrait")
        self._landscape = self._page("landscape", width="29.7cm", height="21cm", orientation="landscape")

    def _page(self, name: str, *, width: str, height: str, orientation: str) -> Element:
        layout = PageLayout(name=f"{name}-layout")
        properties = PageLayoutProperties(
            pagewidth=width, pageheight=height, printorientation=orientation, margin="1cm"
        )
        # One page wide, as many as needed long; of a later version of the format than the library's own list.
        properties.setAttrNS(STYLENS, "scale-to-X", "1")
        properties.setAttrNS(STYLENS, "scale-to-Y", "0")
        layout.addElement(properties)
        self._document.automaticstyles.addElement(layout)
        master = MasterPage(name=name, pagelayoutname=layout)
        self._document.masterstyles.addElement(master)
        style = Style(name=f"{name}-table", family="table", masterpagename=master)
        style.addElement(TableProperties(display="true"))
        self._document.automaticstyles.addElement(style)
        return style

    def _lay_down_cell_styles(self) -> None:
        day = DateStyle(name="day")
        for part in (Day(), Text(text=" "), Month(textual="true"), Text(text=" "), Year(style="long")):
            day.addElement(part)
        self._document.automaticstyles.addElement(day)
        plain: dict[str, object] = {"fontfamily": "Arial", "fontsize": "10pt"}
        wrap: dict[str, object] = {"wrapoption": "wrap", "verticalalign": "top"}
        bold: dict[str, object] = {**plain, "fontweight": "bold"}
        slanted: dict[str, object] = {**plain, "fontstyle": "italic"}
        self._style("text", plain, wrap)
        self._style("hours", plain, {**wrap, "paddingright": "0.2cm"}, align="end")
        self._style("date", plain, wrap, align="start", data=day)
        self._style("word", slanted, {**wrap, "backgroundcolor": UNKNOWN})
        self._style("none", slanted, wrap)
        self._style("name", bold, wrap)
        self._style("number", {**bold, "fontsize": "14pt"}, wrap, align="end")
        self._style("gap", {**plain, "fontsize": "11pt"}, {**wrap, "backgroundcolor": PALE})
        self._style("header", {**bold, "color": "#FFFFFF"}, {**wrap, "backgroundcolor": ACCENT})
        self._style("title", {**bold, "fontsize": "18pt", "color": ACCENT}, {"verticalalign": "top"})
        self._style(
            "heading", {**bold, "fontsize": "13pt"}, {**wrap, "borderbottom": f"0.06cm solid {ACCENT}"}
        )

    def _style(
        self,
        name: str,
        text: dict[str, object],
        cell: dict[str, object],
        align: str = "",
        data: Element | None = None,
    ) -> None:
        attributes = {"datastylename": data} if data is not None else {}
        style = Style(name=name, family="table-cell", **attributes)
        style.addElement(TableCellProperties(**cell))
        style.addElement(TextProperties(**text))
        if align:
            style.addElement(ParagraphProperties(textalign=align))
        self._document.automaticstyles.addElement(style)
        self._cells[name] = style


def _letters(number: int) -> str:
    """The letters of a spreadsheet's column by its number, the first being 1: A, B, … Z, AA."""
    letters = ""
    while number:
        number, last = divmod(number - 1, 26)
        letters = chr(ord("A") + last) + letters
    return letters
