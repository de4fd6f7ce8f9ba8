"""A figure of a rule as somebody set it."""

from django.db import models
from django.db.models import Q


class RuleFigure(models.Model):
    """The value of one figure of a rule from a change on; the change says who set it, when and why.

    Rows are only added: the last one of a rule and name is in force, and before the first the rule's own figure is.
    `follows` is the last row of the rule that was there when this one was set (0: none), so that of two people who set
    the same figure at once one is refused.
    """

    rule = models.SlugField(max_length=60)
    name = models.SlugField(max_length=60)
    value = models.PositiveIntegerField()
    follows = models.PositiveBigIntegerField()
    change = models.ForeignKey("access.Change", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rule", "name", "follows"], name="rulefigure_follows_once"),
            models.CheckConstraint(condition=Q(value__gte=1), name="rulefigure_above_nought"),
        ]

    def __str__(self) -> str:
        return f"figure {self.name} of the rule {self.rule}"
