"""That a sender has nothing to tell in a period: an answer, and not silence."""

from django.db import models
from django.db.models import F, Q

from sightline.intake.models.of_sender import OfSender, exactly_one_sender


class NilReturn(OfSender):
    """A sender's word that there is nothing of one feed from `valid_from` to before `valid_to`."""

    feed = models.SlugField(max_length=40)
    valid_from = models.DateField()
    valid_to = models.DateField()

    class Meta(OfSender.Meta):
        constraints = [
            models.CheckConstraint(condition=exactly_one_sender(), name="nil_return_of_one_sender"),
            models.CheckConstraint(condition=Q(valid_to__gt=F("valid_from")), name="nil_return_forward"),
            *(
                models.UniqueConstraint(
                    fields=[of, "feed", "valid_from", "valid_to"],
                    condition=Q(superseded_at__isnull=True, **{f"{of}__isnull": False}),
                    name=f"nil_return_{of}_once",
                )
                for of in ("establishment", "provider", "source")
            ),
        ]

    def __str__(self) -> str:
        return f"nil return {self.pk}"
