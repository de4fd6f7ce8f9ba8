"""Reading what waits: rows that are held back, each with every reason and without a value."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sightline.access.policy import Action
from sightline.access.viewer import Viewer
from sightline.domain.london import london_date
from sightline.intake.models import IntakeRun, StagedRow
from sightline.intake.parts import row_in_part


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """One row that is held back until it is mended; `row` counts as a spreadsheet does.

    Of a table that was joined of several files or sheets, `file` is the part and `row` the row in that part.
    """

    feed: str
    file: str
    row: int
    source: str
    received: date
    problems: tuple[dict[str, Any], ...]


def rows_that_wait(viewer: Viewer, *, feed: str = "") -> list[WaitingRow]:
    """Every row held back, of one feed or of all, the longest waiting first.

    Raises PermissionDenied unless the viewer may take files.
    """
    viewer.require(Action.TAKE_FILES)
    rows = StagedRow.objects.filter(
        state=StagedRow.State.QUARANTINED,
        run__state__in=(IntakeRun.State.APPLIED, IntakeRun.State.UNCHANGED),
    ).order_by("run__delivery__received_at", "run_id", "row_number")
    if feed:
        rows = rows.filter(run__delivery__feed=feed)
    columns = (
        "run__delivery__feed",
        "run__delivery__file_name",
        "row_number",
        "run__delivery__source__slug",
        "run__delivery__received_at",
        "problems",
        "run__parts",
    )
    found = []
    for feed_name, file, number, source, received_at, problems, parts in rows.values_list(*columns):
        part, number = row_in_part(parts, number)
        received = london_date(received_at)
        found.append(WaitingRow(feed_name, part or file, number, source, received, tuple(problems)))
    return found


@dataclass(frozen=True, slots=True)
class RowSetAside:
    """One row that somebody set aside: where it stood, who did so, when and why."""

    id: int
    feed: str
    file: str
    row: int
    source: str
    by: str
    on: date
    reason: str


def set_aside_count(viewer: Viewer) -> int:
    """How many rows are set aside. Raises PermissionDenied unless the viewer may take files."""
    viewer.require(Action.TAKE_FILES)
    return StagedRow.objects.filter(state=StagedRow.State.DISMISSED).count()


def rows_set_aside(viewer: Viewer, *, offset: int, limit: int) -> list[RowSetAside]:
    """Some of the rows that were set aside, the last first. One query. Raises PermissionDenied."""
    viewer.require(Action.TAKE_FILES)
    rows = StagedRow.objects.filter(state=StagedRow.State.DISMISSED).order_by(
        "-settled_by", "run", "row_number"
    )
    columns = (
        "id",
        "run__delivery__feed",
        "run__delivery__file_name",
        "row_number",
        "run__delivery__source__title",
        "settled_by__actor__name",
        "settled_by__recorded_at",
        "settled_by__reason",
        "run__parts",
    )
    found = []
    for pk, feed, file, number, source, by, at, reason, parts in rows.values_list(*columns)[
        offset : offset + limit
    ]:
        part, number = row_in_part(parts, number)
        found.append(RowSetAside(pk, feed, part or file, number, source, by, london_date(at), reason))
    return found
