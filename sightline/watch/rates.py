"""How many of a school's pupils a rule finds, beside how many chance would give. Pure arithmetic.

If being found had nothing to do with the school, those found would be spread over all pupils as by lot: so many drawn
out of so many, of whom so many are this school's. That is the hypergeometric distribution. It is worked out exactly,
since most schools are small and most rules find few.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

TAIL = 0.001
"""How seldom a lot gives as many, or as few, before a school stands out: once in a thousand each way. These are the
outer limits of the funnel plots in which health services compare hospitals (Spiegelhalter, Funnel plots for comparing
institutional performance, Statistics in Medicine 24, 2005). Of three hundred schools that are alike, less than one is
then called out for nothing."""

_TOO_SMALL = 1e-18
"""Beside the likeliest number, what is no longer added up: far below what a floating-point sum can hold."""


class Beside(StrEnum):
    """How a school's number stands beside what chance would give."""

    MORE = "more than chance gives"
    AS_CHANCE = "as chance gives"
    FEWER = "fewer than chance gives"


@dataclass(frozen=True, slots=True)
class Counted:
    """How many of some pupils were found. Raises ValueError unless `found` is between none and all of them."""

    found: int
    pupils: int

    def __post_init__(self) -> None:
        if not 0 <= self.found <= self.pupils:
            raise ValueError("those found must be between none and all of the pupils")

    @property
    def percent(self) -> float | None:
        """What percentage was found; None of no pupils."""
        return 100 * self.found / self.pupils if self.pupils else None


@dataclass(frozen=True, slots=True)
class Chance:
    """What a lot would give one school: on average, and from `lowest` to `highest` nearly always.

    `more` and `fewer` are the probabilities that a lot gives so many or more as were found, and so many or fewer.
    """

    expected: float
    lowest: int
    highest: int
    more: float
    fewer: float

    @property
    def beside(self) -> Beside:
        """How the school's number stands beside this."""
        if self.more <= TAIL:
            return Beside.MORE
        return Beside.FEWER if self.fewer <= TAIL else Beside.AS_CHANCE


def chance_of(school: Counted, everybody: Counted) -> Chance:
    """What chance would give a school, of all pupils with it among them.

    Raises ValueError when the school has more of anything than everybody together.
    """
    if school.found > everybody.found or school.pupils - school.found > everybody.pupils - everybody.found:
        raise ValueError("a school is a part of everybody")
    first, probabilities = by_lot(school.pupils, everybody)
    at = min(max(school.found - first, -1), len(probabilities))
    lowest, highest = _limits(first, probabilities)
    return Chance(
        expected=school.pupils * everybody.found / everybody.pupils if everybody.pupils else 0.0,
        lowest=lowest,
        highest=highest,
        more=min(1.0, sum(probabilities[max(at, 0) :])),
        fewer=min(1.0, sum(probabilities[: at + 1])),
    )


def usual(pupils: int, everybody: Counted) -> tuple[int, int]:
    """The fewest and the most that chance nearly always gives of so many pupils. ValueError for more than there are."""
    if not 0 <= pupils <= everybody.pupils:
        raise ValueError("a part must be between none and everybody")
    return _limits(*by_lot(pupils, everybody))


def by_lot(drawn: int, everybody: Counted) -> tuple[int, list[float]]:
    """How likely each number of found pupils is among `drawn` by lot: the first number, and the probabilities from it.

    Numbers too unlikely to count are left out on both sides.
    """
    fewest = max(0, drawn - (everybody.pupils - everybody.found))
    most = min(drawn, everybody.found)
    likeliest = min(most, max(fewest, (drawn + 1) * (everybody.found + 1) // (everybody.pupils + 2)))
    above = _weights(likeliest, most, drawn, everybody, 1)
    below = _weights(likeliest, fewest, drawn, everybody, -1)
    weights = [*reversed(below), 1.0, *above]
    whole = sum(weights)
    return likeliest - len(below), [weight / whole for weight in weights]


def _weights(start: int, end: int, drawn: int, everybody: Counted, step: int) -> list[float]:
    """From one number to the next, each as a multiple of the likeliest, until it is too small or there is no other."""
    weights: list[float] = []
    weight = 1.0
    for number in range(start, end, step):
        upper = number if step > 0 else number - 1
        ratio = ((everybody.found - upper) * (drawn - upper)) / (
            (upper + 1) * (everybody.pupils - everybody.found - drawn + upper + 1)
        )
        weight *= ratio if step > 0 else 1 / ratio
        if weight < _TOO_SMALL:
            break
        weights.append(weight)
    return weights


def _limits(first: int, probabilities: Sequence[float]) -> tuple[int, int]:
    """The fewest and the most that are not so unlikely, each counted from its own end."""
    return first + _passed(probabilities), first + len(probabilities) - 1 - _passed(probabilities[::-1])


def _passed(probabilities: Sequence[float]) -> int:
    """How many numbers from this end are, together, still too unlikely."""
    so_far = 0.0
    for place, probability in enumerate(probabilities[:-1]):
        so_far += probability
        if so_far > TAIL:
            return place
    return len(probabilities) - 1
