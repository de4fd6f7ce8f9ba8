"""Who owes something: schools, providers with children, services, teams and the national register, for one viewer.

A sender whose name alone tells of a class that the viewer's role does not show is none for that viewer: not in a list,
not in a count, not at its address.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from django.core.exceptions import PermissionDenied

from sightline.access.policy import Action, ScopeKind
from sightline.access.viewer import Viewer
from sightline.intake.coverage.owed import FromWhom, Owed, feeds_owed, owed_by_provider, owed_by_school
from sightline.intake.lookups import predecessors_of
from sightline.intake.registry import feeds
from sightline.population.places import (
    ChildrenThere,
    children_at_providers,
    children_at_schools,
    localities_of,
    providers_shown,
    schools_shown,
)
from sightline.population.senders import sender_classes
from sightline.population.visibility import hidden_classes
from sightline.record.models import Delivery, Installation, Provider, Source


class SenderKind(StrEnum):
    """What sort of sender this is; the value stands in addresses."""

    SCHOOL = "school"
    PROVIDER = "provider"
    SERVICE = "service"
    TEAM = "team"
    REGISTER = "register"


KIND_TITLES = {
    SenderKind.SCHOOL: "School",
    SenderKind.PROVIDER: "Provider",
    SenderKind.SERVICE: "Health or justice service",
    SenderKind.TEAM: "Team of the authority",
    SenderKind.REGISTER: "National register",
}

_KIND_OF_SOURCE = {
    Source.Kind.SCHOOL: SenderKind.SCHOOL,
    Source.Kind.PROVIDER: SenderKind.PROVIDER,
    Source.Kind.SERVICE: SenderKind.SERVICE,
    Source.Kind.OFFICERS: SenderKind.TEAM,
    Source.Kind.REGISTER: SenderKind.REGISTER,
}
_KIND_OF_COLLECTION = {
    FromWhom.AUTHORITY: SenderKind.TEAM,
    FromWhom.HEALTH: SenderKind.SERVICE,
    FromWhom.JUSTICE: SenderKind.SERVICE,
    FromWhom.REGISTER: SenderKind.REGISTER,
}


@dataclass(frozen=True)
class Sender:
    """One who owes something, and what is asked of everybody like it.

    `key` is a school's URN, a provider's key, or the slug of another source. `place` is the id of the school or
    provider, None for others; `sources` are the ids of every source that this sender has sent as, of an academy also as
    the school that it was, and `before` the ids of such schools. `children` are those of the list at the place whom the
    viewer may see; None where it is no place. `since` is the day from which it can be asked, where known.
    """

    kind: SenderKind
    key: str
    name: str
    owed: tuple[Owed, ...]
    place: int | None = None
    sources: frozenset[int] = frozenset()
    before: frozenset[int] = frozenset()
    locality: str = ""
    children: ChildrenThere | None = None
    since: date | None = None


def senders_for(viewer: Viewer) -> list[Sender]:
    """Everybody who owes something, as far as the viewer may be told, by name.

    Raises PermissionDenied unless the viewer sees children throughout the authority or in a locality.
    """
    if viewer.scope_kind not in (ScopeKind.AUTHORITY, ScopeKind.LOCALITY):
        raise PermissionDenied("Who has told us what is for the authority’s own staff.")
    viewer.require(Action.SEE_CHILDREN)
    hidden = hidden_classes(viewer)
    of_school, of_provider, others = _sources()
    found = [*_schools(viewer, of_school), *_providers(viewer, of_provider), *_others(others)]
    seen = (_as_far_as_shown(sender, hidden) for sender in found)
    return sorted((one for one in seen if one.owed), key=lambda one: (one.name.casefold(), one.kind, one.key))


def _schools(viewer: Viewer, sources: dict[int, set[int]]) -> Iterable[Sender]:
    home = Installation.objects.values("authority_code")[:1]
    shown = schools_shown(viewer).filter(authority_code__in=home)
    schools = [school for school in shown if owed_by_school(school.group)]
    ids = [school.pk for school in schools]
    before = {school: {old for old, _since in links} for school, links in predecessors_of(ids).items()}
    children, localities = children_at_schools(viewer, ids), localities_of(ids)
    for school in schools:
        places = {school.pk} | before.get(school.pk, set())
        yield Sender(
            kind=SenderKind.SCHOOL,
            key=school.urn,
            name=school.name or f"School {school.urn}",
            owed=owed_by_school(school.group),
            place=school.pk,
            sources=frozenset(source for place in places for source in sources.get(place, ())),
            before=frozenset(before.get(school.pk, ())),
            locality=localities.get(school.pk, ""),
            children=children.get(school.pk, ChildrenThere()),
            since=school.open_date,
        )


def _providers(viewer: Viewer, sources: dict[int, set[int]]) -> Iterable[Sender]:
    providers: list[Provider] = list(providers_shown(viewer))
    children = children_at_providers(viewer, [provider.pk for provider in providers])
    for provider in providers:
        if provider.pk in children:
            yield Sender(
                kind=SenderKind.PROVIDER,
                key=provider.key,
                name=provider.name or provider.key,
                owed=owed_by_provider(provider.kind),
                place=provider.pk,
                sources=frozenset(sources.get(provider.pk, ())),
                children=children[provider.pk],
            )


def _others(sources: list[tuple[Source, frozenset[str]]]) -> Iterable[Sender]:
    """Services, teams and the register: whoever has sent such a feed owes it; where nobody has, one collection does."""
    owed = {name: one for name, one in feeds_owed().items() if not one.from_whom.is_place}
    somebody_sends: set[str] = set()
    for source, sent in sources:
        theirs = tuple(owed[feed] for feed in owed if feed in sent)
        somebody_sends |= sent
        if theirs:
            yield Sender(
                _KIND_OF_SOURCE[Source.Kind(source.kind)],
                source.slug,
                source.title,
                theirs,
                sources=frozenset({source.pk}),
            )
    known = {source.slug: source.pk for source, _sent in sources}
    for feed, one in owed.items():
        if feed not in somebody_sends:
            slug = collection_of(feed)
            yield Sender(
                _KIND_OF_COLLECTION[one.from_whom],
                slug,
                f"The authority’s collection: {feeds()[feed].title}",
                (one,),
                sources=frozenset({known[slug]} if slug in known else ()),
            )


def collection_of(feed: str) -> str:
    """The slug of the authority's own collection of a feed, as `intake.sources` names it."""
    return f"authority-{feed}"


def _sources() -> tuple[dict[int, set[int]], dict[int, set[int]], list[tuple[Source, frozenset[str]]]]:
    """Sources by school and by provider, and all others with the feeds that each has sent."""
    of_school: dict[int, set[int]] = defaultdict(set)
    of_provider: dict[int, set[int]] = defaultdict(set)
    others = []
    for source in Source.objects.order_by("slug"):
        if source.establishment_id is not None:
            of_school[source.establishment_id].add(source.pk)
        elif source.provider_id is not None:
            of_provider[source.provider_id].add(source.pk)
        else:
            others.append(source)
    sent: dict[int, set[str]] = defaultdict(set)
    pairs = Delivery.objects.filter(source__in=[source.pk for source in others])
    for sender, feed in pairs.values_list("source_id", "feed").distinct():
        sent[sender].add(feed)
    return of_school, of_provider, [(source, frozenset(sent[source.pk])) for source in others]


def _as_far_as_shown(sender: Sender, hidden: frozenset[str]) -> Sender:
    """A sender without the feeds whose very name tells of a hidden class; places of such a kind are left out before."""
    if sender.place is not None:
        return sender
    shown = tuple(one for one in sender.owed if not sender_classes(one.feed, None, None) & hidden)
    return replace(sender, owed=shown)
