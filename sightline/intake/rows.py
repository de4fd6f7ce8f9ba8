"""One row read by its contract: values, what was set aside, every fault, and what tells the row apart."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sightline.domain.school_age import age_on
from sightline.intake.contract import Column, Fault, Feed, Row
from sightline.intake.persons import PERSON_KEY, person_key
from sightline.intake.readers import Table
from sightline.intake.values import Cell, Reading, from_plain, read_cell, to_plain

_REMEMBERED_CELLS = 20_000
_OLDEST = 25


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
        self._feed = feed
        self._table = table
        self._reading = reading
        self._seen: dict[tuple[str, str], Cell] = {}

    def read(self, number: int, cells: Sequence[str]) -> ReadRow:
        """Read one row: every cell is looked at, and every rule of the feed, whatever else is wrong."""
        faults: list[Fault] = []
        values: dict[str, Any] = {}
        set_aside: dict[str, str] = {}
        as_sent: dict[str, str] = {}
        unread = set()
        for place, column in self._table.found.items():
            text = cells[place] if place < len(cells) else ""
            cell = self._cell(column, text)
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
                    "(whole row)",
                    "more cells than headings",
                    "A cell seems to be split: put a cell that holds the delimiter in quotation marks.",
                )
            )
        person = person_key(values) if self._feed.holds_children and "pupil_id" not in unread else ""
        key = self._key(person, values, unread)
        row = Row(number, key, person, values, set_aside)
        if self._feed.holds_children:
            faults += _birth_faults(row, self._reading)
        for rule in self._feed.rules:
            faults += rule(row)
        return ReadRow(row, tuple(faults), as_sent)

    def _cell(self, column: Column, text: str) -> Cell:
        """Read a cell; most columns say the same few things over and over."""
        found = self._seen.get((column.name, text))
        if found is None:
            found = read_cell(column, text, self._reading)
            if len(self._seen) < _REMEMBERED_CELLS:
                self._seen[column.name, text] = found
        return found

    def _key(self, person: str, values: dict[str, Any], unread: set[str]) -> str:
        parts = []
        for name in self._feed.told_apart_by:
            if name in unread or (name == PERSON_KEY and not person):
                return ""
            parts.append(person if name == PERSON_KEY else str(to_plain(values.get(name))))
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def _birth_faults(row: Row, reading: Reading) -> list[Fault]:
    born = row["date_of_birth"]
    if born is None:
        return []
    if born > reading.day:
        return [Fault("Date of birth", "a date in the future", "A date of birth lies in the past.")]
    if age_on(born, reading.day) > _OLDEST:
        return [Fault("Date of birth", "a date too long ago", f"Nobody here is older than {_OLDEST}.")]
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
