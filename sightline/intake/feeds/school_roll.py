"""The pupils on the rolls of schools: the whole of each school's roll, each time."""

from collections.abc import Iterator

from sightline.access.policy import FieldClass
from sightline.intake import columns
from sightline.intake.contract import Column, Feed, Kind, OwedBy, Row
from sightline.intake.persons import PERSON, PERSON_KEY
from sightline.intake.publishing.conversions import end_at_predecessors
from sightline.intake.publishing.gone import Standing
from sightline.intake.publishing.people import publish_people
from sightline.intake.publishing.publication import Publication
from sightline.intake.publishing.saying import Dated, NoLonger, Observed, Said
from sightline.intake.special_needs import special_needs
from sightline.record.drafts import draft
from sightline.record.models import Address, Circumstance, Registration

_LOOKED_AFTER = Circumstance.Kind.LOOKED_AFTER.value


COLUMNS = (
    columns.school("The school whose roll the pupil is on.", required=True),
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
        "preferred_surname",
        "Preferred surname",
        Kind.TEXT,
        "The surname that the family uses.",
        "Chosen surname",
    ),
    columns.identity(
        "preferred_forename",
        "Preferred forename",
        Kind.TEXT,
        "The forename that the child uses.",
        "Known as",
        "Chosen forename",
    ),
    columns.identity("former_surname", "Former surname", Kind.TEXT, "A surname from before."),
    columns.sex(),
    Column(
        "ethnicity",
        "Ethnicity",
        Kind.CODE,
        "The ethnicity code of the school census.",
        code_set="ethnicity",
        synonyms=("Ethnic group", "Ethnicity code"),
        field_class=FieldClass.ETHNICITY_RELIGION,
        max_length=8,
        optional_reading=True,
    ),
    Column(
        "year_group",
        "Year group",
        Kind.CODE,
        "The National Curriculum year in which the pupil is taught: R, 1 to 14.",
        code_set="year_group",
        aliases=columns.YEAR_GROUP_ALIASES,
        synonyms=("Year", "NC year", "National Curriculum year", "NCY"),
        field_class=FieldClass.EDUCATION,
        max_length=4,
        optional_reading=True,
    ),
    columns.identity(
        "address",
        "Address",
        Kind.TEXT,
        "The address of the home, on one line.",
        "Home address",
        max_length=400,
    ),
    columns.home_authority("The three-digit code of the authority in whose area the pupil lives."),
    Column(
        "phone",
        "Phone",
        Kind.TEXT,
        "A telephone number of the home.",
        synonyms=("Telephone",),
        field_class=FieldClass.THIRD_PARTY,
        max_length=40,
        optional_reading=True,
    ),
    Column(
        "status",
        "Enrolment status",
        Kind.CODE,
        "C on this roll only, M main of two, S subsidiary, G guest, F further education, O other, P previous.",
        code_set="enrolment_status",
        aliases={"Single": "C", "Main": "M", "Subsidiary": "S", "Guest": "G"},
        synonyms=("Enrol status", "Enrolment"),
        field_class=FieldClass.EDUCATION,
        max_length=2,
        optional_reading=True,
    ),
    columns.first_day(
        "Date of entry",
        "The first day on the roll.",
        required=False,
        synonyms=("Entry date", "Admission date"),
    ),
    columns.last_day("Date of leaving", "The last day on the roll.", ("Leaving date", "Date left")),
    Column(
        "ground",
        "Ground for leaving",
        Kind.CODE,
        "The ground for taking the name off the roll (regulation 9 of the 2024 regulations), by its slug.",
        code_set="deletion_ground",
        synonyms=("Leaving ground", "Ground for removal", "Reason for leaving"),
        field_class=FieldClass.EDUCATION,
        max_length=40,
    ),
    Column(
        "destination",
        "Destination",
        Kind.TEXT,
        "Where the pupil went.",
        synonyms=("Destination school",),
        field_class=FieldClass.EDUCATION,
    ),
    columns.yes_no(
        "full_time",
        "Attends full time",
        "Whether the school offers the pupil full-time education.",
        ("Attends full time (yes/no)", "Full time"),
    ),
    Column(
        "sen_provision",
        "SEN provision",
        Kind.CODE,
        "N none, K support, E education, health and care plan.",
        code_set="sen_provision",
        synonyms=("SEN status", "SEN stage"),
        field_class=FieldClass.EDUCATION,
        max_length=2,
        optional_reading=True,
    ),
    Column(
        "sen_type",
        "SEN type",
        Kind.CODE,
        "The primary type of need.",
        code_set="sen_type",
        synonyms=("SEN need", "Primary need"),
        field_class=FieldClass.EDUCATION,
        max_length=40,
    ),
    Column(
        "plan_authority",
        "EHC plan authority",
        Kind.AUTHORITY,
        "The three-digit code of the authority that maintains the plan.",
        field_class=FieldClass.EDUCATION,
        optional_reading=True,
    ),
    Column(
        "looked_after_by",
        "Looked after by",
        Kind.AUTHORITY,
        "The three-digit code of the authority that looks after the pupil; blank when none does, as far as the school "
        "knows.",
        synonyms=("Looked after by (authority code)", "Looked after authority"),
        field_class=FieldClass.SAFEGUARDING,
        optional_reading=True,
    ),
)


def _says(row: Row) -> Iterator[Said]:
    yield Dated(
        draft(
            Registration,
            establishment_id=row["school"],
            status=row.text("status"),
            year_group=row.text("year_group"),
            attends_full_time=columns.known(row["full_time"]),
            leaving_ground=row.text("ground"),
            destination=row.text("destination"),
            valid_from=row["first_day"],
            valid_to=columns.day_after(row["last_day"]),
        ),
        same_by=("establishment_id",),
    )
    yield from special_needs(row["sen_provision"], row.text("sen_type"), row.text("plan_authority"))
    yield from _looked_after(row)
    if row["address"] or row["postcode"] or row["home_authority"]:
        yield Observed(
            draft(
                Address,
                line=row.text("address"),
                postcode=row.text("postcode"),
                authority_code=row.text("home_authority"),
            ),
            same_by=(),
        )


def _looked_after(row: Row) -> Iterator[Said]:
    if not row.sent("looked_after_by") or "looked_after_by" in row.set_aside:
        return
    if row["looked_after_by"]:
        state = draft(Circumstance, kind=_LOOKED_AFTER, authority_code=row["looked_after_by"])
        yield Observed(state, same_by=("kind",))
    else:
        yield NoLonger(Circumstance, {"kind": _LOOKED_AFTER})


def _publish(publication: Publication) -> None:
    standing = Standing(Registration, of_each=("establishment_id", "school"))
    publish_people(publication, _says, standing)
    end_at_predecessors(publication)


FEED = Feed(
    name="school-roll",
    title="School rolls",
    owed_by=OwedBy.SCHOOL,
    meaning="Every pupil on a school's admission register, leavers since the last file included. Complete for each "
    "school that stands in it: a pupil who is missing from the next file is gone from the feed, which is followed up.",
    columns=COLUMNS,
    told_apart_by=(PERSON_KEY, "school", "first_day"),
    publish=_publish,
    rules=(columns.in_order("first_day", "Date of entry", "last_day", "Date of leaving"),),
    complete_for="school",
    shows_sender="school",
    holds_children=True,
    row_says_all=True,
)
