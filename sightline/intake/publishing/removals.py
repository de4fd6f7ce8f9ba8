"""A name that was taken off a school's register: the school's own roll says so too, until its next file."""

from collections.abc import Mapping
from datetime import timedelta

from sightline.intake.contract import Row
from sightline.intake.publishing.publication import Publication
from sightline.record import door
from sightline.record.door import BATCH, next_version
from sightline.record.models import Registration, SourcePerson

_ROLL = "school-roll"


def end_on_the_roll(publication: Publication, removed: Mapping[int, Registration]) -> None:
    """End what the school's roll says, as the return says it: on which day, on which ground, for which destination.

    `removed` are the registrations of the return by the number of their row. The return is about the very register
    that the roll is a copy of, so it corrects it, whoever brought the copy. Only a row that brings something ends
    anything, so that a list of removals that is sent again and again does not argue with a later roll.
    """
    rows = [
        row for row in publication.good_rows if row.number in removed and publication.brings_something(row)
    ]
    children = _children(publication, rows)
    on_roll: dict[tuple[int, int], list[Registration]] = {}
    ids = sorted(set(children.values()))
    for start in range(0, len(ids), BATCH):
        for registration in Registration.objects.filter(
            child__in=ids[start : start + BATCH],
            source_person__feed=_ROLL,
            valid_to__isnull=True,
            received_at__lte=publication.stands_after,
        ).order_by("id"):
            key = registration.child_id, registration.establishment_id
            on_roll.setdefault(key, []).append(registration)
    old, ended = [], []
    for row in rows:
        told = removed[row.number]
        for registration in on_roll.pop((children[row.person], told.establishment_id), ()):
            old.append(registration)
            ended.append(_ended(registration, told, row))
    door.supersede(publication.writing, old)
    door.add(publication.writing, ended, delivery=publication.delivery)


def _children(publication: Publication, rows: list[Row]) -> dict[str, int]:
    """The child of each person of these rows, now that the rows are published."""
    theirs = SourcePerson.objects.filter(source=publication.delivery.source, feed=publication.feed.name)
    keys = sorted({row.person for row in rows})
    found: dict[str, int] = {}
    for start in range(0, len(keys), BATCH):
        found |= dict(theirs.filter(key__in=keys[start : start + BATCH]).values_list("key", "child_id"))
    return found


def _ended(registration: Registration, told: Registration, row: Row) -> Registration:
    on = told.valid_to
    if on is not None and registration.valid_from is not None and on <= registration.valid_from:
        on = registration.valid_from + timedelta(days=1)
    ended = next_version(
        registration, valid_to=on, leaving_ground=told.leaving_ground, destination=told.destination
    )
    ended.row_number = row.number
    return ended
