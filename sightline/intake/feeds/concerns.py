"""Concerns about a child's education: who raised one, in which words, and what was answered."""

from collections.abc import Iterable, Iterator

from sightline.access.policy import FieldClass
from sightline.intake import columns
from sightline.intake.contract import Column, Fault, Feed, Kind, OwedBy, Row
from sightline.intake.persons import PERSON, PERSON_KEY
from sightline.intake.publishing.people import publish_people
from sightline.intake.publishing.publication import Publication
from sightline.intake.publishing.saying import Dated, Said
from sightline.record.models import Concern

_RAISED, _ANSWERED = "Raised on", "Answered on"
_RELATIONS = {
    "parent": "a parent",
    "carer": "a carer",
    "child": "the child",
    "relative": "another relative",
    "school": "somebody at the school",
    "professional": "somebody who works with the child",
    "public": "a member of the public",
}
_MOST_WORDS = 4_000


def _answered_on_a_day(row: Row) -> Iterable[Fault]:
    if row["answer"] and row["answered_on"] is None and "answered_on" not in row.unread:
        yield Fault(
            _ANSWERED,
            "blank",
            f"Give the day of the answer. Until {_ANSWERED} is given, the concern counts as not answered.",
            holds_back=False,
        )


def _says(row: Row) -> Iterator[Said]:
    yield Dated(
        Concern(
            raised_by=row.text("raised_by"),
            relation=row.text("relation"),
            words=row.text("words"),
            answered_on=row["answered_on"],
            answer=row.text("answer"),
            valid_from=row["first_day"],
        ),
        same_by=("raised_by",),
        beside=True,
    )


def _publish(publication: Publication) -> None:
    publish_people(publication, _says)


FEED = Feed(
    name="concerns",
    title="Concerns",
    owed_by=OwedBy.AUTHORITY,
    meaning="Worries about a child's education that a parent, a carer, the child or anybody else raised with the "
    "authority: by telephone, by letter, at a meeting, as a complaint. A later row of the same day and the same person "
    "corrects the earlier one: that it was answered, above all. One without the day of an answer is not answered. A "
    "file only adds: nothing is ended because it is not sent again.",
    columns=(
        *PERSON,
        columns.day(
            "first_day",
            _RAISED,
            "The day on which the concern was raised.",
            ("Date raised", "Date of concern", "Concern date", "Date concern received"),
            required=True,
        ),
        columns.text(
            "raised_by",
            "Raised by",
            "The name of who raised it; blank where that is not known, or not to be told.",
            "Concern raised by",
            "Complainant",
            "Name of complainant",
            field_class=FieldClass.THIRD_PARTY,
        ),
        Column(
            "relation",
            "To the child",
            Kind.CODE,
            "What this person is to the child.",
            choices=_RELATIONS,
            aliases={
                "Mother": "parent",
                "Mum": "parent",
                "Father": "parent",
                "Dad": "parent",
                "Foster carer": "carer",
                "Guardian": "carer",
                "Pupil": "child",
                "Young person": "child",
                "Self": "child",
                "Grandparent": "relative",
                "Grandmother": "relative",
                "Grandfather": "relative",
                "Aunt": "relative",
                "Uncle": "relative",
                "Teacher": "school",
                "Social worker": "professional",
                "Health visitor": "professional",
                "GP": "professional",
                "Councillor": "professional",
                "Neighbour": "public",
            },
            synonyms=("Relation", "Relationship", "Relation to the child", "Relationship to child"),
            field_class=FieldClass.THIRD_PARTY,
            max_length=40,
        ),
        columns.text(
            "words",
            "What was said",
            "The concern, in the words of who raised it.",
            "Concern",
            "Details of concern",
            "Nature of concern",
            "Complaint",
            field_class=FieldClass.SAFEGUARDING,
            max_length=_MOST_WORDS,
            required=True,
        ),
        Column(
            "answered_on",
            _ANSWERED,
            Kind.DATE,
            "The day of the answer; blank while nobody has answered.",
            synonyms=("Date answered", "Response date", "Date of response", "Date closed"),
            field_class=FieldClass.SAFEGUARDING,
        ),
        columns.text(
            "answer",
            "Answer",
            "What was answered.",
            "Response",
            "The answer",
            field_class=FieldClass.SAFEGUARDING,
            max_length=_MOST_WORDS,
        ),
    ),
    told_apart_by=(PERSON_KEY, "first_day", "raised_by"),
    publish=_publish,
    rules=(columns.in_order("first_day", _RAISED, "answered_on", _ANSWERED), _answered_on_a_day),
    holds_children=True,
)
