"""Two descriptions field by field: how far each agrees, said in one of a few levels that a model gives weights to.

Pure. The levels are those that the model was trained on (`data/models/`): their names are part of its format.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import product

from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

from sightline.matching.cleaning import Forename, Surname, birth, forename, postcode, squeezed, surname
from sightline.matching.description import Description

NOT_COMPARED = "not compared"
"""The level of a field that one side or the other does not know: it says nothing either way."""

SAME, SHORT_FORM, ONE_SLIP, ALIKE, INITIAL, OTHER_WAY_ROUND, DIFFERENT = (
    "the same", "a short form", "one slip", "alike", "an initial", "the other way round", "different",
)  # fmt: skip
ONE_PART = "one part of two"
SWAPPED, ONE_FIGURE = "day and month swapped", "one figure differs"
SAME_POSTCODE, SAME_DISTRICT, ELSEWHERE, NO_POSTCODE = (
    "same postcode", "same district", "elsewhere", "no postcode",
)  # fmt: skip
LIKE_SURNAME = "like"

FORENAME, HOUSEHOLD, BORN, UPN, NHS_NUMBER, ULN = (
    "forename", "household", "date of birth", "upn", "nhs number", "uln",
)  # fmt: skip
FIELDS = (FORENAME, HOUSEHOLD, BORN, UPN, NHS_NUMBER, ULN)

ALIKE_FROM = 0.9
"""From which Jaro-Winkler likeness two names are alike; measured between 0 (nothing in common) and 1 (the same)."""
SHORTEST_SLIP = 4
"""In shorter names a slip is not told from another name (Leo and Lea), except for a letter doubled."""
SHORTEST_PREFIX = 3
"""A shorter beginning of a name is not a form of it."""

Levels = dict[str, str]


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A description made comparable, once for all the comparisons that it takes part in."""

    forenames: tuple[Forename, ...]
    surnames: tuple[Surname, ...]
    date_of_birth: date | None
    postcode: str
    upns: frozenset[str]
    uln: str
    nhs_number: str


def cleaned(description: Description) -> Cleaned:
    """A description made comparable."""
    return Cleaned(
        forenames=tuple(name for name in map(forename, description.forenames) if name),
        surnames=tuple(name for name in map(surname, description.surnames) if name),
        date_of_birth=birth(description.date_of_birth),
        postcode=postcode(description.postcode),
        upns=description.upns,
        uln=description.uln,
        nhs_number=description.nhs_number,
    )


def compare(one: Cleaned, other: Cleaned) -> Levels:
    """How far each field agrees. The order of the two does not matter."""
    forenames, surnames = forename_level(one, other), surname_level(one, other)
    if forenames == DIFFERENT and _other_way_round(one, other):
        forenames, surnames = OTHER_WAY_ROUND, SAME
    return {
        FORENAME: forenames,
        HOUSEHOLD: household_level(surnames, one.postcode, other.postcode),
        BORN: birth_level(one.date_of_birth, other.date_of_birth),
        UPN: identifiers_level(one.upns, other.upns),
        NHS_NUMBER: identifiers_level({one.nhs_number} - {""}, {other.nhs_number} - {""}),
        ULN: identifiers_level({one.uln} - {""}, {other.uln} - {""}),
    }


def forename_level(one: Cleaned, other: Cleaned) -> str:
    """How far the nearest of the forenames agree, legal or preferred."""
    if not one.forenames or not other.forenames:
        return NOT_COMPARED
    return _nearest(_FORENAMES, (_forenames(a, b) for a, b in product(one.forenames, other.forenames)))


def surname_level(one: Cleaned, other: Cleaned) -> str:
    """How far the nearest of the surnames agree: the legal, the preferred and the former ones."""
    if not one.surnames or not other.surnames:
        return NOT_COMPARED
    return _nearest(_SURNAMES, (_surnames(a, b) for a, b in product(one.surnames, other.surnames)))


def household_level(surnames: str, ours: str, theirs: str) -> str:
    """Surname and postcode as the one fact that they are: who shares both may be a brother or sister.

    Where no surname is known the postcode alone says too little to be weighed.
    """
    if surnames == NOT_COMPARED:
        return NOT_COMPARED
    if ours and ours == theirs:
        near = surnames if surnames in (SAME, DIFFERENT) else LIKE_SURNAME
        return f"{near} surname, {SAME_POSTCODE}"
    where = NO_POSTCODE
    if ours and theirs:
        where = SAME_DISTRICT if ours[:-4] == theirs[:-4] else ELSEWHERE
    return f"{surnames} surname, {where}"


def birth_level(ours: date | None, theirs: date | None) -> str:
    """How far two dates of birth agree."""
    if ours is None or theirs is None:
        return NOT_COMPARED
    if ours == theirs:
        return SAME
    if (ours.year, ours.month, ours.day) == (theirs.year, theirs.day, theirs.month):
        return SWAPPED
    a_year_apart = abs(ours.year - theirs.year) == 1 and (ours.month, ours.day) == (theirs.month, theirs.day)
    figures = zip(f"{ours:%Y%m%d}", f"{theirs:%Y%m%d}", strict=True)
    if a_year_apart or sum(mine != yours for mine, yours in figures) == 1:
        return ONE_FIGURE
    return DIFFERENT


def identifiers_level(ours: Iterable[str], theirs: Iterable[str]) -> str:
    """Whether two sets of identifiers share one."""
    mine, yours = set(ours), set(theirs)
    if not mine or not yours:
        return NOT_COMPARED
    return SAME if mine & yours else DIFFERENT


def _nearest(order: tuple[str, ...], levels: Iterable[str]) -> str:
    return min(levels, key=order.index)


def _forenames(one: Forename, other: Forename) -> str:
    if one.whole == other.whole:
        return SAME
    if len(one.whole) == 1 or len(other.whole) == 1:
        return INITIAL if one.whole[0] == other.whole[0] else DIFFERENT
    if _may_be_short_for(one, other):
        return SHORT_FORM
    return _spelt_alike(one.whole, other.whole)


def _may_be_short_for(one: Forename, other: Forename) -> bool:
    """A pet name, the beginning of the other, or one of two names; never a second name with a second.

    A letter doubled by a slip makes no difference to how a name begins: `Jesss` is short for `Jessica`.
    """
    if _begins(one.whole, other.whole) or (one.once != other.once and _begins(one.once, other.once)):
        return True
    if one.whole in other.words or other.whole in one.words:
        return True
    return one.whole in other.roots or other.whole in one.roots


def _begins(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) >= SHORTEST_PREFIX and long.startswith(short)


def _surnames(one: Surname, other: Surname) -> str:
    if one.whole == other.whole or one.core == other.core:
        return SAME
    if (len(one.parts) > 1 or len(other.parts) > 1) and one.parts & other.parts:
        return SAME if one.parts == other.parts else ONE_PART
    return _spelt_alike(one.whole, other.whole)


def _spelt_alike(one: str, other: str) -> str:
    if min(len(one), len(other)) >= SHORTEST_SLIP:
        if DamerauLevenshtein.distance(one, other, score_cutoff=1) <= 1:
            return ONE_SLIP
    elif squeezed(one) == squeezed(other):
        return ONE_SLIP
    return ALIKE if JaroWinkler.similarity(one, other, score_cutoff=ALIKE_FROM) >= ALIKE_FROM else DIFFERENT


def _other_way_round(one: Cleaned, other: Cleaned) -> bool:
    """Whether one sender's forename is the other's surname, and the other way round."""
    return any(
        a.whole == d.whole and b.whole == c.whole
        for a, b in product(one.forenames, one.surnames)
        for c, d in product(other.forenames, other.surnames)
    )


_FORENAMES = (SAME, SHORT_FORM, ONE_SLIP, ALIKE, INITIAL, DIFFERENT)
_SURNAMES = (SAME, ONE_PART, ONE_SLIP, ALIKE, DIFFERENT)
_HOUSEHOLDS = (
    *(f"{near} surname, {SAME_POSTCODE}" for near in (SAME, LIKE_SURNAME, DIFFERENT)),
    *(f"{near} surname, {where}" for where in (SAME_DISTRICT, ELSEWHERE, NO_POSTCODE) for near in _SURNAMES),
)
_IDENTIFIERS = (SAME, DIFFERENT)

LEVELS: dict[str, tuple[str, ...]] = {
    FORENAME: (SAME, SHORT_FORM, ONE_SLIP, ALIKE, INITIAL, OTHER_WAY_ROUND, DIFFERENT),
    HOUSEHOLD: _HOUSEHOLDS,
    BORN: (SAME, SWAPPED, ONE_FIGURE, DIFFERENT),
    UPN: _IDENTIFIERS,
    NHS_NUMBER: _IDENTIFIERS,
    ULN: _IDENTIFIERS,
}
"""The levels of every field, the nearest first, besides *not compared*."""
