"""A whole name in one cell, parted into surname and forename."""

import re
from dataclasses import dataclass

_TITLES = frozenset({"mr", "mrs", "ms", "miss", "master", "mx", "dr"})
# Words that begin a surname of several: de la Cruz, van den Berg, O Connor, bin Yusuf, St John.
_BEGIN_A_SURNAME = frozenset(
    {
        "al", "ap", "ben", "bin", "bint", "da", "dal", "de", "del", "della", "den", "der", "di", "do", "dos", "du",
        "el", "ibn", "la", "le", "mac", "mc", "o", "o'", "op", "ten", "ter", "van", "von", "zu", "st", "st.",
    }
)  # fmt: skip
_LETTERS = re.compile(r"[^\W\d_]")

HOW_TO_WRITE = "Write the surname first, then a comma and the forename: Surname, Forename."


@dataclass(frozen=True, slots=True)
class PartedName:
    """A surname and a forename; whether it is clear which is which, and empty where there were not two."""

    surname: str = ""
    forename: str = ""
    is_clear: bool = True


def part_name(text: str) -> PartedName:
    """Part a whole name: `Surname, Forename`, `SURNAME Forename` or `Forename Surname`.

    Both are empty for a single word, or where one side of a comma is. It is not clear which is which in a name of
    three words or more without a comma or capitals (the last word is taken as the surname, with words such as `de la`
    before it), nor in one all of whose words are in capitals.
    """
    if "," in text:
        surname, _, forename = text.partition(",")
        surname, forename = surname.strip(), _untitled(forename.replace(",", " ").split())
        return PartedName(surname, forename) if _is_name(surname) and _is_name(forename) else PartedName()
    words = _untitled(text.split()).split()
    if len(words) < 2 or not all(_LETTERS.search(word) for word in (words[0], words[-1])):
        return PartedName()
    capitals = [_in_capitals(word) for word in words]
    if any(capitals) and not all(capitals):
        if (run := _run_of(capitals)) and run < len(words):
            return PartedName(" ".join(words[:run]), " ".join(words[run:]))
        if run := _run_of(capitals[::-1]):
            return PartedName(" ".join(words[-run:]), " ".join(words[:-run]))
    begins = next(
        (place for place, word in enumerate(words) if place and word.casefold() in _BEGIN_A_SURNAME),
        len(words) - 1,
    )
    clear = not all(capitals) and (len(words) == 2 or begins == 1)
    return PartedName(" ".join(words[begins:]), " ".join(words[:begins]), clear)


def _is_name(text: str) -> bool:
    return bool(_LETTERS.search(text))


def _untitled(words: list[str]) -> str:
    """The words without a title before them."""
    return " ".join(words[1:] if len(words) > 1 and words[0].casefold().rstrip(".") in _TITLES else words)


def _in_capitals(word: str) -> bool:
    letters = _LETTERS.findall(word)
    return len(letters) > 1 and word == word.upper()


def _run_of(capitals: list[bool]) -> int:
    """How many words in capitals stand at the beginning."""
    return next((place for place, is_capital in enumerate(capitals) if not is_capital), len(capitals))
