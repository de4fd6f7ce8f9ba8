"""Pupils who are out of school for fifteen days or more, consecutively or not."""

from collections.abc import Iterator

from sightline.access.policy import FieldClass
from sightline.intake import columns
from sightline.intake.contract import Column, Feed, Kind, OwedBy, Row
from sightline.intake.persons import PERSON, PERSON_KEY
from sightline.intake.publishing.people import publish_people
from sightline.intake.publishing.publication import Publication
from sightline.intake.publishing.saying import Dated, Said
from sightline.record.models import Notice


def _says(row: Row) -> Iterator[Said]:
    yield Dated(
        Notice(
            kind=Notice.Kind.LONG_ABSENCE.value,
            establishment_id=row["school"],
            reason=row.text("reason"),
            words=row.text("words"),
            full_time_on=row["full_time_on"],
            valid_from=row["first_day"],
            valid_to=columns.day_after(row["last_day"]),
        ),
        same_by=("kind", "establishment_id"),
    )


def _publish(publication: Publication) -> None:
    publish_people(publication, _says)


FEED = Feed(
    name="long-absence",
    title="Pupils out of school fifteen days or more",
    owed_by=OwedBy.SCHOOL,
    meaning="Pupils who have missed, or will miss, fifteen school days, consecutively or not. A later row with the "
    "same first day corrects the earlier one: that the pupil is back, above all.",
    columns=(
        columns.school("The school whose roll the pupil is on.", required=True),
        *PERSON,
        columns.first_day(
            "First day missed",
            "The first day out of school.",
            required=True,
            synonyms=("Absent from", "First day of absence", "Start date"),
        ),
        columns.last_day(
            "Last day missed",
            "The last day; blank while the pupil is still away.",
            ("Absent to", "Last day of absence", "End date"),
        ),
        columns.reason("Why the pupil is away."),
        Column(
            "words",
            "Reason in words",
            Kind.TEXT,
            "What the school says of it.",
            synonyms=("Details", "Comments", "Description of reasons"),
            field_class=FieldClass.HEALTH,
            max_length=400,
        ),
        columns.day(
            "full_time_on",
            "Expected back",
            "When the pupil is to be back full time.",
            ("Expected return", "Full time by"),
        ),
    ),
    told_apart_by=(PERSON_KEY, "school", "first_day"),
    publish=_publish,
    rules=(columns.in_order("first_day", "First day missed", "last_day", "Last day missed"),),
    shows_sender="school",
    holds_children=True,
)
