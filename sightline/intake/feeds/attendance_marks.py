"""The registers: every session's mark, as a row a session, a column a session, or one string of marks a pupil."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from sightline.access.policy import FieldClass
from sightline.attendance.door import Place, SentMarks, take_marks
from sightline.attendance.numbering import NOT_SENT, UNKNOWN_CODE, stored_number, stored_numbers
from sightline.domain.register_codes import register_code
from sightline.intake import columns
from sightline.intake.contract import WHOLE_ROW, Column, Fault, Feed, Joined, Kind, OwedBy, Row, Sheet
from sightline.intake.persons import PERSON, PERSON_KEY
from sightline.intake.publishing.people import publish_people
from sightline.intake.publishing.publication import Publication
from sightline.intake.registers import shapes
from sightline.intake.registers.codes import NOTHING, codes_in
from sightline.intake.registers.days import AFTERNOON, MORNING, SESSIONS_A_DAY, Days, Marks, days_named
from sightline.record.door import BATCH
from sightline.record.models import SourcePerson

_MARKS, _DAYS, _FIRST = "Marks", "Days", "Marks from"
# A school year has 195 days at most; a string of more marks is of more than one.
_MOST_SESSIONS = 400


def _of_one_place(row: Row) -> Iterable[Fault]:
    named = [name for name in ("school", "provider") if row[name] is not None]
    if len(named) != 1 and not row.unread & {"school", "provider"}:
        yield Fault(
            WHOLE_ROW,
            "no place or two",
            "Name the school or the provider that keeps the register, and only one of them.",
        )


def _of_known_days(row: Row) -> Iterable[Fault]:
    if row["days"]:
        try:
            days_named(row["days"])
        except ValueError:
            yield Fault(_DAYS, "text where days are expected", "Write the days as 2026-09-07 2026-09-08.")
    elif row["first_day"] is None and "first_day" not in row.unread:
        yield Fault(_FIRST, "blank", "Give the day of the mark, or the first day of the marks.")


def _two_a_day(row: Row) -> Iterable[Fault]:
    """That there are as many marks as sessions: an odd one out would put every later mark on another session."""
    codes = codes_in(row.text("marks"))
    marks = len(codes)
    if "session" in row.unread:
        return
    if row["session"]:
        if marks > 1 and all(code in stored_numbers() for code in codes):
            yield Fault(_MARKS, "several marks of one session", "One session has one mark.")
    elif row["days"]:
        if not any(_of_known_days(row)) and marks != SESSIONS_A_DAY * len(days_named(row["days"])):
            yield Fault(_MARKS, "not two marks a day", f"Give two marks for each day in {_DAYS}.")
    elif marks % SESSIONS_A_DAY:
        yield Fault(
            _MARKS,
            "not two marks a day",
            "Give two marks for each school day, a full stop where there is none; or say in Session which half it is.",
        )
    elif marks > _MOST_SESSIONS:
        yield Fault(_MARKS, "more marks than a school year has", "Send each school year by itself.")


def _publish(publication: Publication) -> None:
    days = Days(publication.day)
    marks = {row.number: days.of(row) for row in publication.good_rows}
    for row in publication.good_rows:
        _judge(publication, days, row, marks[row.number])
    publish_people(publication, lambda row: ())
    persons = _persons(publication)
    by_place: dict[Place, list[SentMarks]] = defaultdict(list)
    for row in publication.good_rows:
        place = Place(establishment=row["school"], provider=row["provider"])
        by_place[place].append(_sent(persons[row.person], row, marks[row.number]))
    rows = {row.number: row for row in publication.good_rows}
    for place, sent in by_place.items():
        taken = take_marks(publication.writing, place, sent, delivery=publication.delivery)
        for number in taken.rows:
            publication.take(rows[number])


def _judge(publication: Publication, days: Days, row: Row, marks: Marks) -> None:
    """Hold back what cannot be so, and say of the rest what a person should know."""
    last = marks.last_day_said
    if last is not None and last > publication.day:
        publication.hold_back(
            row,
            "a date in the future",
            "A register holds what has been: this session is still to come.",
            _MARKS,
        )
        return
    said = [
        (marks.days[at // SESSIONS_A_DAY], code) for at, code in enumerate(marks.codes) if code != NOTHING
    ]
    if not all(_is_code(code, day) for day, code in said):
        publication.warn(
            row.number,
            "a code that is not known",
            "A mark has a code that the regulations do not have on that day. It is kept as sent and counts nowhere.",
            _MARKS,
        )
    if any(code != "#" and days.is_closed(row["school"], day) for day, code in said):
        publication.warn(
            row.number,
            "a mark on a day without school",
            "By the term dates that we have, the school was closed on a day with a mark. The mark is kept.",
            _MARKS,
        )
    if marks.assumed:
        publication.warn(
            row.number,
            "term dates that are assumed",
            "Nobody has told us this school year's term dates: the days were counted by the usual ones.",
            _FIRST,
        )


@lru_cache(maxsize=20_000)
def _is_code(code: str, day: date) -> bool:
    return register_code(code, day) is not None


def _sent(person: int, row: Row, marks: Marks) -> SentMarks:
    stored = [NOT_SENT if code == NOTHING else stored_number(code) for code in marks.codes]
    unknown = {at: marks.codes[at][:8] for at, number in enumerate(stored) if number == UNKNOWN_CODE}
    return SentMarks(person, marks.days, bytes(stored), row.number, unknown)


def _persons(publication: Publication) -> dict[str, int]:
    """The source persons of the good rows by the sender's key, now that all are saved."""
    keys = sorted({row.person for row in publication.good_rows})
    found: dict[str, int] = {}
    theirs = SourcePerson.objects.filter(source=publication.delivery.source_id, feed=publication.feed.name)
    for start in range(0, len(keys), BATCH):
        found |= dict(theirs.filter(key__in=keys[start : start + BATCH]).values_list("key", "pk"))
    return found


def _assemble(sheets: Sequence[Sheet]) -> Joined:
    return shapes.assemble(sheets, FEED.columns)


FEED = Feed(
    name="attendance-marks",
    title="Attendance, mark by mark",
    owed_by=OwedBy.SCHOOL,
    meaning="The register of a school or a provider, a day, a week or whole terms at once, in any of three shapes: a "
    "row a session (the day, AM or PM, the mark); a column a session, headed by its day and AM or PM; or a row a pupil "
    "with all marks as one string, two for each school day from the first day on. In a string marks stand side by side "
    "(`/\\/\\IIC2C2`) or apart with spaces between; a full stop says that no mark was made. A session that a file does "
    "not tell of stays as it was, so that a part of a day may be sent. A mark that is sent otherwise than before "
    "corrects it, and what stood stays in the journal. A code that nobody knows is kept and counts nowhere. Marks on a "
    "day without school are kept and listed; marks of days to come wait.",
    columns=(
        columns.school("The school whose register it is; blank where it is a provider's."),
        replace(
            columns.provider("The provider whose register it is, by its ID; blank where it is a school's."),
            required=False,
        ),
        *PERSON,
        columns.home_authority("The three-digit code of the authority in whose area the child lives."),
        columns.first_day(
            _FIRST,
            "The day of the mark, or the first day of the marks.",
            required=False,
            synonyms=("Mark date", "Attendance date", "Session date", "Register date"),
        ),
        Column(
            "session",
            "Session",
            Kind.CHOICE,
            "Which half of the day it is, where a row has one mark; blank where it has the marks of whole days.",
            synonyms=("AM/PM", "AM or PM", "Session name", "Half day"),
            choices={MORNING: "the morning", AFTERNOON: "the afternoon"},
            aliases=dict.fromkeys(("Morning", "1", "A"), MORNING)
            | dict.fromkeys(("Afternoon", "2", "P"), AFTERNOON),
            field_class=FieldClass.EDUCATION,
        ),
        Column(
            "days",
            _DAYS,
            Kind.TEXT,
            "The days of the marks, with spaces between, where they are not the school days from the first day on: "
            "2026-09-07 2026-09-08.",
            synonyms=("Mark dates", "Dates of marks"),
            field_class=FieldClass.EDUCATION,
            max_length=12 * _MOST_SESSIONS,
        ),
        Column(
            "marks",
            _MARKS,
            Kind.TEXT,
            "The mark, or all of them in their order.",
            required=True,
            synonyms=(
                "Mark",
                "Attendance mark",
                "Attendance code",
                "Mark code",
                "Attendance marks",
                "Register marks",
            ),
            # A mark may tell of illness, of religion or of custody.
            field_class=FieldClass.CRIMINAL,
            max_length=4 * _MOST_SESSIONS,
        ),
    ),
    told_apart_by=(PERSON_KEY, "school", "provider", "first_day", "session", "days"),
    publish=_publish,
    rules=(_of_one_place, _of_known_days, _two_a_day),
    shows_sender="school",
    holds_children=True,
    assemble=_assemble,
    a_file_each=True,
)
