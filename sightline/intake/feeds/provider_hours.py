"""The hours of single weeks: planned, offered and attended, as providers tell them."""

from collections.abc import Iterator
from datetime import timedelta

from sightline.intake import columns
from sightline.intake.contract import Feed, OwedBy, Row
from sightline.intake.persons import PERSON, PERSON_KEY
from sightline.intake.publishing.people import publish_people
from sightline.intake.publishing.publication import Publication
from sightline.intake.publishing.saying import Dated, Said
from sightline.record.models import WeeklyHours

_WEEK = timedelta(days=7)


def _says(row: Row) -> Iterator[Said]:
    yield Dated(
        WeeklyHours(
            provider_id=row["provider"],
            hours_planned=row["planned"],
            hours_offered=row["offered"],
            hours_attended=row["attended"],
            valid_from=row["monday"],
            valid_to=row["monday"] + _WEEK,
        ),
        same_by=("provider_id", "valid_from"),
    )


def _publish(publication: Publication) -> None:
    publish_people(publication, _says)


FEED = Feed(
    name="provider-hours",
    title="Hours with providers",
    owed_by=OwedBy.PROVIDER,
    meaning="What one week held for each child: the hours planned, the hours that really ran, the hours attended. "
    "Blank is not known; 0 is known to be none. A week that is sent again is corrected.",
    columns=(
        columns.provider("The provider, by its ID in the directory."),
        *PERSON,
        columns.day(
            "monday",
            "Week beginning",
            "The Monday of the week.",
            ("Week beginning (a Monday)", "Week commencing", "W/C"),
            required=True,
        ),
        columns.hours("planned", "Hours planned", "The hours in the timetable.", synonyms=("Planned hours",)),
        columns.hours(
            "offered", "Hours offered", "The hours that ran.", synonyms=("Offered hours", "Hours delivered")
        ),
        columns.hours(
            "attended", "Hours attended", "The hours that the child was there.", synonyms=("Attended hours",)
        ),
    ),
    told_apart_by=(PERSON_KEY, "provider", "monday"),
    publish=_publish,
    rules=(columns.begins_on_monday,),
    shows_sender="provider",
    holds_children=True,
)
