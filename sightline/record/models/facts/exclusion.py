"""A suspension or an exclusion."""

from typing import ClassVar

from django.db import models

from sightline.record.models.base import Fact, words_field


class Exclusion(Fact):
    """That a head teacher suspended or permanently excluded the child, from its first day (`valid_from`).

    `valid_to` is the day on which the child may come back (half-open), empty for a permanent exclusion.
    """

    class Kind(models.TextChoices):
        """The kinds in the Department's code set (CBDS, May 2026)."""

        PERMANENT = "PERM", "permanent exclusion"
        SUSPENSION = "SUSP", "suspension"
        LUNCHTIME = "LNCH", "lunchtime suspension"

    class State(models.TextChoices):
        """What became of it."""

        IN_FORCE = "in force", "in force"
        CANCELLED = "cancelled", "cancelled by the head teacher"
        REINSTATED = "reinstated", "the child was reinstated"
        UPHELD = "upheld", "upheld by the governing board"

    establishment = models.ForeignKey("record.Establishment", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=4, choices=Kind.choices)
    reasons = models.JSONField(default=list)
    sessions = models.PositiveSmallIntegerField(null=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.IN_FORCE)
    provision_from = models.DateField(null=True)
    words = words_field(400)

    # One that was cancelled or overturned may have no last day, and another may follow it.
    DISTINCT_BY: ClassVar[tuple[str, ...]] = ("source_person_id", "establishment_id", "kind", "state")

    def __str__(self) -> str:
        return f"exclusion {self.pk}"
