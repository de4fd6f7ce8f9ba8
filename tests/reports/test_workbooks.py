"""XLSX and ODS: read again they hold the very tables, with real dates and numbers and nothing that runs."""

import html
import io
import re
import zipfile

import pytest
from python_calamine import CalamineWorkbook

from sightline.reports.layout import FIRST_SHEET, sheet_names
from sightline.reports.renderers import render
from sightline.reports.table import Column, Report, Table, text_cell
from tests.reports.made_up import ISSUE, as_read, report
from tests.reports.test_plain_files import PAYLOADS

WORKBOOKS = ("xlsx", "ods")


def opened(made: Report, file_format: str) -> CalamineWorkbook:
    """A report's workbook, as another program reads it."""
    return CalamineWorkbook.from_filelike(io.BytesIO(render(made, ISSUE, file_format)))


def parts(made: Report, file_format: str) -> dict[str, str]:
    """The XML parts of a workbook by name."""
    with zipfile.ZipFile(io.BytesIO(render(made, ISSUE, file_format))) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}


@pytest.mark.parametrize("file_format", WORKBOOKS)
def test_a_workbook_opens_on_what_is_not_known(every_kind: Report, file_format: str) -> None:
    book = opened(every_kind, file_format)
    assert book.sheet_names == [FIRST_SHEET, "Inspection list", "To be checked"]
    said = [
        str(cell) for row in book.get_sheet_by_name(FIRST_SHEET).to_python() for cell in row if cell != ""
    ]
    assert said[:3] == [every_kind.title, "What this report does not know", every_kind.gaps[0]]
    assert "An officer (Data officer), 23 November 2026 at 09:14" in said
    assert "Nobody has told the authority. It is never a nought, and it never means that all is well." in said


@pytest.mark.parametrize("file_format", WORKBOOKS)
def test_a_workbook_read_again_holds_every_cell(every_kind: Report, file_format: str) -> None:
    book = opened(every_kind, file_format)
    for table in every_kind.tables:
        headings, *rows = book.get_sheet_by_name(table.title).to_python(skip_empty_area=False)
        assert headings == [column.heading for column in table.columns]
        assert rows == [[as_read(cell) for cell in row] for row in table.rows]


@pytest.mark.parametrize("file_format", WORKBOOKS)
def test_no_payload_becomes_a_formula_or_a_link(file_format: str) -> None:
    cells = tuple((text_cell(payload),) for payload in PAYLOADS)
    made = report(Table("One", (Column("Words", "A text."),), cells, children=1))
    sheet = opened(made, file_format).get_sheet_by_name("One").to_python()
    assert [row[0] for row in sheet[1:]] == PAYLOADS
    everything = " ".join(parts(made, file_format).values())
    assert not re.search(r"<f>|<f |table:formula|<hyperlink|xlink:href", everything)


@pytest.mark.parametrize("file_format", WORKBOOKS)
def test_letters_that_no_file_can_hold_do_not_break_it(file_format: str) -> None:
    made = report(
        Table("One", (Column("Words", "A text."),), ((text_cell("a\x00b\x1bc\ud800d"),),), children=1)
    )
    assert opened(made, file_format).get_sheet_by_name("One").to_python()[1] == ["a b c d"]


@pytest.mark.parametrize("file_format", WORKBOOKS)
def test_a_list_of_nobody_is_still_a_workbook(every_kind: Report, file_format: str) -> None:
    empty = report(Table("Inspection list", every_kind.table.columns, (), children=0))
    [headings] = opened(empty, file_format).get_sheet_by_name("Inspection list").to_python()
    assert headings[0] == "Unique ID"


def test_the_header_of_each_table_stays_in_sight_and_prints_on_every_page(every_kind: Report) -> None:
    found = parts(every_kind, "xlsx")
    sheet = found["xl/worksheets/sheet2.xml"]
    assert '<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>' in sheet
    assert '<pageSetup paperSize="9" fitToHeight="0" orientation="landscape"/>' in sheet
    assert "_xlnm.Print_Titles" in found["xl/workbook.xml"]
    open_document = parts(every_kind, "ods")
    assert open_document["content.xml"].count("<table:table-header-rows>") == 2
    assert 'config:name="VerticalSplitMode" config:type="short">2<' in open_document["settings.xml"]
    assert 'style:print-orientation="landscape"' in open_document["styles.xml"]


def test_the_words_are_told_apart_from_values_by_more_than_their_letters(every_kind: Report) -> None:
    content = parts(every_kind, "ods")["content.xml"]
    sheet = content[content.index('table:name="Inspection list"') :]
    cells = re.findall(r'table:style-name="(\w+)"[^>]*><text:p>(not known|withheld|none)</text:p>', sheet)
    assert set(cells) == {("word", "not known"), ("word", "withheld"), ("none", "none")}


def test_names_of_sheets_are_short_plain_and_each_once() -> None:
    long_title = "Children: missing/out [on] full-time education?"
    tables = [Table(title, (), (), 0) for title in (long_title, long_title, FIRST_SHEET)]
    names = sheet_names(report(*tables))
    assert names == ["Children missing out on full-ti", "Children missing out on ful (2)", "Read first (2)"]
    assert all(len(name) <= 31 for name in names)


def test_what_is_printed_is_the_first_columns_in_one_piece(every_kind: Report) -> None:
    printed = every_kind.table.for_paper()
    assert printed.columns == tuple(column for column in every_kind.table.columns if column.paper)
    assert "$A$1:$M$5</definedName>" in parts(every_kind, "xlsx")["xl/workbook.xml"]
    assert "'Inspection list'.A1:'Inspection list'.M5" in html.unescape(
        parts(every_kind, "ods")["content.xml"]
    )
