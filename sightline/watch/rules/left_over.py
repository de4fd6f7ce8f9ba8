"""Absences whose reason nobody has found out: N that still stands after five school days."""

from sightline.access.policy import FieldClass
from sightline.attendance.array import ChildMarks
from sightline.domain.words import date_words
from sightline.watch.protocol import (
    SESSIONS_A_DAY,
    Finding,
    Found,
    Kind,
    OneRegister,
    Parameter,
    Rule,
    Settings,
    found,
)
from sightline.watch.sweeps import session_of, total
from sightline.watch.words import sessions

_NO_REASON_YET = "N"


def _sweep(marks: ChildMarks, settings: Settings) -> Found:
    cut = max(0, len(marks.marks) - SESSIONS_A_DAY * settings["days"])
    old = marks.numbers.only(_NO_REASON_YET).holds(marks.marks)
    old[cut:] = False
    number = total(old)
    return found(number > 0, session_of(old, 1), number)


def _twin(register: OneRegister, settings: Settings) -> Finding | None:
    cut = max(0, len(register.codes) - SESSIONS_A_DAY * settings["days"])
    old = [at for at, code in enumerate(register.codes[:cut]) if code == _NO_REASON_YET]
    if not old:
        return None
    first = register.day_of(old[0])
    return Finding(
        first,
        len(old),
        f"{sessions(len(old)).capitalize()} marked N more than {settings['days']} school days ago, the first on "
        f"{date_words(first)}: nobody has said why the child was away.",
    )


LEFT_OVER = Rule(
    slug="no-reason-found",
    version=1,
    title="Absent, and nobody has found out why",
    meaning="A mark N (reason not yet established) still stands more than five school days later.",
    duty="The school finds out why a pupil is absent and corrects the mark within five school days.",
    source="Department for Education, Working together to improve school attendance, August 2024",
    kind=Kind.INDICATOR,
    field_class=FieldClass.EDUCATION,
    parameters=(Parameter("days", "School days after which N is to be gone.", 5, "the guidance"),),
    sweep=_sweep,
    twin=_twin,
)
