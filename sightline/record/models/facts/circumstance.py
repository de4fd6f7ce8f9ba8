"""A need or a status of a child."""

from typing import ClassVar

from django.db import models

from sightline.access.policy import FieldClass
from sightline.record.models.base import Fact, Known, code_field, hours_field, words_field


class Circumstance(Fact):
    """A need or a status: what is so of the child for a while, and which authority answers for it.

    The kind decides the class of the whole fact: who may not see health sees neither its text nor its count.
    """

    class Kind(models.TextChoices):
        """Every need and status that the list, the duties or the reports rest on."""

        SEN_SUPPORT = "sen-support", "special educational needs support"
        EHC_PLAN = "ehc-plan", "education, health and care plan"
        LOOKED_AFTER = "looked-after", "looked after"
        IN_NEED = "in-need", "child in need"
        PROTECTION_PLAN = "protection-plan", "child protection plan"
        ILLNESS = "illness", "medical need"
        MENTAL_HEALTH_COMMUNITY = "mental-health-community", "community mental health service"
        MENTAL_HEALTH_IN_PATIENT = "mental-health-in-patient", "in-patient mental health unit"
        PREGNANT = "pregnant", "pregnant"
        YOUNG_MOTHER = "young-mother", "young mother"
        TRAVELLER = "traveller", "Gypsy, Roma or Traveller with education elsewhere"
        NEW_TO_COUNTRY = "new-to-country", "new to the country"
        MOVED_IN = "moved-in", "moved here from another area"
        AWAITING_PLACE = "awaiting-place", "awaiting a school place"
        COMPLEX_NEEDS_NO_PLACE = "complex-needs-no-place", "complex needs and no suitable place"
        IN_CUSTODY = "in-custody", "in custody"
        FROM_CUSTODY = "from-custody", "released from custody"
        HOME_EDUCATION = "home-education", "educated at home by parents"
        WHEREABOUTS_UNKNOWN = "whereabouts-unknown", "whereabouts unknown"
        BEHAVIOUR_PLAN = "behaviour-plan", "personalised plan for behaviour"
        LOW_ATTENDANCE_PLAN = "low-attendance-plan", "rarely attends, with a reintegration plan"
        SEVERE_ABSENCE = "severe-absence", "absent from half or more of sessions"
        LEFT_ENGLAND = "left-england", "moved out of England"
        DIED = "died", "died"

    class Suitability(models.TextChoices):
        """Whether education at home has been found suitable."""

        SUITABLE = "suitable", "found suitable"
        UNSUITABLE = "unsuitable", "found unsuitable"
        NOT_KNOWN = "not known", "not known"

    kind = models.CharField(max_length=30, choices=Kind.choices)
    authority_code = code_field(3)
    primary_need = code_field()
    clinician_limit_hours = hours_field()
    evidence_on = models.DateField(null=True)
    suitability = models.CharField(max_length=12, choices=Suitability.choices, default=Suitability.NOT_KNOWN)
    consent = models.CharField(max_length=10, choices=Known.choices, default=Known.NOT_KNOWN)
    part_time_at_school = models.CharField(max_length=10, choices=Known.choices, default=Known.NOT_KNOWN)
    place = words_field()
    words = words_field(400)

    DISTINCT_BY: ClassVar[tuple[str, ...]] = ("source_person_id", "kind")

    def __str__(self) -> str:
        return f"circumstance {self.pk}"


CLASS_OF_KIND: dict[str, FieldClass] = {
    Circumstance.Kind.SEN_SUPPORT: FieldClass.EDUCATION,
    Circumstance.Kind.EHC_PLAN: FieldClass.EDUCATION,
    Circumstance.Kind.LOOKED_AFTER: FieldClass.SAFEGUARDING,
    Circumstance.Kind.IN_NEED: FieldClass.SAFEGUARDING,
    Circumstance.Kind.PROTECTION_PLAN: FieldClass.SAFEGUARDING,
    Circumstance.Kind.ILLNESS: FieldClass.HEALTH,
    Circumstance.Kind.MENTAL_HEALTH_COMMUNITY: FieldClass.HEALTH,
    Circumstance.Kind.MENTAL_HEALTH_IN_PATIENT: FieldClass.HEALTH,
    Circumstance.Kind.PREGNANT: FieldClass.HEALTH,
    Circumstance.Kind.YOUNG_MOTHER: FieldClass.HEALTH,
    Circumstance.Kind.TRAVELLER: FieldClass.ETHNICITY_RELIGION,
    Circumstance.Kind.NEW_TO_COUNTRY: FieldClass.EDUCATION,
    Circumstance.Kind.MOVED_IN: FieldClass.EDUCATION,
    Circumstance.Kind.AWAITING_PLACE: FieldClass.EDUCATION,
    Circumstance.Kind.COMPLEX_NEEDS_NO_PLACE: FieldClass.EDUCATION,
    Circumstance.Kind.IN_CUSTODY: FieldClass.CRIMINAL,
    Circumstance.Kind.FROM_CUSTODY: FieldClass.CRIMINAL,
    Circumstance.Kind.HOME_EDUCATION: FieldClass.EDUCATION,
    Circumstance.Kind.WHEREABOUTS_UNKNOWN: FieldClass.SAFEGUARDING,
    Circumstance.Kind.BEHAVIOUR_PLAN: FieldClass.EDUCATION,
    Circumstance.Kind.LOW_ATTENDANCE_PLAN: FieldClass.EDUCATION,
    Circumstance.Kind.SEVERE_ABSENCE: FieldClass.EDUCATION,
    Circumstance.Kind.LEFT_ENGLAND: FieldClass.IDENTITY,
    Circumstance.Kind.DIED: FieldClass.IDENTITY,
}
