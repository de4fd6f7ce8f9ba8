"""Workbooks: the sheets of an XLSX or ODS file as rows of text."""

import io
import zipfile
from collections.abc import Iterator

from python_calamine import CalamineError, CalamineWorkbook

from sightline.intake.readers.cells import text_of
from sightline.intake.readers.unreadable import Unreadable

_LARGEST_UNPACKED = 1_000_000_000


def is_workbook(content: bytes) -> bool:
    """Whether the content is a packed file, as XLSX and ODS are. What else may be packed is refused on opening."""
    return content.startswith(b"PK\x03\x04")


class Workbook:
    """An open workbook: its sheets by name, each read from the top as often as needed."""

    def __init__(self, content: bytes) -> None:
        """Open a workbook; Unreadable for what is packed and no workbook, protected, or far too large."""
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as packed:
                if sum(item.file_size for item in packed.infolist()) > _LARGEST_UNPACKED:
                    raise Unreadable("The workbook is too large to read. Send the rows as CSV.")
            self._book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        except (zipfile.BadZipFile, CalamineError, ValueError) as fault:
            raise Unreadable(
                "This packed file is not a workbook that can be read. Send XLSX without a password, or CSV."
            ) from fault

    @property
    def sheets(self) -> list[str]:
        """The names of the sheets, in their order."""
        return list(self._book.sheet_names)

    def rows(self, sheet: str) -> Iterator[list[str]]:
        """The rows of a sheet as text, the first row of the sheet first even where it is empty."""
        cells = self._book.get_sheet_by_name(sheet)
        for row in cells.to_python(skip_empty_area=False):
            yield [text_of(cell) for cell in row]
