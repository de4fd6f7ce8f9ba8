"""What a row says of a person, in the terms of the record: facts with dates, or a state seen on the day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sightline.record.models import Fact

Slot = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Dated:
    """A fact with the sender's own dates. `fact` is unsaved and without a person.

    Two facts of one person stand for the same thing when they agree in the columns `same_by` and begin on the same
    day, or overlap: the sender has then corrected it. With `beside`, facts that overlap may stand beside each other,
    and only the first day tells them apart; facts that differ in the columns `apart_by` may overlap as well.
    """

    fact: Fact
    same_by: tuple[str, ...]
    beside: bool = False
    apart_by: tuple[str, ...] = ()

    @property
    def slot(self) -> Slot:
        """What tells this sort of fact apart from others of the same person."""
        return type(self.fact), *(getattr(self.fact, name) for name in self.same_by)

    def cannot_stand_beside(self, other: Fact) -> bool:
        """Whether the fact and another of its slot overlap and may not."""
        mine = self.fact
        if self.beside or any(getattr(mine, name) != getattr(other, name) for name in self.apart_by):
            return mine.valid_from == other.valid_from
        return (mine.valid_from or date.min) < (other.valid_to or date.max) and (
            other.valid_from or date.min
        ) < (mine.valid_to or date.max)


@dataclass(frozen=True, slots=True)
class Observed:
    """A state that the file shows without dates: so since before anybody told us, or since the last file that said
    otherwise. It ends on the day on which a file no longer shows it."""

    fact: Fact
    same_by: tuple[str, ...]

    @property
    def slot(self) -> Slot:
        """What tells this sort of state apart from others of the same person."""
        return type(self.fact), *(getattr(self.fact, name) for name in self.same_by)


@dataclass(frozen=True, slots=True)
class NoLonger:
    """That a state of this sort is not so (any more), as far as the sender says."""

    model: type[Fact]
    same: Mapping[str, Any]

    @property
    def slot(self) -> Slot:
        """The slot of the states that this ends."""
        return self.model, *self.same.values()


@dataclass(frozen=True, slots=True)
class AllSent:
    """That the file names every fact of one sort of the person: others of the sort are over on the day `ends_on`.

    The sort are the facts of a model that agree with `same`; `same_by` tells them apart, as it does where the rows
    say one of them. One that was to begin on that day or later never was.
    """

    model: type[Fact]
    same: Mapping[str, Any]
    same_by: tuple[str, ...]
    ends_on: date

    def is_of_this_sort(self, fact: Fact) -> bool:
        """Whether a fact is one of those of which the file names all."""
        return type(fact) is self.model and all(
            getattr(fact, name) == value for name, value in self.same.items()
        )


Said = Dated | Observed | NoLonger | AllSent
