"""One file on its way into the record."""

from django.db import models


class IntakeRun(models.Model):
    """How far one delivery has come: rows staged in chunks, then all published in one transaction.

    A run that was killed is found again by its file (or by `--resume`) and goes on where it stood.
    """

    class State(models.TextChoices):
        """Where the file stands."""

        RECEIVED = "received", "received, rows being read"
        STAGED = "staged", "all rows read, not yet published"
        APPLIED = "applied", "published"
        UNCHANGED = "unchanged", "read, and nothing in it was new"
        REFUSED = "refused", "stopped half way, and overtaken by a later file"

    delivery = models.OneToOneField("record.Delivery", on_delete=models.PROTECT, related_name="intake_run")
    state = models.CharField(max_length=12, choices=State.choices, default=State.RECEIVED)
    # The number of the last row of the file that is staged, counted as a spreadsheet does.
    staged_to = models.PositiveIntegerField(default=0)
    # Counts of the outcome (rows, taken, unchanged, …) once there is one, and every fault with its row; no values.
    counts = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    ignored_headings = models.JSONField(default=list)
    # The row of headings as sent, so that held-back rows go back to the sender in the sender's own columns.
    headings = models.JSONField(default=list)
    # Of a table that was joined from several files or sheets: [{"name": …, "after": 0}, …] says that rows numbered
    # above `after` (up to the next part) are row number minus `after` of the part. Empty for a single table.
    parts = models.JSONField(default=list)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state"], name="intake_run_state")]

    def __str__(self) -> str:
        return f"intake run {self.pk} ({self.state})"

    @property
    def is_finished(self) -> bool:
        """Whether nothing more is to be done with the file."""
        return self.state not in {self.State.RECEIVED, self.State.STAGED}
