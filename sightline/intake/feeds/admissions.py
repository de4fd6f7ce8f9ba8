"""Applications for a school place in the course of the year: who asked, who was offered what, and who waits."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sightline.access.policy import FieldClass
from sightline.intake import columns
from sightline.intake.contract import Column, Fault, Feed, Kind, OwedBy, Row
from sightline.intake.lookups import names_for_all
from sightline.intake.persons import PERSON, PERSON_KEY
from sightline.intake.publishing.people import publish_people
from sightline.intake.publishing.publication import Publication
from sightline.intake.publishing.saying import Dated, NoLonger, Observed, Said
from sightline.intake.values import NO, YES
from sightline.intake.waiting_for_a_place import Application, Wait, waits
from sightline.record.models import Address, Circumstance, Review

_APPLIED, _OFFERED, _STARTS, _WITHDRAWN = "Applied on", "Offered on", "Start date", "Withdrawn on"
_AWAITING = Circumstance.Kind.AWAITING_PLACE.value
_MOVED = Circumstance.Kind.MOVED_IN.value
_LOOKED_AFTER = Circumstance.Kind.LOOKED_AFTER.value
_PANEL = "fair access panel"


def _has_its_days(row: Row) -> Iterable[Fault]:
    """What an outcome needs beside it, and that a start needs an offer."""
    if row["outcome"] == "withdrawn" and row["withdrawn_on"] is None and "withdrawn_on" not in row.unread:
        yield Fault(_WITHDRAWN, "blank", f"Give {_WITHDRAWN} for an application that was withdrawn.")
    if row["outcome"] == "refused" and row["starts_on"] is not None:
        yield Fault(
            "Outcome",
            "a start without an offer",
            f"{_STARTS} is given, and the application was refused: tell of the school that offered a place instead.",
        )


@dataclass(frozen=True, slots=True)
class _Panel:
    """A meeting of the panel about one child: since when it was due to be, and what it decided."""

    since: date
    decided: str


class _Says:
    """What the rows of one file say; a wait and a panel are said once, though several rows tell of them."""

    def __init__(self, publication: Publication) -> None:
        rows = publication.good_rows
        named = {row[name] for row in rows for name in ("school", "school_offered") if row[name]}
        self._names = names_for_all(named)
        self._waits: dict[int, tuple[Sequence[Row], Wait, date | None]] = {}
        self._panels: dict[int, list[tuple[date, _Panel]]] = {}
        by_person: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            by_person[row.person].append(row)
        for theirs in by_person.values():
            self._note_waits(theirs)
            self._panels[theirs[0].number] = _panels(theirs)

    def _note_waits(self, rows: Sequence[Row]) -> None:
        """Remember the waits of one child by their first rows; a move belongs to the first wait that tells of it."""
        by_number = {row.number: row for row in rows}
        moves: set[date] = set()
        for wait in waits(map(_application, rows)):
            theirs = sorted((by_number[number] for number in wait.rows), key=self._order)
            moved_on = min((row["moved_in_on"] for row in theirs if row["moved_in_on"]), default=None)
            new = moved_on is not None and moved_on not in moves
            moves.update({moved_on} if moved_on else ())
            self._waits[wait.rows[0]] = (theirs, wait, moved_on if new else None)

    def _order(self, row: Row) -> tuple[date, str]:
        return row["first_day"], self._names.get(row["school"], "")

    def __call__(self, row: Row) -> Iterator[Said]:
        """The wait, the move, the panel, who looks after the child, and the home."""
        if row.number in self._waits:
            yield from self._wait(*self._waits[row.number])
        for on, panel in self._panels.get(row.number, ()):
            review = Review(
                kind=_PANEL,
                due_on=on,
                held_on=on if panel.decided else None,
                outcome=panel.decided,
                valid_from=panel.since,
            )
            yield Dated(review, same_by=("kind", "due_on"))
        yield from _looked_after(row)
        if row["address"] or row["postcode"] or row["home_authority"]:
            home = Address(
                line=row.text("address"),
                postcode=row.text("postcode"),
                authority_code=row.text("home_authority"),
            )
            yield Observed(home, same_by=())

    def _wait(self, rows: Sequence[Row], wait: Wait, moved_on: date | None) -> Iterator[Said]:
        place = next((row for row in reversed(rows) if row["outcome"] == "offered"), rows[-1])
        yield Dated(
            Circumstance(
                kind=_AWAITING,
                place=self._names.get(place["school_offered"] or place["school"], "")[:200],
                words=_words(rows, self._names),
                valid_from=wait.period.start,
                valid_to=wait.period.end,
            ),
            same_by=("kind",),
        )
        if moved_on is not None and (wait.period.end is None or moved_on < wait.period.end):
            moved = Circumstance(kind=_MOVED, valid_from=moved_on, valid_to=wait.period.end)
            yield Dated(moved, same_by=("kind",))


def _panels(rows: Iterable[Row]) -> list[tuple[date, _Panel]]:
    """The meetings of the panel about one child, by their day."""
    found: dict[date, list[Row]] = defaultdict(list)
    for row in rows:
        if row["panel_on"] is not None:
            found[row["panel_on"]].append(row)
    return [
        (
            on,
            _Panel(
                min(row["first_day"] for row in theirs),
                "; ".join(sorted({row.text("panel_decision") for row in theirs} - {""}))[: columns.WORDS],
            ),
        )
        for on, theirs in sorted(found.items())
    ]


def _application(row: Row) -> Application:
    over_on = row["starts_on"] or row["withdrawn_on"]
    return Application(row.number, row["first_day"], over_on, placed=row["starts_on"] is not None)


def _words(rows: Iterable[Row], names: Mapping[int, str]) -> str:
    """What became of the applications, in words: which schools were asked, refused, offered a place."""
    said = []
    for row in rows:
        asked, offered = names.get(row["school"], "a school"), names.get(row["school_offered"])
        match row["outcome"]:
            case "offered":
                on = f" on {row['offered_on']:%d/%m/%Y}" if row["offered_on"] else ""
                said.append(f"A place at {offered or asked} was offered{on}.")
            case "refused":
                said.append(f"Refused by {asked}.")
            case "withdrawn":
                said.append(f"The application to {asked} was withdrawn.")
            case _:
                said.append(f"Asked: {asked}.")
    return " ".join(said)[: columns.WORDS]


def _looked_after(row: Row) -> Iterator[Said]:
    if row["looked_after"] == YES or row["looked_after_by"]:
        state = Circumstance(kind=_LOOKED_AFTER, authority_code=row.text("looked_after_by"))
        yield Observed(state, same_by=("kind",))
    elif row["looked_after"] == NO:
        yield NoLonger(Circumstance, {"kind": _LOOKED_AFTER})


def _publish(publication: Publication) -> None:
    publication.hold_back_doubles()
    publish_people(publication, _Says(publication))


FEED = Feed(
    name="admissions",
    title="Admissions in the course of the year",
    owed_by=OwedBy.AUTHORITY,
    meaning="Applications for a school place outside the usual round: one row for each school that was asked, all of "
    "a child's in one file. The child waits from the first application until the first day at a school that offered a "
    "place, or until every application was withdrawn; a refusal ends nothing. Only a school's own roll says that the "
    "child came. A later file with the same child corrects the earlier one. Why a family applies, why a school refused "
    "and what the panel was told are not needed and never read.",
    columns=(
        *PERSON,
        columns.identity(
            "address",
            "Address",
            Kind.TEXT,
            "The address of the home, on one line.",
            "Home address",
            max_length=columns.WORDS,
        ),
        columns.home_authority("The three-digit code of the authority in whose area the child lives."),
        columns.first_day(
            _APPLIED,
            "The day on which the application was made.",
            required=True,
            synonyms=(
                "Application date",
                "Date of application",
                "Application received",
                "Date application received",
            ),
        ),
        Column(
            "school",
            "School applied for",
            Kind.SCHOOL,
            "The school that was asked.",
            synonyms=("Preferred school", "School requested", "School preference", "Preference school"),
            field_class=FieldClass.EDUCATION,
            optional_reading=True,
        ),
        Column(
            "outcome",
            "Outcome",
            Kind.CHOICE,
            "What became of the application; blank while nothing was decided.",
            choices={"offered": "a place was offered", "refused": "refused", "withdrawn": "withdrawn"},
            aliases={
                "Allocated": "offered",
                "Offer": "offered",
                "Offer made": "offered",
                "Accepted": "offered",
                "Refusal": "refused",
                "Rejected": "refused",
                "No place": "refused",
                "No place available": "refused",
                "Cancelled": "withdrawn",
                "Declined": "withdrawn",
                "pending": "",
                "awaiting decision": "",
            },
            synonyms=("Application outcome", "Application status", "Decision"),
            field_class=FieldClass.EDUCATION,
        ),
        columns.day(
            "offered_on", _OFFERED, "The day of the offer.", ("Offer date", "Date of offer", "Date offered")
        ),
        Column(
            "school_offered",
            "School offered",
            Kind.SCHOOL,
            "The school that offered a place, where it is another than the one that was asked.",
            synonyms=("School allocated", "Allocated school", "Offered school"),
            field_class=FieldClass.EDUCATION,
            optional_reading=True,
        ),
        columns.day(
            "starts_on",
            _STARTS,
            "The first day at the school that offered a place; blank while none is set.",
            ("Date of admission", "Place starts", "Expected start date"),
        ),
        columns.day(
            "withdrawn_on", _WITHDRAWN, "The day on which the application was withdrawn.", ("Date withdrawn",)
        ),
        columns.day(
            "moved_in_on",
            "Moved here on",
            "The day on which the family came from another area; blank for a family that did not.",
            ("Date moved into area", "Moved into area on", "Moved in on"),
        ),
        columns.day(
            "panel_on",
            "Fair access panel on",
            "The day on which the fair access panel talks about the child.",
            ("Fair access panel", "Fair access panel date", "FAP date", "Panel date"),
        ),
        columns.text(
            "panel_decision",
            "Fair access panel decided",
            "What the panel decided; blank until it has.",
            "Panel decision",
            "Panel outcome",
            "FAP outcome",
            field_class=FieldClass.SAFEGUARDING,
            max_length=columns.WORDS,
        ),
        Column(
            "looked_after",
            "Looked after",
            Kind.YES_NO,
            "Whether an authority looks after the child, as the application says.",
            synonyms=("Child looked after", "Looked after child", "LAC", "CLA"),
            field_class=FieldClass.SAFEGUARDING,
            optional_reading=True,
        ),
        Column(
            "looked_after_by",
            "Looked after by",
            Kind.AUTHORITY,
            "The three-digit code of the authority that looks after the child; blank where it is not known.",
            synonyms=("Looked after authority", "Looked after by (authority code)"),
            field_class=FieldClass.SAFEGUARDING,
            optional_reading=True,
        ),
    ),
    told_apart_by=(PERSON_KEY, "first_day", "school"),
    publish=_publish,
    rules=(
        columns.in_order("first_day", _APPLIED, "offered_on", _OFFERED),
        columns.in_order("first_day", _APPLIED, "starts_on", _STARTS),
        columns.in_order("first_day", _APPLIED, "withdrawn_on", _WITHDRAWN),
        _has_its_days,
    ),
    holds_children=True,
)
