"""The directory of providers: who educates children otherwise than at their own school."""

from typing import Any

from sightline.intake import columns
from sightline.intake.contract import Column, Feed, Kind, OwedBy, Row
from sightline.intake.lookups import provider_key
from sightline.intake.publishing.details import Directory, Entry, publish_entries
from sightline.intake.publishing.publication import Publication
from sightline.record.models import Provider, ProviderKind, ProviderVersion

_TEXTS = ("name", "urn", "ukprn", "quality_assured_by", "subjects", "postcode", "authority_code", "phone")
_OTHERS = ("inspected_on", "quality_assured_on", "places", "group_size")
DIRECTORY = Directory(Provider, ProviderVersion, "key", "provider", (*_TEXTS, *_OTHERS, "kind", "registered"))


def _details(row: Row) -> dict[str, Any]:
    details: dict[str, Any] = {name: row.text(name) for name in _TEXTS if row.sent(name)}
    details |= {name: row[name] for name in _OTHERS if row.sent(name)}
    if row.sent("kind"):
        details["kind"] = row["kind"] or ProviderKind.NOT_KNOWN.value
    if row.sent("registered"):
        details["registered"] = columns.known(row["registered"])
    return details


def _publish(publication: Publication) -> None:
    publication.hold_back_doubles()
    entries = [Entry(row, provider_key(row["key"]), _details(row)) for row in publication.good_rows]
    if publish_entries(publication, DIRECTORY, entries):
        publication.writing.touch_everybody()


def _column(name: str, heading: str, kind: Kind, meaning: str, max_length: int = 200, **more: Any) -> Column:
    return Column(name, heading, kind, meaning, max_length=max_length, **more)


FEED = Feed(
    name="providers",
    title="Directory of providers",
    owed_by=OwedBy.AUTHORITY,
    meaning="Every provider that may educate a child of the authority, registered or not, inspected or not.",
    columns=(
        _column(
            "key",
            "Provider ID",
            Kind.TEXT,
            "The short name by which files know the provider.",
            100,
            required=True,
            synonyms=("Provider code",),
        ),
        _column(
            "name", "Name", Kind.TEXT, "The provider's name.", 300, required=True, synonyms=("Provider name",)
        ),
        _column(
            "kind",
            "Kind",
            Kind.CHOICE,
            "What sort of provision it is.",
            choices=dict(ProviderKind.choices),
            synonyms=("Type", "Kind of provision"),
            optional_reading=True,
        ),
        _column(
            "urn",
            "URN",
            Kind.URN,
            "The unique reference number, where it is a school.",
            optional_reading=True,
        ),
        _column("ukprn", "UKPRN", Kind.UKPRN, "The UK provider reference number.", optional_reading=True),
        columns.yes_no("registered", "Registered", "Whether it is registered as a school."),
        columns.day("inspected_on", "Inspected on", "When it was last inspected.", ("Last inspection",)),
        columns.day(
            "quality_assured_on",
            "Quality assured on",
            "When somebody last assured its quality.",
            ("Last quality visit",),
        ),
        _column("quality_assured_by", "Quality assured by", Kind.TEXT, "Who did."),
        _column(
            "places",
            "Places",
            Kind.WHOLE_NUMBER,
            "How many places it has.",
            synonyms=("Capacity",),
            optional_reading=True,
        ),
        _column(
            "group_size",
            "Group size",
            Kind.WHOLE_NUMBER,
            "How many children are taught together.",
            optional_reading=True,
        ),
        _column("subjects", "Subjects", Kind.TEXT, "What it teaches.", 400),
        _column("postcode", "Postcode", Kind.POSTCODE, "The provider's postcode.", optional_reading=True),
        _column(
            "authority_code",
            "Authority",
            Kind.AUTHORITY,
            "The three-digit code of the authority where it lies.",
            synonyms=("LA", "Local authority"),
            optional_reading=True,
        ),
        _column("phone", "Phone", Kind.TEXT, "The telephone number.", 40, synonyms=("Telephone",)),
    ),
    told_apart_by=("key",),
    publish=_publish,
)
