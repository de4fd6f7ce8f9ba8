"""One night: when every rule was asked of every register."""

from django.db import models
from django.db.models import F, Q


class Night(models.Model):
    """One run of all rules over the registers of a school year, up to and with the day `on`.

    Nights are counted from 1 on, so that two at the same time cannot both be kept. `rules` has each rule's version
    and figures as they were, by its name; `children` is how many children the registers spoke of.
    """

    number = models.PositiveIntegerField(unique=True)
    on = models.DateField()
    school_year = models.PositiveSmallIntegerField()
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    children = models.PositiveIntegerField()
    rules = models.JSONField()
    change = models.ForeignKey("access.Change", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__gte=F("began_at")), name="night_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return f"night {self.number}"
