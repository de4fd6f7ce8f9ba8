"""How each kind of fact is put into words on a child's page: its title, its details, and what in it is guarded as one.

Data and small functions of one fact; whether a reader may see a field is decided elsewhere (`entries`), by the class
that the record's lists give it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sightline.domain.codes import meaning
from sightline.domain.exclusions import exclusion_reason
from sightline.domain.words import date_words
from sightline.population.tables import reason_of_code, reasons
from sightline.record.models import (
    Address,
    Attainment,
    AttendanceTotal,
    Circumstance,
    Concern,
    Contact,
    Course,
    EvidenceDocument,
    Exclusion,
    ExpectedEvent,
    Fact,
    KeyPerson,
    LastSeen,
    NextStep,
    Notice,
    Placement,
    Registration,
    Review,
    SpecifiedProvision,
    TimetableSession,
    WeeklyHours,
)

# The parts of the story that a reader can ask for by itself, in the order of the choices.
GROUPS = {
    "schools": "Schools",
    "provision": "Provision",
    "exclusions": "Suspensions and exclusions",
    "circumstances": "Needs and circumstances",
    "plan": "Plan, notices and reviews",
    "people": "People and home",
    "learning": "Learning",
    "concerns": "Concerns, and when seen",
    "documents": "Documents",
}
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ILL = frozenset(
    {"illness", "mental-health-community", "mental-health-in-patient", "pregnant", "young-mother"}
)
_SPECIAL_NEEDS = frozenset({"sen-support", "ehc-plan"})
_AT_HOME = frozenset({"home-education"})
# Of which needs and circumstances a detail is asked; of all, where it is not named here.
_ASKED_OF = {
    "primary_need": _SPECIAL_NEEDS,
    "clinician_limit_hours": _ILL,
    "evidence_on": _ILL,
    "part_time_at_school": _ILL | {"behaviour-plan", "low-attendance-plan"},
    "suitability": _AT_HOME,
    "consent": _AT_HOME,
}
STATUS_WORDS = {
    "C": "single registration",
    "M": "main registration of two",
    "S": "second registration",
    "G": "guest",
    "P": "former pupil",
    "F": "further education",
    "O": "other registration",
}


@dataclass(frozen=True)
class Kind:
    """One kind of fact: the part of the story it belongs to (empty: none), its title in words, and its details.

    `whole` names the field whose class guards the whole fact: who may not see that, sees nothing of it. `place`
    names the school or provider, which may be guarded alone. `day` is the day on which it stands in the story and
    `lasts` says that its end is told there too.
    """

    group: str
    title: Callable[[Any, str], str]
    details: tuple[tuple[str, str], ...] = ()
    whole: str = ""
    places: tuple[str, ...] = ()
    day: Callable[[Any], date | None] = lambda fact: fact.valid_from
    lasts: bool = True


_PLACES = ("provider", "establishment")

KINDS: dict[type[Fact], Kind] = {
    Registration: Kind(
        "schools",
        lambda fact, place: f"On the roll of {place}",
        (
            ("Kind of registration", "status"),
            ("Year group", "year_group"),
            ("Attends full time", "attends_full_time"),
            ("Ground for leaving", "leaving_ground"),
            ("Went to", "destination"),
        ),
        places=("establishment",),
    ),
    Placement: Kind(
        "provision",
        lambda fact, place: f"Placed with {place}",
        (
            ("Hours planned a week", "hours_planned"),
            ("Programme", "programme"),
            ("Placed from", "home_school"),
            ("Arranged by", "arranged_by"),
            ("Under", "legal_basis"),
            ("Reason", "reason"),
            ("In the sender’s words", "reason_words"),
            ("Online", "online"),
            ("Alone", "alone"),
            ("Review on", "review_on"),
            ("How it ended", "ending"),
        ),
        places=("provider",),
    ),
    TimetableSession: Kind(
        "",
        lambda fact, place: (
            f"{_WEEKDAYS[fact.weekday]}, {fact.starts:%H:%M} to {fact.ends:%H:%M}, with {place}"
        ),
        (("Subject", "subject"), ("Where", "place"), ("Online", "online"), ("Alone", "alone")),
        places=_PLACES,
    ),
    WeeklyHours: Kind(
        "",
        lambda fact, place: f"Week of {date_words(fact.valid_from)} with {place}",
        (
            ("Planned", "hours_planned"),
            ("Offered", "hours_offered"),
            ("Attended", "hours_attended"),
        ),
        places=_PLACES,
    ),
    AttendanceTotal: Kind(
        "schools",
        lambda fact, place: f"Attendance at {place}, counted",
        (
            ("Sessions possible", "possible"),
            ("Attended", "attended"),
            ("Absent, authorised", "absent_authorised"),
            ("Absent, unauthorised", "absent_unauthorised"),
            ("Absent through illness", "ill"),
        ),
        places=_PLACES,
    ),
    Exclusion: Kind(
        "exclusions",
        lambda fact, place: f"{fact.get_kind_display()} by {place}",
        (
            ("What became of it", "state"),
            ("Half days", "sessions"),
            ("Education arranged from", "provision_from"),
            ("Reasons", "reasons"),
            ("In the school’s words", "words"),
        ),
        places=("establishment",),
    ),
    Circumstance: Kind(
        "circumstances",
        lambda fact, place: fact.get_kind_display(),
        (
            ("Authority", "authority_code"),
            ("Main need", "primary_need"),
            ("Most hours that a clinician allows", "clinician_limit_hours"),
            ("Evidence of", "evidence_on"),
            ("Education at home", "suitability"),
            ("The authority consents", "consent"),
            ("Part time at school", "part_time_at_school"),
            ("Where", "place"),
            ("In the sender’s words", "words"),
        ),
        whole="kind",
    ),
    Notice: Kind(
        "plan",
        lambda fact, place: f"Notice of {fact.get_kind_display()} from {place}",
        (
            ("Hours offered a week", "hours_offered"),
            ("Reason", "reason"),
            ("Parents agreed", "parent_agreed"),
            ("Review on", "review_on"),
            ("Full time planned for", "full_time_on"),
            ("In the school’s words", "words"),
        ),
        places=("establishment",),
    ),
    Review: Kind(
        "plan",
        lambda fact, place: "Review held" if fact.held_on else "Review due",
        (("Due on", "due_on"), ("Held on", "held_on"), ("Kind", "kind"), ("What came of it", "outcome")),
        day=lambda fact: fact.held_on or fact.due_on or fact.valid_from,
        lasts=False,
    ),
    NextStep: Kind(
        "plan",
        lambda fact, place: f"Next step: {fact.description or 'not described'}",
        (("By whom", "by_whom"), ("By when", "due_on"), ("Done on", "done_on")),
        day=lambda fact: fact.done_on or fact.valid_from or fact.due_on,
        lasts=False,
    ),
    ExpectedEvent: Kind(
        "plan",
        lambda fact, place: f"Expected: {fact.get_kind_display()}",
        (("Expected on", "expected_on"), ("Where", "place"), ("How it stands", "state")),
        whole="kind",
        lasts=False,
    ),
    KeyPerson: Kind(
        "people",
        lambda fact, place: f"Key person: {_key_person(fact)}",
        (("Phone", "phone"),),
    ),
    Contact: Kind(
        "people",
        lambda fact, place: fact.name or "A contact without a name",
        (
            ("To the child", "relation"),
            ("Phone", "phone"),
            ("Email", "email"),
            ("Parental responsibility", "parental_responsibility"),
        ),
        whole="name",
    ),
    Address: Kind(
        "people",
        lambda fact, place: "Lives at an address that is kept apart" if fact.shielded else "Home",
        (("Address", "line"), ("Postcode", "postcode"), ("Authority", "authority_code")),
        whole="postcode",
    ),
    Attainment: Kind(
        "learning",
        lambda fact, place: f"{fact.subject or 'A subject that is not known'}: {fact.result or 'not known'}",
        (("Scale", "scale"), ("Stage", "stage")),
        lasts=False,
    ),
    Course: Kind(
        "learning",
        lambda fact, place: f"Course in {fact.subject or 'a subject that is not known'}",
        (
            ("Qualification", "qualification"),
            ("Board", "board"),
            ("Level", "level"),
            ("Target", "target"),
            ("Outcome", "outcome"),
        ),
    ),
    SpecifiedProvision: Kind(
        "learning",
        lambda fact, place: f"The plan specifies: {fact.description or 'not described'}",
        (
            ("Hours a week", "hours"),
            ("Section of the plan", "section"),
            ("Authority of the plan", "authority_code"),
        ),
    ),
    Concern: Kind(
        "concerns",
        lambda fact, place: "A concern was raised",
        (
            ("Raised by", "raised_by"),
            ("To the child", "relation"),
            ("What they said", "words"),
            ("Answered on", "answered_on"),
            ("The answer", "answer"),
        ),
        whole="words",
        lasts=False,
    ),
    LastSeen: Kind(
        "concerns",
        lambda fact, place: f"Seen by {fact.seen_by or 'somebody who is not named'}",
        (("Where", "place"), ("Alone", "alone")),
        whole="seen_by",
        lasts=False,
    ),
    EvidenceDocument: Kind(
        "documents",
        lambda fact, place: fact.title or fact.file_name or "A document without a title",
        (("File", "file_name"), ("Virus scan", "scanned")),
        whole="title",
        lasts=False,
    ),
}


def in_words(fact: Fact, field: str, on: date) -> Any:
    """What stands in a field, in words where it is a code; None where nobody has told us."""
    raw = getattr(fact, field)
    if raw in (None, "", "not known", []):
        return None
    told = _CODED.get(field)
    if told is not None:
        return told(raw, on)
    spoken = getattr(fact, f"get_{field}_display", None)
    if spoken is not None:
        return spoken()
    return raw if isinstance(raw, date | int | bool) or hasattr(raw, "quantize") else str(raw)


def is_asked(fact: Fact, field: str) -> bool:
    """Whether a detail means anything of this fact: nobody asks for a main need of a child who is looked after."""
    return not isinstance(fact, Circumstance) or fact.kind in _ASKED_OF.get(field, {fact.kind})


def _key_person(fact: KeyPerson) -> str:
    return fact.name or (fact.staff_member.name if fact.staff_member else "") or "not named"


def _reason(code: str, on: date) -> str:
    slug = reason_of_code(code)
    return reasons()[slug].title if slug else code


def _reasons(codes: list[str], on: date) -> tuple[str, ...]:
    return tuple(found.meaning if (found := exclusion_reason(code, on)) else code for code in codes)


def _code_of(code_set: str) -> Callable[[str, date], str]:
    return lambda code, on: meaning(code_set, code, on) or code


_CODED: dict[str, Callable[[Any, date], Any]] = {
    "reason": _reason,
    "reasons": _reasons,
    "status": lambda code, on: STATUS_WORDS.get(code, code),
    "leaving_ground": _code_of("deletion_ground"),
    "year_group": lambda code, on: meaning("year_group", code, on) or f"Year {code}",
    "primary_need": _code_of("sen_type"),
}
