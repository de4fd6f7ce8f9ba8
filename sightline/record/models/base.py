"""What every versioned row has: three times, its change, its file and row; and what every fact adds to that."""

import uuid
from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class CurrentManager(models.Manager):
    """Rows in force: what the record says now."""

    def get_queryset(self) -> models.QuerySet:
        """Rows that nothing has superseded."""
        return super().get_queryset().filter(superseded_at__isnull=True)


class Versioned(models.Model):
    """A row that is never changed: it is superseded, and both rows stay.

    `received_at` is when the authority was told, `recorded_at` when the system took it. The pair
    `superseded_received_at`, `superseded_at` says the same of what replaced it. *Known on D* means
    `received_at` before the end of D, and not superseded by something received by then.
    """

    received_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    superseded_received_at = models.DateTimeField(null=True, editable=False)
    superseded_at = models.DateTimeField(null=True, editable=False)
    change = models.ForeignKey("access.Change", on_delete=models.PROTECT, related_name="+")
    superseded_by = models.ForeignKey("access.Change", on_delete=models.PROTECT, related_name="+", null=True)
    delivery = models.ForeignKey("record.Delivery", on_delete=models.PROTECT, related_name="+", null=True)
    row_number = models.PositiveIntegerField(null=True)

    objects = CurrentManager()
    versions = models.Manager()

    # Columns that a row may still take on after it was written; the database refuses every other update.
    MAY_CHANGE: ClassVar[tuple[str, ...]] = ("superseded_received_at", "superseded_at", "superseded_by_id")
    # The columns that tell whose period may not overlap whose, among current rows; empty: any may.
    DISTINCT_BY: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True
        base_manager_name = "versions"
        default_manager_name = "objects"


class Fact(Versioned):
    """One thing known of a child, as one source says it, valid over a half-open period of days.

    `fact` is the stable id that everything refers to; `version` counts its rows. The fact belongs to the source
    person; `child` is only the current pointer, moved by joins and splits. `valid_from` empty means since before
    anybody told us; `valid_to` empty means still so.
    """

    fact = models.UUIDField(default=uuid.uuid4)
    version = models.PositiveIntegerField(default=1)
    source_person = models.ForeignKey("record.SourcePerson", on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey("record.Child", on_delete=models.PROTECT, related_name="%(class)s_facts")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    MAY_CHANGE: ClassVar[tuple[str, ...]] = (*Versioned.MAY_CHANGE, "child_id")

    class Meta(Versioned.Meta):
        abstract = True
        indexes = [
            models.Index(fields=["child"], name="%(class)s_child"),
            models.Index(
                fields=["source_person"], name="%(class)s_current", condition=Q(superseded_at__isnull=True)
            ),
            models.Index(fields=["fact"], name="%(class)s_fact"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gt=F("valid_from")),
                name="%(class)s_period_forward",
            ),
            models.CheckConstraint(
                condition=Q(received_at__lte=F("recorded_at")), name="%(class)s_received_first"
            ),
            models.UniqueConstraint(
                fields=["fact"], condition=Q(superseded_at__isnull=True), name="%(class)s_one_current"
            ),
        ]


class Known(models.TextChoices):
    """Whether a yes-or-no thing is known: unknown is a value."""

    YES = "yes", "yes"
    NO = "no", "no"
    NOT_KNOWN = "not known", "not known"


def hours_field() -> "models.DecimalField[Decimal | None, Decimal | None]":
    """A number of hours a week; empty means not known, and nought means known to be none."""
    return models.DecimalField(max_digits=5, decimal_places=2, null=True)


def code_field(max_length: int = 40) -> "models.CharField[str, str]":
    """A code or slug as the sender gave it or as the glossary has it; empty means not known."""
    return models.CharField(max_length=max_length, blank=True)


def words_field(max_length: int = 200) -> "models.CharField[str, str]":
    """A short text; empty means not known."""
    return models.CharField(max_length=max_length, blank=True)
