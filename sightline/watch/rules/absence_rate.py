"""Persistent and severe absence: the share of possible sessions that were missed."""

import numpy as np

from sightline.access.policy import FieldClass
from sightline.attendance.array import ChildMarks
from sightline.watch.codes import is_absent, is_possible
from sightline.watch.protocol import Finding, Found, Kind, OneRegister, Parameter, Rule, Settings, found
from sightline.watch.sweeps import total
from sightline.watch.words import sessions

_PERCENT = 100


def _sweep(marks: ChildMarks, settings: Settings) -> Found:
    absent = total(marks.numbers.absent.holds(marks.marks))
    possible_sessions = marks.numbers.possible.holds(marks.marks)
    possible = total(possible_sessions)
    flags = (possible >= settings["fewest"]) & (_PERCENT * absent >= settings["percent"] * possible)
    # Since the first session of the year that could be attended: the share is of all of them.
    return found(flags, possible_sessions.argmax(axis=0).astype(np.int64), absent)


def _twin(register: OneRegister, settings: Settings) -> Finding | None:
    possible = [at for at, code in enumerate(register.codes) if is_possible(code, register.day_of(at))]
    absent = [at for at in possible if is_absent(register.codes[at], register.day_of(at))]
    if len(possible) < settings["fewest"] or _PERCENT * len(absent) < settings["percent"] * len(possible):
        return None
    share = _PERCENT * len(absent) / len(possible)
    return Finding(
        register.day_of(possible[0]),
        len(absent),
        f"{sessions(len(absent)).capitalize()} of {len(possible)} that could be attended were missed: {share:.1f} %.",
    )


def _rule(slug: str, title: str, percent: int, meaning: str) -> Rule:
    return Rule(
        slug=slug,
        version=1,
        title=title,
        meaning=meaning,
        duty="Schools and the authority work with families of children who are persistently or severely absent; "
        "severe absence comes first.",
        source="Department for Education, Working together to improve school attendance, August 2024",
        kind=Kind.INDICATOR,
        field_class=FieldClass.EDUCATION,
        parameters=(
            Parameter(
                "percent",
                "Percent of the possible sessions that were missed, or more.",
                percent,
                "the guidance",
            ),
            Parameter(
                "fewest",
                "Possible sessions below which a share says too little.",
                20,
                "chosen for this system: two school weeks",
            ),
        ),
        sweep=_sweep,
        twin=_twin,
    )


PERSISTENT = _rule(
    "persistent-absence",
    "Persistent absence",
    10,
    "The child has missed a tenth or more of the sessions that could be attended this school year.",
)
SEVERE = _rule(
    "severe-absence",
    "Severe absence",
    50,
    "The child has missed half or more of the sessions that could be attended this school year.",
)
