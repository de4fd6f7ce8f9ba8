"""A sheet whose headings nobody knows: where they stand, what is under each, and what would come of reading it so."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from sightline.access import clock
from sightline.access.policy import Action
from sightline.access.viewer import Viewer
from sightline.intake.as_sent import fault_words
from sightline.intake.causes import sees_column
from sightline.intake.contract import Column, Feed, Sheet, plain_heading
from sightline.intake.looking import look_through
from sightline.intake.readers import Unreadable
from sightline.intake.readers.headings import missing_columns
from sightline.intake.readers.limits import LOOK_FOR_HEADINGS
from sightline.intake.readers.sheets import sheets_of
from sightline.intake.remembering import LEAVE_ASIDE, with_remembered
from sightline.intake.rows import ReadRow, RowReader
from sightline.intake.staging import open_contents, reading_for, source_of
from sightline.record.models import Source

SAMPLES = 3
_LOOK_FOR_SAMPLES = 200
SHOWN = 10
MOST_COUNTED = 20_000
"""Rows that are read to count what would be taken and what would wait: some seconds. Of a longer file, its first."""

_HAS_LETTERS = re.compile(r"[^\W\d_]")
_KNOWN_COUNTS_MORE = 2


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading of a sheet: its place, its text, and a few of the values under it (withheld: none)."""

    place: int
    text: str
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ForeignSheet:
    """The sheet that is most like a table: which file and sheet, which row holds the headings, and these."""

    file: str
    sheet: str
    heading_row: int
    row: tuple[str, ...]
    headings: tuple[Heading, ...]
    without_heading: int
    samples_withheld: bool


@dataclass(frozen=True, slots=True)
class PreviewCell:
    """One cell as Sightline would read it, and what is wrong with it; `text` is empty where it is blank or withheld."""

    text: str
    fault: str
    withheld: bool


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One row as Sightline would read it; `faults` are those that are of no single column."""

    number: int
    cells: tuple[PreviewCell, ...]
    faults: tuple[str, ...]
    waits: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """What would come of a file: its first rows, how many would be read well and how many would wait.

    `counted` rows were read; with `is_all` these are all that the file has.
    """

    columns: tuple[str, ...]
    rows: tuple[PreviewRow, ...]
    good: int
    waiting: int
    is_all: bool

    @property
    def counted(self) -> int:
        """How many rows were read."""
        return self.good + self.waiting


def foreign_sheet(viewer: Viewer, contents: Sequence[tuple[str, bytes]], feed: Feed) -> ForeignSheet:
    """Find the sheet and the row that look most like headings, with what stands under each.

    A row of headings has more different words than any other, and some of them may be the feed's own. Raises
    PermissionDenied, or Unreadable for what holds no table of text.
    """
    viewer.require(Action.TAKE_FILES)
    known = {heading for column in feed.columns for heading in column.headings}
    tried = [
        (_like_headings(row, known), -at, number, row, sheet)
        for at, sheet in enumerate(one for one in sheets_of(contents) if isinstance(one, Sheet))
        for number, row in enumerate(islice(sheet.read(), LOOK_FOR_HEADINGS), start=1)
    ]
    best = max(tried, key=lambda one: (one[0], one[1], -one[2]), default=None)
    if best is None or not best[0]:
        raise Unreadable("No row of this file looks like headings. Write a heading above each column.")
    _, _, number, row, sheet = best
    shown = sees_column(viewer, feed, None)
    samples = _samples(sheet, number, len(row)) if shown else [() for _ in row]
    return ForeignSheet(
        file=sheet.file,
        sheet=sheet.name,
        heading_row=number,
        row=tuple(row),
        headings=tuple(
            Heading(place, text, tuple(samples[place]))
            for place, text in enumerate(row)
            if plain_heading(text)
        ),
        without_heading=sum(
            1 for place, text in enumerate(row) if not plain_heading(text) and samples[place]
        ),
        samples_withheld=not shown,
    )


def faults_of(feed: Feed, sheet: ForeignSheet, chosen: Mapping[int, str]) -> list[tuple[int, str]]:
    """What is wrong with a choice of columns, each with the place that it is about (the first for what is missing)."""
    by_name = {column.name: column for column in feed.columns}
    texts = {heading.place: heading.text for heading in sheet.headings}
    faults = []
    first: dict[str, int] = {}
    plain = [plain_heading(text) for text in sheet.row]
    for place, name in chosen.items():
        if name == LEAVE_ASIDE:
            continue
        if name in first:
            already = texts[first[name]]
            faults.append((place, f"{by_name[name].heading} is chosen for “{already}” too. Choose it once"))
        first.setdefault(name, place)
        if plain.count(plain[place]) > 1:
            words = f"“{texts[place]}” stands above two columns. Give one of them another heading in the file"
            faults.append((place, words))
    for column in missing_columns(feed, first):
        place = sheet.headings[0].place
        faults.append((place, f"Choose a heading for {column.heading}: {feed.title} must have it"))
    return faults


def mapping_of(sheet: ForeignSheet, chosen: Mapping[int, str]) -> dict[str, str]:
    """What was chosen, by the heading made comparable: the name of a column, or LEAVE_ASIDE."""
    mapping: dict[str, str] = {}
    for heading in sheet.headings:
        name = chosen.get(heading.place, LEAVE_ASIDE)
        mapping[plain_heading(heading.text)] = name or mapping.get(plain_heading(heading.text), LEAVE_ASIDE)
    return mapping


def preview(
    viewer: Viewer,
    contents: Sequence[tuple[str, bytes]],
    feed: Feed,
    mapping: Mapping[str, str],
    source_name: str,
) -> tuple[Preview, Source]:
    """What would come of reading a file so, and whose it would be (unsaved where that sender is new); nothing changes.

    Raises PermissionDenied, or Unreadable where the file is no table of the feed by these headings.
    """
    viewer.require(Action.TAKE_FILES)
    file = open_contents(feed, contents, mapping)
    look = look_through(file.feed, file.table)
    reading = reading_for(file, clock.today(), look)
    source = source_of(file, reading, look, source_name)
    reader = RowReader(feed, file.table, with_remembered(reading, source))
    columns = list(dict(sorted(file.table.found.items())).values())
    rows: list[PreviewRow] = []
    good = waiting = 0
    sent = file.table.rows()
    for number, cells in islice(sent, MOST_COUNTED):
        read = reader.read(number, cells)
        good, waiting = good + (not read.is_held_back), waiting + read.is_held_back
        if len(rows) < SHOWN:
            rows.append(_preview_row(viewer, feed, columns, read))
    made = Preview(
        columns=tuple(column.heading for column in columns),
        rows=tuple(rows),
        good=good,
        waiting=waiting,
        is_all=next(sent, None) is None,
    )
    return made, source


def _like_headings(row: Sequence[str], known: set[str]) -> int:
    """How much a row looks like headings: its different words, and twice as much for what the feed knows."""
    words = {plain_heading(text) for text in row if _HAS_LETTERS.search(text)} - {""}
    if len(words) < 2:
        return 0
    return len(words) + _KNOWN_COUNTS_MORE * len(words & known)


def _samples(sheet: Sheet, heading_row: int, width: int) -> list[tuple[str, ...]]:
    """The first few different values under each heading."""
    found: list[dict[str, None]] = [{} for _ in range(width)]
    for cells in islice(sheet.read(), heading_row, heading_row + _LOOK_FOR_SAMPLES):
        for place, text in enumerate(cells[:width]):
            if text and len(found[place]) < SAMPLES:
                found[place][text] = None
    return [tuple(values) for values in found]


def _preview_row(viewer: Viewer, feed: Feed, columns: Sequence[Column], read: ReadRow) -> PreviewRow:
    of: dict[str, list[str]] = {}
    for fault in read.faults:
        of.setdefault(fault.column, []).append(fault_words(fault.value_class, fault.message))
    cells = []
    for column in columns:
        shown = sees_column(viewer, feed, column)
        text = read.as_sent.get(column.name, "") if shown else ""
        cells.append(PreviewCell(text, " ".join(of.pop(column.heading, ())), not shown))
    others = tuple(words for found in of.values() for words in found)
    return PreviewRow(read.row.number, tuple(cells), others, read.is_held_back)
