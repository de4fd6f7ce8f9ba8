"""The list as it is now: one row a child, from which every list is read. Made from the record, never by hand."""

from django.db import models


def _hours() -> models.DecimalField:
    return models.DecimalField(max_digits=6, decimal_places=2, null=True)


def _known_part() -> models.DecimalField:
    return models.DecimalField(max_digits=6, decimal_places=2, default=0)


class ListEntry(models.Model):
    """One child's standing today, on, to be checked or off, and what lists show of it.

    Columns of hours are empty when not known; the part that is known stands beside them. Each reason, place, unknown
    and date has its class beside it. `since`, `next_date` and `next_change` rest on facts of every class and are for
    who sees them all; `open_next_date` is the next date whose class every role sees that sees children. `review_due` is
    the first review that is due: education, and so open to all of those.
    """

    child = models.OneToOneField(
        "record.Child", on_delete=models.PROTECT, primary_key=True, related_name="list_entry"
    )
    standing = models.CharField(max_length=14)
    off_because = models.CharField(max_length=20, blank=True)
    why = models.CharField(max_length=200)
    reasons = models.JSONField(default=list)
    primary_reason = models.CharField(max_length=40, blank=True)
    since = models.DateField(null=True)
    responsible = models.CharField(max_length=10)
    responsible_why = models.CharField(max_length=200)
    responsible_class = models.CharField(max_length=20)

    surname = models.CharField(max_length=200, blank=True)
    forename = models.CharField(max_length=200, blank=True)
    date_of_birth = models.DateField(null=True)
    upn = models.CharField(max_length=13, blank=True)
    sex = models.CharField(max_length=1, blank=True)
    year = models.SmallIntegerField(null=True)

    hours_planned = _hours()
    hours_planned_known_part = _known_part()
    hours_offered = _hours()
    hours_offered_known_part = _known_part()
    hours_attended = _hours()
    hours_attended_known_part = _known_part()
    comparator_hours = models.DecimalField(max_digits=5, decimal_places=2)
    comparator_source = models.CharField(max_length=200)
    comparator_assumed = models.BooleanField()
    clinician_limit = _hours()
    reference_week = models.DateField(null=True)
    open_days = models.PositiveSmallIntegerField(default=5)

    roll = models.CharField(max_length=10)
    schools = models.JSONField(default=list)
    school = models.ForeignKey("record.Establishment", on_delete=models.PROTECT, null=True, related_name="+")
    provision = models.CharField(max_length=10)
    providers = models.JSONField(default=list)
    locality = models.ForeignKey("record.Locality", on_delete=models.PROTECT, null=True, related_name="+")
    key_person = models.CharField(max_length=200, blank=True)
    key_person_phone = models.CharField(max_length=40, blank=True)
    next_date = models.DateField(null=True)
    open_next_date = models.DateField(null=True)
    review_due = models.DateField(null=True)
    dates_due = models.JSONField(default=list)
    unknowns = models.JSONField(default=list)
    legal = models.JSONField(default=list)
    missing_education = models.CharField(max_length=10, blank=True)
    not_in_school = models.CharField(max_length=10, blank=True)
    maybe_same_as = models.BooleanField(default=False)

    next_change = models.DateField(null=True)
    rules_version = models.CharField(max_length=20)
    change = models.ForeignKey("access.Change", on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["standing", "surname", "forename", "child"], name="list_by_name"),
            models.Index(fields=["standing", "since", "child"], name="list_by_since"),
            models.Index(fields=["standing", "locality", "maybe_same_as"], name="list_by_locality"),
            models.Index(fields=["next_change"], name="list_next_change"),
            models.Index(fields=["upn"], name="list_upn", condition=~models.Q(upn="")),
        ]

    def __str__(self) -> str:
        return f"list entry of child {self.child_id}"


class ListReason(models.Model):
    """One reason of an entry, to filter, order and count by, with the class that a viewer must be allowed to see."""

    entry = models.ForeignKey(ListEntry, on_delete=models.DO_NOTHING, related_name="reason_rows")
    slug = models.CharField(max_length=40)
    since = models.DateField(null=True)
    field_class = models.CharField(max_length=20)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "slug"], name="list_reason_once")]
        indexes = [models.Index(fields=["slug", "entry"], name="list_reason_slug")]

    def __str__(self) -> str:
        return f"{self.slug} of {self.entry_id}"


class ListPlace(models.Model):
    """A school or a provider with which the child of an entry is now: for filters, and for what a school sees."""

    entry = models.ForeignKey(ListEntry, on_delete=models.DO_NOTHING, related_name="place_rows")
    school = models.ForeignKey("record.Establishment", on_delete=models.PROTECT, null=True, related_name="+")
    provider = models.ForeignKey("record.Provider", on_delete=models.PROTECT, null=True, related_name="+")
    field_class = models.CharField(max_length=20)

    class Meta:
        indexes = [
            models.Index(fields=["school", "entry"], name="list_place_school"),
            models.Index(fields=["provider", "entry"], name="list_place_provider"),
        ]

    def __str__(self) -> str:
        return f"place of {self.entry_id}"
