"""How often one sender is asked for one feed, where that is not as usual."""

from django.db import models
from django.db.models import Q

from sightline.intake.models.of_sender import OfSender, exactly_one_sender


class Expectation(OfSender):
    """That a sender owes a feed more or less often than others of its kind, as somebody at the authority said.

    Who said so, when and why stands with its change. Without one the table of feeds owed says how often.
    """

    feed = models.SlugField(max_length=40)
    # One of `intake.coverage.frequency.HowOften`, in its own words.
    how_often = models.CharField(max_length=20)
    # School days where the feed is owed each day or week, else days.
    grace = models.PositiveSmallIntegerField()

    class Meta(OfSender.Meta):
        constraints = [
            models.CheckConstraint(condition=exactly_one_sender(), name="expectation_of_one_sender"),
            *(
                models.UniqueConstraint(
                    fields=[of, "feed"],
                    condition=Q(superseded_at__isnull=True, **{f"{of}__isnull": False}),
                    name=f"expectation_{of}_once",
                )
                for of in ("establishment", "provider", "source")
            ),
        ]

    def __str__(self) -> str:
        return f"expectation {self.pk}"
