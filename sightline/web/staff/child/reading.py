"""The facts of one child as the record has them, read once for the whole page, with what they refer to.

One query for each kind of fact that there is, and one for each kind of thing that facts refer to and that was not read
with their senders, however many there are.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Model

from sightline.access.models import Change
from sightline.record.models import (
    FACTS,
    Delivery,
    Establishment,
    Fact,
    Programme,
    Provider,
    SourcePerson,
    StaffMember,
    Versioned,
)
from sightline.record.reading import known

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


class FactsRead:
    """Every fact of these source persons as known on a day (now, without one), and who sent it.

    Nothing is withheld yet: whoever shows a fact asks first whether the viewer may see it.
    """

    def __init__(
        self,
        persons: Iterable[int],
        known_on: date | None,
        *,
        kinds: frozenset[type[Versioned]] | None = None,
    ) -> None:
        """`kinds` are the models that hold anything of the child, where that is known already; no other is asked."""
        self.persons = list(persons)
        self.senders = {
            one.pk: one for one in SourcePerson.objects.filter(pk__in=self.persons).select_related(*SENDER)
        }
        self._facts: dict[type[Fact], list[Any]] = {
            model: list(known(model, known_on).filter(source_person__in=self.persons))
            for model in FACTS
            if kinds is None or model in kinds
        }
        for model, fields in _REFERRED_TO.items():
            self._refer(model, fields)

    def of(self, model: type[Fact]) -> list[Any]:
        """The facts of one kind."""
        return self._facts.get(model, [])

    def everything(self) -> Iterable[Fact]:
        """The facts of every kind, one kind after the other."""
        return (fact for facts in self._facts.values() for fact in facts)

    def _refer(self, model: type[Model], fields: tuple[str, ...]) -> None:
        """Read the rows of one model that facts refer to, and put each where its facts look for it."""
        referring = [
            (fact, field, key)
            for fact in self.everything()
            for field in fields
            if (key := getattr(fact, f"{field}_id", None)) is not None
        ]
        sources = [person.source for person in self.senders.values()]
        places = [place for one in sources for place in (one.provider, one.establishment)]
        found: dict[Any, Model] = {place.pk: place for place in places if isinstance(place, model)}
        found |= model._default_manager.in_bulk({key for _, _, key in referring} - found.keys())
        for fact, field, key in referring:
            setattr(fact, field, found[key])
