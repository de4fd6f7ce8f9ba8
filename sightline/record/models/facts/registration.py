"""A child on the roll of a school."""

from typing import ClassVar

from django.db import models

from sightline.record.models.base import Fact, Known, code_field, words_field


class Registration(Fact):
    """That a school has the child on its admission register, from entry to leaving (`valid_to`).

    Dual rolls are lawful, and sources disagree, so nothing forbids two registrations of one child.
    """

    establishment = models.ForeignKey("record.Establishment", on_delete=models.PROTECT, related_name="+")
    # Enrolment status: C single, M main of two, S subsidiary, F further education, O other, G guest; empty not known.
    status = code_field(2)
    year_group = code_field(4)
    attends_full_time = models.CharField(max_length=10, choices=Known.choices, default=Known.NOT_KNOWN)
    leaving_ground = code_field()
    destination = words_field()

    DISTINCT_BY: ClassVar[tuple[str, ...]] = ("source_person_id", "establishment_id", "status")

    def __str__(self) -> str:
        return f"registration {self.pk}"
