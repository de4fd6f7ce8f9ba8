"""Rows that a sender sends again as they stood: told by a digest, and not looked at twice.

A school sends its whole roll every week, and hardly a row of it is new. A row is passed over when the last full file of
this sender and feed held the very same cells, they would be read the same way today, it is the only row of its person
in both files, and nothing but this sender's own files has said anything of that person. To read such a row would change
nothing. Everybody else's rows are read.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from django.conf import settings
from django.db.models import Q

from sightline import __version__
from sightline.domain.codes import codes_in
from sightline.intake.contract import Column, Kind
from sightline.intake.looking import Look, SeenRow
from sightline.intake.lookups import predecessors_of
from sightline.intake.models import IntakeRun, LastSent, StagedRow
from sightline.intake.publishing.publication import Publication
from sightline.intake.readers import Table
from sightline.intake.rows import OLDEST, RowReader
from sightline.intake.values import Reading
from sightline.intake.waiting_file import holds_mended_rows
from sightline.record.models import FACTS, Delivery, Fact, SourcePersonVersion


class ToldMeanwhile(Exception):
    """Something was said of a person between the reading of a file, which passed over the row, and its publishing."""


@dataclass(frozen=True, slots=True)
class StoodBefore:
    """The rows of a file that were passed over: how many, whose, and in which places for which the feed is complete."""

    rows: int = 0
    persons: frozenset[str] = frozenset()
    places: frozenset[int] = frozenset()


Warnings = Sequence[dict[str, Any]]
_TOLD: tuple[type[SourcePersonVersion] | type[Fact], ...] = (SourcePersonVersion, *FACTS)


def rows_sent_again(run: IntakeRun, table: Table, reader: RowReader, look: Look) -> dict[int, Warnings]:
    """The numbers of the rows of a run's file that need no reading, each with what was found in it when it was read;
    the same again for a run that goes on.

    Reads the others once, where there are any such rows at all: whoever has a row that is new is read whole.
    """
    if not look.rows or holds_mended_rows(run.ignored_headings):
        return {}
    read_by = _read_by(table, reader)
    kept = LastSent.objects.filter(pk=run.pk).first()
    if kept is None:
        kept = _begun(run, table, reader, look, read_by)
    elif kept.read_by != read_by:
        kept.read_by = ""
        kept.save(update_fields=["read_by"])
    return {row.number: kept.warned.get(row.digest, ()) for row in look.rows if row.digest in kept.stood}


def stood_before(run: IntakeRun) -> StoodBefore:
    """What was passed over in a run that is to be published now.

    Raises ToldMeanwhile when one of these rows must be read after all.
    """
    kept = LastSent.objects.filter(pk=run.pk).first()
    if kept is None or not kept.stood:
        return StoodBefore()
    persons = frozenset(kept.stood.values())
    if persons & _told_otherwise(run.delivery):
        raise ToldMeanwhile
    return StoodBefore(len(kept.stood), persons, frozenset(kept.places))


def keep_for_next(run: IntakeRun, publication: Publication) -> None:
    """Keep the digests of the rows of a run that is published, for the sender's next file to be held against.

    Only of persons with one row, of which nothing was to be said but what its reading found and finds again.
    """
    kept = LastSent.objects.filter(pk=run.pk).first()
    if kept is None:
        return
    waiting = run.staged_rows.filter(state=StagedRow.State.QUARANTINED).values_list("person", flat=True)
    times = Counter(chain((row.person for row in publication.rows), waiting))
    not_these = {number for number, _ in publication.left_out} | publication.held_back.keys()
    stood = {
        row.number: kept.read_now[str(row.number)]
        for row in publication.rows
        if times[row.person] == 1 and row.number not in not_these
    }
    kept.stood |= {stood[row.number]: row.person for row in publication.rows if row.number in stood}
    warned = run.staged_rows.filter(state=StagedRow.State.WAITING).exclude(problems=[])
    kept.warned |= {
        stood[number]: problems
        for number, problems in warned.values_list("row_number", "problems")
        if number in stood
    }
    kept.read_now, kept.places = {}, []
    kept.save()
    earlier = LastSent.objects.filter(
        run__delivery__source=run.delivery.source_id, run__delivery__feed=run.delivery.feed
    )
    earlier.exclude(pk=run.pk).delete()


def start_over(run: IntakeRun) -> None:
    """Put a run back to where none of its rows was read."""
    LastSent.objects.filter(pk=run.pk).delete()
    run.staged_rows.all().delete()
    run.state, run.staged_to, run.problems = IntakeRun.State.RECEIVED, 0, []
    run.save(update_fields=["state", "staged_to", "problems"])


def _begun(run: IntakeRun, table: Table, reader: RowReader, look: Look, read_by: str) -> LastSent:
    before = _before(run, read_by)
    stood = {} if before is None else _standing(run.delivery, table, reader, look, before)
    again = [row for row in look.rows if row.digest in stood]
    return LastSent.objects.create(
        run=run,
        read_by=read_by,
        stood=stood,
        warned={} if before is None else {one: said for one, said in before.warned.items() if one in stood},
        read_now={str(row.number): row.digest for row in look.rows if row.digest not in stood},
        places=_places(reader, again),
    )


def _standing(
    delivery: Delivery, table: Table, reader: RowReader, look: Look, before: LastSent
) -> dict[str, str]:
    """The digests of the rows that need no reading, each with the key of its person."""
    times = Counter(row.digest for row in look.rows)
    marked = {row.digest for row in look.rows if row.number in table.marks}
    stood = {
        digest: before.stood[digest]
        for digest, often in times.items()
        if often == 1 and digest in before.stood and digest not in marked
    }
    if 2 * len(stood) < len(look.rows):
        # To find out whose the new rows are, they are read once more: more work than it saves.
        return {}
    unlike = _told_otherwise(delivery) | _may_be_too_old(delivery, reader.reading.day)
    new = {row.number for row in look.rows if row.digest not in stood}
    if new:
        unlike |= {reader.read(number, cells).row.person for number, cells in table.rows() if number in new}
    return {digest: person for digest, person in stood.items() if person not in unlike}


def _before(run: IntakeRun, read_by: str) -> LastSent | None:
    """What is kept of the last file of this sender and feed, if that was read by what this one is read by."""
    last = (
        IntakeRun.objects.filter(
            delivery__source=run.delivery.source_id,
            delivery__feed=run.delivery.feed,
            state__in=(IntakeRun.State.APPLIED, IntakeRun.State.UNCHANGED),
        )
        .order_by("-delivery__received_at", "-id")
        .values_list("id", flat=True)
        .first()
    )
    return LastSent.objects.filter(pk=last, read_by=read_by).first()


def _told_otherwise(delivery: Delivery) -> set[str]:
    """The sender's keys of those of whom anything but its own files of the feed said or ended something, or of whom a
    row waits: mended and sent again, it is held against what was sent."""
    own = Delivery.objects.filter(source=delivery.source_id, feed=delivery.feed, change__isnull=False).values(
        "change"
    )
    otherwise = ~Q(change__in=own) | (Q(superseded_by__isnull=False) & ~Q(superseded_by__in=own))
    found: set[str] = set(
        StagedRow.objects.filter(
            state=StagedRow.State.QUARANTINED,
            run__delivery__source=delivery.source_id,
            run__delivery__feed=delivery.feed,
        ).values_list("person", flat=True)
    )
    for model in _TOLD:
        theirs = model.versions.filter(
            otherwise, source_person__source=delivery.source_id, source_person__feed=delivery.feed
        )
        found.update(theirs.values_list("source_person__key", flat=True))
    return found


def _may_be_too_old(delivery: Delivery, day: date) -> set[str]:
    """The keys of those whose date of birth may have become a fault since it was read."""
    versions = SourcePersonVersion.objects.filter(
        source_person__source=delivery.source_id,
        source_person__feed=delivery.feed,
        date_of_birth__lt=date(day.year - OLDEST, 1, 1),
    )
    return set(versions.values_list("source_person__key", flat=True))


def _places(reader: RowReader, rows: Sequence[SeenRow]) -> list[int]:
    """The ids of the places that rows name in the column for whose values the feed is complete."""
    kinds = {column.name: column.kind for column in reader.feed.columns}
    known = _known_by_kind(reader.reading).get(kinds.get(reader.feed.complete_for, Kind.TEXT), {})
    return sorted({known[text] for text in {row.complete_for for row in rows} if text in known})


def _known_by_kind(reading: Reading) -> dict[Kind, dict[str, int]]:
    return {
        Kind.SCHOOL: dict(reading.schools),
        Kind.PROVIDER: dict(reading.providers),
        Kind.LOCALITY: dict(reading.localities),
    }


def _read_by(table: Table, reader: RowReader) -> str:
    """A digest of everything on which the reading of a table, and what its rows say, rest besides the cells."""
    reading = reader.reading
    columns = list(table.found.items())
    rests_on = [
        __version__,
        reader.feed.name,
        settings.SIGHTLINE_DEMO,
        table.from_workbook,
        table.width,
        sorted(reader.serials),
        [(place, repr(column)) for place, column in columns],
        [sorted(_codes(column, reading.day)) for _, column in columns],
        [sorted(known.items()) for known in _known_by_kind(reading).values()],
        sorted(predecessors_of(reading.schools.values()).items()),
    ]
    return hashlib.sha256(json.dumps(rests_on, default=str).encode()).hexdigest()


def _codes(column: Column, day: date) -> Sequence[tuple[str, str]]:
    return list(codes_in(column.code_set, day).items()) if column.code_set else []
