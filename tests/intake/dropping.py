"""Files as somebody drops them in: content made of rows, and the jobs run as a worker would run them."""

from datetime import date
from typing import Any

from django_tasks_db.models import DBTaskResult

from sightline.access.viewer import Viewer
from sightline.intake.models import ReceivedFile
from sightline.intake.receiving import Asked, drop
from sightline.intake.working import WorkStopped, work

TODAY = date(2026, 11, 23)


def table(*rows: dict[str, str]) -> bytes:
    """A CSV file of these rows; a heading is a key."""
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    lines = [headings, *([row.get(heading, "") for heading in headings] for row in rows)]
    return "".join(";".join(cells) + "\n" for cells in lines).encode()


def dropped(viewer: Viewer, *files: tuple[str, bytes], **asked: Any) -> list[ReceivedFile]:
    """What is kept of files that are dropped in together; `asked` as in `Asked`, on the tests' day unless said."""
    batch = drop(viewer, files, Asked(**{"received_on": TODAY, **asked}))
    return list(ReceivedFile.objects.filter(batch=batch).order_by("id"))


def run_jobs() -> int:
    """Run every job that waits, in its order, as a worker does; how many there were."""
    jobs = list(DBTaskResult.objects.ready())
    for job in jobs:
        job.claim("a worker under test")
        try:
            job.set_successful(work.call(*job.args_kwargs["args"]))
        except WorkStopped as stopped:
            job.set_failed(stopped)
    return len(jobs)
