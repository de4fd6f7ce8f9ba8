"""Deletion returns: pupils whose names are to be taken off a school's register, or were."""

from collections.abc import Callable, Iterable, Iterator

from sightline.access.policy import FieldClass
from sightline.intake import columns
from sightline.intake.contract import Column, Fault, Feed, Kind, OwedBy, Row
from sightline.intake.lookups import names_of_schools
from sightline.intake.persons import PERSON, PERSON_KEY
from sightline.intake.publishing.people import publish_people
from sightline.intake.publishing.publication import Publication
from sightline.intake.publishing.removals import end_on_the_roll
from sightline.intake.publishing.saying import Dated, Observed, Said
from sightline.record.models import Address, Contact, Notice, Registration

# Letters of regulation 8(1) of the 2006 Regulations, in the order in which they stand there, and what is established
# of regulation 9(1) of the 2024 Regulations: the other letters of it were not verified, so they are kept as sent.
_BY_LETTER = {
    "8(1)(a)": "sao_changed",
    "8(1)(b)": "registered_elsewhere",
    "8(1)(c)": "dual_ceased_with_consent",
    "8(1)(d)": "ehe",
    "8(1)(e)": "moved_out_of_reach",
    "8(1)(f)": "leave_not_returned_10",
    "8(1)(g)": "medical_until_csa_end",
    "8(1)(h)": "absent_20_unauth",
    "8(1)(i)": "custody_4m",
    "8(1)(j)": "died",
    "8(1)(k)": "csa_end_not_continuing",
    "8(1)(l)": "left_independent_academy_etc",
    "8(1)(m)": "perm_excluded",
    "8(1)(n)": "nursery_no_transfer",
    "8(1)(o)": "boarder_fees",
    "9(1)(f)": "ehe",
    "9(1)(i)": "absent_20_unauth",
}
_IN_OTHER_WORDS = {
    "EHE": "ehe",
    "Elective home education": "ehe",
    "Home education": "ehe",
    "Home educated": "ehe",
    "New school": "registered_elsewhere",
    "Moved school": "registered_elsewhere",
    "Transferred to another school": "registered_elsewhere",
    "Moved away": "moved_out_of_reach",
    "Moved out of area": "moved_out_of_reach",
    "Moved abroad": "moved_out_of_reach",
    "Permanent exclusion": "perm_excluded",
    "Permanently excluded": "perm_excluded",
    "Custody": "custody_4m",
    "Deceased": "died",
    "20 days absence": "absent_20_unauth",
    "Did not return from leave": "leave_not_returned_10",
}


def _needs_a_day(row: Row) -> Iterable[Fault]:
    if row["told_on"] is None and row["last_day"] is None:
        yield Fault(
            "Last day on roll",
            "blank",
            "Give the last day on the roll, or, while the removal is only proposed, the day of the notice.",
        )


def _registration(row: Row, names: dict[int, str]) -> Registration:
    destination = row.text("destination") or names.get(row["new_school"], "")
    return Registration(
        establishment_id=row["school"],
        leaving_ground=row.text("ground"),
        destination=destination[:200],
        valid_from=row["first_day"],
        valid_to=columns.day_after(row["last_day"]),
    )


def _notice(row: Row) -> Notice:
    """The notice: from the day on which it was given until the name was taken off."""
    last, told_on = row["last_day"], row["told_on"]
    return Notice(
        kind=Notice.Kind.ROLL_REMOVAL.value,
        establishment_id=row["school"],
        reason=row.text("ground"),
        words=row.text("words"),
        # Told afterwards, it was given when it was done.
        valid_from=last if told_on is None or (last is not None and last < told_on) else told_on,
        valid_to=columns.day_after(last),
    )


def _says(names: dict[int, str]) -> Callable[[Row], Iterator[Said]]:
    def says(row: Row) -> Iterator[Said]:
        yield Dated(_notice(row), same_by=("kind", "establishment_id"))
        if row["last_day"]:
            yield Dated(_registration(row, names), same_by=("establishment_id",))
        if row["new_address"] or row["new_postcode"]:
            address = Address(
                line=row.text("new_address"),
                postcode=row.text("new_postcode"),
                valid_from=row["new_address_from"],
            )
            yield Dated(address, same_by=()) if row["new_address_from"] else Observed(address, same_by=())
        if row["parent"] or row["parent_phone"]:
            yield Observed(
                Contact(name=row.text("parent"), relation="parent", phone=row.text("parent_phone")),
                same_by=("relation",),
            )

    return says


def _publish(publication: Publication) -> None:
    rows = publication.good_rows
    names = names_of_schools({row["new_school"] for row in rows if row["new_school"]})
    publish_people(publication, _says(names))
    removed = {row.number: _registration(row, names) for row in rows if row["last_day"]}
    end_on_the_roll(publication, removed)


FEED = Feed(
    name="roll-removals",
    title="Removals from the roll",
    owed_by=OwedBy.SCHOOL,
    meaning="Pupils whose names a school is to take off its register, or has taken off, with the ground and where "
    "they went (regulations 9 and 13 of the School Attendance (Pupil Registration) (England) Regulations 2024). "
    "While the last day on the roll is blank the removal is proposed, and ends nothing. With it, the place on the roll "
    "is over, also as the school's own roll has it. A later row for the same pupil and school corrects the earlier.",
    columns=(
        columns.school("The school that takes the name off.", required=True),
        *PERSON,
        columns.first_day(
            "Date of entry",
            "The first day on the roll.",
            required=False,
            synonyms=("Entry date", "Admission date"),
        ),
        columns.day(
            "told_on",
            "Date of notice",
            "The day on which the school gave notice that it is to take the name off.",
            ("Date notified", "Notified on", "Date of return"),
        ),
        columns.last_day(
            "Last day on roll",
            "The last day on the roll; blank while the removal is only proposed.",
            ("Removed on", "Date removed", "Off roll date", "Date of leaving", "Date of deletion"),
        ),
        Column(
            "ground",
            "Ground",
            Kind.CODE,
            "The ground, by its slug, in words, or by its letter where that is established.",
            required=True,
            code_set="deletion_ground",
            aliases={**_BY_LETTER, **_IN_OTHER_WORDS},
            synonyms=("Ground for removal", "Ground for deletion", "Reason for removal", "Reason off roll"),
            # A ground may tell of health, custody or death.
            field_class=FieldClass.SAFEGUARDING,
            max_length=40,
        ),
        columns.text(
            "words",
            "Ground in words",
            "What the school says of it.",
            "Details",
            "Comments",
            field_class=FieldClass.SAFEGUARDING,
            max_length=400,
        ),
        columns.text("destination", "Destination", "Where the pupil goes.", "Destination school name"),
        Column(
            "new_school",
            "New school",
            Kind.SCHOOL,
            "The school that the pupil goes to. Kept as the destination: only its own roll says that the pupil came.",
            synonyms=("Destination school", "New school URN"),
            field_class=FieldClass.EDUCATION,
            optional_reading=True,
        ),
        columns.text(
            "new_address",
            "New address",
            "Where the pupil is to live, on one line.",
            "Forwarding address",
            field_class=FieldClass.IDENTITY,
            max_length=400,
        ),
        Column(
            "new_postcode",
            "New postcode",
            Kind.POSTCODE,
            "The postcode there.",
            field_class=FieldClass.IDENTITY,
            optional_reading=True,
        ),
        columns.day("new_address_from", "New address from", "From which day."),
        columns.text(
            "parent",
            "Parent",
            "A parent with whom the pupil normally lives.",
            "Parent name",
            "Parent or carer",
            field_class=FieldClass.THIRD_PARTY,
        ),
        columns.text(
            "parent_phone",
            "Parent phone",
            "A telephone number of that parent.",
            "Parent telephone",
            "Contact number",
            field_class=FieldClass.THIRD_PARTY,
            max_length=40,
        ),
    ),
    told_apart_by=(PERSON_KEY, "school"),
    publish=_publish,
    rules=(columns.in_order("first_day", "Date of entry", "last_day", "Last day on roll"), _needs_a_day),
    shows_sender="school",
    holds_children=True,
)
