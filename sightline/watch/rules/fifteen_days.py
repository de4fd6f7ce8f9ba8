"""Fifteen school days missed in the school year, consecutively or not: for any reason, and for illness alone."""

from collections.abc import Callable

from sightline.access.policy import FieldClass
from sightline.attendance.array import ChildMarks
from sightline.domain.words import date_words
from sightline.watch.codes import is_absent
from sightline.watch.protocol import (
    Finding,
    Flags,
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

_ILLNESS = "I"


def _sweep(missed: Callable[[ChildMarks], Flags]) -> Callable[[ChildMarks, Settings], Found]:
    def sweep(marks: ChildMarks, settings: Settings) -> Found:
        flags = missed(marks)
        count = total(flags)
        return found(count >= settings["sessions"], session_of(flags, settings["sessions"]), count)

    return sweep


def _twin(
    is_missed: Callable[[str, OneRegister, int], bool], words: str
) -> Callable[[OneRegister, Settings], Finding | None]:
    def twin(register: OneRegister, settings: Settings) -> Finding | None:
        missed = [at for at, code in enumerate(register.codes) if is_missed(code, register, at)]
        if len(missed) < settings["sessions"]:
            return None
        reached = register.day_of(missed[settings["sessions"] - 1])
        first, last = register.day_of(missed[0]), register.day_of(missed[-1])
        return Finding(
            reached,
            len(missed),
            f"{sessions(len(missed)).capitalize()} {words} this school year, the first on {date_words(first)} and the "
            f"last on {date_words(last)}. {sessions(settings['sessions']).capitalize()} were reached on "
            f"{date_words(reached)}.",
        )

    return twin


_SESSIONS = Parameter(
    "sessions",
    "Sessions missed in the school year: two make a day.",
    30,
    "Ofsted, Pupils missing out on education, 2013: fifteen days, consecutively or otherwise",
)

FIFTEEN_DAYS = Rule(
    slug="fifteen-days-missed",
    version=1,
    title="Fifteen school days missed",
    meaning="The child has missed fifteen school days or more this school year, consecutively or not, at any school, "
    "with leave or without.",
    duty="Schools tell the authority of any child out of school for fifteen days or more, and the authority asks what "
    "education there is instead.",
    source="Ofsted, Pupils missing out on education, 2013; Education Act 1996 section 19",
    kind=Kind.INDICATOR,
    field_class=FieldClass.EDUCATION,
    parameters=(_SESSIONS,),
    sweep=_sweep(lambda marks: marks.numbers.absent.holds(marks.marks)),
    twin=_twin(lambda code, register, at: is_absent(code, register.day_of(at)), "missed"),
)

FIFTEEN_DAYS_ILL = Rule(
    slug="fifteen-days-ill",
    version=1,
    title="Fifteen school days missed through illness",
    meaning="The child has missed fifteen school days or more this school year through illness, consecutively or not.",
    duty="The school makes a sickness return; the authority arranges suitable education from when it is clear that a "
    "child will be away for fifteen days or more because of health needs.",
    source="School Attendance (Pupil Registration) (England) Regulations 2024 regulation 13; statutory guidance on "
    "education for children with health needs who cannot attend school",
    kind=Kind.INDICATOR,
    field_class=FieldClass.HEALTH,
    parameters=(_SESSIONS,),
    sweep=_sweep(lambda marks: marks.numbers.only(_ILLNESS).holds(marks.marks)),
    twin=_twin(lambda code, register, at: code == _ILLNESS, "missed through illness"),
)
