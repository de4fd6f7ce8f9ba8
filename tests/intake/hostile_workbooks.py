"""Hostile workbooks."""

from collections.abc import Callable

from tests.intake.hostile_making import (
    GOOD,
    HEADINGS,
    HELD_BACK,
    REFUSED,
    TAKEN,
    Case,
    calc,
    changed,
    in_sheet,
    later,
    workbook,
    zipped,
)

_SHEET, _SHARED = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
_FILLED = b'<table:table-cell office:value-type="string"%s><text:p>x</text:p></table:table-cell>'


def corner() -> bytes:
    """A workbook of which two cells in opposite corners are filled."""
    return in_sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


def _without_references() -> bytes:
    wide = "<row>" + "<c><v>1</v></c>" * 16_000 + "</row>"
    return in_sheet(wide + "<row><c><v>1</v></c></row>" * 2_000)


def _blank_rows() -> bytes:
    return in_sheet("".join(f'<row r="{row}" s="1"/>' for row in range(3, 1_000_000)))


def _many_sharing_one_text() -> bytes:
    book = changed(
        workbook(HEADINGS, GOOD), _SHARED, lambda content: content.replace(b"Ashdown", b"x" * 90_000)
    )
    rows = "".join(
        f'<row r="{row}"><c r="A{row}" t="s"><v>6</v></c></row>' for row in range(3, 60_000)
    ).encode()
    return changed(book, _SHEET, lambda content: content.replace(b"</sheetData>", rows + b"</sheetData>"))


def _says_it_is_huge() -> bytes:
    return changed(
        workbook(HEADINGS, GOOD),
        _SHEET,
        lambda content: content.replace(b'ref="A1:E2"', b'ref="A1:XFD1048576"'),
    )


def _long_cell() -> bytes:
    return in_sheet('<row r="3"><c r="B3" t="inlineStr"><is><t>' + "x" * 5_000_000 + "</t></is></c></row>")


def _repeated(rows: int, cells: int) -> bytes:
    row = b'<table:table-row table:number-rows-repeated="%d">' % rows
    cell = _FILLED % (b' table:number-columns-repeated="%d"' % cells)
    return calc(
        change=lambda content: content.replace(
            b"</table:table>", row + cell + b"</table:table-row></table:table>"
        )
    )


def _blank_to_the_end() -> bytes:
    row = (
        b'<table:table-row table:number-rows-repeated="1048570"><table:table-cell '
        b'table:number-columns-repeated="16384"/></table:table-row>'
    )
    return calc(change=lambda content: content.replace(b"</table:table>", row + b"</table:table>"))


def _merged() -> bytes:
    out = workbook(HEADINGS, *[[str(number), "", *GOOD[2:]] for number in range(3)])
    merges = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    return changed(out, _SHEET, lambda content: content.replace(b"</sheetData>", merges))


def _protected_ods() -> bytes:
    return changed(
        calc(), "META-INF/manifest.xml", lambda content: content + b"<!-- manifest:encryption-data -->"
    )


def _entity() -> bytes:
    kind = b'<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet'
    return changed(workbook(HEADINGS, GOOD), _SHEET, lambda content: content.replace(b"<worksheet", kind, 1))


def _endless() -> bytes:
    return changed(
        workbook(HEADINGS, GOOD),
        _SHARED,
        lambda content: content.replace(b'uniqueCount="10"', b'uniqueCount="4294967295"'),
    )


def _cut_workbook() -> bytes:
    whole = workbook(HEADINGS, GOOD)
    return whole[: len(whole) // 2]


def _cut_sheet() -> bytes:
    return changed(workbook(HEADINGS, GOOD), _SHEET, lambda content: content[:-60])


def _error() -> bytes:
    return in_sheet('<row r="3"><c r="A3"><v>18</v></c><c r="B3" t="e"><v>#REF!</v></c></row>')


def _other(kind: str, content: bytes | str = "<a/>") -> Callable[[], bytes]:
    return lambda: zipped(("[Content_Types].xml", "<a/>"), (kind, content))


WORKBOOKS = [
    Case("a workbook cut in half", later(_cut_workbook), REFUSED, "cut short"),
    Case("a workbook without its end", later(lambda: workbook(HEADINGS, GOOD)[:-30]), REFUSED, "cut short"),
    Case("a workbook with nothing in it", later(lambda: workbook()), REFUSED, "No row of headings"),
    Case("a workbook of headings alone", later(lambda: workbook(HEADINGS)), TAKEN),
    Case("cells in opposite corners", later(corner), REFUSED, "spans more than 10 million cells"),
    Case(
        "16,000 columns without places",
        later(_without_references),
        REFUSED,
        "spans more than 10 million cells",
    ),
    Case(
        "a cell beyond every column",
        later(lambda: in_sheet('<row r="3"><c r="ZZZZZ3"><v>1</v></c></row>')),
        REFUSED,
        "spans",
    ),
    Case("a sheet that says it is huge", later(_says_it_is_huge), TAKEN, rows=1),
    Case("a million blank rows in a sheet", later(_blank_rows), TAKEN, rows=1),
    Case("one long text in 60,000 cells", later(_many_sharing_one_text), REFUSED, "more text than any table"),
    Case("5 MB in a cell of a sheet", later(_long_cell), REFUSED, "more than 100,000 characters"),
    Case(
        "16,384 headings in a sheet",
        later(lambda: workbook([*HEADINGS, *["x"] * 16_379], GOOD)),
        REFUSED,
        "headings",
    ),
    Case("a hundred sheets of one table", later(lambda: workbook(HEADINGS, sheets=100)), TAKEN),
    Case("every cell of a sheet merged", later(_merged), HELD_BACK, "blank"),
    Case("a formula in a cell", later(lambda: workbook(HEADINGS, ["1", "=1+1", *GOOD[2:]])), TAKEN, rows=1),
    Case("an error in a cell", later(_error), HELD_BACK, "blank", 1),
    Case(
        "no number where a number is",
        later(lambda: in_sheet('<row r="3"><c r="B3"><v>x</v></c></row>')),
        HELD_BACK,
        "blank",
        1,
    ),
    Case("a sheet that breaks off", later(_cut_sheet), REFUSED, ""),
    Case("an entity in a sheet", later(_entity), REFUSED, "is damaged"),
    Case(
        "a million rows said once in ODS",
        later(lambda: _repeated(1_048_570, 100)),
        REFUSED,
        "10 million cells",
    ),
    Case(
        "a row said a million million times",
        later(lambda: _repeated(10**12, 10**6)),
        REFUSED,
        "10 million cells",
    ),
    Case("ODS blank to its last cell", later(_blank_to_the_end), TAKEN),
    Case("ODS with a password", later(_protected_ods), REFUSED, "has a password"),
    Case(
        "a text document (ODT)",
        later(
            lambda: zipped(("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<a/>"))
        ),
        REFUSED,
        "a text document",
    ),
    Case("a text document (Word)", later(_other("word/document.xml")), REFUSED, "Word"),
    Case("a presentation", later(_other("ppt/presentation.xml")), REFUSED, "a presentation"),
    Case("a binary workbook", later(_other("xl/workbook.bin", b"\x83\x01")), REFUSED, "xlsb"),
    Case("a workbook in name alone", later(_other("xl/workbook.xml")), REFUSED, "not a workbook"),
    Case(
        "a workbook bomb",
        later(lambda: changed(workbook(HEADINGS, GOOD), _SHEET, lambda _: b" " * 120_000_000)),
        REFUSED,
        "No table does",
    ),
]
