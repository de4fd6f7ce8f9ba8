"""The sessions of a period, counted by whoever keeps the register."""

from typing import ClassVar

from django.db import models

from sightline.record.models.base import Fact


def sessions_field() -> "models.PositiveSmallIntegerField[int | None, int | None]":
    """A number of sessions (half days) of one period; empty means not known, and nought means known to be none."""
    return models.PositiveSmallIntegerField(null=True)


class AttendanceTotal(Fact):
    """Sessions of the days from `valid_from` to before `valid_to`, as a register counts them, without its marks.

    `possible` sessions are `attended` (present, or at an approved educational activity) and absences, authorised and
    unauthorised; `ill` are those of the authorised absences that were for illness. Each may be not known by itself.
    """

    establishment = models.ForeignKey(
        "record.Establishment", on_delete=models.PROTECT, null=True, related_name="+"
    )
    provider = models.ForeignKey("record.Provider", on_delete=models.PROTECT, null=True, related_name="+")
    possible = sessions_field()
    attended = sessions_field()
    absent_authorised = sessions_field()
    absent_unauthorised = sessions_field()
    ill = sessions_field()

    DISTINCT_BY: ClassVar[tuple[str, ...]] = ("source_person_id", "provider_id", "establishment_id")

    def __str__(self) -> str:
        return f"attendance total {self.pk}"
