"""One entity a file."""

from sightline.intake.models.intake_run import IntakeRun
from sightline.intake.models.received_file import ReceivedFile
from sightline.intake.models.remembered import RememberedHeadings, RememberedName
from sightline.intake.models.staged_row import StagedRow

__all__ = ["IntakeRun", "ReceivedFile", "RememberedHeadings", "RememberedName", "StagedRow"]
