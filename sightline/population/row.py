"""One child as a row of the list: made once from the answer, stored in `ListEntry`, and shown by the queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sightline.access.policy import FieldClass
from sightline.domain.known import HoursTotal, Knowable, Known, NotKnown
from sightline.population.assessment import Assessment, Part
from sightline.population.loading import Loaded
from sightline.population.rules import RULES_VERSION
from sightline.population.tables import establishment_kinds

KNOWN, NONE, NOT_KNOWN = "known", "none", "not known"

# The longest text that a column of the list takes.
_WORDS = 200
_CENTS = Decimal("0.01")
# The classes that every role sees that sees children at all.
_OPEN = frozenset({FieldClass.IDENTITY.value, FieldClass.EDUCATION.value})
# How the words begin for every kind of review that is due, of the placement, of a timetable, of the child's plan.
_REVIEW = "Review"


@dataclass
class Row:
    """The columns of `ListEntry`, under the same names, but for the change that made it.

    Lists of things (reasons, schools, providers, dates, unknowns, legal flags) are plain JSON values, each thing
    with its class under `class`; dates in them are ISO texts and hours texts of a number, or None for not known.
    """

    child_id: int
    standing: str
    off_because: str
    why: str
    reasons: list[dict[str, Any]]
    primary_reason: str
    since: date | None
    responsible: str
    responsible_why: str
    responsible_class: str
    surname: str
    forename: str
    date_of_birth: date | None
    upn: str
    sex: str
    year: int | None
    hours_planned: Decimal | None
    hours_planned_known_part: Decimal
    hours_offered: Decimal | None
    hours_offered_known_part: Decimal
    hours_attended: Decimal | None
    hours_attended_known_part: Decimal
    comparator_hours: Decimal
    comparator_source: str
    comparator_assumed: bool
    clinician_limit: Decimal | None
    reference_week: date | None
    open_days: int
    roll: str
    schools: list[dict[str, Any]]
    school_id: int | None
    provision: str
    providers: list[dict[str, Any]]
    locality_id: int | None
    key_person: str
    key_person_phone: str
    next_date: date | None
    open_next_date: date | None
    review_due: date | None
    dates_due: list[dict[str, Any]]
    unknowns: list[dict[str, Any]]
    legal: list[dict[str, Any]]
    missing_education: str
    not_in_school: str
    maybe_same_as: bool
    next_change: date | None
    rules_version: str = RULES_VERSION


def row_of(loaded: Loaded, answer: Assessment) -> Row:
    """The row of one child from what was loaded and the answer that the rules gave."""
    return _row(loaded, answer_columns(answer))


def rows_of(answered: Iterable[tuple[Loaded, Assessment]]) -> list[Row]:
    """The rows of many children; what plain children share, the answer, is put into columns once."""
    # By identity: comparing two answers takes longer than making the columns. The answer is kept, so is its identity.
    made: dict[int, tuple[Assessment, dict[str, Any]]] = {}
    rows = []
    for loaded, answer in answered:
        if id(answer) not in made:
            made[id(answer)] = (answer, answer_columns(answer))
        rows.append(_row(loaded, made[id(answer)][1]))
    return rows


def _row(loaded: Loaded, columns: dict[str, Any]) -> Row:
    identity = loaded.identity
    born = identity.date_of_birth
    row = Row(
        child_id=loaded.child,
        surname=identity.surname,
        forename=identity.forename,
        date_of_birth=born.value if isinstance(born, Known) else None,
        upn=identity.upn,
        sex=identity.sex,
        locality_id=loaded.locality,
        maybe_same_as=loaded.maybe_same_as,
        **columns,
    )
    if loaded.moves_on is not None:
        row.next_change = min(day for day in (row.next_change, loaded.moves_on) if day is not None)
    return row


def answer_columns(answer: Assessment) -> dict[str, Any]:
    """The columns of a row that follow from the answer alone."""
    hours = answer.hours
    usual, clinician = hours.comparators.usual, hours.comparators.clinician
    schools = answer.on_roll.value if isinstance(answer.on_roll, Known) else ()
    parts = answer.provision.value if isinstance(answer.provision, Known) else ()
    owing = {part.school.key for part in parts if part.school and isinstance(part.planned, NotKnown)}
    return {
        "standing": answer.standing,
        "off_because": answer.off_because,
        "why": answer.why[:_WORDS],
        "reasons": [
            {
                "slug": reason.slug,
                "since": _iso(reason.since),
                "why": reason.why,
                "class": reason.field_class,
                "sure": reason.sure,
            }
            for reason in answer.reasons
        ],
        "primary_reason": answer.primary.slug if answer.primary else "",
        "since": answer.since,
        "responsible": answer.responsible.who,
        "responsible_why": answer.responsible.why,
        "responsible_class": answer.responsible.field_class,
        "year": answer.year,
        "hours_planned": _whole(hours.planned),
        "hours_planned_known_part": _cents(hours.planned.known_part),
        "hours_offered": _whole(hours.offered),
        "hours_offered_known_part": _cents(hours.offered.known_part),
        "hours_attended": _whole(hours.attended),
        "hours_attended_known_part": _cents(hours.attended.known_part),
        "comparator_hours": _cents(usual.hours),
        "comparator_source": usual.source,
        "comparator_assumed": usual.assumed,
        "clinician_limit": None if clinician is None else _cents(clinician.hours),
        "reference_week": hours.reference_week,
        "open_days": hours.open_days,
        "roll": _how_known(answer.on_roll),
        "schools": [
            {
                "id": school.key,
                "urn": school.urn,
                "name": school.name,
                "group": school.group,
                "class": establishment_kinds()[school.group].field_class,
                "owes_hours": school.key in owing,
            }
            for school in schools
        ],
        "school_id": schools[0].key if schools else None,
        "provision": _how_known(answer.provision),
        "providers": [_provider(part) for part in parts if not part.at_own_school],
        "key_person": answer.key_person.name if answer.key_person else "",
        "key_person_phone": answer.key_person.phone if answer.key_person else "",
        "next_date": answer.dates_due[0].due_on if answer.dates_due else None,
        "open_next_date": next((due.due_on for due in answer.dates_due if due.field_class in _OPEN), None),
        "review_due": next((due.due_on for due in answer.dates_due if due.what.startswith(_REVIEW)), None),
        "dates_due": [
            {"date": _iso(due.due_on), "what": due.what, "class": due.field_class} for due in answer.dates_due
        ],
        "unknowns": [
            {"field": one.field, "words": one.words, "class": one.field_class} for one in answer.unknowns
        ],
        "legal": [
            {
                "slug": flag.slug,
                "answer": flag.answer,
                "condition": flag.condition,
                "why": flag.why,
                "in_force": flag.in_force,
                "class": flag.field_class,
            }
            for flag in answer.legal
        ],
        "missing_education": _flag(answer, "missing-education"),
        "not_in_school": _flag(answer, "children-not-in-school"),
        "next_change": answer.next_change,
    }


def _provider(part: Part) -> dict[str, Any]:
    return {
        "id": part.placements[0].provider.key if part.placements else None,
        "school": part.school.key if part.school else None,
        "name": part.name,
        "kind": part.kind,
        "kind_title": part.kind_title,
        "class": part.field_class,
        "since": _iso(part.since),
        "planned": _text(part.planned),
        "offered": _text(part.offered),
        "attended": _text(part.attended),
    }


def _flag(answer: Assessment, slug: str) -> str:
    flag = answer.flag(slug)
    return flag.answer if flag else ""


def _how_known(value: Knowable[tuple[Any, ...]]) -> str:
    if isinstance(value, NotKnown):
        return NOT_KNOWN
    return KNOWN if value.value else NONE


def _whole(total: HoursTotal) -> Decimal | None:
    return _cents(total.known_part) if total.is_known else None


def _cents(hours: Decimal) -> Decimal:
    return hours.quantize(_CENTS)


def _text(hours: Knowable[Decimal]) -> str | None:
    return None if isinstance(hours, NotKnown) else str(_cents(hours.value))


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
