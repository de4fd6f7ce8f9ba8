"""A dip, and the early sign of one: the child attends much less of late than the same child did before."""

import numpy as np

from sightline.access.policy import FieldClass
from sightline.attendance.array import ChildMarks
from sightline.domain.words import date_words
from sightline.watch.codes import is_attended, is_possible
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

_PERCENT = 100


def _sweep(marks: ChildMarks, settings: Settings) -> Found:
    attended, possible = (
        marks.numbers.attended.holds(marks.marks),
        marks.numbers.possible.holds(marks.marks),
    )
    cut = max(0, len(marks.marks) - SESSIONS_A_DAY * settings["days"])
    late_possible, late = total(possible[cut:]), total(attended[cut:])
    early_possible, early = total(possible[:cut]), total(attended[:cut])
    enough = (late_possible >= settings["fewest"]) & (early_possible >= settings["fewest"])
    # In whole numbers: early share less late share, at least so many points.
    drop = _PERCENT * (early * late_possible - late * early_possible)
    flags = enough & (drop >= settings["points"] * early_possible * late_possible)
    points = drop // np.maximum(early_possible * late_possible, 1)
    return found(flags, np.full(flags.shape, cut, dtype=np.int64), points)


def _twin(register: OneRegister, settings: Settings) -> Finding | None:
    cut = max(0, len(register.codes) - SESSIONS_A_DAY * settings["days"])
    possible = [at for at, code in enumerate(register.codes) if is_possible(code, register.day_of(at))]
    early = [at for at in possible if at < cut]
    late = [at for at in possible if at >= cut]
    if len(early) < settings["fewest"] or len(late) < settings["fewest"]:
        return None
    was, of_late = (
        sum(is_attended(register.codes[at], register.day_of(at)) for at in sessions)
        for sessions in (early, late)
    )
    drop = _PERCENT * (was * len(late) - of_late * len(early))
    if drop < settings["points"] * len(early) * len(late):
        return None
    since = register.day_of(cut)
    return Finding(
        since,
        drop // (len(early) * len(late)),
        f"Attended {_PERCENT * of_late / len(late):.0f} % of the {len(late)} possible sessions since "
        f"{date_words(since)}, and {_PERCENT * was / len(early):.0f} % of the {len(early)} before.",
    )


DIP = Rule(
    slug="dip",
    version=1,
    title="A dip in attendance",
    meaning="Over the last four weeks the child attended much less than the same child did before in this school year, "
    "whether with the parents' permission or without.",
    duty="Dips are seen early and acted on swiftly, also where parents have given permission.",
    source="Ofsted, Pupils missing out on education, 2013",
    kind=Kind.INDICATOR,
    field_class=FieldClass.EDUCATION,
    parameters=(
        Parameter("days", "School days that are “of late”.", 20, "chosen for this system: four school weeks"),
        Parameter(
            "points", "By how many points of percent attendance fell, at least.", 10, "chosen for this system"
        ),
        Parameter(
            "fewest",
            "Possible sessions below which a share says too little, of late and before.",
            10,
            "chosen for this system: a school week",
        ),
    ),
    sweep=_sweep,
    twin=_twin,
)

EARLY_SIGN = Rule(
    slug="early-sign",
    version=1,
    title="An early sign in attendance",
    meaning="Over the last two school weeks the child's attendance fell sharply below what the same child's was "
    "before in this school year, whether with the parents' permission or without.",
    duty="Dips are seen early and acted on swiftly, also where parents have given permission.",
    source="Ofsted, Pupils missing out on education, 2013",
    kind=Kind.INDICATOR,
    field_class=FieldClass.EDUCATION,
    parameters=(
        Parameter("days", "School days that are “of late”.", 10, "chosen for this system: two school weeks"),
        Parameter(
            "points", "By how many points of percent attendance fell, at least.", 15, "chosen for this system"
        ),
        Parameter(
            "fewest",
            "Possible sessions below which a share says too little, of late and before.",
            10,
            "chosen for this system: a school week",
        ),
    ),
    sweep=_sweep,
    twin=_twin,
)
