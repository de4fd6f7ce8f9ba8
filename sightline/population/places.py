"""Schools and providers for a viewer: those that may be named, and the children there whom the viewer may see.

What the register says of a school, and what is known of a provider, is no secret; that there is a secure unit or a
ward is told to those alone who may read what a placement there says of a child. For anybody else there is no such
place: not in a list, not in a count, not at its address.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from sightline.access import clock
from sightline.access.viewer import Viewer
from sightline.population.models import ListEntry, ListPlace
from sightline.population.scope import Scope
from sightline.population.tables import ON, TO_BE_CHECKED, establishment_kinds, provider_kinds
from sightline.population.visibility import hidden_classes
from sightline.record.models import Establishment, Installation, LocalityArea, Provider

_LISTED = (ON, TO_BE_CHECKED)


@dataclass(frozen=True)
class PlacesAsked:
    """Which places are asked for; an empty answer asks for any.

    `text` is looked for in the name, and in the number or key as a whole. `kind` is a group of establishments or a
    kind of provider, `locality` a locality's key. `elsewhere` takes in the schools of other authorities at which no
    child of the list is, and `closed` those that have closed.
    """

    text: str = ""
    kind: str = ""
    phase: str = ""
    locality: str = ""
    elsewhere: bool = False
    closed: bool = False


@dataclass(frozen=True)
class ChildrenThere:
    """The children at one place whom a viewer may see there: on the list, to be checked, and with unknown hours.

    `hours_not_known` counts those of either standing whose hours planned are not wholly known.
    """

    on_list: int = 0
    to_be_checked: int = 0
    hours_not_known: int = 0


@dataclass(frozen=True)
class HoursThere:
    """Of how many listed children at a provider it is known what hours the provider plans, offered and had attended.

    `planned_hours` are the hours a week that are known to be planned, of all children together.
    """

    children: int
    planned: int
    offered: int
    attended: int
    planned_hours: Decimal


def schools_shown(viewer: Viewer, asked: PlacesAsked = PlacesAsked()) -> QuerySet[Establishment]:
    """The schools that a viewer may be shown, by name. PermissionDenied for who sees no children."""
    scope, hidden = Scope(viewer), hidden_classes(viewer)
    found = Establishment.objects.filter(is_stub=False).exclude(group__in=hidden_groups(hidden))
    if not asked.elsewhere:
        home = Installation.objects.values("authority_code")[:1]
        here = _listed_places(scope, hidden).filter(school=OuterRef("pk"))
        found = found.filter(Q(authority_code__in=home) | Q(Exists(here)))
    if not asked.closed:
        open_still = Q(close_date=None) | Q(close_date__gt=clock.today())
        found = found.filter(open_still).exclude(status__istartswith="closed")
    if asked.kind:
        found = found.filter(group=asked.kind)
    if asked.phase:
        found = found.filter(phase=asked.phase)
    if asked.locality:
        areas = LocalityArea.objects.filter(establishment=OuterRef("pk"), locality__key=asked.locality)
        found = found.filter(Exists(areas))
    for word in asked.text.split():
        found = found.filter(Q(name__icontains=word) | Q(urn=word))
    return found.order_by("name", "urn")


def providers_shown(viewer: Viewer, asked: PlacesAsked = PlacesAsked()) -> QuerySet[Provider]:
    """The providers that a viewer may be shown, by name. PermissionDenied for who sees no children."""
    Scope(viewer)
    found = Provider.objects.exclude(kind__in=hidden_kinds(hidden_classes(viewer)))
    if asked.kind:
        found = found.filter(kind=asked.kind)
    for word in asked.text.split():
        found = found.filter(Q(name__icontains=word) | Q(key=word))
    return found.order_by("name", "key")


def school_shown(viewer: Viewer, urn: str) -> Establishment | None:
    """One school by its number; None where there is none, or none that the viewer may be told of."""
    everything = PlacesAsked(elsewhere=True, closed=True)
    found = schools_shown(viewer, everything).filter(urn=urn).first()
    return found or _stub(viewer, urn)


def provider_shown(viewer: Viewer, key: str) -> Provider | None:
    """One provider by its key; None where there is none, or none that the viewer may be told of."""
    return providers_shown(viewer).filter(key=key).first()


def hidden_groups(hidden: frozenset[str]) -> list[str]:
    """The groups of establishments whose very name tells of a class in `hidden`."""
    return [slug for slug, kind in establishment_kinds().items() if kind.field_class in hidden]


def hidden_kinds(hidden: frozenset[str]) -> list[str]:
    """The kinds of provider whose very name tells of a class in `hidden`."""
    return [slug for slug, kind in provider_kinds().items() if kind.field_class in hidden]


def children_at_schools(viewer: Viewer, schools: Iterable[int]) -> dict[int, ChildrenThere]:
    """How many children of the list are at each of these schools; a school without any is left out. One query."""
    return _children_at(viewer, "school_id", schools)


def children_at_providers(viewer: Viewer, providers: Iterable[int]) -> dict[int, ChildrenThere]:
    """How many children of the list are with each of these providers; one without any is left out. One query."""
    return _children_at(viewer, "provider_id", providers)


def hours_at(viewer: Viewer, provider: int) -> HoursThere:
    """What is known of the hours of the children of the list at one provider, within the viewer's scope."""
    scope, hidden = Scope(viewer), hidden_classes(viewer)
    there = _listed_places(scope, hidden).filter(provider=provider)
    parts = [
        part
        for places in ListEntry.objects.filter(pk__in=there.values("entry")).values_list(
            "providers", flat=True
        )
        for part in places
        if part["id"] == provider
    ]
    return HoursThere(
        children=len(parts),
        planned=_known(parts, "planned"),
        offered=_known(parts, "offered"),
        attended=_known(parts, "attended"),
        planned_hours=sum((Decimal(part["planned"] or 0) for part in parts), Decimal(0)),
    )


def localities_of(schools: Iterable[int]) -> dict[int, str]:
    """The names of the localities to which schools belong, by the school's id."""
    areas = LocalityArea.objects.filter(establishment__in=list(schools))
    return dict(areas.values_list("establishment_id", "locality__name"))


def _stub(viewer: Viewer, urn: str) -> Establishment | None:
    """A school that only a link names, closed long ago: it has a page, and stands in no list."""
    hidden = hidden_groups(hidden_classes(viewer))
    return Establishment.objects.filter(is_stub=True, urn=urn).exclude(group__in=hidden).first()


def _listed_places(scope: Scope, hidden: frozenset[str]) -> QuerySet[ListPlace]:
    """Where the children of the list are now, as far as the viewer may see the children and the places."""
    entries = ListEntry.objects.filter(scope.entries(), standing__in=_LISTED)
    return ListPlace.objects.filter(entry__in=entries.values("pk")).exclude(field_class__in=hidden)


def _children_at(viewer: Viewer, column: str, places: Iterable[int]) -> dict[int, ChildrenThere]:
    there = _listed_places(Scope(viewer), hidden_classes(viewer)).filter(**{f"{column}__in": list(places)})
    counted = there.values_list(column, "entry__standing").annotate(
        children=Count("entry", distinct=True),
        unknown=Count("entry", distinct=True, filter=Q(entry__hours_planned=None)),
    )
    found: dict[int, ChildrenThere] = {}
    for place, standing, children, unknown in counted.order_by():
        so_far = found.get(place, ChildrenThere())
        field = "on_list" if standing == ON else "to_be_checked"
        found[place] = replace(so_far, **{field: children}, hours_not_known=so_far.hours_not_known + unknown)
    return found


def _known(parts: list[dict[str, Any]], which: str) -> int:
    return sum(1 for part in parts if part[which] is not None)
