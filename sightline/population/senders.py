"""What a sender's name alone tells: a list from a secure unit, or a feed of the police, tells of custody."""

from functools import cache
from typing import NamedTuple

from sightline.population.tables import establishment_kinds, provider_kinds
from sightline.record.classification import class_by

SENDER_WITHHELD = "a sender that your role does not show"


class Teller(NamedTuple):
    """Who told: the sender's name, and the classes of field that a reader must see to be told the name.

    `person` is the source person who was told of; None where who told is withheld.
    """

    source: str
    classes: frozenset[str] = frozenset()
    person: int | None = None

    def shown(self, hidden: frozenset[str]) -> "Teller":
        """The sender for a reader from whom the classes in `hidden` are kept: without a name that tells of one."""
        return Teller(SENDER_WITHHELD) if self.classes & hidden else self


@cache
def sender_classes(feed: str, provider_kind: str | None, establishment_group: str | None) -> frozenset[str]:
    """The classes that a sender's name carries: of its feed, and of the kind of place that it is (None: no place)."""
    classes = {class_by("feed", feed).value}
    if provider_kind is not None:
        classes.add(provider_kinds()[provider_kind].field_class)
    if establishment_group is not None:
        classes.add(establishment_kinds()[establishment_group].field_class)
    return frozenset(classes)
