"""Providers of education otherwise than at a child's own school, and the programmes they run."""

from django.db import models
from django.db.models import Q

from sightline.record.models.base import Known, Versioned, code_field, words_field


class ProviderKind(models.TextChoices):
    """The kinds of provision of the report, each first-class (F4)."""

    PUPIL_REFERRAL_UNIT = "pupil-referral-unit", "pupil referral unit"
    ALTERNATIVE_SCHOOL = "alternative-school", "alternative provision school"
    HOME_TUITION = "home-tuition", "home tuition"
    ONE_TO_ONE = "one-to-one", "one-to-one tuition away from home"
    E_LEARNING = "e-learning", "e-learning"
    VOCATIONAL = "vocational", "vocational provider"
    COLLEGE = "college", "college"
    HOSPITAL = "hospital", "hospital teaching"
    IN_PATIENT_MENTAL_HEALTH = "in-patient-mental-health", "in-patient mental health unit"
    COMMUNITY_MENTAL_HEALTH = "community-mental-health", "community mental health provision"
    SECURE = "secure", "secure setting"
    AREA_BASE = "area-base", "area base"
    WORK_BASED = "work-based", "work-based placement"
    SCHOOL = "school", "another school"
    OTHER = "other", "other provider"
    NOT_KNOWN = "not known", "not known"


class ProviderDetails(models.Model):
    """What is known of a provider: shared by the current row and by each version of it."""

    name = words_field(300)
    kind = models.CharField(max_length=30, choices=ProviderKind.choices, default=ProviderKind.NOT_KNOWN)
    urn = code_field(6)
    ukprn = code_field(8)
    registered = models.CharField(max_length=10, choices=Known.choices, default=Known.NOT_KNOWN)
    inspected_on = models.DateField(null=True)
    quality_assured_on = models.DateField(null=True)
    quality_assured_by = words_field()
    places = models.PositiveIntegerField(null=True)
    group_size = models.PositiveSmallIntegerField(null=True)
    subjects = words_field(400)
    postcode = code_field(8)
    authority_code = code_field(3)
    phone = words_field(40)

    class Meta:
        abstract = True


class Provider(ProviderDetails):
    """One provider; `key` is the name that files use for it."""

    key = models.SlugField(max_length=100, unique=True)

    def __str__(self) -> str:
        return self.name


class ProviderVersion(Versioned, ProviderDetails):
    """What was said of a provider at one time."""

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="versions_sent")

    class Meta(Versioned.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["provider"], condition=Q(superseded_at__isnull=True), name="provider_one_current"
            )
        ]

    def __str__(self) -> str:
        return f"version {self.pk} of provider {self.provider_id}"


class Programme(models.Model):
    """A programme that a provider runs."""

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="programmes")
    name = words_field()
    change = models.ForeignKey("access.Change", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["provider", "name"], name="programme_once")]

    def __str__(self) -> str:
        return self.name
