"""What children have reached, and the courses that they follow towards examinations, with level and board."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from sightline.access.policy import FieldClass
from sightline.intake import columns
from sightline.intake.contract import WHOLE_ROW, Column, Fault, Feed, Kind, OwedBy, Row
from sightline.intake.persons import PERSON, PERSON_KEY
from sightline.intake.publishing.people import publish_people
from sightline.intake.publishing.publication import Publication
from sightline.intake.publishing.saying import AllSent, Dated, Observed, Said
from sightline.record.drafts import draft
from sightline.record.models import Attainment, Course

_RESULT, _SUBJECT, _QUALIFICATION, _ASSESSED = "Result", "Subject", "Qualification", "Assessed on"
_BEGINS, _ENDS = "Course from", "Course to"
_IN_WORDS, _DAYS = ("qualification", "level", "board", "target", "outcome"), ("first_day", "last_day")
_OF_A_COURSE = (*_IN_WORDS, *_DAYS)
# With another board or level it is another course: that somebody changed it must stay to be seen.
_COURSE = ("subject", "qualification", "level", "board")


def _tells_of_course(row: Row) -> bool:
    return any(row[name] is not None for name in _OF_A_COURSE)


def _tells_something(row: Row) -> Iterable[Fault]:
    if row["result"] is None and not _tells_of_course(row) and not row.unread.intersection(_OF_A_COURSE):
        yield Fault(
            WHOLE_ROW,
            "neither a result nor a course",
            f"Give a {_RESULT} with its day, or a course: its {_QUALIFICATION}, level, board or target.",
        )


def _result_has_a_day(row: Row) -> Iterable[Fault]:
    if row["result"] is not None and row["assessed_on"] is None and "assessed_on" not in row.unread:
        yield Fault(_ASSESSED, "blank", "Give the day of the result: without it nobody can see progress.")


def _result(row: Row) -> Dated:
    reached = draft(
        Attainment,
        subject=row["subject"],
        scale=row.text("scale"),
        result=row["result"],
        stage=row.text("stage"),
        valid_from=row["assessed_on"],
    )
    return Dated(reached, same_by=("subject", "scale", "stage"), beside=True)


def _course(subject: str, told: Mapping[str, Any]) -> Dated | Observed:
    course = draft(
        Course,
        subject=subject,
        **{name: told.get(name) or "" for name in _IN_WORDS},
        valid_from=told.get("first_day"),
        valid_to=columns.day_after(told.get("last_day")),
    )
    has_days = course.valid_from or course.valid_to
    return Dated(course, _COURSE) if has_days else Observed(course, _COURSE)


def _courses(publication: Publication) -> dict[int, dict[str, Any]]:
    """What the rows tell of each course, by the row that says it: several may tell of one, each a part of it.

    Rows that contradict each other are held back: which of them is right, nobody can tell.
    """
    groups: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in publication.good_rows:
        if _tells_of_course(row):
            groups[row.person, row["subject"], row["qualification"], row["first_day"]].append(row)
    found: dict[int, dict[str, Any]] = {}
    for rows in groups.values():
        told: dict[str, set[Any]] = {
            name: {row[name] for row in rows} - {None} for name in (*_IN_WORDS, *_DAYS)
        }
        if any(len(values) > 1 for values in told.values()):
            for row in rows:
                publication.hold_back(
                    row, "two words on one course", "Another row says otherwise of this course."
                )
        else:
            first = min(rows, key=lambda row: row.key)
            found[first.number] = {name: value for name, values in told.items() for value in values}
    return found


def _publish(publication: Publication) -> None:
    publication.hold_back_doubles()
    for row in publication.good_rows:
        if row["assessed_on"] is not None and row["assessed_on"] > publication.day:
            publication.hold_back(row, "a date in the future", "A result lies in the past.", _ASSESSED)
    courses = _courses(publication)

    def says(row: Row) -> Iterator[Said]:
        if row["result"] is not None:
            yield _result(row)
        if row.number in courses:
            yield _course(row["subject"], courses[row.number])
            yield AllSent(Course, {}, _COURSE, ends_on=publication.day)

    publish_people(publication, says)


FEED = Feed(
    name="attainment",
    title="Attainment and courses",
    owed_by=OwedBy.SCHOOL,
    meaning="Results and assessments by subject, on whatever scale the sender uses, and the courses that a child "
    "follows towards an examination. A row may tell of one or the other or of both. From schools and from providers; a "
    "file whose rows name one provider and no school is that provider's. Courses are complete for each child of whom a "
    "file names one: a course that is not sent again is over on the day of the file. A course with another board or "
    "level is another one, so that a change of them stays to be seen.",
    columns=(
        columns.school("The school that says so."),
        replace(
            columns.provider("The provider that says so, by its ID; blank where it is a school."),
            required=False,
        ),
        *PERSON,
        columns.home_authority("The three-digit code of the authority in whose area the child lives."),
        columns.text(
            "subject", _SUBJECT, "The subject.", "Subject name", "Exam subject", "Course title", required=True
        ),
        columns.text(
            "result",
            _RESULT,
            "The grade, mark, level or age reached, or aimed at, as the sender writes it.",
            "Grade",
            "Current grade",
            "Attainment",
            "Assessment result",
            max_length=40,
        ),
        columns.text(
            "scale",
            "Scale",
            "What the result is measured in, such as GCSE grade, scaled score or reading age.",
            "Grade set",
            "Gradeset",
            "Assessment type",
            "Measure",
            max_length=40,
        ),
        Column(
            "stage",
            "Stage",
            Kind.CHOICE,
            "Which point of the way the result stands for.",
            choices={
                "on entry": "what the child could do on arriving",
                "progress": "what the child can do now",
                "predicted": "what is expected in the end",
                "target": "what is aimed at",
                "final": "what was reached in the end",
            },
            aliases={
                "Baseline": "on entry",
                "Entry": "on entry",
                "Prior attainment": "on entry",
                "Current": "progress",
                "Working at": "progress",
                "Teacher assessment": "progress",
                "Forecast": "predicted",
                "Actual": "final",
                "Exam": "final",
                "Outcome": "final",
            },
            synonyms=("Assessment stage", "Result type", "Assessment point"),
            field_class=FieldClass.EDUCATION,
            optional_reading=True,
        ),
        columns.day(
            "assessed_on",
            _ASSESSED,
            "The day of the result or assessment.",
            ("Assessment date", "Result date", "Date of assessment", "Date assessed"),
        ),
        columns.text(
            "qualification",
            _QUALIFICATION,
            "Towards which qualification the course leads, such as GCSE or BTEC.",
            "Qualification type",
            "Qual type",
            "Award",
        ),
        columns.text(
            "level",
            "Level",
            "The level or tier: Entry Level 3, Level 2, Foundation, Higher.",
            "Tier",
            "Qualification level",
            "Course level",
            max_length=20,
        ),
        Column(
            "board",
            "Awarding board",
            Kind.CODE,
            "Who awards the qualification. The same board carries on wherever the child is taught.",
            choices={
                "AQA": "Assessment and Qualifications Alliance",
                "OCR": "Oxford, Cambridge and RSA",
                "Pearson": "Pearson, with Edexcel and BTEC",
                "WJEC": "WJEC, with Eduqas",
                "CCEA": "Council for the Curriculum, Examinations and Assessment",
                "NCFE": "NCFE, with CACHE",
                "City and Guilds": "the City and Guilds of London Institute",
                "ASDAN": "Award Scheme Development and Accreditation Network",
            },
            aliases={
                "Edexcel": "Pearson",
                "Pearson Edexcel": "Pearson",
                "BTEC": "Pearson",
                "Eduqas": "WJEC",
                "WJEC Eduqas": "WJEC",
                "City & Guilds": "City and Guilds",
                "C&G": "City and Guilds",
                "CACHE": "NCFE",
            },
            synonyms=("Board", "Exam board", "Examination board", "Awarding body", "Awarding organisation"),
            field_class=FieldClass.EDUCATION,
            max_length=60,
        ),
        columns.text(
            "target",
            "Target",
            "The grade that the child aims at in this course.",
            "Target grade",
            "Minimum expected grade",
            max_length=40,
        ),
        columns.text(
            "outcome",
            "Outcome",
            "What came of the course: the grade, or that it was not finished.",
            "Course outcome",
            "Final grade",
            "Completion status",
            max_length=60,
        ),
        columns.first_day(
            _BEGINS,
            "The first day of the course.",
            required=False,
            synonyms=("Course start", "Course start date"),
        ),
        columns.last_day(
            _ENDS, "The last day of the course; blank while it goes on.", ("Course end", "Course end date")
        ),
    ),
    told_apart_by=(PERSON_KEY, "subject", "qualification", "scale", "stage", "assessed_on", "first_day"),
    publish=_publish,
    rules=(
        _tells_something,
        _result_has_a_day,
        columns.in_order("first_day", _BEGINS, "last_day", _ENDS),
    ),
    shows_sender="school",
    holds_children=True,
)
