"""First half of an intake: the file's rows, read and kept in chunks, so that a stopped run goes on where it stood."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import TypeVar

from django.conf import settings
from django.db import transaction

from sightline.access import clock
from sightline.domain.london import end_of_day, london_date
from sightline.intake.contract import Feed, Kind
from sightline.intake.looking import Look, look_through
from sightline.intake.lookups import find_localities, find_providers, find_schools
from sightline.intake.models import IntakeRun, StagedRow
from sightline.intake.readers import LeftOut, Table, Unreadable, table_of
from sightline.intake.rows import ReadRow, RowReader, stored_values
from sightline.intake.sent_again import rows_sent_again
from sightline.intake.sources import source_named, source_shown
from sightline.intake.values import Reading
from sightline.record.bulk import insert
from sightline.record.drafts import draft
from sightline.record.models import Delivery, Source

CHUNK = 2_000
"""Rows that are read and kept together: what a stopped run may have to read again."""

_INSTANT_BEFORE = timedelta(microseconds=1)

Item = TypeVar("Item")


class Overtaken(Exception):
    """A later file of the same sender and feed is in the record already."""


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file, or several that make one table together, that could be opened as a table of a feed.

    `sha256` is the digest of the content; of several, of their digests in order, so that the same files in any order
    are the same delivery.
    """

    feed: Feed
    name: str
    table: Table
    sha256: str
    size: int


def open_contents(
    feed: Feed, contents: Sequence[tuple[str, bytes]], headings: Mapping[str, str] | None = None
) -> OpenFile:
    """Open what was sent, given as (file name, content), as one table of `feed`.

    `headings` are those remembered of the sender (see `readers.table_of`). Raises Unreadable, naming the file, when it
    is no table of this feed; nothing has changed then.
    """
    name = contents[0][0] if len(contents) == 1 else f"{contents[0][0]} and {len(contents) - 1} more"
    digests = sorted(hashlib.sha256(content).hexdigest() for _, content in contents)
    whole = digests[0] if len(digests) == 1 else hashlib.sha256("".join(digests).encode()).hexdigest()
    try:
        table = table_of(contents, feed, headings)
    except Unreadable as refusal:
        raise Unreadable(f"{name}: {refusal}") from refusal
    return OpenFile(feed, name, table, whole, sum(len(content) for _, content in contents))


def moment_received(day: date | None) -> datetime:
    """When a file that came on `day` was received: now for today, the last moment of an earlier day.

    Raises ValueError for a day still to come.
    """
    now = clock.now()
    if day is None or day == london_date(now):
        return now
    if day > london_date(now):
        raise ValueError("the day on which the file was received cannot lie in the future")
    return end_of_day(day) - _INSTANT_BEFORE


def begin(file: OpenFile, reading: Reading, source: Source, received_at: datetime) -> IntakeRun:
    """The run of this file: one that was stopped and goes on, else a new one.

    Raises Overtaken when a file that the same sender sent later is in the record already.
    """
    stopped = IntakeRun.objects.filter(
        delivery__source__slug=source.slug,
        delivery__feed=file.feed.name,
        delivery__sha256=file.sha256,
        state__in=(IntakeRun.State.RECEIVED, IntakeRun.State.STAGED),
    )
    with transaction.atomic():
        run = stopped.select_related("delivery__source").order_by("id").first()
        if run is None:
            refuse_if_overtaken(source.slug, file.feed.name, received_at)
            if source.pk is None:
                source.save()
            run = IntakeRun.objects.create(
                delivery=Delivery.objects.create(
                    source=source,
                    feed=file.feed.name,
                    file_name=file.name[:255],
                    sha256=file.sha256,
                    size=file.size,
                    received_at=received_at,
                    recorded_at=clock.now(),
                ),
                ignored_headings=list(file.table.ignored),
                headings=list(file.table.headings),
                parts=[{"name": name, "after": after} for name, after in file.table.parts],
            )
    return run


def refuse_if_overtaken(source_slug: str, feed: str, received_at: datetime) -> None:
    """Raise Overtaken when a file of this sender and feed that was received later is in the record."""
    later = IntakeRun.objects.filter(
        delivery__source__slug=source_slug,
        delivery__feed=feed,
        delivery__received_at__gt=received_at,
        state__in=(IntakeRun.State.APPLIED, IntakeRun.State.UNCHANGED),
    )
    if later.exists():
        raise Overtaken(
            "A file that this sender sent later is in the record already, and what was said later stands. "
            "To put an older state back, send it as a file received today."
        )


def reading_for(file: OpenFile, day: date, look: Look | None = None) -> Reading:
    """What the file's cells are read with, by a look through it for what it calls schools, providers and localities."""
    names = (look or look_through(file.feed, file.table)).names
    return Reading(
        day=day,
        demonstration=settings.SIGHTLINE_DEMO,
        from_workbook=file.table.from_workbook,
        schools=find_schools(names[Kind.SCHOOL], day),
        providers=find_providers(names[Kind.PROVIDER]),
        localities=find_localities(names[Kind.LOCALITY]),
    )


def source_of(file: OpenFile, reading: Reading, look: Look, name: str) -> Source:
    """Who sent the file: the source named, else the one that the file shows. Unsaved when it is new."""
    schools = {reading.schools[text] for text in look.senders["school"] if text in reading.schools}
    providers = {reading.providers[text] for text in look.senders["provider"] if text in reading.providers}
    if name:
        return source_named(name, file.feed, schools=schools, providers=providers)
    return source_shown(file.feed, schools=schools, providers=providers)


def stage(run: IntakeRun, file: OpenFile, reading: Reading, look: Look) -> Iterator[int]:
    """Read the rows that are not staged yet, a chunk in a transaction; yields how far the file has been read.

    Rows that the sender sends again as they stood are passed over (see `sent_again`). Rows that are none of the table's
    (totals, the foot of a report) are noted among the run's problems.
    """
    reader = RowReader(file.feed, file.table, reading)
    again = rows_sent_again(run, file.table, reader, look)
    aside: list[LeftOut] = []
    if again and len(again) == len(look.rows):
        aside = look.aside
    else:
        sent = (
            (number, cells) for number, cells in file.table.rows(run.staged_to, aside) if number not in again
        )
        for chunk in _chunks(((reader.read(number, cells), cells) for number, cells in sent), CHUNK):
            with transaction.atomic():
                insert([_staged(run, read, _to_keep(file, cells)) for read, cells in chunk])
                run.staged_to = chunk[-1][0].row.number
                run.save(update_fields=["staged_to"])
            yield run.staged_to
    run.problems = [{"row": number, **fault.as_json()} for number, fault in aside]
    run.problems += [{"row": number, **warning} for number, warnings in again.items() for warning in warnings]
    run.state = IntakeRun.State.STAGED
    run.save(update_fields=["problems", "state"])


def _to_keep(file: OpenFile, cells: Sequence[str]) -> Sequence[str]:
    """The cells of a row as they may be kept while it waits: of some feeds only those that the feed reads."""
    if not file.feed.keeps_only_what_it_reads:
        return cells
    return [text if place in file.table.found else "" for place, text in enumerate(cells)]


def _staged(run: IntakeRun, read: ReadRow, cells: Sequence[str]) -> StagedRow:
    held_back = read.is_held_back
    return draft(
        StagedRow,
        run_id=run.pk,
        row_number=read.row.number,
        key=read.row.key,
        person=read.row.person,
        state=StagedRow.State.QUARANTINED if held_back else StagedRow.State.WAITING,
        values=read.as_sent if held_back else stored_values(read.row),
        cells=list(cells) if held_back else [],
        set_aside=dict(read.row.set_aside),
        problems=[fault.as_json() for fault in read.faults],
    )


def _chunks(items: Iterator[Item], size: int) -> Iterator[Sequence[Item]]:
    while chunk := list(islice(items, size)):
        yield chunk
