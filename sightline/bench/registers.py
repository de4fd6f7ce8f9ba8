"""Registers of a school year, made up from a seed: illness, holidays, truancy, part time, whoever went quiet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from sightline.attendance.numbering import NOTHING, Bytes, view_numbers

SCHOOL_DAYS = 195
SESSIONS = 2 * SCHOOL_DAYS
BLOCK = 25_000
"""Pupils that are made at once."""
_FIRST_DAY = date(2025, 9, 1)


@dataclass(frozen=True, slots=True)
class _Spell:
    """A kind of spell: its code (empty: no mark), the share of pupils who have one, and its shortest and longest.

    Lengths are in sessions. A spell that is `to_the_end` begins so many sessions before the last one.
    """

    code: str
    share: float
    shortest: int
    longest: int
    to_the_end: bool = False


# Later ones are written over earlier ones. Shares were set so that about eight sessions in a hundred are missed.
_SPELLS = (
    *(_Spell("I", 0.8, 1, 12) for _ in range(3)),
    *(_Spell("M", 0.6, 1, 2) for _ in range(2)),
    _Spell("I", 0.05, 20, 90),
    _Spell("G", 0.2, 2, 24),
    *(_Spell("O", 0.1, 1, 20) for _ in range(2)),
    _Spell("U", 0.2, 1, 1),
    _Spell("N", 0.1, 1, 2),
    _Spell("B", 0.03, 10, 120),
    _Spell("D", 0.02, 10, 120),
    _Spell("C2", 0.02, 10, 80),
    _Spell("C2", 0.01, 10, 80, to_the_end=True),
    _Spell("E", 0.02, 2, 20),
    _Spell("I", 0.02, 10, 120, to_the_end=True),
    _Spell("O", 0.02, 10, 120, to_the_end=True),
    _Spell("G", 0.005, 30, 60, to_the_end=True),
    _Spell("", 0.03, 10, 300, to_the_end=True),
)
_SENT_HOME, _HALF = 0.01, 0.5
_CLOSED_DAYS = 3


def school_days() -> tuple[date, ...]:
    """The Mondays to Fridays of 39 weeks on end: holidays are left out, since no rule looks at them."""
    return tuple(_FIRST_DAY + timedelta(days=7 * (day // 5) + day % 5) for day in range(SCHOOL_DAYS))


def blocks_of_marks(pupils: int, seed: int = 1) -> Iterator[Bytes]:
    """The marks of so many pupils in blocks, a row a pupil and a column a session, in the numbers of the view."""
    for number, first in enumerate(range(0, pupils, BLOCK)):
        yield _block(min(BLOCK, pupils - first), np.random.default_rng((seed, number)))


def _block(pupils: int, chance: np.random.Generator) -> Bytes:
    number_of = view_numbers(_FIRST_DAY).number_of
    marks = np.empty((pupils, SESSIONS), dtype=np.uint8)
    marks[:, 0::2], marks[:, 1::2] = number_of["/"], number_of["\\"]
    for spell in _SPELLS:
        who = np.flatnonzero(chance.random(pupils) < spell.share)
        length = chance.integers(spell.shortest, spell.longest, size=len(who), endpoint=True)
        latest = SESSIONS - length
        start = latest if spell.to_the_end else chance.integers(0, latest, endpoint=True)
        at = np.arange(SESSIONS)
        of_spell = (at >= start[:, None]) & (at < (start + length)[:, None])
        some = marks[who]
        some[of_spell] = number_of.get(spell.code, NOTHING)
        marks[who] = some
    home = np.flatnonzero(chance.random(pupils) < _SENT_HOME)
    some = marks[home]
    afternoons = some[:, 1::2]
    afternoons[chance.random(afternoons.shape) < _HALF] = number_of["C"]
    marks[home] = some
    for day in chance.choice(SCHOOL_DAYS, size=_CLOSED_DAYS, replace=False).tolist():
        marks[:, 2 * day : 2 * day + 2] = number_of["#"]
    return marks
