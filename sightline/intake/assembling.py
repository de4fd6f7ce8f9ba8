"""Several sheets made into one table, row by row, so that a row of the table leads back to a row of its sheet."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from sightline.intake.contract import Fault, Joined, Sheet, plain_heading
from sightline.intake.readers.limits import LOOK_FOR_HEADINGS


@dataclass(frozen=True, slots=True)
class Headed:
    """A sheet whose row of headings was found: its number, counted from 1, and the place of each heading.

    `places` is by the heading made comparable (`plain_heading`); of two that are the same the first counts.
    `headings` are as sent.
    """

    sheet: Sheet
    heading_row: int
    headings: tuple[str, ...]
    places: dict[str, int]

    @property
    def title(self) -> str:
        """What people call the sheet: its own name, else that of its file."""
        return self.sheet.name or self.sheet.file

    def place(self, *headings: str) -> int | None:
        """The place of the first of these headings (made comparable) that the sheet has; None without one."""
        return next((self.places[heading] for heading in headings if heading in self.places), None)

    def cell(self, cells: Sequence[str], *headings: str) -> str:
        """The cell under the first of these headings that the sheet has; empty without one."""
        place = self.place(*headings)
        return cells[place] if place is not None and place < len(cells) else ""

    def rows(self) -> Iterator[list[str]]:
        """Every row below the headings, the blank ones empty."""
        for cells in islice(self.sheet.read(), self.heading_row, None):
            yield cells if any(cells) else []


@dataclass(frozen=True, slots=True)
class Part:
    """A sheet that becomes part of a table: `row` makes a row of the table of a row of the sheet."""

    headed: Headed
    row: Callable[[Sequence[str]], list[str]]


def headed(sheet: Sheet, is_heading: Callable[[frozenset[str]], bool]) -> Headed | None:
    """The sheet with its headings: the first row near the top whose comparable cells pass; None without one."""
    for number, cells in enumerate(islice(sheet.read(), LOOK_FOR_HEADINGS), start=1):
        plain = [plain_heading(cell) for cell in cells]
        if is_heading(frozenset(plain) - {""}):
            places: dict[str, int] = {}
            for place, heading in enumerate(plain):
                if heading:
                    places.setdefault(heading, place)
            return Headed(sheet, number, tuple(cells), places)
    return None


def join(file: str, headings: Sequence[str], parts: Sequence[Part]) -> Joined:
    """One table of the parts, in their order, each of its rows in the place that it has in its own sheet.

    What stands above a part's headings, and the headings of every part but the first, become blank rows.
    """

    def read() -> Iterator[list[str]]:
        for number, part in enumerate(parts):
            yield from ([] for _ in range(part.headed.heading_row - 1))
            yield [] if number else list(headings)
            for cells in part.headed.rows():
                yield part.row(cells) if cells else []

    starts: list[tuple[str, int]] = []
    marks: dict[int, Fault] = {}
    rows_before = 0
    for part in parts:
        sheet = part.headed.sheet
        starts.append((part.headed.title, rows_before))
        marks |= {rows_before + number: fault for number, fault in sheet.marks.items()}
        rows_before += sum(1 for _ in sheet.read())
    from_workbook = any(part.headed.sheet.from_workbook for part in parts)
    return Joined(Sheet(file, "", from_workbook, read, marks), tuple(starts))
