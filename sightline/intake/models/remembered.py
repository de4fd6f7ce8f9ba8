"""What a person said once of a sender's own headings and names, and what is read by it ever after."""

from django.db import models
from django.db.models import Q

from sightline.record.models import Versioned


class Remembered(Versioned):
    """A thing said once of a sender: never overwritten; said anew, the new supersedes the old."""

    # Not from a file: said by a person, with the change as its origin.
    delivery = None
    row_number = None

    class Meta(Versioned.Meta):
        abstract = True


class RememberedHeadings(Remembered):
    """Which column of a feed stands under which heading of a sender's own sheet.

    `headings` maps a heading made comparable (`plain_heading`) to the name of a column of the feed, or to an empty
    text where it is to be left aside. `signature` is a digest of all headings of the sheet, in their order: by it a
    sheet is known again before anybody has said who sent it.
    """

    source = models.ForeignKey("record.Source", on_delete=models.PROTECT, related_name="+")
    feed = models.SlugField(max_length=40)
    signature = models.CharField(max_length=64)
    headings = models.JSONField(default=dict)

    class Meta(Remembered.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["source", "feed", "signature"],
                condition=Q(superseded_at__isnull=True),
                name="remembered_headings_once",
            )
        ]
        indexes = [models.Index(fields=["signature"], name="remembered_headings_signature")]

    def __str__(self) -> str:
        return f"remembered headings {self.pk}"


class RememberedName(Remembered):
    """Which school, provider or locality a sender means by a name or key of its own; exactly one of the three."""

    source = models.ForeignKey("record.Source", on_delete=models.PROTECT, related_name="+")
    # As sent, made comparable: small letters, single spaces.
    sent = models.CharField(max_length=200)
    establishment = models.ForeignKey(
        "record.Establishment", on_delete=models.PROTECT, null=True, related_name="+"
    )
    provider = models.ForeignKey("record.Provider", on_delete=models.PROTECT, null=True, related_name="+")
    locality = models.ForeignKey("record.Locality", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(Remembered.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["source", "sent"],
                condition=Q(superseded_at__isnull=True, establishment__isnull=False),
                name="remembered_school_once",
            ),
            models.UniqueConstraint(
                fields=["source", "sent"],
                condition=Q(superseded_at__isnull=True, provider__isnull=False),
                name="remembered_provider_once",
            ),
            models.UniqueConstraint(
                fields=["source", "sent"],
                condition=Q(superseded_at__isnull=True, locality__isnull=False),
                name="remembered_locality_once",
            ),
        ]

    def __str__(self) -> str:
        return f"remembered name {self.pk}"
