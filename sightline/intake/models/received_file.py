"""One file as somebody dropped it into the pages: kept whole until its rows are in the record."""

from django.db import models


class ReceivedFile(models.Model):
    """A file that was dropped in: what it was taken for, who sent it, and how far it has come.

    Its content is kept from the moment it came, so that a stopped server loses nothing. Files that make one table
    together (the four of a school census) have one `joined_to`: the first of them, which alone is run. `batch` holds
    together what was dropped in at once. `outcome` and `differences` are of a dry run, the one counts and messages
    without a value, the other old and new values; what a real run came to stands with the run. `queued_by` is whoever
    last said that it is to be read, in the role `queued_as`: in that name it is written. Once its rows are in the
    record, or it is set aside, `content` is let go; the digest stays.
    """

    class State(models.TextChoices):
        """Where the file stands."""

        ASKING = "asking", "waits for an answer: what is it, and who sent it?"
        QUEUED = "queued", "waits for its turn"
        READING = "reading", "its rows are being read"
        PUBLISHING = "publishing", "being written to the record"
        TRIED = "tried", "tried only: nothing was changed"
        DONE = "done", "in the record"
        REFUSED = "refused", "cannot be read"
        SET_ASIDE = "set aside", "set aside by whoever dropped it in"

    batch = models.UUIDField()
    joined_to = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="joined")
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    content = models.BinaryField()
    dropped_by = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="+")
    dropped_at = models.DateTimeField()
    queued_by = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True, related_name="+")
    queued_as = models.SlugField(max_length=40, blank=True)

    feed = models.SlugField(max_length=40, blank=True)
    source_name = models.CharField(max_length=200, blank=True)
    received_on = models.DateField(null=True)
    dry_run = models.BooleanField(default=False)

    state = models.CharField(max_length=12, choices=State.choices)
    rows_read = models.PositiveIntegerField(default=0)
    rows_expected = models.PositiveIntegerField(null=True)
    stage_began_at = models.DateTimeField(null=True)
    message = models.TextField(blank=True)
    outcome = models.JSONField(default=dict)
    differences = models.JSONField(default=list)
    run = models.ForeignKey("intake.IntakeRun", on_delete=models.PROTECT, null=True, related_name="files")

    class Meta:
        indexes = [
            models.Index(fields=["state"], name="received_file_state"),
            models.Index(fields=["batch"], name="received_file_batch"),
        ]

    def __str__(self) -> str:
        return f"received file {self.pk} ({self.state})"
