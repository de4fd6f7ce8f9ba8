"""Local authorities in England: their codes, from when until when, and what replaced what.

A code can end (909 Cumbria), be replaced by others (942, 943), or live on while the Office for
National Statistics gives the area a new code: authorities are dated data, never a fixed list.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Literal

from sightline.domain.packaged import read_rows, valid_on, validity
from sightline.domain.periods import Period


@dataclass(frozen=True, slots=True)
class Authority:
    """A local authority under one pair of codes.

    ``code`` is the three digits that the Department for Education uses, ``ons_code`` the nine
    characters of the Office for National Statistics, ``region`` the English region. ``valid`` has an
    open start where the list does not reach back to the beginning (it begins in 2009).
    """

    code: str
    ons_code: str
    name: str
    region: str
    valid: Period
    source: str


@dataclass(frozen=True, slots=True)
class Succession:
    """One authority taking over from another: the ``whole`` of its area, or a ``part``, from a day on."""

    code: str
    successor: str
    on: date
    extent: Literal["whole", "part"]
    note: str
    source: str


def authority(code: str, on: date) -> Authority | None:
    """Return the authority that a three-digit code meant on a day, or None when it meant none."""
    return valid_on(_by_code().get(code, ()), on)


def authorities_on(day: date) -> tuple[Authority, ...]:
    """Return every authority there was on a day, in the order of their codes."""
    return tuple(one for versions in _by_code().values() for one in versions if one.valid.contains(day))


def was_ever_an_authority(code: str) -> bool:
    """Whether a three-digit code has been that of a local authority in England at any time since 2009."""
    return code in _by_code()


@lru_cache(maxsize=1_000)
def may_stand_in_a_upn(code: str) -> bool:
    """Whether a code is expected as characters 2 to 4 of a unique pupil number.

    Those of authorities past and present, in England and Wales, and the further codes that the
    Department for Education's check 1530 accepts. A number keeps the code it was made with.
    """
    return was_ever_an_authority(code) or any(first <= code <= last for first, last in _upn_codes())


def successors(code: str) -> tuple[Succession, ...]:
    """Return the authorities that took over from this one; none when it still stands."""
    return tuple(one for one in _successions() if one.code == code)


def predecessors(code: str) -> tuple[Succession, ...]:
    """Return the authorities from which this one took over."""
    return tuple(one for one in _successions() if one.successor == code)


@cache
def _by_code() -> dict[str, tuple[Authority, ...]]:
    versions: dict[str, tuple[Authority, ...]] = {}
    for row in read_rows("authorities"):
        names = (row["code"], row["ons_code"], row["name"], row["region"])
        one = Authority(*names, valid=validity(row), source=row["source"])
        versions[one.code] = (*versions.get(one.code, ()), one)
    return versions


@cache
def _upn_codes() -> tuple[tuple[str, str], ...]:
    return tuple((row["first_code"], row["last_code"]) for row in read_rows("upn_authority_codes"))


@cache
def _successions() -> tuple[Succession, ...]:
    return tuple(
        Succession(
            code=row["code"],
            successor=row["successor"],
            on=date.fromisoformat(row["on"]),
            extent="whole" if row["extent"] == "whole" else "part",
            note=row["note"],
            source=row["source"],
        )
        for row in read_rows("authority_successors")
    )
