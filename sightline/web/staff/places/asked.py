"""Which schools or providers an address asks for, and the chips that take one answer away again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from sightline.access.viewer import Viewer
from sightline.population.places import PlacesAsked, hidden_groups, hidden_kinds
from sightline.population.tables import PlaceKind, establishment_kinds, provider_kinds
from sightline.population.visibility import hidden_classes
from sightline.record.models import Establishment, Locality
from sightline.web.shared.lists import Chip, Paging

PAGE = 50
Choice = tuple[str, str]
_LONGEST_TEXT = 100
_SWITCHES = {"elsewhere": "Schools of other authorities too", "closed": "Closed schools too"}


@dataclass(frozen=True)
class Choices:
    """What can be chosen: kinds that the viewer may be told of, phases, localities."""

    kinds: tuple[Choice, ...]
    phases: tuple[Choice, ...] = ()
    localities: tuple[Choice, ...] = ()
    switches: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Asked:
    """The places that an address asks for, and the parameters that say the same."""

    places: PlacesAsked
    parameters: tuple[Choice, ...]
    page: int

    def paging(self, path: str, total: int) -> Paging:
        """Which page of so many places this is."""
        return Paging(self.page, PAGE, total, path, self.parameters)

    def chips(self, path: str, choices: Choices) -> list[Chip]:
        """One chip for each answer, with the way to the list without it."""
        titles = dict([*choices.kinds, *choices.phases, *choices.localities])
        names = {"text": "Name", "kind": "Kind", "phase": "Phase", "locality": "Locality"}
        found = []
        for name, value in self.parameters:
            left = [one for one in self.parameters if one[0] != name]
            text = _SWITCHES.get(name) or titles.get(value, value)
            found.append(Chip(names.get(name, "Also"), text, f"{path}?{urlencode(left)}" if left else path))
        return found


def school_choices(viewer: Viewer) -> Choices:
    """What can be chosen of schools."""
    groups = hidden_groups(hidden_classes(viewer))
    phases = Establishment.objects.exclude(phase="").exclude(group__in=groups).order_by("phase")
    return Choices(
        kinds=_titles(establishment_kinds().values(), groups),
        phases=tuple((phase, phase) for phase in phases.values_list("phase", flat=True).distinct()),
        localities=tuple(Locality.objects.order_by("name").values_list("key", "name")),
        switches=tuple(_SWITCHES.items()),
    )


def provider_choices(viewer: Viewer) -> Choices:
    """What can be chosen of providers."""
    return Choices(kinds=_titles(provider_kinds().values(), hidden_kinds(hidden_classes(viewer))))


def asked_by(query: QueryDict, choices: Choices) -> Asked:
    """The places that an address asks for; what is no choice counts as not asked."""
    text = query.get("text", "").strip()[:_LONGEST_TEXT]
    kind = _one_of(query, "kind", choices.kinds)
    phase = _one_of(query, "phase", choices.phases)
    locality = _one_of(query, "locality", choices.localities)
    switched = {name: query.get(name) == "yes" for name, _ in choices.switches}
    given = {"text": text, "kind": kind, "phase": phase, "locality": locality}
    parameters = [(name, value) for name, value in given.items() if value]
    parameters += [(name, "yes") for name, on in switched.items() if on]
    number = query.get("page", "")
    return Asked(
        PlacesAsked(text, kind, phase, locality, **switched),
        tuple(parameters),
        int(number) if number.isdecimal() and len(number) < 7 else 1,
    )


def _titles(kinds: Iterable[PlaceKind], hidden: list[str]) -> tuple[Choice, ...]:
    return tuple(
        (kind.slug, f"{kind.title[0].upper()}{kind.title[1:]}") for kind in kinds if kind.slug not in hidden
    )


def _one_of(query: QueryDict, name: str, choices: Sequence[Choice]) -> str:
    asked = query.get(name, "")
    return asked if asked in dict(choices) else ""
