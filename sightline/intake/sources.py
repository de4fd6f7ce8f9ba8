"""Who sent a file.

The sender is the source, and a person's key counts within one source and feed. Without a name given, a file whose rows
name one school (or one provider) is that school's; any other is the authority's own collection of that feed. A school
that became an academy goes on as the source that it was, so that its pupils stay the persons that they were.
"""

from collections.abc import Collection

from django.utils.text import slugify

from sightline.intake.contract import Feed, OwedBy
from sightline.intake.lookups import predecessors_of
from sightline.record.models import Establishment, Provider, Source

_LONGEST_LINE_OF_PREDECESSORS = 5
# Whose file it is when its rows name no single school or provider; of all others, the authority's own collection.
_COLLECTED = {
    OwedBy.REGISTER: Source.Kind.REGISTER,
    OwedBy.HEALTH: Source.Kind.SERVICE,
    OwedBy.JUSTICE: Source.Kind.SERVICE,
}


def source_named(name: str, feed: Feed, *, schools: Collection[int], providers: Collection[int]) -> Source:
    """The source called `name` (by its slug or its title), made and unsaved if there is none yet."""
    slug = slugify(name)[:100]
    if not slug:
        raise ValueError("a source's name needs letters or digits")
    known = Source.objects.filter(slug=slug).first()
    if known is not None:
        return known
    source = Source(slug=slug, title=name.strip()[:200], kind=_kind(feed))
    if len(schools) == 1 and feed.owed_by is OwedBy.SCHOOL:
        [source.establishment_id] = schools
    if len(providers) == 1 and feed.owed_by is OwedBy.PROVIDER:
        [source.provider_id] = providers
    return source


def source_shown(feed: Feed, *, schools: Collection[int], providers: Collection[int]) -> Source:
    """The source that a file's own rows show, made and unsaved if there is none yet."""
    if feed.shows_sender == "school" and len(schools) == 1:
        return _school(next(iter(schools)))
    # What schools owe may come from a provider's register as well, whose rows then name no school at all.
    from_provider = feed.shows_sender == "provider" or (feed.shows_sender == "school" and not schools)
    if from_provider and len(providers) == 1:
        return _provider(next(iter(providers)))
    slug = f"authority-{feed.name}"
    title = f"The authority's collection: {feed.title}"
    kind = _COLLECTED.get(feed.owed_by, Source.Kind.OFFICERS)
    return Source.objects.filter(slug=slug).first() or Source(slug=slug, title=title, kind=kind)


def _kind(feed: Feed) -> Source.Kind:
    return {
        OwedBy.SCHOOL: Source.Kind.SCHOOL,
        OwedBy.PROVIDER: Source.Kind.PROVIDER,
        OwedBy.AUTHORITY: Source.Kind.OFFICERS,
        OwedBy.HEALTH: Source.Kind.SERVICE,
        OwedBy.JUSTICE: Source.Kind.SERVICE,
        OwedBy.REGISTER: Source.Kind.REGISTER,
    }[feed.owed_by]


def _school(establishment_id: int) -> Source:
    establishment = Establishment.objects.get(pk=establishment_id)
    slug = f"school-{establishment.urn}"
    known = Source.objects.filter(slug=slug).first() or _of_predecessor(establishment_id)
    if known is not None:
        return known
    title = establishment.name[:200] or f"School {establishment.urn}"
    return Source(slug=slug, title=title, kind=Source.Kind.SCHOOL, establishment=establishment)


def _of_predecessor(establishment_id: int) -> Source | None:
    """The source of the one school that this one was before; none when several became one."""
    for _ in range(_LONGEST_LINE_OF_PREDECESSORS):
        before = predecessors_of([establishment_id]).get(establishment_id, [])
        if len(before) != 1:
            return None
        [(establishment_id, _since)] = before
        known = Source.objects.filter(establishment=establishment_id, kind=Source.Kind.SCHOOL).first()
        if known is not None:
            return known
    return None


def _provider(provider_id: int) -> Source:
    provider = Provider.objects.get(pk=provider_id)
    slug = f"provider-{provider.key}"[:100]
    known = Source.objects.filter(slug=slug).first()
    return known or Source(slug=slug, title=provider.name[:200], kind=Source.Kind.PROVIDER, provider=provider)
