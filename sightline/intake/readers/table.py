"""Files as one table of one feed: where its headings stand, which column is which, and its rows."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from sightline.intake.contract import Column, Fault, Feed, Kind, Sheet
from sightline.intake.readers import left_out
from sightline.intake.readers.headings import FEWEST, Headings, headings_in, missing_columns
from sightline.intake.readers.joining import Found, joined
from sightline.intake.readers.limits import LOOK_FOR_HEADINGS, MOST_COLUMNS
from sightline.intake.readers.sheets import sheets_of
from sightline.intake.readers.unreadable import Unreadable
from sightline.intake.readers.xml_document import XmlDocument

_LOOK_BELOW = 50

LeftOut = tuple[int, Fault]
"""A row that is none of the table's (a total, the foot of a report), by its number, and why it was left out."""


@dataclass(frozen=True, slots=True)
class Table:
    """A file, or several, whose headings were found. Rows can be read as often as needed.

    `found` maps the place of a column in the file to the contract's column; `ignored` lists headings that the feed
    does not know; `heading_row` is the number of the heading row, counted from 1, and `headings` are its cells as
    sent. `sheet` names the sheet. A table that was joined has `parts`, each a name and how many rows of the table lie
    before it: row `n` of the table is row `n - after` of its part. `marks` are what reading found of rows as such.
    """

    found: Mapping[int, Column]
    ignored: tuple[str, ...]
    heading_row: int
    width: int
    from_workbook: bool
    headings: tuple[str, ...]
    sheet: str
    parts: tuple[tuple[str, int], ...]
    marks: Mapping[int, Fault]
    _read: Callable[[], Iterator[list[str]]]

    def rows(self, after: int = 0, aside: list[LeftOut] | None = None) -> Iterator[tuple[int, list[str]]]:
        """Every row of the table that is not blank, with its number, beginning behind row `after`.

        What is none of its rows is not among them: totals, the headings printed again, the foot of a report. They are
        added to `aside` (all of them, whatever `after`).
        """
        aside = [] if aside is None else aside
        begins = {before + 1 for _, before in self.parts[1:]}
        # Rows that are the foot of a report if no other row follows.
        pending: list[tuple[int, list[str]]] = []
        last = self.heading_row
        for number, cells in enumerate(self._read(), start=1):
            if number in begins:
                aside += _feet(pending)
                last = number
            if number <= self.heading_row or not any(cells):
                continue
            first = cells[0] or next(filter(None, cells))
            if left_out.is_total(first, cells):
                aside.append((number, left_out.TOTAL))
            elif self._is_headings(cells):
                aside.append((number, left_out.HEADINGS_AGAIN))
            elif left_out.may_be_foot(first, cells, len(self.found), behind_blank=number > last + 1):
                pending.append((number, cells))
            else:
                for waiting in pending:
                    if waiting[0] > after:
                        yield waiting
                pending.clear()
                if number > after:
                    yield number, cells
            last = number
        aside += _feet(pending)

    def _is_headings(self, cells: list[str]) -> bool:
        """Whether a row is the row of headings again."""
        same = 0
        for place in self.found:
            if place >= len(cells) or cells[place] != self.headings[place]:
                return False
            same += 1
        return same >= FEWEST


def _feet(pending: list[tuple[int, list[str]]]) -> list[LeftOut]:
    feet = [(number, left_out.FOOT) for number, _ in pending]
    pending.clear()
    return feet


def table_of(
    contents: Sequence[tuple[str, bytes]], feed: Feed, headings: Mapping[str, str] | None = None
) -> Table:
    """Find out what files given as (name, content) are, and where the feed's headings stand in them.

    Of several sheets the one is read that has most of the feed's headings; all that have every required one are
    joined, in order. `headings` is what was remembered of a sender's own: a heading made comparable (`plain_heading`)
    to the name of a column, or to "" where it is to be left aside. Raises Unreadable for what is no table of the feed:
    without headings, without a required column, with a column twice, an XML document of something else.
    """
    sheets = _sheets(contents, feed, headings)
    if feed.assemble and not any(isinstance(sheet, XmlDocument) for sheet in sheets):
        whole = feed.assemble([sheet for sheet in sheets if isinstance(sheet, Sheet)])
        return _table(_found(whole.sheet, feed, headings), feed, whole.parts)
    every = [_found(sheet, feed, headings) for sheet in _with_documents(sheets, feed)]
    complete = [one for one in every if _is_complete(one.headings, feed)]
    if len(complete) > 1:
        return _table(*_joined_in_order(complete, feed))
    return _table(max(every, key=lambda one: one.headings.score), feed, ())


def _sheets(
    contents: Sequence[tuple[str, bytes]], feed: Feed, headings: Mapping[str, str] | None
) -> list[Sheet | XmlDocument]:
    def named(records: Sequence[list[str]]) -> int:
        return headings_in(records, feed, headings).score

    return sheets_of(contents, named)


def _with_documents(sheets: Sequence[Sheet | XmlDocument], feed: Feed) -> list[Sheet]:
    """The sheets, and of XML documents the tables that the feed makes of them."""
    tables: list[Sheet] = []
    for sheet in sheets:
        if isinstance(sheet, Sheet):
            tables.append(sheet)
        elif feed.from_xml is None or sheet.name != feed.document:
            expected = f"an XML document “{feed.document}”" if feed.from_xml else "CSV, XLSX or ODS"
            raise Unreadable(f"This is an XML file, and not one of {feed.title}. Send {expected}.")
        else:
            tables += [
                Sheet(sheet.file, name, False, _reading(rows)) for name, rows in feed.from_xml(sheet.root)
            ]
    if not tables:
        raise Unreadable("There is no table in here.")
    return tables


def _reading(rows: Sequence[Sequence[str]]) -> Callable[[], Iterator[list[str]]]:
    return lambda: (list(row) for row in rows)


def _found(sheet: Sheet, feed: Feed, headings: Mapping[str, str] | None) -> Found:
    return Found(headings_in(sheet.read(), feed, headings), sheet)


def _is_complete(headings: Headings, feed: Feed) -> bool:
    named = {column.name for column in headings.columns.values()}
    return len(named) >= FEWEST and not missing_columns(feed, named)


def _joined_in_order(
    complete: Sequence[Found], feed: Feed
) -> tuple[Found, Feed, tuple[tuple[str, int], ...]]:
    for one in complete:
        _refuse_unclear(one.headings, feed, where=f"{one.name}: ")
    found, parts = joined(complete)
    return found, feed, parts


def _table(found: Found, feed: Feed, parts: tuple[tuple[str, int], ...]) -> Table:
    best = found.headings
    _refuse_unclear(best, feed)
    _refuse_name_over_two(found)
    ignored = tuple(cell for place, cell in enumerate(best.cells) if cell and place not in best.columns)
    return Table(
        found=best.columns,
        ignored=ignored,
        heading_row=best.number,
        width=len(best.cells),
        from_workbook=found.sheet.from_workbook,
        headings=best.cells,
        sheet=found.sheet.name,
        parts=parts,
        marks=found.sheet.marks,
        _read=found.sheet.read,
    )


def _refuse_unclear(best: Headings, feed: Feed, where: str = "") -> None:
    """Raise Unreadable for headings that do not make a table of the feed."""
    if sum(map(bool, best.cells)) > MOST_COLUMNS:
        raise Unreadable(
            f"{where}Row {best.number} has more than {MOST_COLUMNS:,} headings. Send the columns of {feed.title} alone."
        )
    if len(best.columns) < FEWEST:
        # What stands there instead is not repeated: it may be a child's row, in which a name is a heading by chance.
        raise Unreadable(
            f"{where}No row of headings was found in the first {LOOK_FOR_HEADINGS} rows. {feed.title} must have "
            f"{_listed([column.heading for column in feed.columns if column.required])}."
        )
    missing = [
        column.heading for column in missing_columns(feed, {one.name for one in best.columns.values()})
    ]
    if missing:
        there = [cell for cell in best.cells if cell]
        raise Unreadable(
            f"{where}A column is missing that {feed.title} must have: {_listed(missing)}. "
            f"The headings found in row {best.number} were: {_listed(there[:40]) or 'none'}."
        )
    if best.twice:
        raise Unreadable(
            f"{where}A column stands in row {best.number} twice: {_listed(list(best.twice))}. Send it once."
        )


def _refuse_name_over_two(found: Found) -> None:
    """A whole name under a heading that reaches over the next column, too, is read wrongly whichever way."""
    best = found.headings
    for place, column in best.columns.items():
        if column.kind is not Kind.FULL_NAME or any(best.cells[place + 1 : place + 2]):
            continue
        below = islice(found.sheet.read(), best.number, best.number + _LOOK_BELOW)
        if any(cells[place] and any(cells[place + 1 : place + 2]) for cells in below if place < len(cells)):
            raise Unreadable(
                f"The heading “{best.cells[place][:60]}” in row {best.number} stands over two columns. "
                "Give each its own heading: Legal surname and Legal forename."
            )


def _listed(headings: list[str]) -> str:
    return ", ".join(f"“{heading[:60]}”" for heading in headings)
