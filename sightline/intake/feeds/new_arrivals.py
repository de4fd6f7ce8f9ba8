"""Children who have come to live here: from abroad, from another authority's area, or with a travelling family."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from sightline.access.policy import FieldClass
from sightline.intake import columns
from sightline.intake.contract import Column, Fault, Feed, Kind, OwedBy, Row
from sightline.intake.lookups import names_for_all
from sightline.intake.persons import PERSON, PERSON_KEY
from sightline.intake.publishing.people import publish_people
from sightline.intake.publishing.publication import Publication
from sightline.intake.publishing.saying import Dated, Said
from sightline.record.models import Address, Circumstance, Installation

_ARRIVED, _AWAITING, _FOUND, _LEFT = "Arrived on", "Awaiting a place since", "Place starts on", "Left on"
_ABROAD = Circumstance.Kind.NEW_TO_COUNTRY.value
_MOVED = Circumstance.Kind.MOVED_IN.value
_TRAVELLING = Circumstance.Kind.TRAVELLER.value


def _earliest(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)


def _needs_a_school_with_the_day(row: Row) -> Iterable[Fault]:
    if row["school"] is not None and row["place_on"] is None and "place_on" not in row.unread:
        yield Fault(
            _FOUND,
            "blank",
            f"A school is named without {_FOUND}: until that day is given, the child is taken to be without a place.",
            holds_back=False,
        )


def _says(ours: str, names: dict[int, str]) -> Callable[[Row], Iterator[Said]]:
    def says(row: Row) -> Iterator[Said]:
        place = names.get(row["school"], "")[:200]
        over = _earliest(row["place_on"], row["left_on"])
        yield Dated(
            Circumstance(
                kind=row["came_from"],
                place=place,
                valid_from=row["first_day"],
                valid_to=columns.first_day_over(row["first_day"], over),
            ),
            same_by=("kind",),
        )
        if row["awaiting_since"]:
            yield Dated(
                Circumstance(
                    kind=Circumstance.Kind.AWAITING_PLACE.value,
                    place=place,
                    valid_from=row["awaiting_since"],
                    valid_to=columns.first_day_over(row["awaiting_since"], over),
                ),
                same_by=("kind",),
            )
        yield Dated(
            Address(
                line=row.text("address"),
                postcode=row.text("postcode"),
                # A code that cannot be read may be any authority's.
                authority_code=""
                if "home_authority" in row.set_aside
                else row.text("home_authority") or ours,
                valid_from=row["first_day"],
                valid_to=columns.first_day_over(row["first_day"], row["left_on"]),
            ),
            same_by=(),
        )

    return says


def _publish(publication: Publication) -> None:
    installation = Installation.objects.order_by("id").first()
    ours = installation.authority_code if installation else ""
    schools = {row["school"] for row in publication.good_rows if row["school"]}
    publish_people(publication, _says(ours, names_for_all(schools)))


FEED = Feed(
    name="new-arrivals",
    title="New arrivals",
    owed_by=OwedBy.AUTHORITY,
    meaning="Children of families who have come to live here and may have no school: from abroad, from the area of "
    "another authority, or with a travelling family. Until the place that was found starts, or the family leaves, they "
    "are without one. A later row with the same day of arrival corrects the earlier one: that a place was found, above "
    "all. Which country a family came from, its language, its status and its reasons are not needed and never read.",
    columns=(
        *PERSON,
        columns.sex(),
        columns.identity(
            "address",
            "Address",
            Kind.TEXT,
            "Where the family lives now, on one line.",
            "Home address",
            "Current address",
            max_length=columns.WORDS,
        ),
        columns.home_authority(
            "The three-digit code of the authority in whose area the family lives now; blank for this authority."
        ),
        Column(
            "came_from",
            "Came from",
            Kind.CHOICE,
            "Whether the family came from abroad or from another area of this country, or is a travelling family.",
            required=True,
            choices={_ABROAD: "abroad", _MOVED: "another area", _TRAVELLING: "travelling"},
            aliases={
                "Overseas": _ABROAD,
                "New to UK": _ABROAD,
                "New to the UK": _ABROAD,
                "International new arrival": _ABROAD,
                "Another LA": _MOVED,
                "Another authority": _MOVED,
                "Out of area": _MOVED,
                "Moved in": _MOVED,
                "GRT": _TRAVELLING,
                "Traveller": _TRAVELLING,
                "Gypsy, Roma or Traveller": _TRAVELLING,
            },
            synonyms=("Kind of arrival", "Type of arrival", "Arrival type", "New arrival type"),
            # That a family travels tells of its ethnicity.
            field_class=FieldClass.ETHNICITY_RELIGION,
        ),
        columns.first_day(
            _ARRIVED,
            "The day on which the child came to live here.",
            required=True,
            synonyms=(
                "Arrival date",
                "Date of arrival",
                "Date arrived",
                "Date arrived in UK",
                "Date moved in",
            ),
        ),
        columns.day(
            "awaiting_since",
            _AWAITING,
            "The day on which a place was asked for; blank while nobody has asked.",
            ("Awaiting place since", "Waiting since", "Date place requested"),
        ),
        columns.day(
            "place_on",
            _FOUND,
            "The first day at the school where a place was found; blank while there is none.",
            ("Place found", "Place found on", "School start date", "Date started school"),
        ),
        Column(
            "school",
            "Place found at",
            Kind.SCHOOL,
            "The school where a place was found. Only its own roll says that the child came.",
            synonyms=("School offered", "School allocated", "School URN", "DfE number"),
            field_class=FieldClass.EDUCATION,
            optional_reading=True,
        ),
        columns.day(
            "left_on",
            _LEFT,
            "The day on which the family moved away again.",
            ("Moved away on", "Date left area"),
        ),
    ),
    told_apart_by=(PERSON_KEY, "came_from", "first_day"),
    publish=_publish,
    rules=(
        columns.in_order("first_day", _ARRIVED, "place_on", _FOUND),
        columns.in_order("awaiting_since", _AWAITING, "place_on", _FOUND),
        columns.in_order("first_day", _ARRIVED, "left_on", _LEFT),
        _needs_a_school_with_the_day,
    ),
    holds_children=True,
)
