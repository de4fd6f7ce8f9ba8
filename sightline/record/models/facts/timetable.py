"""A session in a child's week."""

from django.db import models

from sightline.record.models.base import Fact, Known, words_field


class TimetableSession(Fact):
    """One session in the child's usual week with an establishment or a provider, while the fact is valid."""

    establishment = models.ForeignKey(
        "record.Establishment", on_delete=models.PROTECT, null=True, related_name="+"
    )
    provider = models.ForeignKey("record.Provider", on_delete=models.PROTECT, null=True, related_name="+")
    weekday = models.PositiveSmallIntegerField()
    starts = models.TimeField()
    ends = models.TimeField()
    subject = words_field()
    place = words_field()
    online = models.CharField(max_length=10, choices=Known.choices, default=Known.NOT_KNOWN)
    alone = models.CharField(max_length=10, choices=Known.choices, default=Known.NOT_KNOWN)

    def __str__(self) -> str:
        return f"timetable session {self.pk}"
