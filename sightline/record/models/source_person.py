"""One person as one source knows them: the identity, and its versions as sent."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from sightline.record.models.base import Versioned, code_field, words_field


class SourcePerson(models.Model):
    """A person in one sender's feed, by the sender's own key; which child that is, is said by link intervals.

    Where a sender gives no key, one is made from the row's identifying fields (prefix `made:`).
    `child` is the current pointer only.
    """

    source = models.ForeignKey("record.Source", on_delete=models.PROTECT, related_name="+")
    feed = models.SlugField(max_length=40)
    key = models.CharField(max_length=100)
    child = models.ForeignKey("record.Child", on_delete=models.PROTECT, related_name="source_persons")
    change = models.ForeignKey("access.Change", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "feed", "key"], name="source_person_identity")
        ]
        indexes = [models.Index(fields=["key"], name="source_person_key")]

    def __str__(self) -> str:
        return f"source person {self.pk}"


class SourcePersonVersion(Versioned):
    """Names, date of birth, identifiers and address as one source sent them at one time."""

    source_person = models.ForeignKey(SourcePerson, on_delete=models.PROTECT, related_name="versions_sent")
    surname = words_field()
    forename = words_field()
    middle_names = words_field()
    preferred_surname = words_field()
    preferred_forename = words_field()
    former_surname = words_field()
    date_of_birth = models.DateField(null=True)
    sex = code_field(1)
    ethnicity = code_field(8)
    upn = code_field(13)
    former_upn = code_field(13)
    uln = code_field(10)
    nhs_number = code_field(10)
    year_group = code_field(4)
    address = words_field(400)
    postcode = code_field(8)
    home_authority = code_field(3)
    phone = words_field(40)
    # Identifiers that failed their check: kept as sent, never matched on. {"upn": "…"}
    set_aside = models.JSONField(default=dict)

    MAY_CHANGE: ClassVar[tuple[str, ...]] = Versioned.MAY_CHANGE

    class Meta(Versioned.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["source_person"],
                condition=Q(superseded_at__isnull=True),
                name="source_person_one_current",
            ),
            models.CheckConstraint(
                condition=Q(received_at__lte=F("recorded_at")), name="source_person_received_first"
            ),
        ]
        indexes = [
            models.Index(fields=["upn"], name="source_person_upn", condition=~Q(upn="")),
            models.Index(fields=["former_upn"], name="source_person_former_upn", condition=~Q(former_upn="")),
            models.Index(fields=["uln"], name="source_person_uln", condition=~Q(uln="")),
            models.Index(fields=["nhs_number"], name="source_person_nhs", condition=~Q(nhs_number="")),
            models.Index(fields=["date_of_birth", "postcode"], name="source_person_dob_postcode"),
            # For people who look for a child by what they were told.
            models.Index(fields=["surname"], name="source_person_surname"),
            models.Index(fields=["forename"], name="source_person_forename"),
            models.Index(fields=["postcode"], name="source_person_postcode", condition=~Q(postcode="")),
            models.Index(
                fields=["preferred_surname"],
                name="source_person_pref_surname",
                condition=~Q(preferred_surname=""),
            ),
            models.Index(
                fields=["preferred_forename"],
                name="source_person_pref_forename",
                condition=~Q(preferred_forename=""),
            ),
            models.Index(
                fields=["former_surname"],
                name="source_person_former_surname",
                condition=~Q(former_surname=""),
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.pk} of source person {self.source_person_id}"


class GoneFromFeed(Versioned):
    """A source person who stood in a sender's last full file and not in the next: to be followed up, never deleted.

    Superseded when the person is sent again.
    """

    source_person = models.ForeignKey(SourcePerson, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey("record.Child", on_delete=models.PROTECT, related_name="gone_from_feeds")
    noticed_on = models.DateField()

    MAY_CHANGE: ClassVar[tuple[str, ...]] = (*Versioned.MAY_CHANGE, "child_id")

    class Meta(Versioned.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["source_person"], condition=Q(superseded_at__isnull=True), name="gone_one_current"
            )
        ]
        indexes = [models.Index(fields=["child"], name="gone_child")]

    def __str__(self) -> str:
        return f"gone from feed {self.pk}"
