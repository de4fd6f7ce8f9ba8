"""Whose mark stands where on a page: the roster of one register in one school year."""

from django.db import models
from django.db.models import Q


class Roster(models.Model):
    """The register of one place in one school year: a school's, or a provider's. `school_year` is its starting year."""

    establishment = models.ForeignKey(
        "record.Establishment", on_delete=models.PROTECT, null=True, related_name="+"
    )
    provider = models.ForeignKey("record.Provider", on_delete=models.PROTECT, null=True, related_name="+")
    school_year = models.PositiveSmallIntegerField()
    change = models.ForeignKey("access.Change", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(establishment__isnull=False, provider__isnull=True)
                | Q(establishment__isnull=True, provider__isnull=False),
                name="roster_of_one_place",
            ),
            models.UniqueConstraint(
                fields=["establishment", "school_year"],
                condition=Q(establishment__isnull=False),
                name="roster_one_of_school",
            ),
            models.UniqueConstraint(
                fields=["provider", "school_year"],
                condition=Q(provider__isnull=False),
                name="roster_one_of_provider",
            ),
        ]

    def __str__(self) -> str:
        return f"roster {self.pk}"


class RosterPlace(models.Model):
    """A place on every page of a roster, given to one source person for good.

    Places are appended and never reused, and belong to the source person: taking a match apart moves no mark.
    """

    roster = models.ForeignKey(Roster, on_delete=models.PROTECT, related_name="places")
    position = models.PositiveIntegerField()
    source_person = models.ForeignKey("record.SourcePerson", on_delete=models.PROTECT, related_name="+")
    change = models.ForeignKey("access.Change", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["roster", "position"], name="rosterplace_position"),
            models.UniqueConstraint(fields=["roster", "source_person"], name="rosterplace_person"),
        ]
        indexes = [models.Index(fields=["source_person"], name="rosterplace_of_person")]

    def __str__(self) -> str:
        return f"place {self.pk} of a roster"
