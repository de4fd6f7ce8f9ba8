"""Names, dates of birth and postcodes made comparable: in any script, any order, with or without what people leave out.

Pure and without a database. What stands for *not known* in a sender's column becomes nothing at all: two children
without a name do not share one.
"""

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files

from sightline.matching.names import plain

_APOSTROPHES = re.compile(r"['’ʼʻ‘`´]")
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_TITLES = frozenset({"mr", "mrs", "miss", "ms", "mx", "master", "dr", "jr", "jnr", "snr", "sr"})
# What stands before a family name and is left out or written together as often as not.
_PREFIXES = frozenset(
    (
        *("ab", "abu", "af", "al", "ap", "av", "ben", "bin", "bint", "da", "das", "de", "del", "della"),
        *("den", "der", "di", "do", "dos", "du", "el", "fitz", "ibn", "la", "le", "mac", "mc", "o", "st"),
        *("ten", "ter", "van", "vande", "vander", "von", "zu"),
    )
)
_ELIDED = re.compile(r"^(?:o|d|l)['’ʼʻ‘`´]\s*(?=\w{2})", re.IGNORECASE)
# What systems and people write where they know no name.
_NO_NAME = frozenset(
    (
        *("anon", "baby", "dob", "dummy", "forename", "missing", "name", "nk", "none", "noname"),
        *("notentered", "notgiven", "notknown", "notprovided", "notrecorded", "null", "surname", "tba"),
        *("tbc", "test", "unborn", "unknown", "unnamed", "unk", "xx", "xxx"),
    )
)
# Dates that computers put where they know none.
_NO_BIRTH = frozenset({date(1900, 1, 1), date(1901, 1, 1), date(1970, 1, 1)})
_SOUNDS = {
    **dict.fromkeys("bfpv", "1"), **dict.fromkeys("cgjkqsxz", "2"), **dict.fromkeys("dt", "3"), "l": "4",
    **dict.fromkeys("mn", "5"), "r": "6", **dict.fromkeys("aeiouhwy", ""),
}  # fmt: skip
_FIRST_SOUNDS = {"kn": "n", "gn": "n", "pn": "n", "wr": "r", "ph": "f", "wh": "w", "ps": "s"}
_SOUND_LENGTH = 4
_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][0-9A-Z]?)\s*([0-9][A-Z]{2})")


@dataclass(frozen=True, slots=True)
class Forename:
    """A forename made comparable: whole, by its words, and the names that it may be a form of (itself among them).

    `once` is the whole with doubled letters written once.
    """

    whole: str
    once: str
    words: tuple[str, ...]
    roots: frozenset[str]


@dataclass(frozen=True, slots=True)
class Surname:
    """A surname made comparable: whole, without the words that come and go before it, and the parts of a double one."""

    whole: str
    core: str
    parts: frozenset[str]


def words(name: str) -> tuple[str, ...]:
    """The words of a name, each made plain: `Mary-Jane O’Neil` is `mary`, `jane`, `oneil`."""
    joined = _APOSTROPHES.sub("", name)
    return tuple(word for piece in _BETWEEN_WORDS.split(joined) if (word := plain(piece)))


@lru_cache(maxsize=100_000)
def forename(name: str) -> Forename | None:
    """A forename made comparable, without titles; None where it is not known."""
    kept = [word for word in words(name) if word not in _TITLES]
    whole = "".join(kept)
    if not whole or whole in _NO_NAME:
        return None
    once = squeezed(whole)
    roots = {root for word in {whole, once, kept[0]} for root in _long_forms(word)}
    return Forename(whole, once, tuple(kept), frozenset(roots | {whole, kept[0]}))


@lru_cache(maxsize=200_000)
def surname(name: str) -> Surname | None:
    """A surname made comparable, without titles; None where it is not known."""
    kept = [word for word in words(name) if word not in _TITLES]
    whole = "".join(kept)
    if not whole or whole in _NO_NAME:
        return None
    core = [word for word in words(_ELIDED.sub("", name.strip())) if word not in _TITLES | _PREFIXES]
    if not core:
        return Surname(whole, whole, frozenset({whole}))
    return Surname(
        whole, "".join(core), frozenset(word for word in core if len(word) > 1) or frozenset({whole})
    )


def birth(day: date | None) -> date | None:
    """A date of birth, or None where it is not known: the first days of a century and of computers stand for that."""
    return None if day in _NO_BIRTH else day


def postcode(text: str) -> str:
    """A postcode in capitals with its one space, with letters and digits put where they belong; empty where it is none.

    `zz1 1aa`, `ZZ11AA` and `ZZI 1AA` (a letter for the figure) are one.
    """
    letters = "".join(letter for letter in text.upper() if letter.isalnum())
    if not 5 <= len(letters) <= 7:
        return ""
    outward, inward = letters[:-3], letters[-3:]
    inward = inward[0].translate(_DIGITS) + inward[1:].translate(_LETTERS)
    if len(outward) > 1 and not any(letter.isdigit() for letter in outward[1:]):
        outward = outward[:-1] + outward[-1].translate(_DIGITS)
    found = _POSTCODE.fullmatch(f"{outward}{inward}")
    return f"{found[1]} {found[2]}" if found else ""


_DIGITS = str.maketrans({"O": "0", "I": "1", "L": "1", "S": "5", "B": "8"})
_LETTERS = str.maketrans({"0": "O", "1": "I", "5": "S", "8": "B"})


@lru_cache(maxsize=200_000)
def sound(word: str) -> str:
    """How a plain word begins to sound, so that most spellings of one name share it: `katherine` and `cathryn` do."""
    for written, heard in _FIRST_SOUNDS.items():
        if word.startswith(written):
            word = heard + word[len(written) :]
            break
    codes = [_SOUNDS.get(letter, letter) for letter in word]
    heard = codes[0] or "a" if codes else ""
    last = heard
    for code in codes[1:]:
        if code and code != last:
            heard += code
        last = code
    return heard[:_SOUND_LENGTH]


def squeezed(word: str) -> str:
    """A word with doubled letters written once: `anna` and `ana` are one."""
    return "".join(letter for place, letter in enumerate(word) if not place or letter != word[place - 1])


@cache
def _forms() -> dict[str, frozenset[str]]:
    table = files("sightline.matching").joinpath("data/pet_names.csv").read_text(encoding="utf-8")
    long_of: dict[str, set[str]] = defaultdict(set)
    for row in csv.DictReader(table.splitlines()):
        for form in row["forms"].split():
            long_of[form].add(row["name"])
    return {form: frozenset(names) for form, names in long_of.items()}


def _long_forms(word: str) -> frozenset[str]:
    """The names that a word may be a pet name of (`data/pet_names.csv`)."""
    return _forms().get(word, frozenset())
