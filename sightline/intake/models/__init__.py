"""One entity a file."""

from sightline.intake.models.chase import Chase
from sightline.intake.models.expectation import Expectation
from sightline.intake.models.intake_run import IntakeRun
from sightline.intake.models.last_sent import LastSent
from sightline.intake.models.nil_return import NilReturn
from sightline.intake.models.received_file import ReceivedFile
from sightline.intake.models.remembered import RememberedHeadings, RememberedName
from sightline.intake.models.staged_row import StagedRow

__all__ = [
    "Chase",
    "Expectation",
    "IntakeRun",
    "LastSent",
    "NilReturn",
    "ReceivedFile",
    "RememberedHeadings",
    "RememberedName",
    "StagedRow",
]
