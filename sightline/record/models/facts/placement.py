"""A child placed with a provider or in a programme."""

from typing import ClassVar

from django.db import models

from sightline.record.models.base import Fact, Known, code_field, hours_field, words_field


class Placement(Fact):
    """That a provider educates the child, arranged by somebody, for a reason, for some hours a week."""

    class ArrangedBy(models.TextChoices):
        """Who arranged it."""

        AUTHORITY = "authority", "the local authority"
        SCHOOL = "school", "the school"
        HEALTH = "health", "a health service"
        COURT = "court", "a court"
        NOT_KNOWN = "not known", "not known"

    class LegalBasis(models.TextChoices):
        """Under which power it was arranged."""

        SECTION_19 = "section-19", "section 19, Education Act 1996"
        OTHERWISE_THAN_AT_SCHOOL = "section-42-61", "sections 42 and 61, Children and Families Act 2014"
        OFF_SITE_DIRECTION = "section-29a", "section 29A, Education Act 2002 (off-site direction)"
        SCHOOL_ARRANGED = "school-arranged", "arranged by the school"
        NOT_KNOWN = "not known", "not known"

    provider = models.ForeignKey("record.Provider", on_delete=models.PROTECT, related_name="+")
    programme = models.ForeignKey("record.Programme", on_delete=models.PROTECT, null=True, related_name="+")
    # The school from which the child was placed, as the teller says; empty where not known or none.
    home_school = models.ForeignKey(
        "record.Establishment", on_delete=models.PROTECT, null=True, related_name="+"
    )
    arranged_by = models.CharField(max_length=12, choices=ArrangedBy.choices, default=ArrangedBy.NOT_KNOWN)
    legal_basis = models.CharField(max_length=20, choices=LegalBasis.choices, default=LegalBasis.NOT_KNOWN)
    reason = code_field()
    reason_words = words_field(400)
    hours_planned = hours_field()
    attendance_pattern = models.CharField(max_length=10, choices=Known.choices, default=Known.NOT_KNOWN)
    online = models.CharField(max_length=10, choices=Known.choices, default=Known.NOT_KNOWN)
    alone = models.CharField(max_length=10, choices=Known.choices, default=Known.NOT_KNOWN)
    review_on = models.DateField(null=True)
    ending = words_field(400)

    DISTINCT_BY: ClassVar[tuple[str, ...]] = ("source_person_id", "provider_id", "programme_id")

    def __str__(self) -> str:
        return f"placement {self.pk}"
