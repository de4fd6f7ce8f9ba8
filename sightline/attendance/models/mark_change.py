"""The journal of corrected marks: what stood, what stands, by which change."""

from django.db import models


class Session(models.TextChoices):
    """One half of a school day."""

    MORNING = "morning", "morning"
    AFTERNOON = "afternoon", "afternoon"


class MarkChange(models.Model):
    """One mark that a later page has otherwise than the page before, or whose code nobody knows.

    `before` and `after` are stored numbers. `sent` is the code as sent where nobody knows it, else empty.
    """

    page = models.ForeignKey("attendance.RegisterPage", on_delete=models.PROTECT, related_name="changes")
    source_person = models.ForeignKey("record.SourcePerson", on_delete=models.PROTECT, related_name="+")
    session = models.CharField(max_length=9, choices=Session.choices)
    before = models.PositiveSmallIntegerField()
    after = models.PositiveSmallIntegerField()
    sent = models.CharField(max_length=8, blank=True)
    row_number = models.PositiveIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["source_person"], name="markchange_of_person")]

    def __str__(self) -> str:
        return f"mark change {self.pk}"
