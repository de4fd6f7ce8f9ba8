"""The one door for facts: add, supersede, correct, end, withdraw. In bulk, because a file is thousands of rows.

Every function takes the write in progress (`access.door.writing`), so nothing is written without an actor, a
reason and a row in the audit trail. Nothing is overwritten: what is corrected is superseded, and both rows stay.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, TypeVar

from django.db import models

from sightline.access.door import Writing
from sightline.record.bulk import insert
from sightline.record.models import Delivery, Fact, Versioned

BATCH = 2_000

Row = TypeVar("Row", bound=Versioned)
OneFact = TypeVar("OneFact", bound=Fact)


class ChangedMeanwhile(Exception):
    """Somebody else superseded a row between the reading of it and this write: nothing of this write is kept."""


def stamp(
    writing: Writing, row: Versioned, *, delivery: Delivery | None = None, row_number: int | None = None
) -> None:
    """Give a new row its times, its change and where it came from."""
    # By id: a file has a hundred thousand rows, and setting the object takes five times as long.
    row.change_id = writing.change.pk
    row.received_at = writing.change.received_at
    row.recorded_at = writing.change.recorded_at
    if delivery is not None:
        row.delivery_id = delivery.pk
    if row_number is not None:
        row.row_number = row_number


def add(writing: Writing, rows: Iterable[Row], *, delivery: Delivery | None = None) -> list[Row]:
    """Write new rows, of any mixture of kinds; `row_number` may be set on each beforehand.

    Children whose facts are among them are noted for the lists. Raises IntegrityError when a row overlaps
    another in force of the same source identity, establishment and kind.
    """
    by_model: dict[type[Versioned], list[Row]] = defaultdict(list)
    written = []
    for row in rows:
        stamp(writing, row, delivery=delivery)
        by_model[type(row)].append(row)
        written.append(row)
        if (child := getattr(row, "child_id", None)) is not None:
            writing.touched.add(child)
    for group in by_model.values():
        insert(group)
    return written


def supersede(writing: Writing, rows: Iterable[Versioned]) -> None:
    """Say that these rows are no longer in force; nothing is lost.

    Raises ChangedMeanwhile when one of them was superseded already, and ValueError when the authority was told of
    a row only after this write was received: a later message cannot be corrected by an earlier one.
    """
    by_model: dict[type[Versioned], list[Versioned]] = defaultdict(list)
    for row in rows:
        if row.received_at > writing.received_at:
            raise ValueError("what was received later cannot be superseded by what was received before it")
        by_model[type(row)].append(row)
        if (child := getattr(row, "child_id", None)) is not None:
            writing.touched.add(child)
    for model, group in by_model.items():
        for start in range(0, len(group), BATCH):
            ids = [row.pk for row in group[start : start + BATCH]]
            changed = model.versions.filter(pk__in=ids, superseded_at__isnull=True).update(
                superseded_received_at=writing.change.received_at,
                superseded_at=writing.change.recorded_at,
                superseded_by=writing.change,
            )
            if changed != len(ids):
                raise ChangedMeanwhile("Somebody changed this while you were working on it.")


def next_version(fact: OneFact, **values: Any) -> OneFact:
    """A new, unsaved row of the same fact with `values` changed; provenance is left for the door to stamp."""
    kept = {
        field.attname: getattr(fact, field.attname)
        for field in fact._meta.concrete_fields
        if field.attname not in _OF_THE_ROW
    }
    fresh = type(fact)(**kept)
    fresh.version = fact.version + 1
    for name, value in values.items():
        setattr(fresh, name, value)
    return fresh


def correct(writing: Writing, fact: OneFact, *, delivery: Delivery | None = None, **values: Any) -> OneFact:
    """Supersede `fact` by a new version of itself with `values` changed, and return the new row."""
    fresh = next_version(fact, **values)
    supersede(writing, [fact])
    add(writing, [fresh], delivery=delivery)
    return fresh


def end(writing: Writing, fact: OneFact, *, on: date) -> OneFact:
    """Say that a fact is no longer so from the day `on` (the first day on which it is not so)."""
    return correct(writing, fact, valid_to=on)


def withdraw(writing: Writing, fact: Fact) -> None:
    """Say that a fact was never so. It stays in the record as what we believed until now."""
    supersede(writing, [fact])


def same_values(first: models.Model, second: models.Model, *, ignoring: Sequence[str] = ()) -> bool:
    """Whether two rows say the same, apart from provenance and the columns named in `ignoring`."""
    return all(
        getattr(first, field.attname) == getattr(second, field.attname)
        for field in first._meta.concrete_fields
        if field.attname not in _PROVENANCE and field.attname not in ignoring
    )


_TIMES_AND_ORIGIN = {field.attname for field in Versioned._meta.get_fields() if hasattr(field, "attname")}
_OF_THE_ROW = {"id", "version", *_TIMES_AND_ORIGIN}
_PROVENANCE = {"id", "fact", "version", "child_id", *_TIMES_AND_ORIGIN}
