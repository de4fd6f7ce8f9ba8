"""A school that became an academy: its pupils are on the new roll, and no longer on the old one."""

from datetime import date, timedelta

from sightline.intake.lookups import predecessors_of
from sightline.intake.publishing.publication import Publication
from sightline.record import door
from sightline.record.door import BATCH, next_version
from sightline.record.models import Establishment, Registration


def end_at_predecessors(publication: Publication) -> None:
    """End registrations at schools that a school of the file was before, for those whom the file names at the new one.

    They end on the day of the link, else on the day the new school opened, else on the day of the file. The history
    stays: the old registration, ended, and the new one, both of one source person.
    """
    before = predecessors_of({row["school"] for row in publication.good_rows})
    if not before:
        return
    opened = dict(Establishment.objects.filter(pk__in=before).values_list("id", "open_date"))
    became = {
        predecessor: (successor, since or opened[successor] or publication.day)
        for successor, predecessors in before.items()
        for predecessor, since in predecessors
    }
    moved = {(row.person, row["school"]): row.number for row in publication.good_rows}
    _end(publication, became, moved)


def _end(
    publication: Publication, became: dict[int, tuple[int, date]], moved: dict[tuple[str, int], int]
) -> None:
    open_still = Registration.objects.filter(
        establishment__in=list(became),
        valid_to__isnull=True,
        source_person__source=publication.delivery.source,
        source_person__feed=publication.feed.name,
        received_at__lte=publication.stands_after,
    ).select_related("source_person")
    old, ended = [], []
    for registration in open_still.iterator(chunk_size=BATCH):
        successor, on = became[registration.establishment_id]
        row_number = moved.get((registration.source_person.key, successor))
        if row_number is None:
            continue
        if registration.valid_from is not None and on <= registration.valid_from:
            on = registration.valid_from + timedelta(days=1)
        fresh = next_version(registration, valid_to=on)
        fresh.row_number = row_number
        old.append(registration)
        ended.append(fresh)
        publication.take(row_number)
    door.supersede(publication.writing, old)
    door.add(publication.writing, ended, delivery=publication.delivery)
