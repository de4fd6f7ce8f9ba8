"""What people say of a question between two records without deciding it: that they are not sure, or to ask again."""

from django.db import models


class SecondThought(models.Model):
    """One such word on a question; append-only. Who, when and why stand in the change.

    `taken_back` is the change whose decision was taken back, where a question is asked again: on the days between
    the two the question is known as answered.
    """

    class Kind(models.TextChoices):
        """What was said."""

        NOT_SURE = "not sure", "not sure"
        ASKED_AGAIN = "asked again", "asked again"

    question = models.ForeignKey(
        "record.PossibleMatch", on_delete=models.PROTECT, related_name="second_thoughts"
    )
    kind = models.CharField(max_length=12, choices=Kind.choices)
    taken_back = models.ForeignKey("access.Change", on_delete=models.PROTECT, related_name="+", null=True)
    change = models.ForeignKey("access.Change", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="asked again") ^ models.Q(taken_back__isnull=True),
                name="second_thought_takes_back",
            )
        ]

    def __str__(self) -> str:
        return f"second thought {self.pk}"
