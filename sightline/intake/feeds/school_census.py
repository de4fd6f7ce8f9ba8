"""The school census: the tables that an authority keeps of it, joined, and what each row says to the record."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from sightline.access.policy import FieldClass
from sightline.intake import columns
from sightline.intake.census.exclusions import COUNTED, MOST_SESSIONS, LastDays
from sightline.intake.census.tables import EXCLUDED, LEFT, ON_ROLL, assemble
from sightline.intake.contract import Column, Fault, Feed, Kind, OwedBy, Row
from sightline.intake.feeds import exclusions, school_roll
from sightline.intake.persons import PERSON, PERSON_KEY
from sightline.intake.publishing.conversions import end_at_predecessors
from sightline.intake.publishing.gone import Standing
from sightline.intake.publishing.people import publish_people
from sightline.intake.publishing.publication import WHOLE_ROW, Publication
from sightline.intake.publishing.saying import Dated, Observed, Said
from sightline.intake.special_needs import special_needs
from sightline.record.models import Address, Exclusion, Known, Registration

_PERMANENT = Exclusion.Kind.PERMANENT.value
_FULL_TIME = {"yes": Known.NO.value, "no": Known.YES.value}


def _of(feed: Feed, name: str, *synonyms: str, **changes: Any) -> Column:
    """A column of another feed, found under further headings as well."""
    column = feed.column(name)
    return replace(column, synonyms=(*column.synonyms, *synonyms), **changes)


def _rows_hold_together(row: Row) -> Iterable[Fault]:
    """What each kind of row needs beside the pupil."""
    if row["record"] == LEFT and row["last_day"] is None:
        yield Fault("Date of leaving", "blank", "A pupil who is no longer on roll has a day of leaving.")
    if row["record"] != EXCLUDED:
        return
    if not (row["surname"] or row["forename"] or row["date_of_birth"]):
        yield Fault(
            WHOLE_ROW,
            "a row without its pupil",
            "No pupil of this census has the number that the row names. Send the pupils and this table together.",
        )
    if row["kind"] is None:
        yield Fault("Type", "blank", "Give the category of the exclusion: PERM, SUSP or LNCH.")
    if row["excluded_from"] is None:
        yield Fault("First day of exclusion", "blank", "Give the first day of the exclusion.")
    if row["kind"] not in (None, _PERMANENT) and not 0 < (row["sessions"] or 0) <= MOST_SESSIONS:
        yield Fault(
            "Sessions",
            "a number out of range" if row["sessions"] else "blank",
            f"A suspension is for a fixed period: give its sessions, from 1 to {MOST_SESSIONS}.",
        )


def _registration(row: Row) -> Iterator[Said]:
    yield Dated(
        Registration(
            establishment_id=row["school"],
            status=row.text("status"),
            year_group=row.text("year_group"),
            attends_full_time=_FULL_TIME.get(row.text("part_time"), Known.NOT_KNOWN.value),
            valid_from=row["first_day"],
            valid_to=columns.day_after(row["last_day"]),
        ),
        same_by=("establishment_id",),
    )
    if row["record"] == ON_ROLL:
        yield from special_needs(row["sen_provision"], row.text("sen_type"))
    if row["postcode"]:
        yield Observed(Address(postcode=row.text("postcode")), same_by=())


def _exclusion(row: Row, last_days: LastDays) -> Said:
    counted: date | None = None
    if row["kind"] != _PERMANENT:
        counted = last_days.day_after(row["school"], row["kind"], row["excluded_from"], row["sessions"])
    return Dated(
        Exclusion(
            establishment_id=row["school"],
            kind=row["kind"],
            reasons=[row[name] for name in ("reason_1", "reason_2", "reason_3") if row[name]],
            sessions=row["sessions"],
            words=COUNTED if counted else "",
            valid_from=row["excluded_from"],
            valid_to=counted,
        ),
        same_by=("establishment_id", "kind"),
        apart_by=("state",),
    )


def _publish(publication: Publication) -> None:
    last_days = LastDays(publication.day)

    def says(row: Row) -> Iterator[Said]:
        if row["record"] == EXCLUDED:
            yield _exclusion(row, last_days)
        else:
            yield from _registration(row)

    publish_people(publication, says, Standing(Registration, of_each=("establishment_id", "school")))
    end_at_predecessors(publication)


_SCHOOL = columns.school("The school, by URN, DfE number, or the sender's own key.", required=True)

FEED = Feed(
    name="school-census",
    title="School census",
    owed_by=OwedBy.SCHOOL,
    meaning="The school census as the authority keeps it: its tables as files of their own, in one folder, workbook "
    "or zip, joined by the numbers of pupils; or one table with a row for each registration and exclusion. Taken are "
    "pupils on roll and no longer on roll, suspensions and exclusions, the postcode of the first address and the "
    "first type of need. Sessions of attendance, meals, funding, attainment, learning aims, language and care are "
    "left aside, never kept. Complete for each school that stands in it: a pupil who is missing from the next census "
    "is gone from the feed, which is followed up. The numbers of pupils in the tables join the tables of one census "
    "and say nothing of the next. Where a school's own roll tells of the same registration, the roll counts. A school "
    "may stand there by the sender's own key: rows wait until somebody says, once, which school it is.",
    columns=(
        Column(
            "record",
            "Record",
            Kind.CHOICE,
            "What the row tells of: a pupil on roll, one who left since the last census, or an exclusion.",
            required=True,
            choices={
                ON_ROLL: "pupil on roll",
                LEFT: "pupil no longer on roll",
                EXCLUDED: "suspension or exclusion",
            },
            field_class=FieldClass.EDUCATION,
        ),
        replace(_SCHOOL, synonyms=(*_SCHOOL.synonyms, "NativeId")),
        *PERSON,
        school_roll.FEED.column("former_upn"),
        school_roll.FEED.column("uln"),
        school_roll.FEED.column("middle_names"),
        school_roll.FEED.column("preferred_surname"),
        school_roll.FEED.column("former_surname"),
        school_roll.FEED.column("sex"),
        school_roll.FEED.column("ethnicity"),
        _of(school_roll.FEED, "year_group", "NCyearActual", "NCyearLeaving"),
        school_roll.FEED.column("status"),
        school_roll.FEED.column("first_day"),
        school_roll.FEED.column("last_day"),
        columns.yes_no(
            "part_time",
            "Part time",
            "Whether the pupil attends part time. Of a child of compulsory school age it is evidence, to be checked.",
            ("Part-time indicator",),
        ),
        school_roll.FEED.column("sen_provision"),
        school_roll.FEED.column("sen_type"),
        _of(exclusions.FEED, "kind", required=False),
        columns.day(
            "excluded_from",
            "First day of exclusion",
            "The first day of a suspension or exclusion.",
            ("Start date",),
        ),
        exclusions.FEED.column("sessions"),
        exclusions.FEED.column("reason_1"),
        exclusions.FEED.column("reason_2"),
        exclusions.FEED.column("reason_3"),
    ),
    told_apart_by=(PERSON_KEY, "school", "record", "first_day", "kind", "excluded_from"),
    publish=_publish,
    rules=(
        columns.in_order("first_day", "Date of entry", "last_day", "Date of leaving"),
        _rows_hold_together,
    ),
    complete_for="school",
    shows_sender="school",
    holds_children=True,
    assemble=assemble,
)
