"""Reading what waits: rows that are held back, each with every reason and without a value."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sightline.access.policy import Action
from sightline.access.viewer import Viewer
from sightline.domain.london import london_date
from sightline.intake.models import IntakeRun, StagedRow


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """One row that is held back until it is mended and sent again; `row` counts as a spreadsheet does."""

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
    )
    return [
        WaitingRow(feed_name, file, number, source, london_date(received_at), tuple(problems))
        for feed_name, file, number, source, received_at, problems in rows.values_list(*columns)
    ]
