"""One entity a file."""

from sightline.intake.models.intake_run import IntakeRun
from sightline.intake.models.staged_row import StagedRow

__all__ = ["IntakeRun", "StagedRow"]
