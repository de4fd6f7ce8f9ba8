"""Children in need, with a protection plan, or looked after: from the census or the inspectors' lists."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from sightline.access.policy import FieldClass
from sightline.intake import columns
from sightline.intake.contract import Column, Fault, Feed, Kind, OwedBy, Row
from sightline.intake.persons import PERSON, PERSON_KEY
from sightline.intake.publishing.people import publish_people
from sightline.intake.publishing.publication import Publication
from sightline.intake.publishing.saying import Dated, Said
from sightline.intake.social_care import census, lists
from sightline.intake.social_care.headings import (
    AUTHORITY,
    CHILD,
    END,
    EXPECTED,
    FORMER_UPN,
    IN_NEED,
    LOOKED_AFTER,
    NO_ACTION,
    PROTECTION_PLAN,
    SEEN,
    SEEN_ALONE,
    SEX,
    START,
    STATUS,
)
from sightline.intake.social_care.unnamed import set_apart
from sightline.record.models import Circumstance, Installation, Known, LastSeen

_DAY = timedelta(days=1)
_PERSON = {column.name: column for column in PERSON}
# What the record says of who saw the child: nothing that tells of a status.
_SEEN_BY = "a social worker"


def _guarded(name: str, heading: str, kind: Kind, meaning: str, *synonyms: str) -> Column:
    return Column(
        name,
        heading,
        kind,
        meaning,
        synonyms=synonyms,
        field_class=FieldClass.SAFEGUARDING,
        optional_reading=True,
    )


def _seen_before_sent(row: Row) -> Iterable[Fault]:
    if row["seen_on"] and row["date_of_birth"] and row["seen_on"] < row["date_of_birth"]:
        yield Fault(SEEN, "a date before another", f"{SEEN} cannot lie before Date of birth.")


class _Says:
    """What the rows of one file say; who was seen on a day is said once, though several lists tell of it."""

    def __init__(self, publication: Publication) -> None:
        installation = Installation.objects.order_by("id").first()
        self._ours = installation.authority_code if installation else ""
        self._alone: dict[tuple[str, date], str] = {}
        for row in publication.good_rows:
            if row["seen_on"]:
                known = self._alone.get((row.person, row["seen_on"]))
                self._alone[row.person, row["seen_on"]] = row["seen_alone"] or known or Known.NOT_KNOWN.value

    def __call__(self, row: Row) -> Iterator[Said]:
        """The status with its days, and that the child was seen."""
        status = Circumstance(
            kind=row["status"],
            authority_code=row.text("authority") or self._ours,
            valid_from=row["first_day"],
            valid_to=columns.first_day_over(row["first_day"], row["last_day"]),
        )
        yield Dated(status, same_by=("kind",))
        alone = self._alone.pop((row.person, row["seen_on"]), None)
        if alone is not None:
            day = row["seen_on"]
            seen = LastSeen(seen_by=_SEEN_BY, alone=alone, valid_from=day, valid_to=day + _DAY)
            yield Dated(seen, same_by=("seen_by",))


def _publish(publication: Publication) -> None:
    for row in publication.good_rows:
        if row["status"] == IN_NEED and row["no_further_action"] == "yes":
            publication.leave_out(
                row, "a referral without further action", "The child was not found to be in need.", NO_ACTION
            )
    set_apart(publication)
    publish_people(publication, _Says(publication))


FEED = Feed(
    name="social-care",
    title="Social care",
    owed_by=OwedBy.AUTHORITY,
    meaning="Children in need, with a child protection plan, or looked after: the children in need census (XML), or "
    "lists 6, 7 and 8 of the inspectors' Annex A (one a sheet), or one table. Only what the record keeps is read: the "
    "status, its days, the authority, and when a social worker last saw the child. Ethnicity, disability, categories "
    "of need and abuse, legal status, placements and the names of workers are left aside, never kept; so are the "
    "other lists. The files hold no names: a row leads to a child by the UPN, by name and date of birth where they "
    "were added, or by the number of social care once it has come with one of these. A file only adds: a status ends "
    "on the day that a file gives.",
    columns=(
        Column(
            "status",
            STATUS,
            Kind.CHOICE,
            "What the row tells of.",
            required=True,
            choices={
                kind: Circumstance.Kind(kind).label for kind in (IN_NEED, PROTECTION_PLAN, LOOKED_AFTER)
            },
            aliases={
                "CIN": IN_NEED,
                "CP": PROTECTION_PLAN,
                "CPP": PROTECTION_PLAN,
                "CLA": LOOKED_AFTER,
                "LAC": LOOKED_AFTER,
            },
            field_class=FieldClass.SAFEGUARDING,
        ),
        replace(
            _PERSON["pupil_id"],
            heading=CHILD,
            meaning="The number that social care has for the child, the same in every file.",
            required=True,
            synonyms=("LAchildID", "Child ID", "Person ID", "Unique ID"),
        ),
        _PERSON["upn"],
        Column(
            "former_upn",
            FORMER_UPN,
            Kind.UPN,
            "A number that the pupil had before.",
            field_class=FieldClass.IDENTITY,
            optional_reading=True,
        ),
        replace(_PERSON["surname"], required=False, meaning="The surname, where it was added."),
        replace(_PERSON["forename"], required=False, meaning="The forename, where it was added."),
        replace(
            _PERSON["date_of_birth"],
            required=False,
            meaning="The date of birth; blank for a child who is not born yet.",
            synonyms=(*_PERSON["date_of_birth"].synonyms, "PersonBirthDate"),
        ),
        Column(
            "expected_birth",
            EXPECTED,
            Kind.DATE,
            "When a child is expected who is not born yet; not kept.",
            synonyms=("ExpectedPersonBirthDate",),
            field_class=FieldClass.IDENTITY,
            optional_reading=True,
        ),
        Column(
            "sex",
            SEX,
            Kind.CODE,
            "Sex as recognised in law: F, M or U.",
            code_set="sex",
            aliases={"1": "M", "2": "F", "0": "U", "9": "U", "Not stated/recorded": "U", "Unborn": "U"},
            synonyms=("Gender", "GenderCurrent"),
            field_class=FieldClass.IDENTITY,
            max_length=1,
            optional_reading=True,
        ),
        replace(
            columns.first_day(START, "The day on which the status began.", required=True),
            field_class=FieldClass.SAFEGUARDING,
        ),
        replace(
            columns.last_day(
                END, "The day on which it ended, from which it is no longer so; blank while it goes on."
            ),
            field_class=FieldClass.SAFEGUARDING,
        ),
        _guarded(
            "no_further_action",
            NO_ACTION,
            Kind.YES_NO,
            "Whether a referral led to no further action: then the child was not found to be in need, and nothing is "
            "recorded.",
            "ReferralNFA",
        ),
        _guarded(
            "seen_on",
            SEEN,
            Kind.DATE,
            "The day on which a social worker last saw the child.",
            "Date last seen",
        ),
        _guarded("seen_alone", SEEN_ALONE, Kind.YES_NO, "Whether the child was seen alone on that day."),
        _guarded(
            "authority",
            AUTHORITY,
            Kind.AUTHORITY,
            "The three-digit code of the authority that answers for it; blank for this authority.",
            "LEA",
        ),
    ),
    told_apart_by=(PERSON_KEY, "status", "first_day"),
    publish=_publish,
    rules=(columns.in_order("first_day", START, "last_day", END), _seen_before_sent),
    holds_children=True,
    keeps_only_what_it_reads=True,
    assemble=lists.assemble,
    from_xml=census.tables_of,
    document=census.DOCUMENT,
)
