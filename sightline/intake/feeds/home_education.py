"""Children whose parents educate them at home, as the authority's own team has them."""

from collections.abc import Iterator

from sightline.access.policy import FieldClass
from sightline.intake import columns
from sightline.intake.contract import Column, Feed, Kind, OwedBy, Row
from sightline.intake.persons import PERSON, PERSON_KEY
from sightline.intake.publishing.gone import Standing
from sightline.intake.publishing.people import publish_people
from sightline.intake.publishing.publication import Publication
from sightline.intake.publishing.saying import Dated, Observed, Said
from sightline.record.models import Address, Circumstance, Establishment


def _publish(publication: Publication) -> None:
    schools = {row["school"] for row in publication.good_rows if row["school"]}
    names = dict(Establishment.objects.filter(pk__in=schools).values_list("id", "name"))

    def says(row: Row) -> Iterator[Said]:
        yield Dated(
            Circumstance(
                kind=Circumstance.Kind.HOME_EDUCATION.value,
                suitability=row["suitability"] or Circumstance.Suitability.NOT_KNOWN.value,
                consent=columns.known(row["consent"]),
                part_time_at_school=columns.known(row["part_time"]),
                place=names.get(row["school"], "")[:200],
                valid_from=row["first_day"],
                valid_to=columns.day_after(row["last_day"]),
            ),
            same_by=("kind",),
        )
        if row["address"] or row["postcode"]:
            address = Address(line=row.text("address"), postcode=row.text("postcode"))
            yield Observed(address, same_by=())

    publish_people(publication, says, Standing(Circumstance))


FEED = Feed(
    name="home-education",
    title="Home education",
    owed_by=OwedBy.AUTHORITY,
    meaning="Every child whom parents educate at home, with what was found of it. Complete: a child who is "
    "missing from the next file is gone from the feed, which is followed up.",
    columns=(
        *PERSON,
        Column(
            "address",
            "Address",
            Kind.TEXT,
            "The address of the home, on one line.",
            synonyms=("Home address",),
            field_class=FieldClass.IDENTITY,
            max_length=400,
        ),
        columns.first_day(
            "Start date",
            "The first day of home education.",
            required=False,
            synonyms=("Start", "EHE start date"),
        ),
        columns.last_day("End date", "The last day; blank while it goes on.", ("End", "EHE end date")),
        Column(
            "suitability",
            "Suitability",
            Kind.CHOICE,
            "Whether the education was found suitable; blank when nobody has found either.",
            choices=dict(Circumstance.Suitability.choices),
            field_class=FieldClass.EDUCATION,
            optional_reading=True,
        ),
        columns.yes_no("consent", "Consent", "Whether the authority consented, where its consent is needed."),
        columns.yes_no(
            "part_time",
            "Part-time at school",
            "Whether the child also attends a school part time.",
            ("Flexi-schooling",),
        ),
        columns.school("The school attended part time, or the last one.", optional_reading=True),
    ),
    told_apart_by=(PERSON_KEY, "first_day"),
    publish=_publish,
    rules=(columns.in_order("first_day", "Start date", "last_day", "End date"),),
    complete_for="sender",
    holds_children=True,
)
