"""Part-time timetables that schools tell the authority of."""

from collections.abc import Iterator

from sightline.intake import columns
from sightline.intake.contract import Feed, OwedBy, Row
from sightline.intake.persons import PERSON, PERSON_KEY
from sightline.intake.publishing.people import publish_people
from sightline.intake.publishing.publication import Publication
from sightline.intake.publishing.saying import Dated, Said
from sightline.record.models import Notice


def _says(row: Row) -> Iterator[Said]:
    yield Dated(
        Notice(
            kind=Notice.Kind.PART_TIME.value,
            establishment_id=row["school"],
            hours_offered=row["hours"],
            reason=row.text("reason"),
            parent_agreed=columns.known(row["parent_agreed"]),
            review_on=row["review_on"],
            full_time_on=row["full_time_on"],
            valid_from=row["first_day"],
            valid_to=columns.day_after(row["last_day"]),
        ),
        same_by=("kind", "establishment_id"),
        beside=True,
    )


def _publish(publication: Publication) -> None:
    publish_people(publication, _says)


FEED = Feed(
    name="part-time",
    title="Part-time timetables",
    owed_by=OwedBy.SCHOOL,
    meaning="Pupils whom a school offers less than full-time education for a while, with the hours and the plan back "
    "to full time. A later row with the same start corrects the earlier one; a new start is a new timetable.",
    columns=(
        columns.school("The school that offers the timetable.", required=True),
        *PERSON,
        columns.first_day(
            "Start date", "The first day of the timetable.", required=True, synonyms=("Start", "From")
        ),
        columns.last_day(
            "End date", "The last day of the timetable; blank while no end is set.", ("End", "To")
        ),
        columns.hours(
            "hours", "Hours a week", "The hours that the school offers.", synonyms=("Hours per week", "Hours")
        ),
        columns.reason("Why the timetable is part time."),
        columns.yes_no(
            "parent_agreed",
            "Parent agreed",
            "Whether a parent agreed.",
            ("Parental agreement", "Parental consent"),
        ),
        columns.day("review_on", "Review date", "When the timetable is reviewed next.", ("Next review",)),
        columns.day(
            "full_time_on", "Full time by", "When the pupil is to be back full time.", ("Full time from",)
        ),
    ),
    told_apart_by=(PERSON_KEY, "school", "first_day"),
    publish=_publish,
    rules=(columns.in_order("first_day", "Start date", "last_day", "End date"),),
    shows_sender="school",
    holds_children=True,
)
