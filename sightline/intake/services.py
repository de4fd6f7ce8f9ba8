"""Taking files: from a path to the record, as the command line, the demo and the pages do it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from sightline.access.policy import Action
from sightline.access.viewer import Viewer
from sightline.domain.london import london_date
from sightline.intake.applying import apply
from sightline.intake.contract import Feed
from sightline.intake.looking import look_through
from sightline.intake.models import IntakeRun, StagedRow
from sightline.intake.parts import problem_in_part
from sightline.intake.registry import feed_called
from sightline.intake.remembering import remembered_headings, with_remembered
from sightline.intake.sent_again import ToldMeanwhile, start_over
from sightline.intake.staging import (
    OpenFile,
    Overtaken,
    begin,
    moment_received,
    open_contents,
    reading_for,
    source_of,
    stage,
)
from sightline.intake.waiting_file import sender_of_mended, settle_sent_back

Progress = Callable[[int, str], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one file: counts of rows, of persons gone, of children made and of matches for a person to decide.

    `problems` lists every fault of every row: row (counted as a spreadsheet does), column, value_class, message and
    whether it held the row back; no value. Of a table that was joined from several files or sheets, row counts within
    its part, which `file` names. `ignored` lists headings that the feed does not know.
    """

    file: str
    feed: str
    source: str
    rows: int
    taken: int
    unchanged: int
    quarantined: int
    gone: int
    new_children: int
    to_review: int
    problems: tuple[dict[str, Any], ...]
    ignored: tuple[str, ...]

    @property
    def something_waits(self) -> bool:
        """Whether a person has something to do: rows to mend, or matches to decide."""
        return bool(self.quarantined or self.to_review)


def open_files(feed_name: str, paths: list[Path], source_name: str = "") -> list[OpenFile]:
    """Open files as tables of a feed, before anything is taken of any of them.

    Each file is a delivery of its own; those of a feed that is sent as several files (a school census) are one, in
    the order of their names. What was said once of the headings of such a sheet, or of this sender's, is read by.
    Raises NoSuchFeed, Unreadable (no table of this feed; nothing has changed) or OSError.
    """
    feed = feed_called(feed_name)
    if feed.comes_in_files and len(paths) > 1:
        return [open_contents(feed, [(path.name, path.read_bytes()) for path in sorted(paths)])]
    return [_opened(feed, [(path.name, path.read_bytes())], source_name) for path in paths]


def _opened(feed: Feed, contents: list[tuple[str, bytes]], source_name: str) -> OpenFile:
    return open_contents(feed, contents, remembered_headings(contents, feed, source_name))


def take(
    viewer: Viewer,
    file: OpenFile,
    *,
    source_name: str = "",
    received_on: date | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Outcome:
    """Take one file into the record: stage its rows in chunks, then publish them in one transaction.

    The same file twice changes nothing. A run that was stopped anywhere goes on where it stood when the same file is
    given again. With `dry_run` the same work is done and undone, with the same outcome. Raises PermissionDenied,
    Overtaken (a later file of the sender is in the record), or ValueError (a day of receipt still to come).
    """
    viewer.require(Action.TAKE_FILES)
    if dry_run:
        with transaction.atomic():
            outcome = _take(viewer, file, source_name, received_on, progress)
            transaction.set_rollback(True)
        return outcome
    return _take(viewer, file, source_name, received_on, progress)


def _take(
    viewer: Viewer, file: OpenFile, source_name: str, received_on: date | None, progress: Progress | None
) -> Outcome:
    received_at = moment_received(received_on)
    look = look_through(file.feed, file.table)
    reading = reading_for(file, london_date(received_at), look)
    source = source_of(file, reading, source_name or sender_of_mended(file.table))
    reading = with_remembered(reading, source)
    if source.pk and (earlier := _taken_before(file, source.pk, received_on)):
        return _outcome(earlier, file.name, again=True)
    run = begin(file, reading, source, received_at)
    progress = progress or (lambda _rows, _stage: None)
    published = False
    while not published:
        if run.state == IntakeRun.State.RECEIVED:
            for staged_to in stage(run, file, reading, look):
                progress(staged_to, "reading rows")
        progress(run.staged_to, "publishing")
        published = _published(run, file.feed, viewer)
    settle_sent_back(run, file.table)
    return _outcome(run, file.name)


def _published(run: IntakeRun, feed: Feed, viewer: Viewer) -> bool:
    """Whether a staged run could be published; else it stands at its beginning again, and all its rows are read."""
    try:
        apply(run, feed, viewer)
    except ToldMeanwhile:
        start_over(run)
        return False
    return True


def resume(viewer: Viewer) -> list[Outcome]:
    """Publish every run that was stopped after all its rows were staged; the others need their file again."""
    viewer.require(Action.TAKE_FILES)
    staged = IntakeRun.objects.filter(state=IntakeRun.State.STAGED).select_related("delivery__source")
    outcomes = []
    for run in staged.order_by("delivery__received_at", "id"):
        try:
            if not _published(run, feed_called(run.delivery.feed), viewer):
                continue
        except Overtaken:
            run.state = IntakeRun.State.REFUSED
            run.save(update_fields=["state"])
            continue
        outcomes.append(_outcome(run, run.delivery.file_name))
    return outcomes


def stopped_without_all_rows() -> list[str]:
    """The names of files whose reading was stopped half way: they go on when they are given again."""
    runs = IntakeRun.objects.filter(state=IntakeRun.State.RECEIVED).order_by("id")
    return list(runs.values_list("delivery__file_name", flat=True))


def _taken_before(file: OpenFile, source: int, received_on: date | None) -> IntakeRun | None:
    """The run in which this very file, received on this very day, was taken, when later ones have been taken since."""
    if received_on is None:
        return None
    finished = IntakeRun.objects.filter(
        delivery__source=source,
        delivery__feed=file.feed.name,
        state__in=(IntakeRun.State.APPLIED, IntakeRun.State.UNCHANGED),
    ).select_related("delivery__source")
    latest = finished.order_by("-delivery__received_at", "-id").first()
    if latest is None or latest.delivery.sha256 == file.sha256:
        # Nothing came since: the file is read again, so that a row that waited for a school or a name gets in.
        return None
    for run in finished.filter(delivery__sha256=file.sha256).order_by("-id"):
        if london_date(run.delivery.received_at) == received_on:
            return run
    return None


def _outcome(run: IntakeRun, file_name: str, *, again: bool = False) -> Outcome:
    counts = dict(run.counts)
    if again:
        counts["quarantined"] = run.staged_rows.filter(state=StagedRow.State.QUARANTINED).count()
        counts |= {"taken": 0, "unchanged": counts["rows"] - counts["quarantined"]}
        counts |= {"gone": 0, "new_children": 0, "to_review": 0}
    return Outcome(
        file=file_name,
        feed=run.delivery.feed,
        source=run.delivery.source.slug,
        problems=tuple(problem_in_part(run.parts, problem) for problem in run.problems),
        ignored=tuple(run.ignored_headings),
        **counts,
    )
