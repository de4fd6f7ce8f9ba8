"""Programmes of providers that rows name: found in the directory, and made where they are new."""

from collections.abc import Iterable

from sightline.intake.publishing.publication import Publication
from sightline.record.models import Programme


def programmes_named(
    publication: Publication, named: Iterable[tuple[int, str]]
) -> dict[tuple[int, str], int]:
    """The programme behind each provider and name; an empty name is none, and those that are new are made."""
    wanted = {(provider, name) for provider, name in named if name}
    known = {
        (item.provider_id, item.name): item.pk
        for item in Programme.objects.filter(provider__in={provider for provider, _ in wanted})
    }
    fresh = [
        Programme(provider_id=provider, name=name, change=publication.writing.change)
        for provider, name in sorted(wanted - known.keys())
    ]
    Programme.objects.bulk_create(fresh)
    return known | {(item.provider_id, item.name): item.pk for item in fresh}
