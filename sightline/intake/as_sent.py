"""Waiting rows as they were sent, in the sender's own headings and order, with what is to be put right in each."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sightline.access.policy import Action
from sightline.access.viewer import Viewer
from sightline.domain.london import london_date
from sightline.intake.causes import sees_column, waiting_rows
from sightline.intake.contract import Column, Feed, Kind, Row
from sightline.intake.models import IntakeRun, StagedRow
from sightline.intake.parts import row_in_part
from sightline.intake.readers.headings import headings_in
from sightline.intake.registry import feed_called
from sightline.intake.remembering import headings_for, signature_of
from sightline.intake.values import to_plain
from sightline.record.models import Establishment, Locality, Provider, SourcePerson


@dataclass(frozen=True, slots=True)
class SentCell:
    """One cell as it was sent, under the sender's heading; `text` is empty where it is blank or `withheld`."""

    heading: str
    text: str
    is_faulty: bool
    withheld: bool


@dataclass(frozen=True, slots=True)
class FieldToMend:
    """One column in which something is to be put right: what stands there now, and what is wrong with it."""

    name: str
    heading: str
    text: str
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowToMend:
    """One waiting row: where it stands, what was sent, the columns to mend, and what is wrong with the row as a whole.

    `number` counts as a spreadsheet does, in `part` where the table was joined of several. `as_read` says that the
    cells stand as Sightline read them, not letter by letter as sent: so with rows that were held back when their file
    was published.
    """

    id: int
    number: int
    part: str
    file: str
    received: date
    key: str
    sent: tuple[SentCell, ...]
    as_read: bool
    fields: tuple[FieldToMend, ...]
    faults: tuple[str, ...]


def rows_to_mend(viewer: Viewer, ids: Sequence[int]) -> list[RowToMend]:
    """Those of the rows with these ids that still wait, in the order given; they are of one feed.

    Whoever of them is on the record is noted as shown. The number of queries does not grow with the rows. Raises
    PermissionDenied unless the viewer may take files.
    """
    viewer.require(Action.TAKE_FILES)
    found = (
        waiting_rows()
        .filter(pk__in=list(ids))
        .select_related("run__delivery__source")
        .defer("run__problems")
        .in_bulk()
    )
    rows = [found[pk] for pk in ids if pk in found]
    if not rows:
        return []
    feed = feed_called(rows[0].run.delivery.feed)
    places = places_in({row.run for row in rows}, feed)
    note_shown(viewer, rows)
    return [_row_to_mend(viewer, feed, places[row.run_id], row) for row in rows]


def columns_sent(places: Mapping[int, Column], feed: Feed, rows: Iterable[StagedRow]) -> list[Column]:
    """The columns of the feed that a file has, in its order, by their `places`.

    Of a file that came before headings were kept, those in which one of its rows has something, or must have.
    """
    if places:
        return list(places.values())
    sent = {name for row in rows for name in row.values}
    return [column for column in feed.columns if column.required or column.name in sent]


def places_in(runs: Collection[IntakeRun], feed: Feed) -> dict[int, dict[int, Column]]:
    """Which column of the feed stands at which place of each file, by the id of its run: by the sender's headings and
    what was said of them. One query; a file of which no headings were kept has no places."""
    signatures = {run.pk: signature_of(run.headings) for run in runs if run.headings}
    said = headings_for(set(signatures.values()), feed.name)
    by_sender = {(one.source_id, one.signature): one.headings for one in said}
    return {
        run.pk: columns_under(
            feed, run.headings, by_sender.get((run.delivery.source_id, signatures.get(run.pk, "")), {})
        )
        for run in runs
    }


def columns_under(feed: Feed, headings: Sequence[str], said: Mapping[str, str]) -> dict[int, Column]:
    """The feed's column under each heading, by its place: what was said of a heading counts before its own words."""
    return dict(sorted(headings_in([headings], feed, said).columns.items()))


def written_out(feed: Feed, rows: Iterable[Row]) -> dict[int, dict[str, str]]:
    """The cells of rows that were read, as texts that are read as the same again, by the row's number.

    For rows that are held back only when the file is published: places by their keys, dates in ISO form, what was set
    aside as it was sent. Three queries at most.
    """
    rows = list(rows)
    keys: dict[Kind, dict[int, str]] = {}
    for kind, (model, key) in _PLACES.items():
        names = [column.name for column in feed.columns if column.kind is kind]
        ids = {row[name] for row in rows for name in names if row[name] is not None}
        keys[kind] = dict(model.objects.filter(pk__in=ids).values_list("id", key)) if ids else {}
    kinds = {column.name: column.kind for column in feed.columns}
    return {
        row.number: {
            name: row.set_aside.get(name) or _text_of(value, keys.get(kinds[name]))
            for name, value in row.values.items()
            if name in kinds
        }
        for row in rows
    }


_PLACES: dict[Kind, tuple[Any, str]] = {
    Kind.SCHOOL: (Establishment, "urn"),
    Kind.PROVIDER: (Provider, "key"),
    Kind.LOCALITY: (Locality, "name"),
}


def _text_of(value: Any, places: Mapping[int, str] | None) -> str:
    if value is None:
        return ""
    return places[value] if places is not None else str(to_plain(value))


def fault_words(value_class: str, message: str) -> str:
    """What stands there and what is expected instead, as two sentences."""
    return f"{value_class[:1].upper()}{value_class[1:]}. {message}"


def _row_to_mend(viewer: Viewer, feed: Feed, places: Mapping[int, Column], row: StagedRow) -> RowToMend:
    faults: dict[str, list[str]] = {}
    for problem in row.problems:
        if problem.get("held_back", True):
            words = fault_words(problem["value_class"], problem["message"])
            faults.setdefault(problem["column"], []).append(words)
    columns = columns_sent(places, feed, [row])
    headings = {column.heading for column in columns}
    of_the_row = [words for heading, found in faults.items() if heading not in headings for words in found]
    # What is wrong with a row as a whole may be put right in any of its columns.
    to_mend = [column for column in columns if of_the_row or column.heading in faults]
    part, number = row_in_part(row.run.parts, row.row_number)
    return RowToMend(
        id=row.pk,
        number=number,
        part=part,
        file=row.run.delivery.file_name,
        received=london_date(row.run.delivery.received_at),
        key=row.key,
        sent=tuple(_sent(viewer, feed, places, row, faults)),
        as_read=not row.cells,
        fields=tuple(
            FieldToMend(
                column.name,
                column.heading,
                row.values.get(column.name, ""),
                tuple(faults.get(column.heading, ())),
            )
            for column in to_mend
            if sees_column(viewer, feed, column)
        ),
        faults=tuple(of_the_row),
    )


def _sent(
    viewer: Viewer, feed: Feed, places: Mapping[int, Column], row: StagedRow, faulty: Collection[str]
) -> Iterator[SentCell]:
    if row.cells:
        width = max(len(row.cells), len(row.run.headings))
        cells = [*row.cells, *([""] * (width - len(row.cells)))]
        headings = [*row.run.headings, *([""] * (width - len(row.run.headings)))]
        told = ((headings[at], cells[at], places.get(at)) for at in range(width))
    else:
        told = (
            (column.heading, row.values.get(column.name, ""), column)
            for column in columns_sent(places, feed, [row])
        )
    for heading, text, column in told:
        shown = sees_column(viewer, feed, column)
        yield SentCell(
            heading=heading or "(no heading)",
            text=text if shown else "",
            is_faulty=column is not None and column.heading in faulty,
            withheld=not shown,
        )


def note_shown(viewer: Viewer, rows: Iterable[StagedRow]) -> None:
    """Note the children whom the rows are about, as far as the sender's key is on record."""
    keys: dict[tuple[int, str], set[str]] = {}
    for row in rows:
        delivery = row.run.delivery
        if row.person:
            keys.setdefault((delivery.source_id, delivery.feed), set()).add(row.person)
    for (source, feed), theirs in keys.items():
        persons = SourcePerson.objects.filter(source=source, feed=feed, key__in=theirs)
        viewer.note_shown(persons.values_list("child_id", flat=True))
