"""Schools and other establishments of the national register, through conversion, merger and renumbering."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sightline.record.models.base import Versioned, code_field, hours_field, words_field


class EstablishmentGroup(models.TextChoices):
    """What a type of establishment means for a child's education; made from the register's type by data."""

    MAINSTREAM = "mainstream", "mainstream school"
    SPECIAL = "special", "special school"
    INDEPENDENT = "independent", "independent school"
    ALTERNATIVE = "alternative", "pupil referral unit or alternative provision school"
    HOSPITAL = "hospital", "hospital school"
    SECURE = "secure", "secure unit"
    FURTHER = "further", "further education"
    NURSERY = "nursery", "nursery school"
    OTHER = "other", "other establishment"
    NOT_KNOWN = "not known", "not known"


class EstablishmentDetails(models.Model):
    """What the register says of an establishment: shared by the current row and by each version of it."""

    name = words_field(300)
    authority_code = code_field(3)
    number = code_field(4)
    type_name = words_field()
    group = models.CharField(
        max_length=20, choices=EstablishmentGroup.choices, default=EstablishmentGroup.NOT_KNOWN
    )
    phase = code_field(60)
    status = code_field(60)
    open_date = models.DateField(null=True)
    close_date = models.DateField(null=True)
    postcode = code_field(8)
    ukprn = code_field(8)
    lowest_age = models.PositiveSmallIntegerField(null=True)
    highest_age = models.PositiveSmallIntegerField(null=True)

    class Meta:
        abstract = True


class Establishment(EstablishmentDetails):
    """One incarnation of a school: its URN never changes, and an academy conversion is a new one with a link.

    A stub is an establishment that a link names and the register does not hold (closed long ago): it stands so
    that a history has something to point to.
    """

    urn = models.CharField(max_length=6, unique=True)
    is_stub = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["authority_code", "number"], name="establishment_number"),
            models.Index(fields=["name"], name="establishment_name"),
        ]

    def __str__(self) -> str:
        return self.name or f"Establishment {self.urn}"


class EstablishmentVersion(Versioned, EstablishmentDetails):
    """What the register said of an establishment at one time: its number history is read from these."""

    establishment = models.ForeignKey(Establishment, on_delete=models.PROTECT, related_name="versions_sent")

    class Meta(Versioned.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["establishment"],
                condition=Q(superseded_at__isnull=True),
                name="establishment_one_current",
            )
        ]

    def __str__(self) -> str:
        return f"version {self.pk} of establishment {self.establishment_id}"


class EstablishmentLink(Versioned):
    """That one establishment followed another: converted, merged, split; the older one first."""

    predecessor = models.ForeignKey(Establishment, on_delete=models.PROTECT, related_name="successor_links")
    successor = models.ForeignKey(Establishment, on_delete=models.PROTECT, related_name="predecessor_links")
    kind = code_field(60)
    since = models.DateField(null=True)

    class Meta(Versioned.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor", "kind"],
                condition=Q(superseded_at__isnull=True),
                name="establishment_link_once",
            )
        ]

    def __str__(self) -> str:
        return f"establishment link {self.pk}"


class TaughtWeek(Versioned):
    """How many hours a week an establishment teaches at a key stage; a default applies, marked assumed, without it."""

    establishment = models.ForeignKey(Establishment, on_delete=models.PROTECT, related_name="taught_weeks")
    key_stage = models.PositiveSmallIntegerField()
    hours = hours_field()
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    DISTINCT_BY: ClassVar[tuple[str, ...]] = ("establishment_id", "key_stage")

    def __str__(self) -> str:
        return f"taught week {self.pk}"


class CalendarEntry(Versioned):
    """A term, holiday or closed day: the authority's (no establishment), or an establishment's own over it."""

    class Kind(models.TextChoices):
        """What the days are."""

        TERM = "term", "term"
        HALF_TERM = "half term", "half term"
        TRAINING = "training day", "training day"
        CLOSURE = "closure", "closure"

    establishment = models.ForeignKey(
        Establishment, on_delete=models.PROTECT, null=True, related_name="calendar_entries"
    )
    kind = models.CharField(max_length=20, choices=Kind.choices)
    name = words_field()
    valid_from = models.DateField()
    valid_to = models.DateField()

    def __str__(self) -> str:
        return f"{self.kind} {self.valid_from}"
