"""One row of a file that has been read and is not, or not yet, in the record."""

from django.db import models


class StagedRow(models.Model):
    """A row between the file and the record. Once published it is gone from here; what is held back stays.

    `values` are by column name: as read for a waiting row, as sent for one that is held back. `cells` are all cells
    of a row that is held back, as sent and in the sender's own order. `mended` names the columns that a person has
    changed, without a value. `key` is a digest of what tells the row apart and `person` the sender's key of the
    person, both empty where that could not be read.
    """

    class State(models.TextChoices):
        """What is to become of the row."""

        WAITING = "waiting", "read, to be published"
        QUARANTINED = "quarantined", "held back until it is mended"
        SETTLED = "settled", "held back once, and since sent again"
        MENDED = "mended", "held back once, and mended here"
        DISMISSED = "dismissed", "held back, and set aside with a reason"

    run = models.ForeignKey("intake.IntakeRun", on_delete=models.PROTECT, related_name="staged_rows")
    row_number = models.PositiveIntegerField()
    key = models.CharField(max_length=64, blank=True)
    person = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=12, choices=State.choices)
    values = models.JSONField()
    cells = models.JSONField(default=list)
    set_aside = models.JSONField(default=dict)
    mended = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    settled_by = models.ForeignKey("access.Change", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "row_number"], name="staged_row_once")]
        indexes = [
            models.Index(
                fields=["state"], name="staged_row_held_back", condition=models.Q(state="quarantined")
            )
        ]

    def __str__(self) -> str:
        return f"row {self.row_number} of run {self.run_id}"
