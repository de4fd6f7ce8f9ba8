"""Waiting rows as a file in the sender's own columns: sent back, mended, and sent in again."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sightline.access.policy import Action
from sightline.access.viewer import Viewer
from sightline.intake.as_sent import columns_sent, note_shown, places_in
from sightline.intake.causes import sees_column, waiting_rows
from sightline.intake.contract import Column, Feed, plain_heading
from sightline.intake.models import IntakeRun, StagedRow
from sightline.intake.parts import row_in_part
from sightline.intake.readers import Table
from sightline.intake.registry import feed_called
from sightline.intake.remembering import ROW, WRONG

_MARKS = frozenset(plain_heading(heading) for heading in (ROW, WRONG))
_NOT_SHOWN = "withheld"
# Sightline's own number of the row, behind what a person reads.
_REFERENCE = re.compile(r"\((\d{1,18})\)$")

# A heading and its how-many-th: a sheet may have one heading twice.
_Heading = tuple[str, int]


@dataclass(frozen=True, slots=True)
class WaitingFile:
    """A table of text: its headings and its rows, each as long as the headings."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def holds_mended_rows(headings: Iterable[str]) -> bool:
    """Whether a file with these headings is one that went out from here with rows to mend.

    It then holds a few rows of a sender and not all of them: whoever is missing from it is not gone.
    """
    return {plain_heading(heading) for heading in headings} >= _MARKS


def waiting_file(
    viewer: Viewer, feed_name: str, source: str, row_ids: Iterable[int] | None = None
) -> WaitingFile:
    """The waiting rows of one feed and sender (or those of them with these ids), as sent and with what was typed since.

    Files with other headings stand in one table, with the headings of all. What the viewer's role does not show is
    withheld. Whoever of them is on the record is noted as shown. Raises PermissionDenied, or NoSuchFeed.
    """
    viewer.require(Action.TAKE_FILES)
    feed = feed_called(feed_name)
    found = waiting_rows().filter(run__delivery__feed=feed.name, run__delivery__source__slug=source)
    if row_ids is not None:
        found = found.filter(pk__in=list(row_ids))
    rows = list(found.select_related("run__delivery__source").defer("run__problems"))
    places = places_in({row.run for row in rows}, feed)
    told = [_told(viewer, feed, row, places[row.run_id]) for row in rows]
    headings = list(dict.fromkeys(heading for cells in told for heading in cells))
    note_shown(viewer, rows)
    return WaitingFile(
        headings=(*(heading for heading, _ in headings), ROW, WRONG),
        rows=tuple(
            (*(cells.get(heading, "") for heading in headings), _number(row), _wrong(row))
            for row, cells in zip(rows, told, strict=True)
        ),
    )


def sender_of_mended(table: Table) -> str:
    """The slug of the one sender whose rows a file of mended rows names; empty for any other file."""
    named = _named(table) if holds_mended_rows(table.ignored) else {}
    senders = StagedRow.objects.filter(pk__in=named).values_list("run__delivery__source__slug", flat=True)
    found = set(senders)
    return found.pop() if len(found) == 1 else ""


def settle_sent_back(run: IntakeRun, table: Table) -> None:
    """Settle the rows that a file of mended rows names as its own, also those whose key could not be read before.

    What stands behind the number of a row must still look like it: most of what was right in it is the same. A row
    that was sent back with a fault waits as the row of the later file. A file of another sort settles nothing so.
    """
    named = _named(table) if holds_mended_rows(table.ignored) else {}
    rows = waiting_rows().filter(
        pk__in=named, run__delivery__source=run.delivery.source, run__delivery__feed=run.delivery.feed
    )
    settled = [row.pk for row in rows.exclude(run=run) if _looks_like(row, named[row.pk])]
    StagedRow.objects.filter(pk__in=settled).update(
        state=StagedRow.State.SETTLED, settled_by=run.delivery.change, values={}, set_aside={}, cells=[]
    )


def _named(table: Table) -> dict[int, dict[str, str]]:
    """The cells of each row by the name of the column, by the number that stands in the column for it."""
    place = next(
        at for at, heading in enumerate(table.headings) if plain_heading(heading) == plain_heading(ROW)
    )
    named = {}
    for _, cells in table.rows():
        reference = _REFERENCE.search(cells[place]) if place < len(cells) else None
        if reference is not None:
            named[int(reference[1])] = {
                column.name: cells[at] for at, column in table.found.items() if at < len(cells)
            }
    return named


def _looks_like(row: StagedRow, sent: Mapping[str, str]) -> bool:
    right = {name: text for name, text in row.values.items() if text and name not in _faulty(row)}
    same = sum(1 for name, text in right.items() if sent.get(name) == text)
    return 2 * same > len(right)


def _faulty(row: StagedRow) -> set[str]:
    headings = {problem["column"] for problem in row.problems}
    feed = feed_called(row.run.delivery.feed)
    return {column.name for column in feed.columns if column.heading in headings}


def _told(viewer: Viewer, feed: Feed, row: StagedRow, places: Mapping[int, Column]) -> dict[_Heading, str]:
    """The cells of a row by heading: as sent, and as typed where somebody has begun to mend it."""
    if not row.cells:
        columns = columns_sent(places, feed, [row])
        return {
            (column.heading, 0): _shown(viewer, feed, column, row.values.get(column.name, ""))
            for column in columns
        }
    told = {}
    times: Counter[str] = Counter()
    for place, heading in enumerate(row.run.headings):
        column = places.get(place)
        text = row.cells[place] if place < len(row.cells) else ""
        if column is not None and column.name in row.mended:
            text = row.values.get(column.name, "")
        told[heading, times[heading]] = _shown(viewer, feed, column, text)
        times[heading] += 1
    return told


def _shown(viewer: Viewer, feed: Feed, column: Column | None, text: str) -> str:
    return text if not text or sees_column(viewer, feed, column) else _NOT_SHOWN


def _number(row: StagedRow) -> str:
    part, number = row_in_part(row.run.parts, row.row_number)
    return f"{number} of {part or row.run.delivery.file_name} ({row.pk})"


def _wrong(row: StagedRow) -> str:
    return " ".join(
        f"{problem['column']}: {problem['value_class']}. {problem['message']}"
        for problem in row.problems
        if problem.get("held_back", True)
    )
