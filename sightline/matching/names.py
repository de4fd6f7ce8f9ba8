"""Names made comparable: without capitals, accents and punctuation, and forenames that may be one child's."""

import csv
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files

# Letters that Unicode does not take apart into a plain letter and an accent.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_SHORTEST_PREFIX = 3
_SHORTEST_MISSPELT = 4


@lru_cache(maxsize=200_000)
def plain(text: str) -> str:
    """A name as letters and digits only, in small letters and without accents: `O'Brien-Łoś` is `obrienlos`."""
    if text.isascii():
        return "".join(letter for letter in text.casefold() if letter.isalnum())
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(letter for letter in apart if letter.isalnum())


def full_names(surnames: Iterable[str], forenames: Iterable[str]) -> frozenset[str]:
    """Every surname given with every forename given, made comparable; pairs with either part missing are left out."""
    given = [plain(forename) for forename in forenames]
    return frozenset(
        f"{family} {forename}"
        for surname in surnames
        if (family := plain(surname))
        for forename in given
        if forename
    )


def forenames_agree(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    """Whether two sets of forenames (legal and preferred) may be one child's; nothing given contradicts nothing.

    They may when two of them are the same, an initial, a shortened form, a known pet name, or one slip of the
    keyboard apart. `Jack` and `Jake` may not: they may be twins.
    """
    mine = [words for name in ours if (words := _words(name))]
    others = [words for name in theirs if (words := _words(name))]
    if not mine or not others:
        return True
    return any(_may_be_the_same(one, other) for one in mine for other in others)


def _words(name: str) -> tuple[str, ...]:
    """A forename whole, then its words: `Mary-Jane` is `maryjane`, `mary`, `jane`; one word stands once."""
    words = [plain(word) for word in name.replace("-", " ").split()]
    words = [word for word in words if word]
    return tuple(words) if len(words) < 2 else ("".join(words), *words)


def _may_be_the_same(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    # The whole of one with any word of the other, and never a second word with a second: sisters share those.
    return any(_alike(one[0], word) for word in other) or any(_alike(other[0], word) for word in one)


def _alike(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if one == other or (len(short) == 1 and long.startswith(short)):
        return True
    if len(short) >= _SHORTEST_PREFIX and long.startswith(short):
        return True
    if other in _pet_names().get(one, ()) or one in _pet_names().get(other, ()):
        return True
    return len(short) >= _SHORTEST_MISSPELT and within_one_slip(short, long)


def within_one_slip(one: str, other: str) -> bool:
    """Whether two words differ by at most one letter put in, left out, changed, or swapped with its neighbour."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    at = next((place for place, letter in enumerate(short) if letter != long[place]), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[:at] + short[at + 1 : at + 2] + short[at : at + 1] + short[at + 2 :]
    return short[at + 1 :] == long[at + 1 :] or swapped == long


@cache
def _pet_names() -> dict[str, frozenset[str]]:
    """The forms that a forename takes (`data/pet_names.csv`). Two forms of one may be two children's: Ella, Ellie."""
    table = files("sightline.matching").joinpath("data/pet_names.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(table.splitlines())
    return {row["name"]: frozenset(row["forms"].split()) for row in rows}
