"""Education, health and care plans and support, as the authority's own team for special educational needs has them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from sightline.access.policy import FieldClass
from sightline.intake import columns, special_needs_lists
from sightline.intake.contract import Column, Fault, Feed, Joined, Kind, OwedBy, Row, Sheet
from sightline.intake.lookups import names_for_all
from sightline.intake.persons import PERSON, PERSON_KEY
from sightline.intake.publishing.people import publish_people
from sightline.intake.publishing.publication import Publication
from sightline.intake.publishing.saying import AllSent, Dated, NoLonger, Observed, Said
from sightline.intake.social_care.unnamed import set_apart
from sightline.intake.values import NO, YES
from sightline.record.models import Circumstance, Installation, Review, SpecifiedProvision

_ISSUED, _CEASED, _SINCE, _PLACE = "Plan issued", "Plan ceased", "Awaiting a place since", "Place starts on"
_PLAN = Circumstance.Kind.EHC_PLAN.value
_NO_PLACE = Circumstance.Kind.COMPLEX_NEEDS_NO_PLACE.value
_SUPPORT = Circumstance.Kind.SEN_SUPPORT.value
_WITH_PLAN, _WITH_SUPPORT = "E", "K"
_REVIEW = "EHC plan"
_SECTION = "F"
_PERSON = {column.name: column for column in PERSON}
_WHO = ("upn", "uln", "surname", "forename", "date_of_birth", "postcode")


def _says_something(row: Row) -> Iterable[Fault]:
    what = ("provision", "line", "awaiting", "awaiting_since")
    if not any(row[name] or name in row.unread for name in what):
        yield Fault(
            "SEN provision",
            "blank",
            "Say whether the child has support (K) or a plan (E), what the plan specifies, or that a place is awaited.",
        )


def _days_of_a_plan(row: Row) -> Iterable[Fault]:
    if row["provision"] not in (None, _WITH_PLAN) and row["first_day"] and not row["last_day"]:
        yield Fault(
            _ISSUED,
            "a plan that the row does not tell of",
            "A plan was issued, and SEN provision is not E. Give E, or the day on which the plan ceased.",
        )
    if row["last_day"] and row["first_day"] is None and "first_day" not in row.unread:
        yield Fault(_ISSUED, "blank", f"Give {_ISSUED} of a plan that ceased.")
    if row["line_hours"] is not None and not row["line"]:
        yield Fault(
            "Provision specified", "blank", "Hours are given: say which provision of the plan they are of."
        )


class _Says:
    """What the rows of one file say; what several rows of a child repeat is said once."""

    def __init__(self, publication: Publication) -> None:
        rows = publication.good_rows
        installation = Installation.objects.order_by("id").first()
        self._ours = installation.authority_code if installation else ""
        self._names = names_for_all({row["school"] for row in rows if row["school"]})
        self._day = publication.day
        self._said: set[tuple[Any, ...]] = set()
        # The maintaining authority stands with the plan; a row with a line of it may leave it out.
        self._authority = {row.person: row.text("authority") for row in rows if row["authority"]}

    def __call__(self, row: Row) -> Iterator[Said]:
        """The support or the plan, its reviews, the place that is awaited, and a line of what the plan specifies."""
        if row["provision"] and self._is_new(row, "provision", "first_day", "last_day", "need", "school"):
            yield from self._provision(row)
        if self._is_new(row, "reviewed_on", "review_on"):
            yield from _reviews(row)
        if self._is_new(row, "awaiting", "awaiting_since", "place_on"):
            yield from self._no_place(row)
        if row["line"]:
            line = SpecifiedProvision(
                description=row.text("line"),
                hours=row["line_hours"],
                section=_SECTION,
                authority_code=self._keeper(row),
            )
            same_by = ("section", "description")
            yield Observed(line, same_by)
            yield AllSent(SpecifiedProvision, {"section": _SECTION}, same_by, ends_on=self._day)

    def _is_new(self, row: Row, *names: str) -> bool:
        """Whether no row of the child has said just this yet."""
        saying = (row.person, names, self._keeper(row), *(row[name] for name in names))
        is_new = saying not in self._said
        self._said.add(saying)
        return is_new

    def _keeper(self, row: Row) -> str:
        """The authority that maintains the plan: as the file says of the child, else this one, whose team sends it.

        Empty, which is not known, where a code was sent that cannot be read.
        """
        if "authority" in row.set_aside:
            return ""
        return row.text("authority") or self._authority.get(row.person, self._ours)

    def _provision(self, row: Row) -> Iterator[Said]:
        """Support or not, and the plan: with its days where they are given, else as the file shows it."""
        if row["provision"] == _WITH_SUPPORT:
            yield Observed(Circumstance(kind=_SUPPORT, primary_need=row.text("need")), same_by=("kind",))
        else:
            yield NoLonger(Circumstance, {"kind": _SUPPORT})
        plan = Circumstance(
            kind=_PLAN,
            authority_code=self._keeper(row),
            primary_need=row.text("need"),
            place=self._names.get(row["school"], "")[:200],
            valid_from=row["first_day"],
            valid_to=columns.first_day_over(row["first_day"], row["last_day"]),
        )
        if row["first_day"]:
            yield Dated(plan, same_by=("kind",))
        elif row["provision"] == _WITH_PLAN:
            yield Observed(plan, same_by=("kind",))
        else:
            yield NoLonger(Circumstance, {"kind": _PLAN})

    def _no_place(self, row: Row) -> Iterator[Said]:
        same_by = ("kind",)
        if row["awaiting_since"] and (row["awaiting"] != NO or row["place_on"]):
            over = columns.first_day_over(row["awaiting_since"], row["place_on"])
            yield Dated(
                Circumstance(kind=_NO_PLACE, valid_from=row["awaiting_since"], valid_to=over), same_by
            )
        elif row["awaiting"] == YES:
            yield Observed(Circumstance(kind=_NO_PLACE), same_by)
        elif row["awaiting"] == NO:
            yield NoLonger(Circumstance, {"kind": _NO_PLACE})


def _reviews(row: Row) -> Iterator[Said]:
    """The review that was held on its own day, and the one that is due; one that is due no longer is over."""
    same_by = ("kind", "held_on")
    held_on = row["reviewed_on"]
    if held_on:
        held = Review(kind=_REVIEW, held_on=held_on, valid_from=held_on, valid_to=columns.day_after(held_on))
        yield Dated(held, same_by)
    if row["review_on"]:
        yield Observed(Review(kind=_REVIEW, due_on=row["review_on"]), same_by)
    elif row.sent("review_on") and row["provision"] and "review_on" not in row.set_aside:
        yield NoLonger(Review, {"kind": _REVIEW, "held_on": None})


def _completed(rows: Sequence[Row]) -> list[Row]:
    """The rows with who the child is taken on from others of the same child: sheets of lines leave it out."""
    who: dict[str, dict[str, Any]] = defaultdict(dict)
    for row in rows:
        if row.person:
            who[row.person] |= {name: row[name] for name in _WHO if row[name] is not None}
    return [replace(row, values={**row.values, **who[row.person]}) if row.person else row for row in rows]


def _hold_back_two_answers(publication: Publication) -> None:
    """Hold back the rows of a child who is said to have both a plan and only support, or none."""
    answers: dict[str, set[str]] = defaultdict(set)
    for row in publication.good_rows:
        if row["provision"]:
            answers[row.person].add(row["provision"])
    for row in publication.good_rows:
        if row["provision"] and len(answers[row.person]) > 1:
            publication.hold_back(
                row,
                "two answers for one child",
                "Another row says something else of the same child: a plan, support, or neither. Send what is so.",
            )


def _publish(publication: Publication) -> None:
    publication.hold_back_doubles()
    _hold_back_two_answers(publication)
    publication.rows = _completed(publication.rows)
    set_apart(publication)
    publish_people(publication, _Says(publication))


_COLUMNS = (
    Column(
        "provision",
        "SEN provision",
        Kind.CODE,
        "K support, E a plan, N neither any more. Blank in a row that only tells what a plan specifies. In the "
        "inspectors' lists it follows from the list.",
        code_set="sen_provision",
        aliases={
            "EHC plan": "E",
            "EHCP": "E",
            "Plan": "E",
            "SEN support": "K",
            "Support": "K",
            "None": "N",
            "Ceased": "N",
        },
        synonyms=("SEN stage", "SEN status", "SEND status"),
        field_class=FieldClass.EDUCATION,
        max_length=2,
    ),
    replace(
        _PERSON["pupil_id"],
        meaning="The number that the team has for the child, the same in every file.",
        required=True,
        synonyms=("Unique ID", "SEN ID", "SEND ID", "EHCP number", "Plan number", "Person ID"),
    ),
    _PERSON["upn"],
    columns.identity(
        "uln",
        "ULN",
        Kind.ULN,
        "The unique learner number, from the age of 14.",
        "Unique learner number",
        max_length=10,
    ),
    replace(_PERSON["surname"], required=False, meaning="The surname; the inspectors' lists have none."),
    replace(_PERSON["forename"], required=False, meaning="The forename; the inspectors' lists have none."),
    replace(_PERSON["date_of_birth"], required=False),
    _PERSON["postcode"],
    columns.first_day(
        _ISSUED,
        "The day on which the first plan was issued.",
        required=False,
        synonyms=("Date initial EHC plan issued", "EHC plan issued", "EHCP start date", "Final plan issued"),
    ),
    columns.last_day(
        _CEASED,
        "The day on which the plan ceased to be maintained; blank while it is maintained.",
        ("EHC plan ceased", "EHCP end date", "Date plan ceased"),
    ),
    Column(
        "authority",
        "Maintaining authority",
        Kind.AUTHORITY,
        "The three-digit code of the authority that maintains the plan; blank for this authority.",
        synonyms=("Plan maintained by", "EHC plan authority", "Maintaining LA"),
        field_class=FieldClass.EDUCATION,
        optional_reading=True,
    ),
    Column(
        "need",
        "Primary need",
        Kind.CODE,
        "The primary type of need, by its code in the school census.",
        code_set="sen_type",
        synonyms=("SEN primary need", "SEN type", "Primary need code", "Primary SEN need"),
        field_class=FieldClass.EDUCATION,
        max_length=40,
    ),
    columns.day(
        "reviewed_on",
        "Plan last reviewed",
        "The day of the last review of the plan.",
        ("Date EHC plan last reviewed", "Last annual review", "Last review date"),
    ),
    columns.day(
        "review_on",
        "Plan review due",
        "The day by which the plan is to be reviewed next.",
        ("Next annual review", "Annual review due", "Plan review date"),
    ),
    Column(
        "school",
        "School named",
        Kind.SCHOOL,
        "The school that the plan names. It says nothing of the roll: the school's own does.",
        synonyms=("Named placement", "Named school", "Section I placement", "Placement named"),
        field_class=FieldClass.EDUCATION,
        optional_reading=True,
    ),
    columns.yes_no(
        "awaiting",
        "Awaiting specialist place",
        "Whether no school that can meet the needs has a place for the child.",
        ("Awaiting placement", "Awaiting specialist placement", "No suitable place"),
    ),
    columns.day(
        "awaiting_since",
        _SINCE,
        "Since when the child has been without a suitable place.",
        ("Awaiting placement since", "Without suitable place since"),
    ),
    columns.day(
        "place_on",
        _PLACE,
        "The first day at the place that was found; blank while there is none.",
        ("Specialist place starts", "Placement start date", "Place found on"),
    ),
    columns.text(
        "line",
        "Provision specified",
        "One line of what section F of the plan specifies: a row for each line.",
        "Section F provision",
        "Specified provision",
        "Section F",
        max_length=columns.WORDS,
    ),
    columns.hours(
        "line_hours",
        "Hours specified",
        "Hours a week of this line.",
        synonyms=("Section F hours", "Specified hours", "Hours a week specified"),
    ),
)


def _assemble(sheets: Sequence[Sheet]) -> Joined:
    return special_needs_lists.assemble(sheets, _COLUMNS)


FEED = Feed(
    name="send",
    title="Special educational needs",
    owed_by=OwedBy.AUTHORITY,
    meaning="Children with an education, health and care plan or with support: the team's own table, or lists 1 and "
    "2 that inspectors of an area ask for, one a sheet. A row may also tell one line of what section F of the plan "
    "specifies, in the same table or on a sheet of its own; a line that is not sent again with others of the same "
    "child is over. Rows without a name lead to a child by the UPN, or by the team's number once it has come with "
    "one. A file only adds: support and plans end when a row says so. Disability, diagnoses, ethnicity, sex, absence, "
    "suspensions, home education and what social care knows are left aside, never kept.",
    columns=_COLUMNS,
    told_apart_by=(PERSON_KEY, "provision", "line"),
    publish=_publish,
    rules=(
        columns.in_order("first_day", _ISSUED, "last_day", _CEASED),
        columns.in_order("first_day", _ISSUED, "reviewed_on", "Plan last reviewed"),
        columns.in_order("awaiting_since", _SINCE, "place_on", _PLACE),
        _says_something,
        _days_of_a_plan,
    ),
    holds_children=True,
    assemble=_assemble,
)
