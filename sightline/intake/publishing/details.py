"""Feeds about places and people at work: one current row each, and a version for every time it changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from django.db import models

from sightline.intake.contract import Row
from sightline.intake.publishing.publication import Publication
from sightline.record import door
from sightline.record.bulk import insert
from sightline.record.door import BATCH, stamp
from sightline.record.models import Versioned


@dataclass(frozen=True, slots=True)
class Directory:
    """A model with its versions: `key` is the column by which files know an entry, `parent` the version's link to it.

    `details` are the columns that both models share; `flags` are columns of the model alone, as they are once a file
    has told of the entry.
    """

    model: type[models.Model]
    version: type[Versioned]
    key: str
    parent: str
    details: tuple[str, ...]
    flags: Mapping[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Entry:
    """What one row says of one entry: its key and the details that the file has columns for."""

    row: Row
    key: str
    details: Mapping[str, Any]


def publish_entries(publication: Publication, directory: Directory, entries: Iterable[Entry]) -> bool:
    """Add entries that are new, and give those that changed a new version; whether any known one changed.

    What the file has no column for stays as it was, and so does an entry that was described later than this was said.
    """
    wanted = {entry.key: entry for entry in entries}
    known = _known(directory, wanted)
    later = _described_later(publication, directory, known)
    fresh, changed = [], []
    for key, entry in wanted.items():
        current = known.get(key)
        if current is None:
            fresh.append((entry, directory.model(**{directory.key: key, **entry.details})))
        elif current.pk not in later and _differs(current, said := {**entry.details, **directory.flags}):
            for name, value in said.items():
                setattr(current, name, value)
            changed.append((entry, current))
    manager = directory.model._default_manager
    insert([item for _, item in fresh])
    if changed:
        columns = [*directory.details, *directory.flags]
        manager.bulk_update([item for _, item in changed], columns, batch_size=BATCH)
        _supersede(publication, directory, [item.pk for _, item in changed])
    versions = [_version(publication, directory, entry, item) for entry, item in (*fresh, *changed)]
    insert(versions)
    for entry, _ in (*fresh, *changed):
        publication.take(entry.row)
    return bool(changed)


def _known(directory: Directory, keys: Iterable[str]) -> dict[str, models.Model]:
    wanted = sorted(keys)
    found = {}
    for start in range(0, len(wanted), BATCH):
        batch = {f"{directory.key}__in": wanted[start : start + BATCH]}
        for item in directory.model._default_manager.filter(**batch):
            found[cast(str, getattr(item, directory.key))] = item
    return found


def _described_later(
    publication: Publication, directory: Directory, known: Mapping[str, models.Model]
) -> set[int]:
    """The ids of the known entries that a later word describes; only mended rows of an older file meet any."""
    if publication.said_at is None:
        return set()
    column = f"{directory.parent}_id"
    told = directory.version._default_manager.filter(
        **{f"{column}__in": [item.pk for item in known.values()]}, received_at__gt=publication.said_at
    )
    return set(told.values_list(column, flat=True))


def _differs(current: models.Model, said: Mapping[str, Any]) -> bool:
    return any(getattr(current, name) != value for name, value in said.items())


def _supersede(publication: Publication, directory: Directory, parents: list[int]) -> None:
    for start in range(0, len(parents), BATCH):
        batch = {f"{directory.parent}__in": parents[start : start + BATCH]}
        door.supersede(publication.writing, directory.version._default_manager.filter(**batch))


def _version(publication: Publication, directory: Directory, entry: Entry, item: models.Model) -> Versioned:
    values = {name: getattr(item, name) for name in directory.details}
    version = directory.version(**{directory.parent: item}, **values, row_number=entry.row.number)
    stamp(publication.writing, version, delivery=publication.delivery)
    return version
