"""What a team that works with families tells of its cases beside the case: who follows the child up, and what is next.

A child may have several cases in one file, and so several rows: what is of the child and not of the case is said once.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from sightline.access.policy import FieldClass
from sightline.intake import columns
from sightline.intake.contract import Column, Fault, Row
from sightline.intake.publishing.publication import Publication
from sightline.intake.publishing.saying import AllSent, Dated, NoLonger, Observed, Said
from sightline.record.drafts import draft
from sightline.record.models import KeyPerson, LastSeen, NextStep, Review, StaffMember

_OFFICER_ID, _STEP, _BY_WHEN = "Officer ID", "Next step", "By when"
_SEEN = "Last seen"
_DAY = timedelta(days=1)

FOLLOWING_UP: tuple[Column, ...] = (
    columns.text(
        "officer_id",
        _OFFICER_ID,
        "The staff number or email address of whoever follows the child up, as in the list of staff.",
        "Worker ID",
        "Officer email",
        field_class=FieldClass.THIRD_PARTY,
        max_length=100,
    ),
    columns.text(
        "officer",
        "Officer",
        "The name of whoever follows the child up: the person whom the family knows.",
        "Allocated to",
        "Case officer",
        "EWO",
        "Education welfare officer",
        "Attendance officer",
        "Support worker",
        field_class=FieldClass.THIRD_PARTY,
    ),
    columns.text(
        "officer_phone",
        "Officer phone",
        "The telephone number that the family may have.",
        "Officer telephone",
        "Officer mobile",
        field_class=FieldClass.THIRD_PARTY,
        max_length=40,
    ),
    columns.day(
        "review_on", "Review date", "When the case is reviewed next.", ("Next review", "Next review date")
    ),
    columns.text(
        "step",
        _STEP,
        "What is to be done next, in a few words. Whoever may read of the child's education may read it: nothing of "
        "health, family or safety.",
        "Next action",
        "Action",
        max_length=columns.WORDS,
    ),
    columns.text("step_by", "By whom", "Who is to do it.", "Action owner", "Owner"),
    columns.day("step_due", _BY_WHEN, "By when it is to be done.", ("Action due", "Target date")),
)
"""The columns of who follows a child up, the next review and the next step."""

_SEEN_COLUMNS: tuple[Column, ...] = (
    columns.day(
        "seen_on",
        _SEEN,
        "The day on which somebody last saw the child with their own eyes.",
        ("Date last seen", "Last seen on", "Child last seen"),
    ),
    columns.text("seen_by", "Seen by", "Who saw the child: name and job.", "Last seen by"),
    columns.text("seen_at", "Seen at", "Where, in words; no address.", "Last seen at", "Place last seen"),
    columns.yes_no("seen_alone", "Seen alone", "Whether the child was seen alone.", ("Spoken to alone",)),
)
SEEN = tuple(replace(column, field_class=FieldClass.SAFEGUARDING) for column in _SEEN_COLUMNS)
"""The columns of when somebody last saw the child."""


def step_is_described(row: Row) -> Iterable[Fault]:
    """The rule that a next step says what is to be done; one that does not is not kept."""
    if (row["step_by"] or row["step_due"]) and not row["step"]:
        yield Fault(
            _STEP, "blank", f"{_STEP} must say what is to be done; it was left out.", holds_back=False
        )


def seen_since_birth(row: Row) -> Iterable[Fault]:
    """The rule that nobody saw a child before it was born."""
    if row["seen_on"] and row["date_of_birth"] and row["seen_on"] < row["date_of_birth"]:
        yield Fault(_SEEN, "a date before another", f"{_SEEN} cannot lie before Date of birth.")


def first_to_say(rows: Iterable[Row], what: Callable[[Row], Hashable]) -> frozenset[int]:
    """The numbers of the rows that say something for the others that say `what` as well: one of each.

    Which of them it is does not depend on the order in which they stand.
    """
    found: dict[Hashable, int] = {}
    for row in sorted(rows, key=lambda row: row.key):
        found.setdefault(what(row), row.number)
    return frozenset(found.values())


class Casework:
    """Reads who follows each child up, and what is next, from the good rows of one file; warns of unknown officers.

    Every row has the columns FOLLOWING_UP, and `first_day` and `last_day` of its case. Nobody follows a child up whose
    cases are all closed; reviews and next steps that are not sent again are over on the day of the file.
    """

    def __init__(self, publication: Publication) -> None:
        rows = publication.good_rows
        self._day = publication.day
        self._counts = _that_count(rows, self._day)
        self._reviews = first_to_say(rows, lambda row: (row.person, row["review_on"]))
        self._steps = first_to_say(rows, lambda row: (row.person, row["step"]))
        self._seen = first_to_say(rows, lambda row: (row.person, row["seen_on"], row["seen_by"]))
        ids = {row["officer_id"] for row in rows if row["officer_id"]}
        self._staff = dict(StaffMember.objects.filter(key__in=ids).values_list("key", "id"))
        for row in rows:
            if row["officer_id"] and row["officer_id"] not in self._staff:
                publication.warn(
                    row.number,
                    "nobody in the list of staff",
                    "Send the list of staff first. What the row gives of the officer by name was kept.",
                    _OFFICER_ID,
                )

    def says(self, row: Row) -> Iterator[Said]:
        """Who follows the child up, the next review, and the next step, as far as this row is to say it."""
        goes_on = not is_over(row, self._day)
        if row.number in self._counts:
            yield from self._officer(row, goes_on=goes_on)
        if row.sent("review_on"):
            if goes_on and row["review_on"] and row.number in self._reviews:
                yield Observed(draft(Review, due_on=row["review_on"]), same_by=("due_on",))
            yield AllSent(Review, {}, ("due_on",), ends_on=self._day)
        if row.sent("step"):
            if goes_on and row["step"] and row.number in self._steps:
                step = draft(
                    NextStep,
                    description=row["step"],
                    by_whom=row.text("step_by"),
                    due_on=row["step_due"],
                )
                yield Observed(step, same_by=("description",))
            yield AllSent(NextStep, {}, ("description",), ends_on=self._day)

    def sightings(self, row: Row) -> Iterator[Said]:
        """When somebody last saw the child, of a feed that has the columns SEEN."""
        day = row["seen_on"]
        if day is not None and row.number in self._seen:
            seen = draft(
                LastSeen,
                seen_by=row.text("seen_by"),
                place=row.text("seen_at"),
                alone=columns.known(row["seen_alone"]),
                valid_from=day,
                valid_to=day + _DAY,
            )
            yield Dated(seen, same_by=("seen_by",))

    def _officer(self, row: Row, *, goes_on: bool) -> Iterator[Said]:
        member = self._staff.get(row.text("officer_id"))
        if not goes_on:
            yield NoLonger(KeyPerson, {})
        elif member is not None or row["officer"]:
            person = draft(
                KeyPerson,
                staff_member_id=member,
                name=row.text("officer"),
                phone=row.text("officer_phone"),
            )
            yield Observed(person, same_by=())


def is_over(row: Row, day: date) -> bool:
    """Whether the case of a row is closed by a day."""
    return row["last_day"] is not None and row["last_day"] <= day


def _that_count(rows: Iterable[Row], day: date) -> frozenset[int]:
    """The row of each person that says who follows the child up: an open case, then the one that began last."""
    best: dict[str, Row] = {}
    for row in rows:
        before = best.get(row.person)
        if before is None or _rank(before, day) < _rank(row, day):
            best[row.person] = row
    return frozenset(row.number for row in best.values())


def _rank(row: Row, day: date) -> tuple[bool, date, str]:
    return not is_over(row, day), row["first_day"], row.key
