"""Workbooks: the sheets of an XLSX or ODS file as rows of text."""

import io
from collections.abc import Iterator
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from sightline.intake.readers.cells import text_of
from sightline.intake.readers.limits import MOST_MERGED
from sightline.intake.readers.measuring import measure_ods, measure_xlsx
from sightline.intake.readers.packed import Packed
from sightline.intake.readers.unreadable import Unreadable

_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_OTHER_DOCUMENTS = (
    ("word/", "a text document (Word)"),
    ("ppt/", "a presentation"),
    ("index/", "a workbook of Numbers"),
)
_NO_WORKBOOK = (
    "This packed file is not a workbook that can be read. Send XLSX without a password, ODS, or CSV."
)


def is_workbook(packed: Packed) -> bool:
    """Whether a packed file is a workbook. Unreadable when it is another document, or a workbook with a password."""
    names = {name.casefold() for name in packed.names}
    if "mimetype" in names and "content.xml" in names:
        _refuse_other_ods(packed)
        return True
    if "[content_types].xml" not in names:
        return False
    for folder, what in _OTHER_DOCUMENTS:
        if any(name.startswith(folder) for name in names):
            raise Unreadable(f"This is {what}, not a table. Send CSV, XLSX, ODS, XML or a zip of them.")
    if "xl/workbook.bin" in names:
        raise Unreadable("This is a binary workbook (.xlsb). Save it as XLSX.")
    return True


def _refuse_other_ods(packed: Packed) -> None:
    if not packed.read("mimetype").startswith(_ODS):
        raise Unreadable("This is a text document or a drawing, not a table. Send CSV, XLSX or ODS.")
    if "META-INF/manifest.xml" in packed.names and b"encryption-data" in packed.read("META-INF/manifest.xml"):
        raise Unreadable(
            "This workbook has a password, so nobody here can read it. Save it without one, and send it by a safe way."
        )


class Workbook:
    """An open workbook: its sheets by name, each read from the top as often as needed."""

    def __init__(self, content: bytes, packed: Packed) -> None:
        """Open a workbook; Unreadable for what is packed and no workbook, protected, or far too large."""
        if "content.xml" in packed.names:
            measure_ods(packed)
        else:
            measure_xlsx(packed)
        try:
            self._book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        except (CalamineError, ValueError, OSError) as fault:
            raise Unreadable(_NO_WORKBOOK) from fault
        self._open: tuple[str, CalamineSheet] | None = None

    @property
    def sheets(self) -> list[str]:
        """The names of the sheets, in their order, hidden ones too."""
        return list(self._book.sheet_names)

    def rows(self, sheet: str) -> Iterator[list[str]]:
        """The rows of a sheet as text, the first row of the sheet first even where it is empty.

        A value in cells that are merged downwards stands in each of their rows. (ODS does not say which are merged.)
        """
        cells = self._sheet(sheet)
        merged = _merged_down(cells)
        if not merged:
            for row in cells.iter_rows():
                yield [text_of(cell) for cell in row]
            return
        carried: dict[tuple[int, int], str] = {}
        for number, row in enumerate(cells.iter_rows()):
            texts = [text_of(cell) for cell in row]
            for column, first in merged.get(number, ()):
                if column >= len(texts):
                    continue
                if number == first:
                    carried[column, first] = texts[column]
                elif not texts[column]:
                    texts[column] = carried.get((column, first), "")
            yield texts

    def _sheet(self, name: str) -> CalamineSheet:
        """A sheet laid out in memory; the last one is kept, for it is read several times."""
        if self._open is None or self._open[0] != name:
            self._open = None
            try:
                self._open = (name, self._book.get_sheet_by_name(name))
            except (CalamineError, ValueError, OSError) as fault:
                raise Unreadable(_NO_WORKBOOK) from fault
        return self._open[1]


def _merged_down(cells: CalamineSheet) -> dict[int, list[tuple[int, int]]]:
    """For each row that merged cells reach into: their columns, and the rows in which they begin."""
    ranges: Any = cells.merged_cell_ranges or ()
    down = [(first, last) for first, last in ranges if last[0] > first[0]]
    end = cells.end[0] if cells.end else 0
    if sum(min(last[0], end) - first[0] for first, last in down) > MOST_MERGED:
        raise Unreadable(
            "More than a million cells of a sheet are merged. Undo the merging and save it again."
        )
    merged: dict[int, list[tuple[int, int]]] = {}
    for first, last in down:
        for row in range(first[0], min(last[0], end) + 1):
            merged.setdefault(row, []).append((first[1], first[0]))
    return merged
