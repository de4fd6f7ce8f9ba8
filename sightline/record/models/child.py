"""A child: a cluster of source persons held together by link intervals."""

from django.db import models
from django.db.models import F, Q

from sightline.record.models.base import CurrentManager


class Child(models.Model):
    """One child. Ids are never reused: a joined id redirects to the id that it was joined to."""

    created_by = models.ForeignKey("access.Change", on_delete=models.PROTECT, related_name="+")
    redirects_to = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="redirected_from"
    )

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """The case number and unique ID that people use: SL- and six digits or more."""
        return reference_of(self.pk)


def reference_of(child: int) -> str:
    """The case number of a child's id: SL-000042."""
    return f"SL-{child:06d}"


def id_of_reference(reference: str) -> int | None:
    """The id behind a case number, or None when the text is no case number."""
    prefix, _, digits = reference.strip().upper().partition("-")
    return int(digits) if prefix == "SL" and digits.isdecimal() else None


class DecidedBy(models.TextChoices):
    """Who decided a link."""

    RULE = "rule", "rule"
    PERSON = "person", "person"


class LinkInterval(models.Model):
    """That a source person is this child, from one moment of knowledge to another; ended, never changed.

    `received_at` is since when the authority could know it; `recorded_at` is when the system took it.
    """

    source_person = models.ForeignKey("record.SourcePerson", on_delete=models.PROTECT, related_name="links")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="links")
    received_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    superseded_received_at = models.DateTimeField(null=True, editable=False)
    superseded_at = models.DateTimeField(null=True, editable=False)
    change = models.ForeignKey("access.Change", on_delete=models.PROTECT, related_name="+")
    superseded_by = models.ForeignKey("access.Change", on_delete=models.PROTECT, related_name="+", null=True)
    decided_by = models.CharField(max_length=10, choices=DecidedBy.choices)
    rule = models.SlugField(max_length=60, blank=True)
    score = models.FloatField(null=True)
    why = models.TextField(blank=True)

    objects = CurrentManager()
    versions = models.Manager()

    class Meta:
        base_manager_name = "versions"
        default_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["source_person"], condition=Q(superseded_at__isnull=True), name="link_one_current"
            ),
            models.CheckConstraint(
                condition=Q(received_at__lte=F("recorded_at")), name="link_received_first"
            ),
        ]
        indexes = [
            models.Index(fields=["child"], name="link_child"),
            models.Index(fields=["source_person"], name="link_source_person"),
        ]

    def __str__(self) -> str:
        return f"link {self.pk}"


class PossibleMatch(models.Model):
    """Two source persons who may be the same child: shown on both, until a person decides."""

    class State(models.TextChoices):
        """What became of the question."""

        OPEN = "open", "waiting for a decision"
        JOINED = "joined", "joined"
        LEFT_APART = "left apart", "left apart"

    first = models.ForeignKey("record.SourcePerson", on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey("record.SourcePerson", on_delete=models.PROTECT, related_name="+")
    why = models.TextField()
    score = models.FloatField(null=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN)
    change = models.ForeignKey("access.Change", on_delete=models.PROTECT, related_name="+")
    decided = models.ForeignKey("access.Change", on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="possible_match_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="possible_match_ordered"),
        ]
        indexes = [models.Index(fields=["second"], name="possible_match_second")]

    def __str__(self) -> str:
        return f"possible match {self.pk}"
