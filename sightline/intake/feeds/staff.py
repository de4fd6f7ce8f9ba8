"""Who works for the authority and its services: key workers, team leaders, those who answer for something."""

from typing import Any

from sightline.access.policy import FieldClass
from sightline.intake import columns
from sightline.intake.contract import Column, Feed, Kind, OwedBy, Row
from sightline.intake.publishing.details import Directory, Entry, publish_entries
from sightline.intake.publishing.publication import Publication
from sightline.record.models import StaffMember, StaffMemberVersion

_TEXTS = ("name", "job_title", "email", "phone", "accountable_role")
DIRECTORY = Directory(
    StaffMember, StaffMemberVersion, "key", "staff_member", (*_TEXTS, "locality_id", "ended_on")
)


def _details(row: Row) -> dict[str, Any]:
    details: dict[str, Any] = {name: row.text(name) for name in _TEXTS if row.sent(name)}
    if row.sent("locality"):
        details["locality_id"] = row["locality"]
    if row.sent("last_day"):
        details["ended_on"] = columns.day_after(row["last_day"])
    return details


def _publish(publication: Publication) -> None:
    publication.hold_back_doubles()
    entries = [Entry(row, row["key"], _details(row)) for row in publication.good_rows]
    publish_entries(publication, DIRECTORY, entries)


def _text(name: str, heading: str, meaning: str, max_length: int = 200, **more: Any) -> Column:
    return Column(
        name,
        heading,
        Kind.TEXT,
        meaning,
        max_length=max_length,
        field_class=FieldClass.THIRD_PARTY,
        **more,
    )


FEED = Feed(
    name="staff",
    title="Staff",
    owed_by=OwedBy.AUTHORITY,
    meaning="Members of staff who can answer for a child, a team or a duty.",
    columns=(
        _text(
            "key",
            "Staff ID",
            "The staff number or email address by which files know the person.",
            100,
            required=True,
            synonyms=("Staff number", "Payroll number"),
        ),
        _text("name", "Name", "The name.", required=True, synonyms=("Full name",)),
        _text("job_title", "Job title", "What the person does.", synonyms=("Role", "Job")),
        _text("email", "Email", "The email address.", synonyms=("Email address",)),
        _text("phone", "Phone", "The telephone number that families may have.", 40, synonyms=("Telephone",)),
        Column(
            "locality", "Locality", Kind.LOCALITY, "The locality team.", synonyms=("Locality team", "Team")
        ),
        _text(
            "accountable_role",
            "Accountable role",
            "What the person answers for in the line of accountability.",
            40,
        ),
        columns.last_day("Last day", "The last day in the post; blank while in it.", ("Leaving date",)),
    ),
    told_apart_by=("key",),
    publish=_publish,
)
