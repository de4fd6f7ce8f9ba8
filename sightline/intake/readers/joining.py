"""Several sheets that carry the headings of one feed, read as one table: a sheet a term, a locality, or a school."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sightline.intake.contract import Column, Fault, Sheet, plain_heading
from sightline.intake.readers.headings import Headings


@dataclass(frozen=True, slots=True)
class Found:
    """A sheet, and the headings of a feed found in it."""

    headings: Headings
    sheet: Sheet

    @property
    def name(self) -> str:
        """What the sheet is called among others: its own name, or its file's."""
        return f"{self.sheet.file}, {self.sheet.name}" if self.sheet.name else self.sheet.file


def joined(found: Sequence[Found]) -> tuple[Found, tuple[tuple[str, int], ...]]:
    """One table of several sheets, in order, under the headings of the first and what the others have besides.

    Rows keep their order, and those of a further sheet down to its headings are blank, so that row `n` of the table
    is row `n - after` of its part. The parts are (name, after).
    """
    first = found[0]
    layout = _Layout(list(first.headings.cells), dict(first.headings.columns))
    placings = [layout.placing(one.headings) for one in found[1:]]
    parts, marks, after = [], dict[int, Fault](), 0
    for one in found:
        parts.append((one.name, after))
        marks |= {after + number: fault for number, fault in one.sheet.marks.items()}
        after += sum(1 for _ in one.sheet.read())

    def read() -> Iterator[list[str]]:
        yield from first.sheet.read()
        for one, placing in zip(found[1:], placings, strict=True):
            for number, cells in enumerate(one.sheet.read(), start=1):
                yield layout.placed(cells, placing) if number > one.headings.number else []

    headings = Headings(first.headings.number, tuple(layout.headings), layout.columns)
    sheet = Sheet(first.sheet.file, "", all(one.sheet.from_workbook for one in found), read, marks)
    return Found(headings, sheet), tuple(parts)


@dataclass(frozen=True, slots=True)
class _Layout:
    """The headings of the joined table, and the columns of the feed by place."""

    headings: list[str]
    columns: dict[int, Column]

    def placing(self, other: Headings) -> Mapping[int, int]:
        """Where each cell of another sheet goes: under its column, else its heading, else at the end."""
        by_column = {column.name: place for place, column in self.columns.items()}
        by_heading = {plain_heading(heading): place for place, heading in enumerate(self.headings) if heading}
        placing: dict[int, int] = {}
        for place, heading in enumerate(other.cells):
            column = other.columns.get(place)
            known = by_column.get(column.name) if column else by_heading.get(plain_heading(heading))
            if known is None or known in placing.values():
                known = len(self.headings)
                self.headings.append(heading)
                if column:
                    self.columns[known] = column
            placing[place] = known
        return placing

    def placed(self, cells: Sequence[str], placing: Mapping[int, int]) -> list[str]:
        """A row of another sheet under these headings; cells beyond its own headings stay beyond these."""
        row = [""] * len(self.headings)
        for place, cell in enumerate(cells):
            if place in placing:
                row[placing[place]] = cell
            elif cell:
                row.append(cell)
        return row
