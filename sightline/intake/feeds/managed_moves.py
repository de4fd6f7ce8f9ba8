"""Managed moves: a pupil tries another school, and is to stay there or to come back."""

from collections.abc import Callable, Iterable, Iterator

from sightline.access.policy import FieldClass
from sightline.intake import columns
from sightline.intake.contract import Column, Fault, Feed, Kind, OwedBy, Row
from sightline.intake.lookups import names_of_schools
from sightline.intake.persons import PERSON, PERSON_KEY
from sightline.intake.publishing.people import publish_people
from sightline.intake.publishing.publication import Publication
from sightline.intake.publishing.saying import Dated, Said
from sightline.record.models import Notice, Registration

_OUTCOMES = {
    "on trial": "the trial goes on",
    "permanent": "the move was made permanent",
    "returned": "the pupil went back to the first school",
    "extended": "the trial was extended",
}
_ROLLS = {"first": "the first school alone", "new": "the new school alone", "both": "both schools"}
_SUBSIDIARY = "S"


def _another_school(row: Row) -> Iterable[Fault]:
    if row["school"] is not None and row["school"] == row["new_school"]:
        yield Fault("New school", "the same school twice", "A move leads to another school: name that one.")


def _says(names: dict[int, str]) -> Callable[[Row], Iterator[Said]]:
    def says(row: Row) -> Iterator[Said]:
        for school in (row["school"], row["new_school"]):
            yield Dated(
                Notice(
                    kind=Notice.Kind.MANAGED_MOVE.value,
                    establishment_id=school,
                    reason=row.text("reason"),
                    words=_words(row, names),
                    review_on=row["review_on"],
                    valid_from=row["first_day"],
                    valid_to=columns.day_after(row["last_day"]),
                ),
                same_by=("kind", "establishment_id"),
            )
        if row["on_roll"] == "both":
            yield Dated(
                Registration(
                    establishment_id=row["new_school"],
                    status=_SUBSIDIARY,
                    valid_from=row["first_day"],
                    valid_to=columns.day_after(row["last_day"]),
                ),
                same_by=("establishment_id",),
            )

    return says


def _words(row: Row, names: dict[int, str]) -> str:
    """The move in words, which stand with both schools: from where to where, whose roll, and what came of it."""
    said = [f"From {names[row['school']]} to {names[row['new_school']]}."]
    if row["on_roll"]:
        said.append(f"On the roll of {_ROLLS[row['on_roll']]}.")
    if row["outcome"]:
        said.append(f"Outcome: {_OUTCOMES[row['outcome']]}.")
    return " ".join([*said, row.text("words")]).strip()[: columns.WORDS]


def _publish(publication: Publication) -> None:
    rows = publication.good_rows
    publish_people(
        publication, _says(names_of_schools({row[name] for row in rows for name in ("school", "new_school")}))
    )


FEED = Feed(
    name="managed-moves",
    title="Managed moves",
    owed_by=OwedBy.SCHOOL,
    meaning="Pupils who try another school by agreement: both schools, the days of the trial, whose roll the pupil "
    "stays on, and what came of it. The notice stands with both schools. A place on the new school's roll is recorded "
    "only where both schools keep the pupil; a move that was made permanent shows in the new school's own roll. "
    "A later row with the same first day corrects the earlier one.",
    columns=(
        columns.school("The school that the pupil comes from.", required=True),
        *PERSON,
        Column(
            "new_school",
            "New school",
            Kind.SCHOOL,
            "The school that the pupil tries.",
            required=True,
            synonyms=("To school", "Receiving school", "New school URN"),
            field_class=FieldClass.EDUCATION,
        ),
        columns.first_day(
            "Trial from",
            "The first day at the new school.",
            required=True,
            synonyms=("Start date", "Move date", "Trial start"),
        ),
        columns.last_day(
            "Trial to", "The last day of the trial; blank while none is set.", ("End date", "Trial end")
        ),
        Column(
            "on_roll",
            "Stays on the roll of",
            Kind.CHOICE,
            "Whose roll the pupil is on during the trial.",
            choices=_ROLLS,
            aliases={
                "Home school": "first",
                "Original school": "first",
                "Old school": "first",
                "Receiving school": "new",
                "Dual": "both",
                "Dual roll": "both",
                "Dual registered": "both",
            },
            synonyms=("On roll at", "Roll", "Who stays on roll"),
            field_class=FieldClass.EDUCATION,
            optional_reading=True,
        ),
        Column(
            "outcome",
            "Outcome",
            Kind.CHOICE,
            "What came of it.",
            choices=_OUTCOMES,
            aliases={
                "Successful": "permanent",
                "Completed": "permanent",
                "Failed": "returned",
                "Unsuccessful": "returned",
                "Ongoing": "on trial",
            },
            field_class=FieldClass.EDUCATION,
            optional_reading=True,
        ),
        columns.reason("Why the pupil moves."),
        Column(
            "words",
            "Reason in words",
            Kind.TEXT,
            "What is said of it.",
            synonyms=("Details", "Comments"),
            field_class=FieldClass.HEALTH,
            max_length=200,
        ),
        columns.day("review_on", "Review date", "When the trial is reviewed next.", ("Next review",)),
    ),
    told_apart_by=(PERSON_KEY, "school", "new_school", "first_day"),
    publish=_publish,
    rules=(columns.in_order("first_day", "Trial from", "last_day", "Trial to"), _another_school),
    shows_sender="school",
    holds_children=True,
)
