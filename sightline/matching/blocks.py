"""Block keys: what two descriptions of one child nearly always share, so that only few are ever compared.

Each key is a short text of one kind. Two descriptions are compared when they share any key. Dates of birth stand in
keys with day and month in order of size, so that swapped ones meet.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

from sightline.matching.cleaning import sound
from sightline.matching.comparing import Cleaned, cleaned
from sightline.matching.description import Description


@dataclass(frozen=True, slots=True)
class Block:
    """One kind of key, and which errors it still finds a child beside."""

    name: str
    finds: str


BLOCKS = (
    Block("upn", "everything wrong but the unique pupil number, present or former"),
    Block("nhs", "everything wrong but the NHS number"),
    Block("uln", "everything wrong but the learner number"),
    Block("key", "everything wrong but the sender's own number"),
    Block("birth-name", "one name, or a part of one, that sounds right, or a pet name; names in any order"),
    Block("birth-initials", "both names misspelt"),
    Block("birth-postcode", "both names wrong"),
    Block("postcode-initial", "surname and date of birth wrong"),
    Block("names-year", "day or month wrong, and moved"),
    Block("names-day", "year wrong, and moved"),
)
"""Every kind of key."""


def block_keys(description: Description, clean: Cleaned | None = None) -> frozenset[str]:
    """Every key of a description. `clean` is the same description made comparable, where the caller has it."""
    return frozenset(_keys(description, clean or cleaned(description)))


def key_number(key: str) -> int:
    """A key as a whole number of 63 bits, as the database keeps it: two keys share one as good as never."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest()) >> 1


def _keys(description: Description, clean: Cleaned) -> Iterator[str]:
    for upn in clean.upns:
        yield f"upn {upn}"
    if clean.nhs_number:
        yield f"nhs {clean.nhs_number}"
    if clean.uln:
        yield f"uln {clean.uln}"
    if description.own_key:
        yield f"key {description.source} {description.own_key}"
    initials = {name.whole[0] for name in clean.forenames}
    if clean.postcode:
        for initial in initials:
            yield f"postcode-initial {clean.postcode} {initial}"
    born = clean.date_of_birth
    if born is None:
        return
    day = _either_way(born)
    if clean.postcode:
        yield f"birth-postcode {born.year} {day} {clean.postcode}"
    heard_in = {name.whole for name in clean.forenames} | {name.whole for name in clean.surnames}
    heard_in.update(word for name in clean.forenames for word in (name.words[0], *name.roots))
    heard_in.update(part for name in clean.surnames for part in (name.core, *name.parts))
    for heard in {sound(word) for word in heard_in}:
        yield f"birth-name {born.year} {day} {heard}"
    for initial in initials:
        for letter in {name.whole[0] for name in clean.surnames}:
            yield f"birth-initials {born.year} {day} {initial}{letter}"
    for forename in clean.forenames:
        for surname in clean.surnames:
            heard = f"{sound(forename.whole)} {sound(surname.whole)}"
            yield f"names-year {born.year} {heard}"
            yield f"names-day {day} {heard}"


def _either_way(born: date) -> str:
    low, high = sorted((born.day, born.month))
    return f"{low}.{high}"
