"""The parts of the authority, who works there, and which addresses and schools belong to each."""

from django.db import models
from django.db.models import Q

from sightline.record.models.base import Versioned, code_field, words_field


class Locality(models.Model):
    """A part of the authority with a team of its own."""

    key = models.SlugField(max_length=60, unique=True)
    name = words_field()

    def __str__(self) -> str:
        return self.name


class LocalityArea(Versioned):
    """That a postcode sector, or an establishment, belongs to a locality."""

    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, related_name="areas")
    postcode_sector = code_field(8)
    establishment = models.ForeignKey(
        "record.Establishment", on_delete=models.PROTECT, null=True, related_name="locality_areas"
    )

    class Meta(Versioned.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["postcode_sector"],
                condition=Q(superseded_at__isnull=True) & ~Q(postcode_sector=""),
                name="postcode_sector_one_locality",
            ),
            models.UniqueConstraint(
                fields=["establishment"],
                condition=Q(superseded_at__isnull=True, establishment__isnull=False),
                name="establishment_one_locality",
            ),
        ]

    def __str__(self) -> str:
        return f"locality area {self.pk}"


class StaffDetails(models.Model):
    """What is known of a member of staff: shared by the current row and by each version of it."""

    name = words_field()
    job_title = words_field()
    email = words_field()
    phone = words_field(40)
    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, null=True, related_name="+")
    accountable_role = code_field()
    ended_on = models.DateField(null=True)

    class Meta:
        abstract = True


class StaffMember(StaffDetails):
    """Somebody who works for the authority or a service; `key` is the id that files use (a staff number or email)."""

    key = models.CharField(max_length=100, unique=True)

    def __str__(self) -> str:
        return self.name


class StaffMemberVersion(Versioned, StaffDetails):
    """What was said of a member of staff at one time."""

    staff_member = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="versions_sent")

    class Meta(Versioned.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["staff_member"], condition=Q(superseded_at__isnull=True), name="staff_one_current"
            )
        ]

    def __str__(self) -> str:
        return f"version {self.pk} of staff member {self.staff_member_id}"
