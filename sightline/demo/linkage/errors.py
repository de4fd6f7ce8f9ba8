"""One child as a sender writes the child down, with the errors that senders make, each as often as its rate says."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from sightline.demo.draws import table
from sightline.demo.names import misspelt, short_form, surname
from sightline.demo.people import Person
from sightline.demo.places import another_postcode
from sightline.domain.identifiers import make_upn

NEW = "new"
"""The share of rows whose child the record does not know yet."""

Rates = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class AsSent:
    """What a sender says of one child, and which errors are in it; empty text and no date are not known."""

    surname: str
    forename: str
    date_of_birth: date
    postcode: str
    upn: str
    errors: tuple[str, ...] = ()


@cache
def rates(feed: str) -> Rates:
    """How often each error happens in a kind of feed (`data/linkage_rates.csv`), by its name.

    LookupError when there is no such kind. The rates were set before anything was measured by them, and stay. An error
    happens where it can: a name without a pet name keeps its form, a birthday on the 13th has no day to swap.
    """
    found = {row["error"]: float(row["rate"]) for row in table("linkage_rates") if row["feed"] == feed}
    if not found:
        raise LookupError(f"there are no rates for a feed called “{feed}”; there are: {', '.join(kinds())}")
    return found


@cache
def kinds() -> tuple[str, ...]:
    """The kinds of feed that there are rates for."""
    return tuple(dict.fromkeys(row["feed"] for row in table("linkage_rates")))


def as_sent(lot: random.Random, person: Person, others: Sequence[Person], happens: Rates) -> AsSent:
    """The child as written down once. `others` are children whose number may be taken for this one's."""
    sent = AsSent(person.surname, person.forename, person.date_of_birth, person.home.postcode, person.upn)
    for error, change in _CHANGES.items():
        if lot.random() < happens.get(error, 0):
            changed = change(lot, sent, others)
            if changed != sent:
                sent = replace(changed, errors=(*sent.errors, error))
    return sent


def _slip(lot: random.Random, name: str) -> str:
    """A name with one slip of the keyboard; in a short name, which `misspelt` leaves alone, a letter is doubled."""
    slipped = misspelt(lot, name)
    if slipped != name or not name:
        return slipped
    place = lot.randrange(len(name))
    return name[:place] + name[place].lower() + name[place:]


def _pet_name(lot: random.Random, sent: AsSent, others: Sequence[Person]) -> AsSent:
    return replace(sent, forename=short_form(sent.forename) or sent.forename)


def _forename(lot: random.Random, sent: AsSent, others: Sequence[Person]) -> AsSent:
    return replace(sent, forename=_slip(lot, sent.forename))


def _surname(lot: random.Random, sent: AsSent, others: Sequence[Person]) -> AsSent:
    return replace(sent, surname=_slip(lot, sent.surname))


def _new_surname(lot: random.Random, sent: AsSent, others: Sequence[Person]) -> AsSent:
    return replace(sent, surname=surname(lot))


def _swapped(lot: random.Random, sent: AsSent, others: Sequence[Person]) -> AsSent:
    born = sent.date_of_birth
    if born.day > 12:
        return sent
    return replace(sent, date_of_birth=born.replace(month=born.day, day=born.month))


def _digit(lot: random.Random, sent: AsSent, others: Sequence[Person]) -> AsSent:
    """Another last digit of the day, or another year beside the right one."""
    born = sent.date_of_birth
    if lot.random() < 0.5:
        return replace(
            sent, date_of_birth=born.replace(year=born.year + lot.choice((-1, 1)), day=min(born.day, 28))
        )
    tens = born.day // 10 * 10
    days = [day for day in range(max(tens, 1), min(tens + 10, 29)) if day != born.day]
    return replace(sent, date_of_birth=born.replace(day=lot.choice(days))) if days else sent


def _moved(lot: random.Random, sent: AsSent, others: Sequence[Person]) -> AsSent:
    return replace(sent, postcode=another_postcode(lot, sent.postcode))


def _no_postcode(lot: random.Random, sent: AsSent, others: Sequence[Person]) -> AsSent:
    return replace(sent, postcode="")


def _no_upn(lot: random.Random, sent: AsSent, others: Sequence[Person]) -> AsSent:
    return replace(sent, upn="")


def _wrong_upn(lot: random.Random, sent: AsSent, others: Sequence[Person]) -> AsSent:
    """A number that is well formed and nobody's: what a slip of the keyboard leaves is caught by its check letter."""
    if not sent.upn:
        return sent
    return replace(sent, upn=make_upn("999", f"{lot.randint(9_000, 9_999):04d}", 20, lot.randint(0, 999)))


def _upn_of_another(lot: random.Random, sent: AsSent, others: Sequence[Person]) -> AsSent:
    return replace(sent, upn=lot.choice(others).upn) if sent.upn else sent


_CHANGES = {
    "pet name": _pet_name,
    "forename misspelt": _forename,
    "surname misspelt": _surname,
    "surname changed": _new_surname,
    "day and month swapped": _swapped,
    "digit of the birthday": _digit,
    "moved house": _moved,
    "postcode missing": _no_postcode,
    "upn missing": _no_upn,
    "upn wrong": _wrong_upn,
    "upn of another child": _upn_of_another,
}
