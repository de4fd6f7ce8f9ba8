"""Names for made-up people, and the ways in which senders get them wrong."""

import random
from functools import cache

from sightline.demo.draws import Weighted, table

# Letters that lie beside each other on a keyboard or are heard alike.
_SLIPS = {
    "a": "s", "b": "v", "c": "k", "d": "f", "e": "r", "f": "g", "g": "h", "h": "j", "i": "y", "j": "k", "k": "c",
    "l": "k", "m": "n", "n": "m", "o": "p", "p": "o", "q": "w", "r": "t", "s": "z", "t": "r", "u": "i", "v": "b",
    "w": "v", "x": "z", "y": "i", "z": "s",
}  # fmt: skip
_SHORTEST_TO_MISSPELL = 5


@cache
def _first_names(sex: str) -> Weighted[str]:
    rows = [row for row in table("first_names") if row["sex"] == sex]
    return Weighted([row["name"] for row in rows], [float(row["count"]) for row in rows])


@cache
def _surname_parts(part: str) -> Weighted[str]:
    rows = [row for row in table("surname_parts") if row["part"] == part]
    return Weighted([row["text"] for row in rows], [float(row["weight"]) for row in rows])


@cache
def _short_forms() -> dict[str, str]:
    return {row["name"]: row["short"] for row in table("nicknames")}


def first_name(lot: random.Random, sex: str) -> str:
    """A first name of that sex (F or M), as common here as in England and Wales."""
    return _first_names(sex).draw(lot)


def surname(lot: random.Random) -> str:
    """A surname: mostly invented, some ordinary, a few double-barrelled."""
    if lot.random() < 0.04:
        return f"{_invented(lot)}-{_invented(lot)}"
    return _surname_parts("whole").draw(lot) if lot.random() < 0.45 else _invented(lot)


def _invented(lot: random.Random) -> str:
    return _surname_parts("beginning").draw(lot) + _surname_parts("ending").draw(lot)


def short_form(forename: str) -> str | None:
    """The short form by which somebody of this name is known, or None if there is none."""
    return _short_forms().get(forename)


def misspelt(lot: random.Random, name: str) -> str:
    """The name with one slip: a letter changed, left out, doubled, or two swapped. Short names stay as they are."""
    places = [
        place
        for place in range(1, len(name) - 1)
        if name[place].isascii() and name[place : place + 2].islower()
    ]
    if len(name) < _SHORTEST_TO_MISSPELL or not places:
        return name
    place = lot.choice(places)
    letter, following = name[place], name[place + 1]
    slip = lot.randrange(4)
    if slip == 0 or (slip == 3 and letter == following):
        return name[:place] + _SLIPS.get(letter, "e") + name[place + 1 :]
    if slip == 1:
        return name[:place] + name[place + 1 :]
    if slip == 2:
        return name[:place] + letter + name[place:]
    return name[:place] + following + letter + name[place + 2 :]
