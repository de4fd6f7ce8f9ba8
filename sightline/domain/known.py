"""Unknown is a value: what is known, with its source, and what is not, with the reason.

Known to be none (``Known(Decimal(0))``, ``Known(())``) and not known are different answers,
and nothing here turns one into the other.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Generic, Literal, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Known(Generic[T]):
    """A value that somebody has told us: who said so (``source``) and as at which day."""

    value: T
    source: str = ""
    as_at: date | None = None

    @property
    def is_known(self) -> Literal[True]:
        """Always true, so that a reader can ask either kind of answer the same question."""
        return True


@dataclass(frozen=True)
class NotKnown:
    """Nobody has told us, or what we were told cannot be used; ``why`` says which, in plain words."""

    why: str = ""

    @property
    def is_known(self) -> Literal[False]:
        """Always false."""
        return False


Knowable = Known[T] | NotKnown


@dataclass(frozen=True, slots=True)
class HoursTotal:
    """A sum of hours a week of which some parts may not be known.

    ``known_part`` is the sum of the known parts; ``unknown_parts`` counts the others.
    """

    known_part: Decimal
    unknown_parts: int

    @property
    def is_known(self) -> bool:
        """Whether every part is known, so that ``known_part`` is the whole."""
        return self.unknown_parts == 0

    def as_knowable(self, source: str = "", as_at: date | None = None) -> Knowable[Decimal]:
        """Return the whole as one answer: known when every part is, else not known."""
        if self.is_known:
            return Known(self.known_part, source, as_at)
        return NotKnown(f"{self.unknown_parts} of the parts not known")

    def at_least(self, limit: Decimal) -> Knowable[bool]:
        """Whether the whole reaches ``limit`` hours a week.

        The known part alone may settle that it does; only a wholly known sum settles that it does not.
        """
        if self.known_part >= limit:
            return Known(True)
        if self.is_known:
            return Known(False)
        return NotKnown("the known hours alone do not reach the limit and other hours are not known")

    def more_or_fewer(self, limit: Decimal) -> str:
        """Compare the whole with ``limit`` hours a week, in the words of the inspection list.

        Returns ``more``, ``fewer``, ``exactly <limit>`` (``exactly 25``) or ``not known``. Any unknown
        part gives ``not known``, unless the known part alone exceeds the limit.
        """
        if self.known_part > limit:
            return "more"
        if not self.is_known:
            return "not known"
        return "fewer" if self.known_part < limit else f"exactly {plain_number(limit)}"


def total(parts: Iterable[Knowable[Decimal]]) -> HoursTotal:
    """Add up hours a week, keeping what is not known apart.

    No parts at all sum to a known nothing: a caller who does not know whether there are parts
    passes one ``NotKnown``. Raises ValueError for hours below zero, since a negative part would
    let an unknown one change the verdict of a known one.
    """
    known_part = Decimal(0)
    unknown_parts = 0
    for part in parts:
        if isinstance(part, NotKnown):
            unknown_parts += 1
        elif part.value < 0:
            raise ValueError("hours cannot be fewer than none")
        else:
            known_part += part.value
    return HoursTotal(known_part, unknown_parts)


def plain_number(number: Decimal) -> str:
    """Write a number as people do, without an exponent or idle noughts: ``25``, ``23.5``."""
    written = f"{number:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written
