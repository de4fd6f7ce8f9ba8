"""What the list said, day by day: kept for good, beside the record that can always say it again."""

from django.db import models


class StandingPeriod(models.Model):
    """That the list showed a child with one standing, for one set of reasons, from one day up to another.

    `shown_from` is the first day at the end of which it was so, `shown_to` the first at which it was no more, empty
    while it is still so; a row that was replaced on its own first day has both alike. A child without a row was off.
    Rows are closed once and never changed otherwise.
    """

    child = models.ForeignKey("record.Child", on_delete=models.PROTECT, related_name="standing_periods")
    standing = models.CharField(max_length=14)
    since = models.DateField(null=True)
    reasons = models.JSONField()
    legal = models.JSONField()
    rules_version = models.CharField(max_length=20)
    shown_from = models.DateField()
    shown_from_change = models.ForeignKey("access.Change", on_delete=models.PROTECT, related_name="+")
    shown_to = models.DateField(null=True)
    shown_to_change = models.ForeignKey(
        "access.Change", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["child"], condition=models.Q(shown_to__isnull=True), name="standing_one_shown"
            ),
            models.CheckConstraint(
                condition=models.Q(shown_to__isnull=True) | models.Q(shown_to__gte=models.F("shown_from")),
                name="standing_period_forward",
            ),
        ]
        indexes = [models.Index(fields=["shown_from"], name="standing_shown_from")]

    def __str__(self) -> str:
        return f"standing of child {self.child_id} from {self.shown_from}"
