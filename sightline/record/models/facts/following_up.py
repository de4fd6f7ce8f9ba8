"""Who answers for a child, and what is to happen: written by casework, read by rules and lists."""

from django.db import models

from sightline.record.models.base import Fact, Known, code_field, hours_field, words_field


class KeyPerson(Fact):
    """The one person whom the family knows and who answers for the child (E1)."""

    staff_member = models.ForeignKey(
        "record.StaffMember", on_delete=models.PROTECT, null=True, related_name="+"
    )
    name = words_field()
    phone = words_field(40)

    def __str__(self) -> str:
        return f"key person {self.pk}"


class Review(Fact):
    """A formal review of the child's education: due on a day, held on a day (E3)."""

    due_on = models.DateField(null=True)
    held_on = models.DateField(null=True)
    kind = code_field()
    outcome = words_field(400)

    def __str__(self) -> str:
        return f"review {self.pk}"


class NextStep(Fact):
    """What is to be done, by whom, by when (E4)."""

    description = words_field(400)
    by_whom = words_field()
    due_on = models.DateField(null=True)
    done_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"next step {self.pk}"


class Notice(Fact):
    """What a school or service must tell the authority of a child (B3)."""

    class Kind(models.TextChoices):
        """What the notice is of."""

        PART_TIME = "part-time", "part-time timetable"
        LONG_ABSENCE = "long-absence", "out of school fifteen days or more"
        ROLL_REMOVAL = "roll-removal", "proposed removal from the roll"
        MANAGED_MOVE = "managed-move", "managed move"

    kind = models.CharField(max_length=20, choices=Kind.choices)
    establishment = models.ForeignKey(
        "record.Establishment", on_delete=models.PROTECT, null=True, related_name="+"
    )
    hours_offered = hours_field()
    reason = code_field()
    parent_agreed = models.CharField(max_length=10, choices=Known.choices, default=Known.NOT_KNOWN)
    review_on = models.DateField(null=True)
    full_time_on = models.DateField(null=True)
    words = words_field(400)

    def __str__(self) -> str:
        return f"notice {self.pk}"


class Concern(Fact):
    """A worry that somebody raised about the child's education: taken seriously, answered (C9)."""

    raised_by = words_field()
    relation = code_field()
    words = models.TextField(blank=True)
    answered_on = models.DateField(null=True)
    answer = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"concern {self.pk}"


class EvidenceDocument(Fact):
    """A document about the child: its title and class; its content is kept apart, found by its digest.

    `scanned` says what a virus scanner said of it, or that none was asked.
    """

    class Scanned(models.TextChoices):
        """What a virus scanner said."""

        CLEAN = "clean", "a virus scanner found nothing in it"
        NOT_SCANNED = "not scanned", "no virus scanner is configured"

    title = words_field()
    file_name = words_field()
    field_class = code_field(20)
    sha256 = code_field(64)
    media_type = code_field(100)
    size = models.PositiveBigIntegerField(null=True)
    scanned = models.CharField(max_length=12, choices=Scanned.choices, default=Scanned.NOT_SCANNED)

    def __str__(self) -> str:
        return f"evidence document {self.pk}"
