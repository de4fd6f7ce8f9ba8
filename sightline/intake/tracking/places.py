"""The schools, providers and localities that a tracking sheet names: as the sender explained, by number, or by name."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models.functions import Lower

from sightline.intake.lookups import (
    comparable_name,
    find_localities,
    find_providers,
    find_schools,
    provider_key,
)
from sightline.intake.models import RememberedName
from sightline.intake.publishing.publication import Publication
from sightline.record import door
from sightline.record.bulk import insert
from sightline.record.models import (
    Establishment,
    EstablishmentGroup,
    Installation,
    Provider,
    ProviderKind,
    ProviderVersion,
)

_LONGEST_NAME = 300
_KIND_OF_GROUP = {
    EstablishmentGroup.ALTERNATIVE: ProviderKind.ALTERNATIVE_SCHOOL,
    EstablishmentGroup.HOSPITAL: ProviderKind.HOSPITAL,
    EstablishmentGroup.SECURE: ProviderKind.SECURE,
    EstablishmentGroup.FURTHER: ProviderKind.COLLEGE,
}


@dataclass(slots=True)
class Places:
    """What a sheet calls schools, providers and localities, by the text as it stands there; unknown ones are not in.

    `schools_that_provide` are schools in the column of providers: a child's own school, or a pupil referral unit.
    """

    schools: dict[str, int] = field(default_factory=dict)
    providers: dict[str, int] = field(default_factory=dict)
    localities: dict[str, int] = field(default_factory=dict)
    schools_that_provide: dict[str, int] = field(default_factory=dict)
    new_providers: set[str] = field(default_factory=set)


def places_named(
    publication: Publication, *, schools: set[str], providers: set[str], localities: set[str]
) -> Places:
    """Find what the sheet names, in a few queries."""
    said = _said_of_the_sender(publication)
    every_school = schools | providers
    found = Places(
        schools={**_schools_by_name(every_school), **find_schools(every_school, publication.day)},
        providers={**_providers_by_name(providers), **find_providers(providers)},
        localities=find_localities(localities),
    )
    for kind, names in (("schools", schools), ("providers", providers), ("localities", localities)):
        getattr(found, kind).update(
            {
                name: said[kind, comparable_name(name)]
                for name in names
                if (kind, comparable_name(name)) in said
            }
        )
    found.schools_that_provide = {
        name: found.schools[name] for name in providers - found.providers.keys() if name in found.schools
    }
    return found


def _said_of_the_sender(publication: Publication) -> dict[tuple[str, str], int]:
    """What a person said once that this sender means by a name of its own."""
    said: dict[tuple[str, str], int] = {}
    remembered = RememberedName.objects.filter(source=publication.delivery.source_id)
    for name, school, provider, locality in remembered.values_list(
        "sent", "establishment_id", "provider_id", "locality_id"
    ):
        for kind, target in (("schools", school), ("providers", provider), ("localities", locality)):
            if target is not None:
                said[kind, name] = target
    return said


def _schools_by_name(names: Iterable[str]) -> dict[str, int]:
    """The one school of the authority of each name; where several bear it, the one that is not closed."""
    by_name: dict[str, list[tuple[bool, int]]] = {}
    home = Installation.objects.values_list("authority_code", flat=True).first()
    wanted = {name.casefold() for name in names}
    rows = Establishment.objects.annotate(lower=Lower("name")).filter(lower__in=wanted, authority_code=home)
    for pk, lower, status in rows.values_list("id", "lower", "status"):
        by_name.setdefault(lower, []).append((status.casefold().startswith("closed"), pk))
    found = {}
    for name in names:
        bearers = by_name.get(name.casefold(), [])
        still_open = [pk for closed, pk in bearers if not closed]
        if len(still_open) == 1 or len(bearers) == 1:
            found[name] = still_open[0] if still_open else bearers[0][1]
    return found


def _providers_by_name(names: Iterable[str]) -> dict[str, int]:
    """The one provider of each name."""
    by_name: dict[str, list[int]] = {}
    wanted = {name.casefold() for name in names}
    rows = Provider.objects.annotate(lower=Lower("name")).filter(lower__in=wanted)
    for pk, lower in rows.values_list("id", "lower"):
        by_name.setdefault(lower, []).append(pk)
    return {name: by_name[name.casefold()][0] for name in names if len(by_name.get(name.casefold(), ())) == 1}


def describe_unknown(publication: Publication, found: Places, wanted: Iterable[str]) -> None:
    """Put providers that nobody knows into the directory, by their names alone; a school with its URN.

    So the child's placement is on the record at once. The directory says of such a provider that nothing more is
    known; when the directory's own feed or the sender's explanation comes, later sheets go by it.
    """
    names = sorted(set(wanted) - found.providers.keys())
    by_key = {key: name for name in reversed(names) if (key := provider_key(name))}
    schools = {
        school.pk: school
        for school in Establishment.objects.filter(pk__in=set(found.schools_that_provide.values()))
    }
    fresh = []
    for key, name in sorted(by_key.items()):
        school = schools.get(found.schools_that_provide.get(name, 0))
        provider = Provider(key=key, name=name[:_LONGEST_NAME])
        if school is not None:
            provider.urn = school.urn
            provider.kind = _KIND_OF_GROUP.get(EstablishmentGroup(school.group), ProviderKind.SCHOOL).value
        fresh.append(provider)
    insert(fresh)
    versions = [
        ProviderVersion(provider=provider, name=provider.name, urn=provider.urn, kind=provider.kind)
        for provider in fresh
    ]
    door.add(publication.writing, versions, delivery=publication.delivery)
    ids = {provider.key: provider.pk for provider in fresh}
    for name in names:
        if provider_key(name) in ids:
            found.providers[name] = ids[provider_key(name)]
            if name not in found.schools_that_provide:
                found.new_providers.add(name)
