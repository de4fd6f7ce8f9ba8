"""Sets of codes that files use, as dated data: what a code meant on a day.

A code that is in none of the sets is no error here: the caller keeps it as it came, with a warning,
because codes change each year and a record must not wait for us to learn of it.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache

from sightline.domain.packaged import read_rows, valid_on, validity
from sightline.domain.periods import Period


@dataclass(frozen=True, slots=True)
class Code:
    """One code of a set: its meaning in words, the period in which it is used, and the source."""

    code_set: str
    code: str
    meaning: str
    valid: Period
    source: str


def code_sets() -> tuple[str, ...]:
    """Return the names of the sets, in the order of the file."""
    return tuple(_sets())


def meaning(code_set: str, code: str, on: date) -> str | None:
    """Return what a code of a set meant on a day, or None when it meant nothing then.

    Raises LookupError when there is no such set.
    """
    found = valid_on((one for one in _codes_of(code_set) if one.code == code), on)
    return None if found is None else found.meaning


def codes_in(code_set: str, on: date) -> dict[str, str]:
    """Return a set's codes in use on a day, each with its meaning, in the order of the file.

    Raises LookupError when there is no such set.
    """
    return {one.code: one.meaning for one in _codes_of(code_set) if one.valid.contains(on)}


def _codes_of(code_set: str) -> tuple[Code, ...]:
    found = _sets().get(code_set)
    if found is None:
        raise LookupError(f"there is no set of codes named {code_set}")
    return found


@cache
def _sets() -> dict[str, tuple[Code, ...]]:
    sets: dict[str, tuple[Code, ...]] = {}
    for row in read_rows("codes"):
        one = Code(row["code_set"], row["code"], row["meaning"], validity(row), row["source"])
        sets[one.code_set] = (*sets.get(one.code_set, ()), one)
    return sets
