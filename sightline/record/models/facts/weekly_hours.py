"""The hours of one week."""

from typing import ClassVar

from django.db import models

from sightline.record.models.base import Fact, hours_field


class WeeklyHours(Fact):
    """Hours planned, offered and attended with one provider (or at one establishment) in the week of `valid_from`.

    `valid_from` is a Monday and `valid_to` the Monday after. Empty hours are not known; nought is known to be none.
    """

    establishment = models.ForeignKey(
        "record.Establishment", on_delete=models.PROTECT, null=True, related_name="+"
    )
    provider = models.ForeignKey("record.Provider", on_delete=models.PROTECT, null=True, related_name="+")
    hours_planned = hours_field()
    hours_offered = hours_field()
    hours_attended = hours_field()

    DISTINCT_BY: ClassVar[tuple[str, ...]] = ("source_person_id", "provider_id", "establishment_id")

    def __str__(self) -> str:
        return f"weekly hours {self.pk}"
