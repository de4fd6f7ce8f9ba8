"""What stands in the registers: every session of a child at a school, as it really was.

Ordinary absence is drawn from the published shares of sessions; what is so of the child (a timetable, an exclusion, a
placement, a stay in hospital) is laid over it, and what a story says of single days over that. Suspensions (E) and
part-time timetables (C2) are never drawn: whoever has such a mark has what it stands for.
"""

import math
import random
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from sightline.demo.draws import stream, table
from sightline.demo.lives import NO, Life, Placed
from sightline.demo.schools import PRIMARY, SECONDARY, School

NOTHING = ""
"""A session of which the register says nothing: the child was not on this roll."""

PRESENT = ("/", "\\")
_FULL_WEEK = 10
_HOURS_A_SESSION = Decimal("2.5")
_MORNINGS = 5
# Who seldom misses a session and who often does: shares of absence vary as a gamma distribution of this shape does,
# with which about as many miss a tenth as the Department for Education counts (ours).
_SPREAD = 0.75
# Codes whose shares go with a child's propensity to be away; the others come to everybody alike.
_GOES_WITH_CHILD = frozenset("IOUCLGT")
# How many sessions running a mark takes, by its code (ours): illness a day or some, a holiday a week or two.
_RUNS = {
    "I": (2, 2, 2, 4, 4, 6, 10),
    "G": (6, 10, 10, 20),
    "O": (1, 2, 2, 2, 4),
    "W": (10,),
    "T": (20,),
    "R": (2,),
}
_MORNING_ONLY, _HALF_DAY, _WHOLE_DAY = "LU", ("M", "J1", "C"), (2,)
_OF_OLDER, _OLDER_YEAR = "W", 10
# Of the years of a secondary school, two have work experience.
_OLDER_SHARE = 2.5
_EXCLUSION_CANCELLED_AFTER = 5
# Tuesdays, Thursdays and Fridays: whoever misses half of the sessions or more.
_SEVERELY_AWAY = (1, 3, 4)
_SEVERE_CASES = ("Severely absent", "severe-absence", "low-attendance-plan")
_WHEREABOUTS_UNKNOWN = "whereabouts-unknown"
# What stands for a child whom others than the school or the authority have placed: ill, or in custody.
_PLACED_BY = {"health": "I", "court": "Y5"}


@dataclass(frozen=True)
class Timetable:
    """The school days of a school this school year, up to the last of which its register tells."""

    days: tuple[date, ...]

    def between(self, first: date, last: date | None) -> range:
        """The places of the days from a day to another (None: to the last)."""
        end = len(self.days) if last is None else bisect_right(self.days, last)
        return range(bisect_left(self.days, first), end)


def sessions_of(seed: int, life: Life, school: School, timetable: Timetable) -> list[str]:
    """The child's marks at a school, two a day; NOTHING where the child is not on its roll."""
    there = [
        place
        for roll in life.rolls
        if roll.school is school
        for place in timetable.between(roll.entry, roll.left)
    ]
    marks = [NOTHING] * (2 * len(timetable.days))
    if not there:
        return marks
    drawn = list(PRESENT) * len(timetable.days)
    if not life.steady:
        _draw(stream(seed, "marks", school.office, life.person.id), drawn, _phase(school), life.person.year)
    _lay_facts(drawn, life, school, timetable)
    for place in there:
        marks[2 * place : 2 * place + 2] = drawn[2 * place : 2 * place + 2]
    return marks


def _phase(school: School) -> str:
    return school.kind.slug if school.kind in (PRIMARY, SECONDARY) else "special"


@cache
def _shares(phase: str) -> tuple[tuple[str, float], ...]:
    """Each code that is drawn, with the share of sessions that bear it."""
    rows = (row for row in table("register_marks") if row["phase"] == phase)
    return tuple((row["code"], float(row["per_10000"]) / 10_000) for row in rows)


def _draw(lot: random.Random, marks: list[str], phase: str, year: int) -> None:
    propensity = lot.gammavariate(_SPREAD, 1 / _SPREAD)
    for code, share in _shares(phase):
        if code == _OF_OLDER:
            share *= _OLDER_SHARE * (year >= _OLDER_YEAR)
        runs = (1,) if code in _MORNING_ONLY or code in _HALF_DAY else _RUNS.get(code, _WHOLE_DAY)
        expected = share * len(marks) * len(runs) / sum(runs)
        if code in _GOES_WITH_CHILD:
            expected *= propensity
        for _ in range(_number(lot, expected)):
            at, length = lot.randrange(len(marks)), lot.choice(runs)
            if length > 1 or code in _MORNING_ONLY:
                at -= at % 2
            marks[at : at + length] = [code] * len(marks[at : at + length])


def _number(lot: random.Random, expected: float) -> int:
    """How often something happens that happens so often on average: a number from a Poisson distribution."""
    left, number = lot.random(), 0
    chance = math.exp(-expected)
    while left > chance:
        left -= chance
        number += 1
        chance *= expected / number
        if chance == 0:
            break
    return number


def _lay_facts(marks: list[str], life: Life, school: School, timetable: Timetable) -> None:
    _lay_cases(marks, life, timetable)
    _lay_part_time(marks, life, school, timetable)
    for exclusion in life.exclusions:
        if exclusion.school is school:
            days = timetable.between(exclusion.first, exclusion.last)
            if exclusion.state == "cancelled":
                days = days[:_EXCLUSION_CANCELLED_AFTER]
            _lay(marks, days, ("E", "E"))
    for placed in life.placements:
        if placed.provider.urn != school.urn:
            _lay_placement(marks, life, placed, timetable)
    if not life.placements:
        _lay_stays(marks, life, timetable)
    for marked in life.marked:
        _lay(marks, timetable.between(marked.first, marked.last), marked.codes)


def _lay(marks: list[str], days: Sequence[int], codes: tuple[str, str]) -> None:
    """Put codes, of the morning and of the afternoon, on days; an empty one leaves what stands there."""
    for place in days:
        for half, code in enumerate(codes):
            if code:
                marks[2 * place + half] = code


def _attended_of(hours: Decimal) -> int:
    """The sessions of a week that so many hours make."""
    return max(0, min(_FULL_WEEK, round(hours / _HOURS_A_SESSION)))


def _lay_week(
    marks: list[str], timetable: Timetable, days: Sequence[int], sessions: int, inside: str, outside: str
) -> None:
    """A week of so many sessions, mornings first: `inside` (empty: what stands there), then `outside`."""
    for place in days:
        weekday = timetable.days[place].weekday()
        morning, afternoon = weekday < sessions, weekday + _MORNINGS < sessions
        _lay(marks, [place], (inside if morning else outside, inside if afternoon else outside))


def _lay_part_time(marks: list[str], life: Life, school: School, timetable: Timetable) -> None:
    for notice in life.part_time:
        if notice.school is school:
            days = timetable.between(notice.start, notice.end)
            _lay_week(marks, timetable, days, _attended_of(notice.hours), NOTHING, "C2")
    untold = any(roll.school is school and roll.full_time == NO for roll in life.rolls)
    if untold and not life.part_time and not life.placements:
        _lay(marks, range(len(timetable.days)), (NOTHING, "C2"))


def _lay_placement(marks: list[str], life: Life, placed: Placed, timetable: Timetable) -> None:
    """Elsewhere: on two rolls (D), arranged by the school (B) or the authority (K), in hospital (I) or in custody (Y5).
    What is left of the week is part time."""
    days = timetable.between(placed.start, placed.end)
    if any(roll.status == "S" for roll in life.rolls):
        _lay(marks, days, ("D", "D"))
        return
    if code := _PLACED_BY.get(placed.arranged_by):
        _lay(marks, days, (code, code))
        return
    together = [one for one in life.placements if one.end is None or one.end >= placed.start]
    hours = sum((one.hours for one in together if one.hours is not None), Decimal(0))
    sessions = _FULL_WEEK if placed.hours is None else _attended_of(hours)
    inside = "B" if placed.arranged_by == "school" else "K"
    _lay_week(marks, timetable, days, sessions, inside, "C2")


def _lay_stays(marks: list[str], life: Life, timetable: Timetable) -> None:
    """In hospital or in a unit (I), or in custody (Y5), as the services tell of it."""
    stays: dict[tuple[str, date], date | None] = {}
    for told in life.told:
        cells = told.cells
        for code, begins, ends, holds in (
            ("I", "Admitted", "Discharged", True),
            ("I", "First day missed", "Last day missed", True),
            ("I", "Accepted", "Discharged", cells.get("Service") == "in-patient"),
            ("Y5", "From", "Released", cells.get("Order") == "custody"),
        ):
            first, last = cells.get(begins), cells.get(ends)
            if holds and isinstance(first, date):
                stays[code, first] = last if isinstance(last, date) else stays.get((code, first))
    for (code, first), last in stays.items():
        _lay(marks, timetable.between(first, last), (code, code))


def _lay_cases(marks: list[str], life: Life, timetable: Timetable) -> None:
    """What teams tell: more than half of the year missed; whereabouts unknown; part time by a behaviour plan."""
    for told in life.told:
        cells = told.cells
        kind, opened, plan = cells.get("Kind of case"), cells.get("Case opened"), cells.get("Plan from")
        if kind in _SEVERE_CASES:
            away = [place for place, day in enumerate(timetable.days) if day.weekday() in _SEVERELY_AWAY]
            _lay(marks, away, ("O", "O"))
        elif kind == _WHEREABOUTS_UNKNOWN and isinstance(opened, date):
            _lay(marks, timetable.between(opened, None), ("N", "N"))
        hours = cells.get("Hours a week at school")
        if isinstance(plan, date) and isinstance(hours, Decimal):
            _lay_week(marks, timetable, timetable.between(plan, None), _attended_of(hours), NOTHING, "C2")
