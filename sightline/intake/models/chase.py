"""That a sender was asked for what it owes."""

from django.db import models

from sightline.intake.models.of_sender import OfSender, exactly_one_sender


class Chase(OfSender):
    """One time that a sender was asked for what it owes: how, on which day, for which feeds; who did stands with the
    change."""

    class How(models.TextChoices):
        """In which way the sender was asked."""

        LETTER = "letter", "by letter"
        EMAIL = "e-mail", "by e-mail"
        PHONE = "phone", "by phone"
        IN_PERSON = "in person", "in person"

    how = models.CharField(max_length=10, choices=How.choices)
    asked_on = models.DateField()
    # The names of the feeds that were asked for.
    feeds = models.JSONField(default=list)

    class Meta(OfSender.Meta):
        constraints = [models.CheckConstraint(condition=exactly_one_sender(), name="chase_of_one_sender")]

    def __str__(self) -> str:
        return f"chase {self.pk}"
