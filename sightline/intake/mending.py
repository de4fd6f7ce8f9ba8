"""Mending what waits: rows put right by hand and run again, or set aside; each through the door, with a reason.

What a mended row says was said by its sender on the day of the file, and the record learns it now: what the sender
has said since stands, and a list as known on a day before today does not change.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from pathlib import PurePath

from django.conf import settings
from django.db import transaction

from sightline.access.door import Writing, writing
from sightline.access.models import Change
from sightline.access.policy import Action
from sightline.access.viewer import Viewer
from sightline.domain.london import london_date
from sightline.intake.as_sent import columns_sent, places_in
from sightline.intake.causes import DOUBLE, PLACES
from sightline.intake.contract import Column, Fault, Feed, Kind
from sightline.intake.lookups import comparable_name, find_localities, find_providers, find_schools
from sightline.intake.models import IntakeRun, StagedRow
from sightline.intake.publishing.publication import WHOLE_ROW, Publication
from sightline.intake.readers import Table
from sightline.intake.readers.cells import clean
from sightline.intake.registry import feed_called, feeds
from sightline.intake.remembering import remember_names, with_remembered
from sightline.intake.rows import ReadRow, RowReader
from sightline.intake.values import Reading
from sightline.record.door import BATCH
from sightline.record.models import Source

_WORKBOOKS = {".xlsx", ".xlsm", ".xlsb", ".ods"}


@dataclass(frozen=True, slots=True)
class Mended:
    """What came of rows that were run again.

    `taken` brought something new, `unchanged` said what the record knew, `still_waiting` have a fault yet, and
    `dealt_with` did not wait any more: somebody else, or a later file, had dealt with them.
    """

    taken: int = 0
    unchanged: int = 0
    still_waiting: int = 0
    dealt_with: int = 0
    new_children: int = 0
    to_review: int = 0


@dataclass(slots=True)
class _OfOneFile:
    """The rows of one file that are run again: as stored, as read now, and what holds each back."""

    run: IntakeRun
    feed: Feed
    rows: list[StagedRow]
    read: dict[int, ReadRow] = field(default_factory=dict)
    faults: dict[int, list[Fault]] = field(default_factory=lambda: defaultdict(list))

    @property
    def good(self) -> list[StagedRow]:
        """The rows that nothing holds back so far."""
        return [row for row in self.rows if not any(fault.holds_back for fault in self.faults[row.pk])]


def mend(
    viewer: Viewer,
    rows: Mapping[int, Mapping[str, str]],
    reason: str,
    *,
    instead_of: Collection[int] = (),
) -> Mended:
    """Run waiting rows again, with what was typed: {id of the row: {name of a column: text}}, empty for no change.

    Rows that are now right go into the record and are emptied here; the others keep what was typed, with what is wrong
    now. `instead_of` are rows that are set aside in their favour. All in one transaction. The rows are of one sender.
    Raises PermissionDenied, ValueError for rows of several senders, a column that the feed does not have or an empty
    reason, and ChangedMeanwhile when somebody changed the same facts at the same time; nothing is done then.
    """
    viewer.require(Action.TAKE_FILES)
    with transaction.atomic():
        if instead_of:
            set_aside(viewer, instead_of, reason)
        waiting = _locked(rows)
        files = [_read_again(run, of_run, rows) for run, of_run in _by_file(waiting)]
        if len({one.run.delivery.source_id for one in files}) > 1:
            raise ValueError("rows that are mended together come from one sender")
        published = _publish(viewer, files, reason) if any(one.good for one in files) else []
        for one in files:
            _keep_what_waits(one)
    return Mended(
        taken=sum(publication.taken for publication in published),
        unchanged=sum(publication.unchanged for publication in published),
        still_waiting=sum(len(one.rows) - len(one.good) for one in files),
        dealt_with=len(rows) - len(waiting),
        new_children=sum(publication.new_children for publication in published),
        to_review=sum(publication.to_review for publication in published),
    )


def together(came: Iterable[Mended]) -> Mended:
    """What came of several at once."""
    columns = zip(*(astuple(one) for one in came), strict=True)
    return Mended(*(sum(column) for column in columns))


def say_names(viewer: Viewer, source: Source, names: Sequence[tuple[Kind, str, int]], reason: str) -> Mended:
    """Remember what a sender means by names of its own, and run all the rows again that wait for them, at once.

    Each name is its kind, the text as sent, and the id of the place. Raises as `mend` does.
    """
    with transaction.atomic():
        remember_names(viewer, source, names, reason)
        said = {(kind, comparable_name(sent)) for kind, sent, _ in names}
        return mend(viewer, dict.fromkeys(_waiting_for(source, said), {}), reason)


def set_aside(viewer: Viewer, rows: Collection[int], reason: str) -> int:
    """Set waiting rows aside, which can be undone: how many still waited. What was sent stays with them."""
    return _move(viewer, rows, StagedRow.State.QUARANTINED, StagedRow.State.DISMISSED, reason)


def take_back(viewer: Viewer, rows: Collection[int], reason: str) -> int:
    """Let rows wait again that were set aside: how many still were."""
    return _move(viewer, rows, StagedRow.State.DISMISSED, StagedRow.State.QUARANTINED, reason)


def _move(viewer: Viewer, rows: Collection[int], state: str, to: str, reason: str) -> int:
    with writing(viewer=viewer, action=Action.TAKE_FILES, reason=reason) as write:
        moved = 0
        for batch in _batches(sorted(rows)):
            found = StagedRow.objects.filter(pk__in=batch, state=state)
            moved += found.update(state=to, settled_by=write.change)
    return moved


def _batches(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))


def _locked(ids: Collection[int]) -> list[StagedRow]:
    """Those of the rows that still wait, locked: the second of two people finds nothing left to do."""
    found: list[StagedRow] = []
    for batch in _batches(sorted(ids)):
        waiting = StagedRow.objects.select_for_update(of=("self",)).filter(
            pk__in=batch, state=StagedRow.State.QUARANTINED
        )
        # A run lists every fault of its file: with each row, a large file would fill the memory.
        found += waiting.select_related("run__delivery__source").defer("run__problems")
    return found


def _by_file(rows: Iterable[StagedRow]) -> list[tuple[IntakeRun, list[StagedRow]]]:
    """The rows of each file, in the order in which the files were received."""
    by_run: dict[int, list[StagedRow]] = defaultdict(list)
    for row in rows:
        by_run[row.run_id].append(row)
    files = [(of_run[0].run, sorted(of_run, key=lambda row: row.row_number)) for of_run in by_run.values()]
    return sorted(files, key=lambda pair: (pair[0].delivery.received_at, pair[0].pk))


def _read_again(run: IntakeRun, rows: list[StagedRow], typed: Mapping[int, Mapping[str, str]]) -> _OfOneFile:
    """Read the rows of one file once more, as typed, and note everything that is wrong with each."""
    feed = feed_called(run.delivery.feed)
    columns = columns_sent(places_in([run], feed)[run.pk], feed, rows)
    for row in rows:
        _take_on(row, typed[row.pk], columns)
    cells = {row.pk: [row.values.get(column.name, "") for column in columns] for row in rows}
    reader = RowReader(feed, _table(run, columns, list(cells.values())), _reading(run, columns, rows))
    one = _OfOneFile(run, feed, rows)
    for row in rows:
        one.read[row.pk] = read = reader.read(row.row_number, cells[row.pk])
        one.faults[row.pk] += read.faults
    _hold_back_if_another_waits(one)
    return one


def _take_on(row: StagedRow, typed: Mapping[str, str], columns: Sequence[Column]) -> None:
    """Put what was typed in place of what was sent; a column in which nothing was changed stays as it was."""
    if not set(typed) <= {column.name for column in columns}:
        raise ValueError("what was typed belongs to a column of the file")
    for name, text in typed.items():
        text = clean(text)
        if text == row.values.get(name, ""):
            continue
        row.values[name] = text
        if name not in row.mended:
            row.mended.append(name)


def _table(run: IntakeRun, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> Table:
    """The rows as a table by themselves, with the columns of the file that they came in."""
    return Table(
        found=dict(enumerate(columns)),
        ignored=(),
        heading_row=0,
        width=len(columns),
        from_workbook=_from_workbook(run),
        _read=lambda: iter([list(cells) for cells in rows]),
        headings=tuple(column.heading for column in columns),
        sheet="",
        parts=(),
        marks={},
    )


def _from_workbook(run: IntakeRun) -> bool:
    """Whether the file was a workbook, in which a date may be a number of days: by its name, all that is left of it."""
    return PurePath(run.delivery.file_name).suffix.casefold() in _WORKBOOKS


def _reading(run: IntakeRun, columns: Sequence[Column], rows: Sequence[StagedRow]) -> Reading:
    names: dict[Kind, set[str]] = {kind: set() for kind in PLACES}
    for column in columns:
        if column.kind in names:
            names[column.kind] |= {row.values.get(column.name, "") for row in rows}
    day = london_date(run.delivery.received_at)
    reading = Reading(
        day=day,
        demonstration=settings.SIGHTLINE_DEMO,
        from_workbook=_from_workbook(run),
        schools=find_schools(names[Kind.SCHOOL], day),
        providers=find_providers(names[Kind.PROVIDER]),
        localities=find_localities(names[Kind.LOCALITY]),
    )
    return with_remembered(reading, run.delivery.source)


def _hold_back_if_another_waits(one: _OfOneFile) -> None:
    """Hold back a row while another of its file waits that stands for the same thing: somebody chooses between them."""
    good = {row.pk: one.read[row.pk].row.key for row in one.good}
    others = one.run.staged_rows.filter(
        state=StagedRow.State.QUARANTINED, key__in={key for key in good.values() if key}
    ).exclude(pk__in=list(good))
    by_key = {
        key: number
        for key, number, problems in others.values_list("key", "row_number", "problems")
        if any(problem["value_class"] == DOUBLE for problem in problems)
    }
    for row in one.good:
        if (other := by_key.get(good[row.pk])) is not None:
            message = (
                f"Row {other} stands for the same thing and waits too. Choose one and set the other aside."
            )
            one.faults[row.pk].append(Fault(WHOLE_ROW, DOUBLE, message))


def _publish(viewer: Viewer, files: Sequence[_OfOneFile], reason: str) -> list[Publication]:
    """Publish what is right, file by file, in one write: received now, said when each file was."""
    published = []
    with writing(
        viewer=viewer,
        action=Action.TAKE_FILES,
        reason=reason,
        told_by=files[0].run.delivery.source.title,
        told_how=Change.ToldHow.FILE,
    ) as write:
        for one in files:
            if one.good:
                published.append(_publish_one(write, one))
    return published


def _publish_one(write: Writing, one: _OfOneFile) -> Publication:
    good = one.good
    by_number = {row.row_number: row for row in good}
    delivery = one.run.delivery
    publication = Publication(
        writing=write,
        delivery=delivery,
        feed=one.feed,
        rows=[one.read[row.pk].row for row in good],
        persons_in_file=frozenset(person for row in good if (person := one.read[row.pk].row.person)),
        partial=True,
        said_at=delivery.received_at,
    )
    one.feed.publish(publication)
    for number, faults in publication.held_back.items():
        one.faults[by_number[number].pk] += faults
    for number, fault in publication.left_out:
        one.faults[by_number[number].pk].append(fault)
    for row in one.good:
        row.state, row.settled_by = StagedRow.State.MENDED, write.change
        row.values, row.set_aside, row.cells = {}, {}, []
        row.problems = [fault.as_json() for fault in one.faults[row.pk]]
    StagedRow.objects.bulk_update(one.good, _COLUMNS, batch_size=BATCH)
    return publication


def _keep_what_waits(one: _OfOneFile) -> None:
    """Keep what was typed into rows that wait on, with what is wrong with them now; a key that was sent stays."""
    still = [row for row in one.rows if row.state == StagedRow.State.QUARANTINED]
    for row in still:
        read = one.read[row.pk]
        row.problems = [fault.as_json() for fault in one.faults[row.pk]]
        row.set_aside = dict(read.row.set_aside)
        row.key, row.person = row.key or read.row.key, row.person or read.row.person
    StagedRow.objects.bulk_update(still, _COLUMNS, batch_size=BATCH)


_COLUMNS = ("state", "settled_by", "values", "set_aside", "cells", "mended", "problems", "key", "person")


def _waiting_for(source: Source, said: Collection[tuple[Kind, str]]) -> list[int]:
    """The ids of this sender's waiting rows in which one of these names stands where it is not known."""
    places = {
        feed.name: {column.heading: column for column in feed.columns if column.kind in PLACES}
        for feed in feeds().values()
    }
    rows = StagedRow.objects.filter(state=StagedRow.State.QUARANTINED, run__delivery__source=source)
    found = []
    for pk, feed_name, values, problems in rows.values_list(
        "id", "run__delivery__feed", "values", "problems"
    ):
        columns = [places.get(feed_name, {}).get(problem["column"]) for problem in problems]
        if any(
            (column.kind, comparable_name(values.get(column.name, ""))) in said
            for column in columns
            if column
        ):
            found.append(pk)
    return found
