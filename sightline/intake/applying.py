"""Second half of an intake: one transaction publishes a staged file, or nothing of it."""

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from sightline.access import clock
from sightline.access.door import Writing, writing
from sightline.access.models import Change
from sightline.access.policy import Action
from sightline.access.viewer import Viewer
from sightline.intake.as_sent import written_out
from sightline.intake.contract import Feed
from sightline.intake.models import IntakeRun, StagedRow
from sightline.intake.publishing.publication import Publication
from sightline.intake.rows import row_from_store
from sightline.intake.sent_again import keep_for_next, stood_before
from sightline.intake.staging import Overtaken, refuse_if_overtaken
from sightline.intake.waiting_file import holds_mended_rows
from sightline.record.door import BATCH


@contextmanager
def without_collecting() -> Iterator[None]:
    """Put off the collection of garbage: a file makes a million objects that all live until it is published, and
    looking through them again and again takes a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _NothingNew(Exception):
    """Everything in the file is known: the transaction is not needed."""

    def __init__(self, publication: Publication) -> None:
        super().__init__()
        self.publication = publication


@dataclass(frozen=True, slots=True)
class _Staged:
    """The rows of a run as they lie staged."""

    waiting: list[StagedRow]
    held_back: list[StagedRow]


def apply(run: IntakeRun, feed: Feed, viewer: Viewer) -> None:
    """Publish a run whose rows are all staged, in one transaction; the run holds the counts afterwards.

    A file with nothing new leaves no trace but its own receipt. Raises Overtaken when a later file of the sender has
    come into the record meanwhile, ToldMeanwhile when a row that was passed over must be read after all, and
    PermissionDenied unless the viewer may take files.
    """
    delivery = run.delivery
    try:
        with (
            without_collecting(),
            writing(
                viewer=viewer,
                action=Action.TAKE_FILES,
                reason=f"{feed.title}: a file from {delivery.source.title}.",
                received_at=delivery.received_at,
                told_by=delivery.source.title,
                told_how=Change.ToldHow.FILE,
            ) as write,
        ):
            _lock(run)
            publication = _publication(run, feed, write)
            feed.publish(publication)
            if not publication.changes_something:
                raise _NothingNew(publication)
            delivery.change = write.change
            delivery.save(update_fields=["change"])
            _finish(run, publication, IntakeRun.State.APPLIED, write.change)
    except _NothingNew as nothing:
        with transaction.atomic():
            _lock(run)
            _finish(run, nothing.publication, IntakeRun.State.UNCHANGED, None)


def _lock(run: IntakeRun) -> None:
    """Make sure that nobody else publishes the run at the same time, and that it is not overtaken."""
    state = IntakeRun.objects.select_for_update().values_list("state", flat=True).get(pk=run.pk)
    if state != IntakeRun.State.STAGED:
        raise Overtaken("Somebody else has just dealt with this file.")
    refuse_if_overtaken(run.delivery.source.slug, run.delivery.feed, run.delivery.received_at)


def _publication(run: IntakeRun, feed: Feed, write: Writing) -> Publication:
    staged = run.staged_rows.order_by("row_number")
    waiting = staged.filter(state=StagedRow.State.WAITING)
    columns = ("row_number", "key", "person", "values", "set_aside")
    rows = [row_from_store(feed, *row) for row in waiting.values_list(*columns).iterator(chunk_size=10_000)]
    persons = (
        frozenset(staged.values_list("person", flat=True).distinct()) if feed.holds_children else frozenset()
    )
    before = stood_before(run)
    return Publication(
        write,
        run.delivery,
        feed,
        rows,
        persons | before.persons,
        partial=holds_mended_rows(run.ignored_headings),
        passed_over=before.rows,
        places_passed_over=before.places,
    )


def _finish(run: IntakeRun, publication: Publication, state: str, change: Change | None) -> None:
    """Keep what is held back, settle what was held back before, let the rest go, and write the counts."""
    _hold_back(run, publication)
    held_back = list(run.staged_rows.filter(state=StagedRow.State.QUARANTINED))
    run.problems = _problems(run, publication)
    run.counts = {
        "rows": publication.passed_over + len(publication.rows) + len(held_back) - len(publication.held_back),
        "taken": publication.taken,
        "unchanged": publication.unchanged,
        "quarantined": len(held_back),
        "gone": publication.gone,
        "new_children": publication.new_children,
        "to_review": publication.to_review,
    }
    _settle(run, publication, held_back, change)
    keep_for_next(run, publication)
    run.staged_rows.filter(state=StagedRow.State.WAITING).delete()
    run.state = state
    run.finished_at = clock.now()
    run.save(update_fields=["state", "counts", "problems", "finished_at"])


def _hold_back(run: IntakeRun, publication: Publication) -> None:
    rows = list(run.staged_rows.filter(row_number__in=list(publication.held_back)))
    read = (row for row in publication.rows if row.number in publication.held_back)
    texts = written_out(publication.feed, read) if rows else {}
    for row in rows:
        row.state, row.values = StagedRow.State.QUARANTINED, texts[row.row_number]
        row.problems += [fault.as_json() for fault in publication.held_back[row.row_number]]
    StagedRow.objects.bulk_update(rows, ["state", "values", "problems"], batch_size=BATCH)


def _problems(run: IntakeRun, publication: Publication) -> list[dict[str, Any]]:
    faulty = run.staged_rows.exclude(problems=[]).order_by("row_number")
    listed = [
        {"row": number, **problem}
        for number, problems in faulty.values_list("row_number", "problems")
        for problem in problems
    ]
    listed += [{"row": number, **fault.as_json()} for number, fault in publication.left_out]
    # What stands there already was found while the file was read: totals, the foot of a report, and the warnings of
    # rows that were passed over.
    listed += run.problems
    return sorted(listed, key=lambda problem: problem["row"])


def _settle(
    run: IntakeRun, publication: Publication, held_back: Iterable[StagedRow], change: Change | None
) -> None:
    """Mark earlier rows of this sender and feed that waited and were now sent again, mended or not, and empty them.

    A sender of one school or provider whose files are complete has sent everything again: nothing earlier waits.
    """
    delivery = run.delivery
    earlier = StagedRow.objects.filter(
        state=StagedRow.State.QUARANTINED,
        run__delivery__source=delivery.source,
        run__delivery__feed=delivery.feed,
    ).exclude(run=run)
    source = delivery.source
    everything = not publication.partial and (
        publication.feed.complete_for == "sender"
        or bool(publication.feed.complete_for and (source.establishment_id or source.provider_id))
    )
    sent_keys = {row.key for row in publication.rows} | {row.key for row in held_back}
    sent_values = [_comparable(row.values) for row in held_back]
    settled = [
        row.pk
        for row in earlier
        if everything or (row.key and row.key in sent_keys) or _comparable(row.values) in sent_values
    ]
    for start in range(0, len(settled), BATCH):
        StagedRow.objects.filter(pk__in=settled[start : start + BATCH]).update(
            state=StagedRow.State.SETTLED, settled_by=change, values={}, set_aside={}, cells=[]
        )


def _comparable(values: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in values.items() if value is not None}
