"""The national register of schools, as Get Information About Schools gives it out."""

import csv
from functools import cache
from importlib.resources import files
from typing import Any

from sightline.intake.contract import Column, Feed, Kind, OwedBy, Row
from sightline.intake.publishing.details import Directory, Entry, publish_entries
from sightline.intake.publishing.publication import Publication
from sightline.record.models import Establishment, EstablishmentGroup, EstablishmentVersion

DETAILS = (
    "name",
    "authority_code",
    "number",
    "type_name",
    "group",
    "phase",
    "status",
    "open_date",
    "close_date",
    "postcode",
    "ukprn",
    "lowest_age",
    "highest_age",
)

DIRECTORY = Directory(
    Establishment, EstablishmentVersion, "urn", "establishment", DETAILS, flags={"is_stub": False}
)

# Columns that go into the record as they are read, by the name of the record's column.
_TEXTS = ("name", "authority_code", "number", "type_name", "phase", "status", "postcode", "ukprn")
_OTHERS = ("open_date", "close_date", "lowest_age", "highest_age")


def group_of(type_name: str, name: str) -> str:
    """What a type of establishment means for a child's education (`data/establishment_types.csv`).

    The register has no type for hospital schools: a special school or referral unit that calls itself one is one. A
    type that is not in the table is not known.
    """
    group, hospital_by_name = _types().get(type_name.casefold(), (EstablishmentGroup.NOT_KNOWN.value, False))
    return EstablishmentGroup.HOSPITAL.value if hospital_by_name and "hospital" in name.casefold() else group


@cache
def _types() -> dict[str, tuple[str, bool]]:
    table = files("sightline.intake").joinpath("data/establishment_types.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(table.splitlines())
    return {row["type_name"].casefold(): (row["group"], row["hospital_by_name"] == "yes") for row in rows}


def _details(row: Row) -> dict[str, Any]:
    details: dict[str, Any] = {name: row.text(name) for name in _TEXTS if row.sent(name)}
    details |= {name: row[name] for name in _OTHERS if row.sent(name)}
    if row.sent("type_name"):
        details["group"] = group_of(row.text("type_name"), row.text("name"))
    return details


def _publish(publication: Publication) -> None:
    publication.hold_back_doubles()
    entries = [Entry(row, row["urn"], _details(row)) for row in publication.good_rows]
    if publish_entries(publication, DIRECTORY, entries):
        publication.writing.touch_everybody()


def _column(name: str, heading: str, kind: Kind, meaning: str, max_length: int = 200, **more: Any) -> Column:
    return Column(name, heading, kind, meaning, max_length=max_length, **more)


FEED = Feed(
    name="schools-register",
    title="Register of schools",
    owed_by=OwedBy.REGISTER,
    meaning="The download of all establishments from Get Information About Schools, under its own headings; the "
    "columns that are not listed here are left aside. Each row is one incarnation of a school: a conversion "
    "is a new one.",
    columns=(
        _column("urn", "URN", Kind.URN, "The unique reference number, which never changes.", required=True),
        _column(
            "authority_code", "LA (code)", Kind.AUTHORITY, "The authority's three-digit code.", required=True
        ),
        _column("authority_name", "LA (name)", Kind.TEXT, "The authority's name; not kept."),
        _column("number", "EstablishmentNumber", Kind.TEXT, "The number within the authority.", 4),
        _column("name", "EstablishmentName", Kind.TEXT, "The name of the school.", 300, required=True),
        _column("type_name", "TypeOfEstablishment (name)", Kind.TEXT, "The type in the register's words."),
        _column("status", "EstablishmentStatus (name)", Kind.TEXT, "Open, closed, or proposed.", 60),
        _column("phase", "PhaseOfEducation (name)", Kind.TEXT, "The phase of education.", 60),
        _column("open_date", "OpenDate", Kind.DATE, "When it opened."),
        _column("close_date", "CloseDate", Kind.DATE, "When it closed."),
        _column("postcode", "Postcode", Kind.POSTCODE, "The school's postcode.", optional_reading=True),
        _column("ukprn", "UKPRN", Kind.UKPRN, "The UK provider reference number.", optional_reading=True),
        _column("lowest_age", "StatutoryLowAge", Kind.WHOLE_NUMBER, "The lowest age.", optional_reading=True),
        _column(
            "highest_age", "StatutoryHighAge", Kind.WHOLE_NUMBER, "The highest age.", optional_reading=True
        ),
    ),
    told_apart_by=("urn",),
    publish=_publish,
    # The register's download of groups and their schools repeats the schools' own columns.
    not_beside=("groupuid", "groupid"),
)
