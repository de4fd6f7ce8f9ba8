"""One write: who, when, why, and when the authority was told."""

from django.db import models


class Change(models.Model):
    """One write to the record, as one transaction; append-only. Facts and links point to the change that made them.

    `told_by` says who told the authority, and `told_how` by what way; both are empty where nobody did.
    """

    class ToldHow(models.TextChoices):
        """By what way the authority was told."""

        FILE = "file", "a file"
        PHONE = "phone", "a phone call"
        EMAIL = "email", "an email"
        LETTER = "letter", "a letter"
        MEETING = "meeting", "a meeting"
        VISIT = "visit", "a visit"
        FORM = "form", "a form"
        OTHER_SYSTEM = "other-system", "another service’s own system"

    actor = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="+")
    role = models.SlugField(max_length=40)
    action = models.SlugField(max_length=40)
    reason = models.TextField()
    told_by = models.CharField(max_length=200, blank=True)
    told_how = models.CharField(max_length=20, choices=ToldHow.choices, blank=True)
    received_at = models.DateTimeField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(received_at__lte=models.F("recorded_at")),
                name="change_received_before_recorded",
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="change_has_reason"),
        ]

    def __str__(self) -> str:
        return f"change {self.pk}: {self.action}"

    @property
    def is_back_dated(self) -> bool:
        """Whether the authority was told on an earlier day than the record took it."""
        return self.received_at.date() < self.recorded_at.date()
