"""Everything that the record holds of one child, as whole rows with what they refer to: each row is read once.

One query for each kind of fact that there is, and one for each kind of thing that facts refer to and that was not read
with their senders, however many there are.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from operator import attrgetter
from typing import Any

from django.db.models import Model, QuerySet

from sightline.access.models import Change
from sightline.record.models import (
    FACTS,
    Address,
    Delivery,
    Establishment,
    Fact,
    Programme,
    Provider,
    SourcePerson,
    SourcePersonVersion,
    StaffMember,
    Versioned,
)

SENDER = ("source__provider", "source__establishment")
# What facts refer to, by the fields that do; the child and the source person are known to whoever asks.
_REFERRED_TO: dict[type[Model], tuple[str, ...]] = {
    Change: ("change",),
    Delivery: ("delivery",),
    Establishment: ("establishment", "home_school"),
    Provider: ("provider",),
    Programme: ("programme",),
    StaffMember: ("staff_member",),
}

_ID = attrgetter("pk")

RowsOf = Callable[[type[Versioned]], QuerySet[Any]]


class WholeFacts:
    """The facts of one child, who sent them (`senders`, by source person), and the child as each has it (`versions`).

    Nothing is withheld yet: whoever shows a fact asks first whether the viewer may see it. With `kept_apart`, an
    address of the child is, and all that tells where the child lives is guarded like it.
    """

    def __init__(
        self,
        versions: QuerySet[SourcePersonVersion],
        rows: RowsOf,
        kinds: Iterable[type],
        gone: dict[int, date],
        *,
        kept_apart: bool = False,
    ) -> None:
        """`versions` are the child as each sender has it, `rows` gives the child's rows of a model.

        `kinds` are the models that may hold anything of the child; no other is asked. `gone` are the source persons
        whom a later full list does not name, and since when. `kept_apart` says that an address of the child is known
        to be so, whatever is among the rows.
        """
        self.gone = gone
        with_sender = [f"source_person__{name}" for name in SENDER]
        self.versions = {
            one.source_person_id: one for one in versions.select_related("delivery", *with_sender)
        }
        asked = frozenset(kinds)
        # Put in order here: for so few rows, asking for an order takes longer than making it.
        self._facts: dict[type[Fact], list[Any]] = {
            model: sorted(rows(model), key=_ID) for model in FACTS if model in asked
        }
        self.senders = {key: version.source_person for key, version in self.versions.items()}
        untold = {fact.source_person_id for fact in self.everything()} - self.senders.keys()
        self.senders |= SourcePerson.objects.select_related(*SENDER).in_bulk(untold)
        self.kept_apart = kept_apart or any(one.shielded for one in self.of(Address))
        self._referred: dict[type[Model], dict[Any, Any]] = {}
        for model, fields in _REFERRED_TO.items():
            self._refer(model, fields)

    def of(self, model: type[Fact]) -> list[Any]:
        """The facts of one kind, in the order in which they were written."""
        return self._facts.get(model, [])

    def everything(self) -> Iterable[Fact]:
        """The facts of every kind, one kind after the other."""
        return (fact for facts in self._facts.values() for fact in facts)

    def columns(self, model: type[Fact], names: Sequence[str]) -> list[tuple[Any, ...]]:
        """Some columns of the facts of one kind, after the source person that told each."""
        return [
            (fact.source_person_id, *(column_of(fact, name) for name in names)) for fact in self.of(model)
        ]

    def referred(self, model: type[Model]) -> dict[Any, Any]:
        """The rows of a model to which facts refer, by id, as they are now; those of their senders among them."""
        return self._referred[model]

    def _refer(self, model: type[Model], fields: tuple[str, ...]) -> None:
        """Read the rows of one model that facts refer to, and put each where its facts look for it."""
        referring = [
            (fact, field, key)
            for fact in self.everything()
            for field in fields
            if (key := getattr(fact, f"{field}_id", None)) is not None
        ]
        sources = [person.source for person in self.senders.values()]
        beside: list[Model | None] = [place for one in sources for place in (one.provider, one.establishment)]
        beside += [version.delivery for version in self.versions.values()]
        found: dict[Any, Any] = {one.pk: one for one in beside if isinstance(one, model)}
        found |= model._default_manager.in_bulk({key for _, _, key in referring} - found.keys())
        for fact, field, key in referring:
            setattr(fact, field, found[key])
        self._referred[model] = found


def column_of(row: Any, name: str) -> Any:
    """A column of a row, or of what it refers to (`programme__name`); None where it refers to nothing."""
    value = row
    for part in name.split("__"):
        value = None if value is None else getattr(value, part)
    return value
