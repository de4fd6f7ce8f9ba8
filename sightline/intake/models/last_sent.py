"""What a sender's last file said row by row, in digests."""

from django.db import models


class LastSent(models.Model):
    """The rows of one full file by digest: what the next file sends as it stood needs no second look.

    `stood` maps a digest to the sender's key of the person: while the file is on its way, of those rows of it that
    stood so in the file before; once it is published, of every row that the next file may be held against. `read_now`
    maps the numbers of the rows that are read anew to their digests, and `places` lists what stands in the column for
    whose values the feed is complete in the rows that stood so before; both are empty once the file is published.
    `warned` maps digests among them to what was found in their rows that holds nothing back, as it is stored.
    `read_by` is a digest of all that the reading rested on besides the cells, empty where that changed half way.

    Only a help: where there is none, a file is read in full, with the same outcome.
    """

    run = models.OneToOneField(
        "intake.IntakeRun", on_delete=models.PROTECT, primary_key=True, related_name="last_sent"
    )
    read_by = models.CharField(max_length=64, blank=True)
    stood = models.JSONField(default=dict)
    warned = models.JSONField(default=dict)
    read_now = models.JSONField(default=dict)
    places = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"last sent by run {self.run_id}"
