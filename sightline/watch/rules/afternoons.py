"""Afternoons away again and again: present in the morning, on leave in the afternoon, and never excluded."""

import numpy as np

from sightline.access.policy import FieldClass
from sightline.attendance.array import ChildMarks
from sightline.domain.words import date_words
from sightline.watch.codes import is_attended
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
from sightline.watch.sweeps import total

_LEAVE, _EXCLUDED = "C", "E"


def _sweep(marks: ChildMarks, settings: Settings) -> Found:
    cut = max(0, len(marks.days) - settings["days"])
    mornings, afternoons = marks.marks[0::2], marks.marks[1::2]
    away = marks.numbers.attended.holds(mornings) & marks.numbers.only(_LEAVE).holds(afternoons)
    away[:cut] = False
    excluded = marks.numbers.only(_EXCLUDED).holds(marks.marks).any(axis=0)
    days = total(away)
    since = SESSIONS_A_DAY * away.argmax(axis=0).astype(np.int64)
    return found((days >= settings["afternoons"]) & ~excluded, since, days)


def _twin(register: OneRegister, settings: Settings) -> Finding | None:
    if _EXCLUDED in register.codes:
        return None
    cut = max(0, len(register.days) - settings["days"])
    away = [
        day
        for place, day in enumerate(register.days)
        if place >= cut
        and is_attended(register.codes[SESSIONS_A_DAY * place], day)
        and register.codes[SESSIONS_A_DAY * place + 1] == _LEAVE
    ]
    if len(away) < settings["afternoons"]:
        return None
    return Finding(
        away[0],
        len(away),
        f"On {len(away)} of the last {settings['days']} school days the child was there in the morning and on leave "
        f"(C) in the afternoon, first on {date_words(away[0])}. No session is marked as an exclusion (E).",
    )


AFTERNOONS = Rule(
    slug="afternoons-away",
    version=1,
    title="Afternoons away again and again",
    meaning="Over six weeks the child was there in the morning and on leave in the afternoon on six days or more, and "
    "no exclusion is marked.",
    duty="A child who is sent home has been excluded, and every exclusion is recorded as one, with its reasons.",
    source="Education Act 2002 section 51A; Department for Education, guidance on suspension and permanent exclusion",
    kind=Kind.QUESTION,
    field_class=FieldClass.EDUCATION,
    parameters=(
        Parameter("days", "School days that are looked at.", 30, "chosen for this system: six school weeks"),
        Parameter("afternoons", "Such days among them, at least.", 6, "chosen for this system: one a week"),
    ),
    sweep=_sweep,
    twin=_twin,
)
