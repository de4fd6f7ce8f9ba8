"""What a rule found of a child, from the night on which it began to stand to the night on which it had ended."""

from django.db import models
from django.db.models import Q


class StandingFinding(models.Model):
    """One rule standing for one child without a break, over nights: from `opened_in` up to, not including, `closed_in`.

    `since` and `figure` are what the rule said last. `classes` are the classes of the rule and of every place whose
    marks the child has this school year, with spaces between: who does not see all of them is not told.
    """

    rule = models.SlugField(max_length=60)
    child = models.ForeignKey("record.Child", on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    figure = models.IntegerField()
    classes = models.CharField(max_length=120)
    opened_in = models.ForeignKey("watch.Night", on_delete=models.PROTECT, related_name="opened")
    closed_in = models.ForeignKey("watch.Night", on_delete=models.PROTECT, null=True, related_name="closed")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "child"],
                condition=Q(closed_in__isnull=True),
                name="standingfinding_one_open",
            )
        ]
        indexes = [models.Index(fields=["child"], name="standingfinding_of_child")]

    def __str__(self) -> str:
        return f"standing finding {self.pk}"
