"""Health; absence, exclusion and behaviour; custody."""

from collections.abc import Iterable

from sightline.domain.packaged import read_rows
from sightline.intake.by_hand.kinds.week import reason_asked
from sightline.intake.by_hand.shapes import (
    PERIOD_RULE,
    Group,
    ToldKind,
    Values,
    choice,
    day,
    first_day,
    hours,
    last_day,
    school,
    text,
    words,
    yes_no,
)
from sightline.intake.contract import Column, Kind
from sightline.record.models import Circumstance, Exclusion, ExpectedEvent, Notice

_Circumstances = Circumstance.Kind
_STATES_OF_AN_EVENT = (
    ("expected", "still expected"),
    ("happened", "it has happened"),
    ("cancelled", "it will not happen"),
)


def circumstance(kind: Circumstance.Kind, group: Group, title: str, question: str, *more: Column) -> ToldKind:
    """A need or a status, with its period, what more is asked, and what was said."""
    return ToldKind(
        kind.value,
        title,
        question,
        group,
        Circumstance,
        (first_day("Since"), last_day("Until"), *more, words()),
        fixed={"kind": kind.value},
        rules=(PERIOD_RULE,),
    )


def event(kind: ExpectedEvent.Kind, group: Group, title: str, question: str) -> ToldKind:
    """Something that is coming."""
    return ToldKind(
        kind.value,
        title,
        question,
        group,
        ExpectedEvent,
        (
            day("expected_on", "Expected on", "Leave blank when nobody knows the day yet."),
            text("place", "Where"),
            choice("state", "How it stands", _STATES_OF_AN_EVENT),
        ),
        fixed={"kind": kind.value},
        to_come=frozenset({"expected_on"}),
    )


def _suspension_has_a_last_day(values: Values) -> Iterable[tuple[str, str]]:
    kind = values.get("kind")
    if kind and kind != Exclusion.Kind.PERMANENT and values.get("last_day") is None:
        yield "last_day", "A suspension is for a fixed period: give its last day."


_CLINICAL = (
    hours(
        "clinician_limit_hours", "Most hours that a clinician allows", "Hours a week. Blank means not known."
    ),
    day(
        "evidence_on", "Date of the medical evidence", "The day of the letter or report, where there is one."
    ),
)
_REASONS = {row["code"]: row["meaning"] for row in read_rows("exclusion_reasons")}

NEEDS = (
    circumstance(
        _Circumstances.ILLNESS, Group.HEALTH, "Medical need", "Which medical need is there?", *_CLINICAL
    ),
    circumstance(
        _Circumstances.MENTAL_HEALTH_COMMUNITY,
        Group.HEALTH,
        "Community mental health service",
        "Since when is the child with the service?",
        *_CLINICAL,
    ),
    circumstance(
        _Circumstances.MENTAL_HEALTH_IN_PATIENT,
        Group.HEALTH,
        "In-patient mental health unit",
        "Since when is the child in the unit?",
        text("place", "Where"),
        *_CLINICAL,
    ),
    circumstance(_Circumstances.PREGNANT, Group.HEALTH, "Pregnant", "Since when is it known?", *_CLINICAL),
    circumstance(_Circumstances.YOUNG_MOTHER, Group.HEALTH, "Young mother", "Since when is she a mother?"),
    event(
        ExpectedEvent.Kind.DISCHARGE,
        Group.HEALTH,
        "Discharge from hospital",
        "When will the child come home?",
    ),
    event(ExpectedEvent.Kind.BIRTH, Group.HEALTH, "Birth of a baby", "When is the baby due?"),
    ToldKind(
        "exclusion",
        "Suspension or exclusion",
        "Which suspension or exclusion is there?",
        Group.ABSENCE,
        Exclusion,
        (
            school(required=True),
            choice("kind", "Which is it?", Exclusion.Kind.choices, required=True),
            first_day("First day out of school", "For example 23/11/2026.", required=True),
            last_day("Last day out of school", "Leave blank for a permanent exclusion."),
            Column("sessions", "Half-day sessions", Kind.WHOLE_NUMBER, "How many sessions it covers."),
            *(
                choice(f"reason_{place}", f"Reason {place}" if place > 1 else "Reason", _REASONS.items())
                for place in (1, 2, 3)
            ),
            choice("state", "What became of it", Exclusion.State.choices),
            day("provision_from", "Other education arranged from"),
            words(),
        ),
        gathered={"reasons": ("reason_1", "reason_2", "reason_3")},
        to_come=frozenset({"first_day", "last_day", "provision_from"}),
        rules=(PERIOD_RULE, _suspension_has_a_last_day),
    ),
    ToldKind(
        "long-absence",
        "Out of school fifteen days or more",
        "Which long absence is there?",
        Group.ABSENCE,
        Notice,
        (
            school(required=True),
            first_day("First day of absence", "For example 23/11/2026.", required=True),
            last_day("Last day of absence"),
            reason_asked(),
            yes_no("parent_agreed", "Do the parents agree with the school about it?"),
            day("review_on", "Next review"),
            words(),
        ),
        fixed={"kind": Notice.Kind.LONG_ABSENCE.value},
        to_come=frozenset({"last_day", "review_on"}),
        rules=(PERIOD_RULE,),
    ),
    circumstance(
        _Circumstances.LOW_ATTENDANCE_PLAN,
        Group.ABSENCE,
        "Rarely attends, with a plan",
        "Since when is there a plan for coming back?",
    ),
    circumstance(
        _Circumstances.SEVERE_ABSENCE,
        Group.ABSENCE,
        "Absent from half or more of sessions",
        "Since when has the child been absent so often?",
    ),
    circumstance(
        _Circumstances.BEHAVIOUR_PLAN,
        Group.ABSENCE,
        "Personalised plan for behaviour",
        "Since when is there a plan?",
    ),
    circumstance(
        _Circumstances.IN_CUSTODY,
        Group.CUSTODY,
        "In custody",
        "Since when is the child in custody?",
        text("place", "Where"),
    ),
    circumstance(
        _Circumstances.FROM_CUSTODY,
        Group.CUSTODY,
        "Released from custody",
        "Since when is the child released?",
    ),
    event(
        ExpectedEvent.Kind.RELEASE, Group.CUSTODY, "Release from custody", "When will the child be released?"
    ),
)
