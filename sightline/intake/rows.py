"""One row read by its contract: values, what was set aside, every fault, and what tells the row apart."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sightline.domain.school_age import age_on
from sightline.intake.contract import WHOLE_ROW, Column, Fault, Feed, Kind, Row
from sightline.intake.persons import PERSON, PERSON_KEY, person_key
from sightline.intake.readers import Table
from sightline.intake.values import Cell, Reading, date_of_serial, from_plain, is_serial, read_cell, to_plain
from sightline.intake.whole_names import HOW_TO_WRITE, part_name

_REMEMBERED_CELLS = 20_000
OLDEST = 25
"""Years: nobody whom a feed speaks of is older."""

_LOOK_FOR_SERIALS = 200
_SERIAL = (
    "a day number where a date is expected",
    "Read as the spreadsheet's date of that number. Show the column as dates before saving it as CSV.",
)
_UNCLEAR_NAME = (
    "a whole name of several words",
    "The last word was read as the surname. Where that is wrong, write Surname, Forename.",
)


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row as read: the row itself, every fault of it, and its cells as sent by column name."""

    row: Row
    faults: tuple[Fault, ...]
    as_sent: dict[str, str]

    @property
    def is_held_back(self) -> bool:
        """Whether a fault keeps the row out of the record until it is mended."""
        return any(fault.holds_back for fault in self.faults)


class RowReader:
    """Reads the rows of one table of one feed."""

    def __init__(self, feed: Feed, table: Table, reading: Reading) -> None:
        """`serials` are the places of the table's columns of dates that hold a spreadsheet's day numbers."""
        self.feed = feed
        self._table = table
        self.reading = reading
        self._seen: dict[tuple[str, str], Cell] = {}
        self._whole_name = _whole_name_of(table)
        self.serials = _columns_of_serials(table)

    def read(self, number: int, cells: Sequence[str]) -> ReadRow:
        """Read one row: every cell is looked at, and every rule of the feed, whatever else is wrong."""
        faults: list[Fault] = []
        values: dict[str, Any] = {}
        set_aside: dict[str, str] = {}
        as_sent: dict[str, str] = {}
        unread: set[str] = set()
        serials = self.serials
        for place, column in self._table.found.items():
            text = cells[place] if place < len(cells) else ""
            cell = self._cell(column, text)
            if serials and place in serials:
                cell = _serial(column, text, cell)
            values[column.name] = cell.value
            if text:
                as_sent[column.name] = text
            if cell.set_aside:
                set_aside[column.name] = cell.set_aside
            if cell.fault:
                faults.append(cell.fault)
                if cell.fault.holds_back:
                    unread.add(column.name)
        if any(cells[self._table.width :]):
            faults.append(
                Fault(
                    WHOLE_ROW,
                    "more cells than headings",
                    "A cell seems to be split: put a cell that holds the delimiter in quotation marks.",
                )
            )
        if self._whole_name:
            faults = _with_whole_name(self._whole_name, values, as_sent, faults, unread)
        if number in self._table.marks:
            faults.append(self._table.marks[number])
        person = person_key(values) if self.feed.holds_children and "pupil_id" not in unread else ""
        key = self._key(person, values, unread)
        row = Row(number, key, person, values, set_aside, frozenset(unread))
        if self.feed.holds_children:
            faults += _birth_faults(row, self.reading)
        for rule in self.feed.rules:
            faults += rule(row)
        return ReadRow(row, tuple(faults), as_sent)

    def _cell(self, column: Column, text: str) -> Cell:
        """Read a cell; most columns say the same few things over and over."""
        found = self._seen.get((column.name, text))
        if found is None:
            found = read_cell(column, text, self.reading)
            if len(self._seen) < _REMEMBERED_CELLS:
                self._seen[column.name, text] = found
        return found

    def _key(self, person: str, values: dict[str, Any], unread: set[str]) -> str:
        parts = []
        for name in self.feed.told_apart_by:
            if name in unread or (name == PERSON_KEY and not person):
                return ""
            parts.append(person if name == PERSON_KEY else str(to_plain(values.get(name))))
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def _serial(column: Column, text: str, cell: Cell) -> Cell:
    """A date in a column of delimited text that holds a spreadsheet's day numbers throughout."""
    if cell.fault is None or not is_serial(text):
        return cell
    return Cell(date_of_serial(text), Fault(column.heading, *_SERIAL, holds_back=False))


def _whole_name_of(table: Table) -> Column | None:
    """The column of whole names, where the file has one."""
    return next((column for column in table.found.values() if column.kind is Kind.FULL_NAME), None)


def _columns_of_serials(table: Table) -> frozenset[int]:
    """The columns of dates, in delimited text, in whose first rows stands nothing but a spreadsheet's day numbers: the
    file was saved from a sheet whose dates were shown as numbers."""
    dates = {place for place, column in table.found.items() if column.kind is Kind.DATE}
    if table.from_workbook or not dates:
        return frozenset()
    filled = Counter[int]()
    for _, cells in islice(table.rows(), _LOOK_FOR_SERIALS):
        for place in [place for place in dates if place < len(cells) and cells[place]]:
            filled[place] += 1
            if not is_serial(cells[place]):
                dates.discard(place)
        if not dates:
            break
    return frozenset(place for place in dates if filled[place])


def _with_whole_name(
    column: Column, values: dict[str, Any], as_sent: dict[str, str], faults: list[Fault], unread: set[str]
) -> list[Fault]:
    """Part the whole name into the surname and forename that the row does not give by themselves."""
    text = values.get(column.name)
    if not text:
        own = {"surname", "forename"} & values.keys()
        return faults if own == {"surname", "forename"} or column.required else [*faults, _blank(column)]
    parted = part_name(text)
    if not parted.surname:
        if values.get("surname") and values.get("forename"):
            return faults
        unread.update({"surname", "forename"})
        return [*faults, Fault(column.heading, "not a whole name", HOW_TO_WRITE)]
    given = {"surname": parted.surname, "forename": parted.forename}
    from_it = {name for name in given if not values.get(name) and name not in as_sent}
    values.update({name: given[name] for name in from_it})
    unread -= from_it
    blank = {column.heading for column in PERSON if column.name in from_it}
    faults = [fault for fault in faults if not (fault.column in blank and fault.value_class == "blank")]
    if from_it and not parted.is_clear:
        faults.append(Fault(column.heading, *_UNCLEAR_NAME, holds_back=False))
    return faults


def _blank(column: Column) -> Fault:
    return Fault(column.heading, "blank", f"{column.heading} must be given.")


def _birth_faults(row: Row, reading: Reading) -> list[Fault]:
    born = row["date_of_birth"]
    if born is None:
        return []
    if born > reading.day:
        return [Fault("Date of birth", "a date in the future", "A date of birth lies in the past.")]
    if age_on(born, reading.day) > OLDEST:
        return [Fault("Date of birth", "a date too long ago", f"Nobody here is older than {OLDEST}.")]
    return []


def stored_values(row: Row) -> dict[str, Any]:
    """A row's values as they are stored while it waits."""
    return {name: to_plain(value) for name, value in row.values.items()}


def row_from_store(
    feed: Feed, number: int, key: str, person: str, stored: dict[str, Any], set_aside: dict[str, str]
) -> Row:
    """The row again, from what was stored."""
    columns = {column.name: column for column in feed.columns}
    values = {name: from_plain(columns[name], value) for name, value in stored.items()}
    return Row(number, key, person, values, set_aside)
