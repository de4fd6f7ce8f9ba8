"""Common transfer files: who a pupil is, as the school that the pupil leaves writes it."""

from collections.abc import Iterable

from sightline.access.policy import FieldClass
from sightline.intake import columns
from sightline.intake.contract import Column, Fault, Feed, Kind, OwedBy, Row
from sightline.intake.persons import PERSON, PERSON_KEY
from sightline.intake.publishing.people import publish_people
from sightline.intake.publishing.publication import Publication
from sightline.intake.transfer_files import pupils


def _lost(row: Row) -> Iterable[Fault]:
    if row.text("destination").casefold().replace(" ", "/") == pupils.NOBODY_KNOWS.casefold():
        yield Fault(
            pupils.DESTINATION,
            "a destination that the school does not know",
            "The file of a lost pupil. It ends no place on a roll, and does not say that nobody knows where the "
            "child is: ask the school, and record what it says.",
            holds_back=False,
        )


def _publish(publication: Publication) -> None:
    publish_people(publication, lambda row: ())


FEED = Feed(
    name="common-transfer-file",
    title="Common transfer files",
    owed_by=OwedBy.SCHOOL,
    meaning="The file that goes with a pupil from school to school (XML, its root CTfile), or the same as a table. "
    "Read are the header's schools and who the pupil is: numbers, names, date of birth and sex. Everything else in "
    "the file (attendance, assessments, contacts, special needs, the history of schools, grounds for leaving) waits "
    "until the Department's specification of the year has been read against it, and is not looked at. The file says "
    "neither that a place on a roll began nor that one ended: rolls and removals from the roll say that.",
    columns=(
        Column(
            "school",
            pupils.SOURCE,
            Kind.SCHOOL,
            "The school that sends the file, by DfE number or URN.",
            synonyms=("From school", "Sending school", "Source school URN"),
            field_class=FieldClass.EDUCATION,
            optional_reading=True,
        ),
        columns.text(
            "destination",
            pupils.DESTINATION,
            f"The school that the file is for, or {pupils.NOBODY_KNOWS} where nobody knows it; not kept.",
            "To school",
            "Receiving school",
            required=True,
        ),
        *PERSON,
        columns.identity("former_upn", "Former UPN", Kind.UPN, "A number that the pupil had before."),
        columns.identity(
            "uln",
            "ULN",
            Kind.ULN,
            "The unique learner number, from the age of 14.",
            "Unique learner number",
            max_length=10,
        ),
        columns.identity("middle_names", "Middle names", Kind.TEXT, "Middle names in law.", "Middle name"),
        columns.identity(
            "preferred_surname", "Preferred surname", Kind.TEXT, "The surname that the family uses."
        ),
        columns.identity(
            "preferred_forename", "Preferred forename", Kind.TEXT, "The forename that the child uses."
        ),
        columns.identity("former_surname", "Former surname", Kind.TEXT, "A surname from before."),
        columns.sex(),
    ),
    told_apart_by=(PERSON_KEY,),
    publish=_publish,
    rules=(_lost,),
    shows_sender="school",
    holds_children=True,
    from_xml=pupils.tables_of,
    document=pupils.DOCUMENT,
)
