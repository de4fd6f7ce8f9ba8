"""The parts of the authority: which postcode sectors and which schools belong to which team."""

from collections.abc import Iterable

from sightline.intake import columns
from sightline.intake.contract import Column, Fault, Feed, Kind, OwedBy, Row
from sightline.intake.lookups import locality_key
from sightline.intake.publishing.publication import Publication
from sightline.record import door
from sightline.record.models import Locality, LocalityArea


def _one_of_two(row: Row) -> Iterable[Fault]:
    if bool(row["sector"]) == bool(row["school"]):
        yield Fault(
            "Postcode sector",
            "both of two, or neither",
            "Give a postcode sector or a school, one in a row.",
        )


def _publish(publication: Publication) -> None:
    publication.hold_back_doubles()
    rows = publication.good_rows
    localities = _localities(rows)
    current = {(area.postcode_sector, area.establishment_id): area for area in LocalityArea.objects.all()}
    superseded, added = [], []
    for row in rows:
        place = (row.text("sector"), row["school"])
        locality = localities[locality_key(row["locality"])]
        known = current.get(place)
        if known is not None and (known.locality_id == locality.pk or publication.is_overtaken_by(known)):
            continue
        if known is not None:
            superseded.append(known)
        added.append(
            LocalityArea(
                locality=locality, postcode_sector=place[0], establishment_id=place[1], row_number=row.number
            )
        )
        publication.take(row)
    door.supersede(publication.writing, superseded)
    door.add(publication.writing, added, delivery=publication.delivery)
    if added:
        publication.writing.touch_everybody()


def _localities(rows: list[Row]) -> dict[str, Locality]:
    """The localities of the rows by key, those that are new made."""
    names = {locality_key(row["locality"]): row["locality"] for row in rows}
    known = {item.key: item for item in Locality.objects.filter(key__in=names)}
    fresh = [Locality(key=key, name=name) for key, name in names.items() if key not in known]
    Locality.objects.bulk_create(fresh)
    return known | {item.key: item for item in fresh}


FEED = Feed(
    name="localities",
    title="Localities",
    owed_by=OwedBy.AUTHORITY,
    meaning="Which locality team answers for which postcode sectors and which schools. A sector or school that is sent "
    "again belongs to the locality that was sent last.",
    columns=(
        Column(
            "locality",
            "Locality",
            Kind.TEXT,
            "The name of the locality or its team.",
            required=True,
            synonyms=("Locality team", "Team", "Area"),
            max_length=60,
        ),
        Column(
            "sector",
            "Postcode sector",
            Kind.POSTCODE_SECTOR,
            "A postcode without its last two letters: SW1A 1.",
            synonyms=("Sector",),
        ),
        columns.school("A school that belongs to the locality."),
    ),
    told_apart_by=("sector", "school"),
    publish=_publish,
    rules=(_one_of_two,),
)
