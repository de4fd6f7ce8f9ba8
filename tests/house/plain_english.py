"""How hard a text is to read: the Flesch-Kincaid grade, told as the age of the reader who follows it.

Grade = 0.39 x words a sentence + 11.8 x syllables a word - 15.59 (Kincaid and others, 1975); a reader of grade g is
about g + 5 years old. Syllables are counted by the places where a British hyphenation dictionary lets a word break,
which misses some breaks of one letter, so that the age is a little too low: a measure to compare pages by.
"""

import re
from dataclasses import dataclass
from functools import cache

import pyphen

_SENTENCE = re.compile(r"[.!?:]+(?=\s|$)")
_WORD = re.compile(r"[A-Za-z][A-Za-z’'-]*")
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
def _dictionary() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_GB")


@cache
def _syllables(word: str) -> int:
    return len(_dictionary().positions(word)) + 1
