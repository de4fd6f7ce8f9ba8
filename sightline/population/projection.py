"""The list, kept true: brought up to date in the transaction that brings a fact, and moved on by the night.

What is stored is what the rules answer, for every child, on today's date: `rebuild` from nothing gives the same.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from itertools import islice

from sightline.access import clock
from sightline.access.door import Writing
from sightline.population.journal import children_shown, write_journal
from sightline.population.loading import CHUNK, Loaded, Loading
from sightline.population.models import ListEntry, ListPlace, ListReason
from sightline.population.reach import among
from sightline.population.row import Row, rows_of
from sightline.population.rules import RULES_VERSION, assess
from sightline.population.storing import store_rows
from sightline.population.tables import OFF
from sightline.record.models import KeyPerson, SourcePersonVersion, StaffMemberVersion

Progress = Callable[[int], None]


def refresh(writing: Writing) -> None:
    """Bring the list up to date at the end of a write: the children it touched, and those overdue by the calendar."""
    if writing.everybody:
        rebuild(writing)
        return
    today = clock.today()
    children = writing.touched | _renamed(writing) | _overdue(today)
    if children:
        _bring_up_to_date(writing, children, today)


def rebuild(writing: Writing, advance: Progress | None = None) -> int:
    """Make the whole list anew from the record, as it is today; returns how many children it now speaks of.

    `advance` is told after each batch how many children are done.
    """
    today = clock.today()
    seen: set[int] = set()
    ListReason.objects.all().delete()
    ListPlace.objects.all().delete()
    shown = children_shown()
    for batch in _batches(Loading(today).everybody()):
        _store(writing, batch, today, shown.intersection(loaded.child for loaded in batch))
        seen.update(loaded.child for loaded in batch)
        if advance:
            advance(len(seen))
    _remove(writing, set(ListEntry.objects.values_list("child_id", flat=True)) - seen, today)
    return len(seen)


def is_of_older_rules() -> bool:
    """Whether part of the list was made by other rules than the present ones, so that all of it must be made anew."""
    return ListEntry.objects.exclude(rules_version=RULES_VERSION).exists()


def move_on(writing: Writing, day: date, advance: Progress | None = None) -> int:
    """The night's work on the list: make it anew if the rules have changed, else advance it to `day`, today."""
    return rebuild(writing, advance) if is_of_older_rules() else advance_to(writing, day)


def advance_to(writing: Writing, day: date) -> int:
    """Move on every child whose answer changes by the calendar on or before `day`; returns how many there were.

    The night calls it with today's date; a night that was missed is made up for by the next one, or by any write.
    """
    overdue = _overdue(day)
    _bring_up_to_date(writing, overdue, day)
    return len(overdue)


def _renamed(writing: Writing) -> set[int]:
    """The children of whom a write brings a sender's words, and those whose key person it renames."""
    people = SourcePersonVersion.versions.filter(change=writing.change)
    staff = StaffMemberVersion.versions.filter(change=writing.change).values("staff_member")
    followed = KeyPerson.objects.filter(staff_member__in=staff)
    return {
        *people.values_list("source_person__child", flat=True),
        *followed.values_list("child", flat=True),
    }


def _overdue(day: date) -> set[int]:
    return set(ListEntry.objects.filter(next_change__lte=day).values_list("child_id", flat=True))


def _bring_up_to_date(writing: Writing, children: set[int], day: date) -> None:
    found: set[int] = set()
    for batch in _batches(Loading(day).children(children)):
        # Most children are off the list, and were: for them there is nothing to forget and nothing to note.
        were_listed = _listed_among([loaded.child for loaded in batch])
        _forget_reasons_and_places(were_listed)
        _store(writing, batch, day, were_listed)
        found.update(loaded.child for loaded in batch)
    _remove(writing, children - found, day)


def _batches(loaded: Iterable[Loaded]) -> Iterator[list[Loaded]]:
    waiting = iter(loaded)
    while batch := list(islice(waiting, CHUNK)):
        yield batch


def _store(writing: Writing, batch: list[Loaded], day: date, were_listed: Collection[int]) -> None:
    """Write the rows of a batch whose reasons and places are forgotten; `were_listed`: those whom the list showed."""
    rows = rows_of((loaded, assess(loaded.situation, day)) for loaded in batch)
    listed = [row for row in rows if row.standing != OFF]
    store_rows(rows, writing.change.pk)
    ListReason.objects.bulk_create(
        ListReason(
            entry_id=row.child_id,
            slug=reason["slug"],
            since=reason["since"],
            field_class=reason["class"],
        )
        for row in listed
        for reason in row.reasons
    )
    ListPlace.objects.bulk_create(place for row in listed for place in _places(row))
    write_journal(writing, listed, were_listed, day)


def _listed_among(children: list[int]) -> set[int]:
    """Those of some children (in the order of ids) who are on the list or to be checked, as it stands."""
    found = ListEntry.objects.filter(among(children, "child")).exclude(standing=OFF)
    return set(found.values_list("child_id", flat=True)) & set(children)


def _places(row: Row) -> Iterator[ListPlace]:
    """Where the child is now: each school whose roll it is on, and each provider."""
    for school in row.schools:
        yield ListPlace(entry_id=row.child_id, school_id=school["id"], field_class=school["class"])
    for provider in row.providers:
        if provider["id"] is not None:
            yield ListPlace(entry_id=row.child_id, provider_id=provider["id"], field_class=provider["class"])


def _remove(writing: Writing, children: set[int], day: date) -> None:
    """Take off the list children of whom no source tells any more: their sources were joined to another child."""
    ordered = sorted(children)
    for start in range(0, len(ordered), CHUNK):
        gone = ordered[start : start + CHUNK]
        _forget_reasons_and_places(gone)
        ListEntry.objects.filter(pk__in=gone).delete()
        write_journal(writing, (), gone, day)


def _forget_reasons_and_places(children: Collection[int]) -> None:
    ListReason.objects.filter(entry__in=children).delete()
    ListPlace.objects.filter(entry__in=children).delete()
