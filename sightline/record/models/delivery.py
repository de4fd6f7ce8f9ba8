"""A sender, and one file that came from it."""

from django.db import models


class Source(models.Model):
    """A sender: a school, a provider, a service, or the authority's own officers."""

    class Kind(models.TextChoices):
        """What sort of sender this is."""

        SCHOOL = "school", "school"
        PROVIDER = "provider", "provider"
        SERVICE = "service", "service"
        OFFICERS = "officers", "the authority's officers"
        REGISTER = "register", "public register"

    slug = models.SlugField(max_length=100, unique=True)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    establishment = models.ForeignKey(
        "record.Establishment", on_delete=models.PROTECT, null=True, related_name="+"
    )
    provider = models.ForeignKey("record.Provider", on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return self.title


class Delivery(models.Model):
    """One file as it came: where every fact taken from it points back to. Published at one instant, by its change."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="deliveries")
    feed = models.SlugField(max_length=40)
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    received_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    change = models.ForeignKey("access.Change", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["source", "feed", "received_at"], name="delivery_by_source_feed")]

    def __str__(self) -> str:
        return f"{self.feed} from {self.source_id} ({self.pk})"
