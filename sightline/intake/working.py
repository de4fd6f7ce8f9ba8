"""The job that reads a dropped file into the record, and what is done about a job that was killed half way.

A job knows the file's number and nothing else: no child's data lies in the queue. What goes wrong is told in plain
words on the file; the text of an error may hold a row's value, and is neither kept nor logged.
"""

import logging
from dataclasses import asdict
from pathlib import Path
from traceback import extract_tb
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from sightline.access import clock
from sightline.access.policy import Action
from sightline.access.viewer import Viewer, viewer_for
from sightline.intake.contract import Feed
from sightline.intake.differences import try_only
from sightline.intake.models import IntakeRun, ReceivedFile
from sightline.intake.readers import Unreadable
from sightline.intake.registry import NoSuchFeed, feed_called
from sightline.intake.remembering import remembered_headings
from sightline.intake.services import take
from sightline.intake.staging import OpenFile, Overtaken, open_contents
from sightline.record.models import Source

State = ReceivedFile.State

logger = logging.getLogger("sightline.jobs")

HALF_DONE = (State.READING, State.PUBLISHING)

_ENDED = (
    "Whoever dropped this file in no longer holds the role in which they did. Somebody who may take files in can say "
    "again that it is to be read. Nothing was changed."
)
_OUR_FAULT = (
    "Something went wrong in Sightline while this file was being read. It is no fault of yours, nothing of the file is "
    "half done, and the file is kept. Tell whoever runs Sightline: fault {where}, file {number}. You can try again."
)


class WorkStopped(Exception):
    """A job could not be done. Says which fault and where in the program; never a value of the file."""


@task()
def work(number: int) -> str:
    """Read the dropped file of this number into the record, or only try it; returns the state that it ended in.

    A file that is not to be read (any more) is left alone. Raises WorkStopped for a fault of the program.
    """
    try:
        return _work(number)
    except Exception as fault:
        where = _where(fault)
    # Outside the block above: an exception that is raised within it would carry the first one's text along.
    _end(number, State.REFUSED, _OUR_FAULT.format(where=where, number=number))
    logger.error("file %s: %s", number, where)
    raise WorkStopped(f"file {number}: {where}")


def _work(number: int) -> str:
    file = _begun(number)
    if file is None:
        return "nothing to do"
    try:
        viewer = _viewer(file)
    except PermissionDenied:
        return _end(number, State.REFUSED, _ENDED)
    try:
        table = opened(feed_called(file.feed), contents_of(file), file.source_name)
        if file.dry_run:
            return _try(viewer, file, table)
        return _take(viewer, file, table)
    except (Unreadable, Overtaken, NoSuchFeed) as refusal:
        return _end(number, State.REFUSED, str(refusal))


def contents_of(file: ReceivedFile) -> list[tuple[str, bytes]]:
    """The name and content of a file, and of those that make one table with it, in the order in which they came."""
    together = ReceivedFile.objects.filter(pk=file.pk) | ReceivedFile.objects.filter(joined_to=file.pk)
    return [
        (name, bytes(content))
        for name, content in together.order_by("id").values_list("file_name", "content")
    ]


def opened(feed: Feed, contents: list[tuple[str, bytes]], source_name: str) -> OpenFile:
    """Open what came as a table of `feed`, by what its sender said once of its headings. Raises Unreadable."""
    return open_contents(feed, contents, remembered_headings(contents, feed, sender_called(source_name)))


def sender_called(name: str) -> str:
    """The slug of the sender whom people call so, by slug or by title; the name itself where there is none such yet.

    A school is known by its number and called by its name: a second sender of that name must not come of it.
    """
    called = list(Source.objects.filter(title__iexact=name.strip()).values_list("slug", flat=True)[:2])
    return called[0] if len(called) == 1 else name


def _begun(number: int) -> ReceivedFile | None:
    """The file, now being read; None when it does not wait for that."""
    with transaction.atomic():
        file = (
            ReceivedFile.objects.select_for_update().defer("content", "differences").filter(pk=number).first()
        )
        if file is None or file.state not in {State.QUEUED, *HALF_DONE}:
            return None
        file.state, file.stage_began_at = State.READING, clock.now()
        file.save(update_fields=["state", "stage_began_at"])
    return file


def _viewer(file: ReceivedFile) -> Viewer:
    if file.queued_by is None:
        raise PermissionDenied("Nobody has said that this file is to be read.")
    return viewer_for(file.queued_by, file.queued_as, action=Action.TAKE_FILES)


def _take(viewer: Viewer, file: ReceivedFile, table: OpenFile) -> str:
    progress = _Progress(file, table)
    began = clock.now()
    outcome = take(
        viewer,
        table,
        source_name=sender_called(file.source_name),
        received_on=file.received_on,
        progress=progress,
    )
    run = file.run or _run_of(table, outcome.source)
    again = run is not None and run.finished_at is not None and run.finished_at < began
    message = "This very file was taken in before. Nothing was changed." if again else ""
    return _done(file.pk, run, message)


def _try(viewer: Viewer, file: ReceivedFile, table: OpenFile) -> str:
    # The whole trial is one transaction that is undone: how far it has come cannot be seen from outside.
    _Progress(file, table)
    outcome, differences = try_only(viewer, table, source_name=file.source_name, received_on=file.received_on)
    changed: dict[str, Any] = {
        "state": State.TRIED,
        "message": "",
        "outcome": {**asdict(outcome), "differences": dict(differences.counts)},
        "differences": differences.as_json(),
    }
    ReceivedFile.objects.filter(pk=file.pk).update(**changed)
    return State.TRIED


class _Progress:
    """Writes down how far a file has come, where the pages can read it; given to `take`.

    A run that goes on where it was stopped counts only the rows that were still to be read: the rate is measured.
    """

    def __init__(self, file: ReceivedFile, table: OpenFile) -> None:
        self._file = file
        self._table = table
        stopped = self._run()
        self._before = max(stopped.staged_to if stopped else 0, table.table.heading_row)
        last = max((number for number, _ in table.table.rows(after=self._before)), default=self._before)
        self._write(rows_read=0, rows_expected=last - self._before, stage_began_at=clock.now())

    def __call__(self, rows: int, stage: str) -> None:
        """So many rows are read; at the stage of publishing, they are about to be written to the record."""
        if self._file.run is None:
            self._file.run = self._run()
        changed: dict[str, Any] = {"rows_read": max(rows - self._before, 0), "run": self._file.run}
        if stage == "publishing":
            changed |= {"state": State.PUBLISHING, "stage_began_at": clock.now()}
        self._write(**changed)

    def _write(self, **changed: Any) -> None:
        ReceivedFile.objects.filter(pk=self._file.pk).update(**changed)

    def _run(self) -> IntakeRun | None:
        """The run of this file that is under way."""
        runs = IntakeRun.objects.filter(
            delivery__sha256=self._table.sha256,
            delivery__feed=self._table.feed.name,
            state__in=(IntakeRun.State.RECEIVED, IntakeRun.State.STAGED),
        )
        return runs.order_by("-id").first()


def _run_of(table: OpenFile, source: str) -> IntakeRun | None:
    """The run in which this very file was taken before."""
    runs = IntakeRun.objects.filter(
        delivery__sha256=table.sha256, delivery__feed=table.feed.name, delivery__source__slug=source
    )
    return runs.order_by("-id").first()


def _done(number: int, run: IntakeRun | None, message: str = "") -> str:
    """The file is in the record: what it held is let go, of it and of those that made one table with it."""
    with transaction.atomic():
        ReceivedFile.objects.filter(joined_to=number).update(state=State.DONE, content=b"")
        ReceivedFile.objects.filter(pk=number).update(
            state=State.DONE, content=b"", message=message, run=run, differences=[]
        )
    return State.DONE


def _end(number: int, state: str, message: str) -> str:
    ReceivedFile.objects.filter(pk=number).update(state=state, message=message)
    return state


def _where(fault: Exception) -> str:
    """What sort of fault it is, and where in our own program. Not its text, which may hold a value."""
    ours = [frame for frame in extract_tb(fault.__traceback__) if "sightline" in Path(frame.filename).parts]
    place = f" in {Path(ours[-1].filename).stem}, line {ours[-1].lineno}" if ours else ""
    return f"{type(fault).__name__}{place}"


def take_up_stopped() -> int:
    """Queue again every file whose job was killed half way, and return how many.

    Only for a worker that is alone on the record: whatever seems to be under way then is under way no longer. A file
    whose rows are in the record already is done; any other goes on where it stood.
    """
    jobs = DBTaskResult.objects.filter(task_path=work.module_path)
    with transaction.atomic():
        jobs.filter(status=TaskResultStatus.RUNNING).update(
            status=TaskResultStatus.FAILED, finished_at=clock.now(), traceback="The worker was stopped."
        )
        queued = {args["args"][0] for args in jobs.ready().values_list("args_kwargs", flat=True)}
        stopped = ReceivedFile.objects.defer("content", "differences").filter(
            state__in=(State.QUEUED, *HALF_DONE), joined_to=None
        )
        again = 0
        for file in stopped.exclude(pk__in=queued).select_related("run").order_by("id"):
            if file.run is not None and file.run.is_finished and file.run.state != IntakeRun.State.REFUSED:
                _done(file.pk, file.run)
                continue
            file.state = State.QUEUED
            file.save(update_fields=["state"])
            work.enqueue(file.pk)
            again += 1
    return again
