"""Drawing by lot, the same for the same seed, and reading the tables that are drawn from.

Every part of the authority has a stream of its own, named in words: a change to one part leaves the others as
they were.
"""

import csv
import random
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import Generic, TypeVar

Item = TypeVar("Item")


def stream(seed: int, *words: str | int) -> random.Random:
    """A generator that depends on the seed and these words alone."""
    return random.Random("/".join(map(str, (seed, *words))))


class Weighted(Generic[Item]):
    """Things to draw from, each with a weight. Raises ValueError when the weights are not above nought."""

    def __init__(self, items: Sequence[Item], weights: Sequence[float]) -> None:
        self.items = items
        self._sums = list(accumulate(weights))
        if not self._sums or self._sums[-1] <= 0:
            raise ValueError("there must be a weight above nought to draw from")

    def draw(self, lot: random.Random) -> Item:
        """One of the things, as often as its weight says."""
        place = bisect_right(self._sums, lot.random() * self._sums[-1])
        return self.items[min(place, len(self.items) - 1)]


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of one of the room's data files, by its name without the ending."""
    text = files("sightline.demo").joinpath(f"data/{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def per_ten_thousand(figure: str) -> float:
    """How many pupils in ten thousand a calibration figure says, over all its reasons and settings.

    Raises LookupError when there is no such figure.
    """
    found = [float(row["per_10000"]) for row in table("calibration") if row["figure"] == figure]
    if not found:
        raise LookupError(f"the calibration has no figure “{figure}”")
    return sum(found)


@cache
def calibrated(figure: str) -> Weighted[tuple[str, str]]:
    """Reason and setting, to be drawn as often as the statistics say."""
    rows = [row for row in table("calibration") if row["figure"] == figure]
    return Weighted(
        [(row["reason"], row["setting"]) for row in rows], [float(row["per_10000"]) for row in rows]
    )


def whole_number(lot: random.Random, expected: float) -> int:
    """A whole number that is `expected` on average: rounded up as often as its fraction says."""
    return int(expected) + (lot.random() < expected % 1)
