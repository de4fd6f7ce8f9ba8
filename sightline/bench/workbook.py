"""The inspection list as a workbook, from the record to the bytes, beside the bare writer of the same cells."""

import io
from typing import Any

from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from sightline.bench.authority import make_authority
from sightline.bench.measuring import Answer, Measured, Progress, interleaved
from sightline.reports.catalogue import make
from sightline.reports.renderers import render
from sightline.reports.table import Issue

LISTED = 10_000
_ISSUE = Issue(by="Benchmark", role="Data officer", at="now")

Sheets = dict[str, list[list[Any]]]


def run(listed: int, progress: Progress) -> list[Measured]:
    """Time the list of `listed` children to XLSX: the writer alone has the cells in memory already."""
    made = make_authority(listed, listed, progress)

    def from_the_record() -> bytes:
        progress("from the record to a workbook")
        return render(make(made.viewer, "inspection-list"), _ISSUE, "xlsx")

    cells = _cells(from_the_record())

    def ours(_: int) -> Answer:
        content = from_the_record()
        return lambda: _cells(content)

    def peer(_: int) -> Answer:
        progress("the bare writer")
        content = _bare(cells)
        return lambda: _cells(content)

    return [
        interleaved(
            "list-to-xlsx",
            f"the inspection list of {listed:,} children as XLSX, from the record to the bytes",
            ours=ours,
            peer=peer,
            peer_name="xlsxwriter writing the same cells from memory",
            n=listed,
        )
    ]


def _cells(content: bytes) -> Sheets:
    """Every cell of every sheet, by the sheet's name."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def _bare(sheets: Sheets) -> bytes:
    """A workbook of these cells, and nothing else."""
    written = io.BytesIO()
    with Workbook(written, {"default_date_format": "dd/mm/yyyy"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return written.getvalue()
