"""Whose word on hours counts where several senders tell of one provider: the order is data, the provider's own first.

Two senders who both tell of the same teaching do not tell of twice as much. What one sender tells is added up, since
a provider can give a child two programmes; what several tell is one thing said several times.
"""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import NamedTuple, TypeVar

from sightline.domain.known import Knowable, total
from sightline.population.situation import HoursOfWeek, Placed, Told
from sightline.population.tables import rows

_Fact = TypeVar("_Fact", Placed, HoursOfWeek)


class _Word(NamedTuple):
    """Where a feed stands among the words on hours, the most trusted first, and whose word it is."""

    rank: int
    whose: str


def hours_of_placements(placements: Iterable[Placed]) -> Knowable[Decimal]:
    """The hours a week of placements with one provider: of the most trusted sender who knows those of all its own.

    Where no sender does, they are not known. Two rows of one sender are two programmes, and add up.
    """
    by_sender: dict[Told, list[Placed]] = {}
    for placed in placements:
        by_sender.setdefault(placed.told, []).append(placed)
    told = [
        total(one.hours for one in by_sender[sender]).as_knowable(source=_word(sender).whose)
        for sender in sorted(by_sender, key=trust)
    ]
    return next((hours for hours in told if hours.is_known), told[0])


def by_trust(said: list[tuple[Told, _Fact]]) -> list[_Fact]:
    """Facts with whoever told them, the word of the most trusted first; a placement keeps who told of it."""
    ordered = sorted(said, key=lambda one: trust(one[0]))
    return [replace(fact, told=told) if isinstance(fact, Placed) else fact for told, fact in ordered]


def trust(told: Told) -> tuple[int, int]:
    """The order of trust in what senders tell of hours, the most trusted first; alike, by the sender's number."""
    return (_word(told).rank, told.source)


def _word(told: Told) -> _Word:
    return _words().get(told.feed, _Word(len(_words()), "a service"))


@cache
def _words() -> dict[str, _Word]:
    return {row["feed"]: _Word(int(row["rank"]), row["whose"]) for row in rows("hours_trust")}
