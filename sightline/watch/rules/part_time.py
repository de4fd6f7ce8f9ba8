"""Part time by the register: sessions marked C2, leave for a temporary part-time timetable."""

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

_PART_TIME = "C2"


def _sweep(marks: ChildMarks, settings: Settings) -> Found:
    cut = max(0, len(marks.marks) - SESSIONS_A_DAY * settings["days"])
    flags = marks.numbers.only(_PART_TIME).holds(marks.marks)
    late = total(flags[cut:])
    return found(late >= settings["sessions"], session_of(flags, 1), late)


def _twin(register: OneRegister, settings: Settings) -> Finding | None:
    cut = max(0, len(register.codes) - SESSIONS_A_DAY * settings["days"])
    marked = [at for at, code in enumerate(register.codes) if code == _PART_TIME]
    late = [at for at in marked if at >= cut]
    if len(late) < settings["sessions"]:
        return None
    first = register.day_of(marked[0])
    return Finding(
        first,
        len(late),
        f"{sessions(len(late)).capitalize()} of the last {settings['days']} school days are marked C2. The first mark "
        f"of this school year is of {date_words(first)}.",
    )


PART_TIME = Rule(
    slug="part-time-by-c2",
    version=1,
    title="Part time by the register",
    meaning="Of the last ten school days, four sessions or more are marked as leave for a temporary part-time "
    "timetable.",
    duty="A part-time timetable is for a short time, agreed with the parents, and has an end; schools tell the "
    "authority of each.",
    source="Department for Education, Working together to improve school attendance, August 2024; Ofsted, Pupils "
    "missing out on education, 2013",
    kind=Kind.INDICATOR,
    field_class=FieldClass.EDUCATION,
    parameters=(
        Parameter("days", "School days that are looked at.", 10, "chosen for this system: two school weeks"),
        Parameter("sessions", "Sessions marked C2 among them, at least.", 4, "chosen for this system"),
    ),
    sweep=_sweep,
    twin=_twin,
)
