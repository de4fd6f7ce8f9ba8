"""What a file would change, told without changing it: the rows that a trial wrote, read before it is undone.

A trial does the same work as the real thing, in one transaction that is rolled back. Everything it wrote carries its
change, so that what is new, corrected, ended or gone is found by that alone, whatever the feed.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from sightline.access.models import Change
from sightline.access.policy import Action
from sightline.access.viewer import Viewer
from sightline.domain.words import date_words, number_words
from sightline.intake.services import Outcome, Progress, take
from sightline.intake.staging import OpenFile
from sightline.record.classification import classes_of
from sightline.record.models import Child, Delivery, Fact, GoneFromFeed, SourcePersonVersion, Versioned

LISTED = 500
"""Differences that are kept with their values; all are counted."""

KINDS: dict[str, tuple[str, str]] = {
    "new child": ("child new to the record", "children new to the record"),
    "new at this sender": (
        "known child whom this sender names for the first time",
        "known children whom this sender names for the first time",
    ),
    "new": ("fact new", "facts new"),
    "corrected": ("fact corrected", "facts corrected"),
    "ended": ("fact ended", "facts ended"),
    "no longer said": ("fact no longer said", "facts no longer said"),
    "gone": ("child no longer in the feed", "children no longer in the feed"),
    "back": ("child back in the feed", "children back in the feed"),
}
"""Every kind of difference, in the order in which they are told, with what one and what several of it are called."""

# Where a row came from and where it points: not what it says.
_NOT_SAID = {field.name for field in Versioned._meta.get_fields()} | {
    "id",
    "fact",
    "version",
    "child",
    "source_person",
}
_LABELS = {"valid_from": "since", "valid_to": "no longer so from", "establishment": "school"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that a file would change: of which row of the file, what kind, what sort of thing, of which child.

    `row` is None for who is gone: they stand in no row. `of_child` says whether it is of a child at all; `child` is
    None for one who is new to the record. `values` are a label with the old and the new value in words, None where
    there is none. `classes` are those of all its values together: who does not see them all sees none.
    """

    row: int | None
    kind: str
    what: str
    of_child: bool
    child: int | None
    values: tuple[tuple[str, str | None, str | None], ...]
    classes: tuple[str, ...]

    def visible_to(self, viewer: Viewer) -> bool:
        """Whether the viewer's role shows everything that this difference is made of."""
        return viewer.sees_all(self.classes)


@dataclass(frozen=True, slots=True)
class Differences:
    """Everything that a file would change: how many of each kind, and the first of them in the order of the file."""

    counts: Mapping[str, int]
    rows: tuple[Difference, ...]

    def as_json(self) -> list[dict[str, Any]]:
        """The differences as they are stored."""
        return [asdict(row) for row in self.rows]


def try_only(
    viewer: Viewer,
    file: OpenFile,
    *,
    source_name: str = "",
    received_on: date | None = None,
    progress: Progress | None = None,
) -> tuple[Outcome, Differences]:
    """Take a file, see what that changes, and undo it all: the outcome is that of the real thing.

    Raises what `services.take` raises.
    """
    viewer.require(Action.TAKE_FILES)
    with transaction.atomic():
        last = Change.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        outcome = take(viewer, file, source_name=source_name, received_on=received_on, progress=progress)
        delivery = Delivery.objects.filter(sha256=file.sha256, feed=file.feed.name).order_by("-pk").first()
        # A file that brings nothing new makes no change, and one that was taken before has that of then.
        change = delivery.change if delivery and (delivery.change_id or 0) > last else None
        found = differences_of(change) if change else Differences({}, ())
        transaction.set_rollback(True)
    return outcome, found


def from_json(stored: Sequence[Mapping[str, Any]]) -> list[Difference]:
    """The differences again, from what was stored."""
    return [
        Difference(
            one["row"],
            one["kind"],
            one["what"],
            one["of_child"],
            one["child"],
            tuple((label, before, after) for label, before, after in one["values"]),
            tuple(one["classes"]),
        )
        for one in stored
    ]


def differences_of(change: Change) -> Differences:
    """What a change did to the record. Its queries are as many as there are kinds of rows, however large it is."""
    counts: Counter[str] = Counter()
    rows: list[Difference] = []
    for found in _found(change):
        number = found.rows.count()
        if number:
            counts[found.kind] += number
            rows += found.listed(change)
    rows.sort(key=lambda one: (one.row is None, one.row or 0, list(KINDS).index(one.kind)))
    in_order = {kind: counts[kind] for kind in KINDS if counts[kind]}
    new = set(
        Child.objects.filter(created_by=change, pk__in=_children(rows[:LISTED])).values_list("pk", flat=True)
    )
    return Differences(in_order, tuple(_unnumbered(one, new) for one in rows[:LISTED]))


def _children(rows: Sequence[Difference]) -> set[int]:
    return {one.child for one in rows if one.child is not None}


def _unnumbered(one: Difference, new: set[int]) -> Difference:
    """Without the number of a child who is new: it is undone, and another child may get it."""
    return replace(one, child=None) if one.child in new else one


@dataclass(frozen=True, slots=True)
class _Found:
    """All differences of one kind in one sort of row; `before` are the rows that these took the place of, if any."""

    kind: str
    model: type[Versioned]
    rows: QuerySet[Any]
    before: QuerySet[Any] | None = None

    def listed(self, change: Change) -> list[Difference]:
        """The first of them, with their values."""
        first = list(self.rows.order_by("row_number", "pk").select_related(*_relations(self.model))[:LISTED])
        replaced = self._replaced(first)
        return [self._difference(row, replaced.get(_key(row))) for row in first]

    def _replaced(self, rows: Sequence[Any]) -> dict[tuple[Any, ...], Any]:
        key = _told_apart_by(self.model)
        if self.before is None or not key:
            return {}
        old = self.before.filter(**{f"{key[0]}__in": [getattr(row, key[0]) for row in rows]})
        return {_key(row): row for row in old.select_related(*_relations(self.model))}

    def _difference(self, row: Any, before: Any) -> Difference:
        values = []
        classes: set[str] = set()
        for field in _said(self.model):
            old = _words(before, field) if before is not None else None
            new = _words(row, field)
            if self.kind in {"no longer said", "back"}:
                old, new = new, None
            if old != new:
                values.append((_LABELS.get(field.name, str(field.verbose_name)), old, new))
                classes |= {one.value for one in classes_of(self.model, field.name)}
        return Difference(
            row=None if self.model is GoneFromFeed else row.row_number,
            kind=self.kind,
            what="description" if self.model is SourcePersonVersion else str(self.model._meta.verbose_name),
            of_child=_child_of(row) is not None,
            child=_child_of(row),
            values=tuple(values),
            classes=tuple(sorted(classes)),
        )


def _found(change: Change) -> Iterator[_Found]:
    """Everything that a change wrote, by kind of row and kind of difference."""
    for model in _versioned():
        added = model.versions.filter(change=change)
        replaced = model.versions.filter(superseded_by=change)
        if model is GoneFromFeed:
            yield _Found("gone", model, added)
            yield _Found("back", model, replaced)
            continue
        key = _told_apart_by(model)
        if not key:
            yield _Found("new", model, added)
            yield _Found("no longer said", model, replaced)
            continue
        same = {name: OuterRef(name) for name in key}
        was = Exists(replaced.filter(**same))
        fresh, anew = added.filter(~was), added.filter(was)
        if model is SourcePersonVersion:
            new_child = Q(source_person__child__created_by=change)
            yield _Found("new child", model, fresh.filter(new_child))
            yield _Found("new at this sender", model, fresh.exclude(new_child))
        else:
            yield _Found("new", model, fresh)
        if issubclass(model, Fact):
            was_open = Exists(replaced.filter(Q(valid_to=None), **same))
            is_ended = Q(valid_to__isnull=False)
            yield _Found("ended", model, anew.filter(was_open & is_ended), replaced)
            anew = anew.exclude(was_open & is_ended)
        yield _Found("corrected", model, anew, replaced)
        yield _Found("no longer said", model, replaced.filter(~Exists(added.filter(**same))))


@cache
def _versioned() -> tuple[type[Versioned], ...]:
    """Every sort of row of the record that is superseded and never changed."""
    return tuple(
        model for model in apps.get_app_config("record").get_models() if issubclass(model, Versioned)
    )


@cache
def _told_apart_by(model: type[Versioned]) -> tuple[str, ...]:
    """The columns by which a row takes the place of another: those of which one row only is in force."""
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and constraint.condition == Q(
            superseded_at__isnull=True
        ):
            return tuple(_column(model, name) for name in constraint.fields)
    return ()


def _column(model: type[Versioned], name: str) -> str:
    return next(field.attname for field in model._meta.concrete_fields if field.name == name)


def _key(row: Any) -> tuple[Any, ...]:
    model: type[Versioned] = type(row)
    return tuple(getattr(row, name) for name in _told_apart_by(model))


@cache
def _said(model: type[Versioned]) -> tuple[Any, ...]:
    """The columns that say something: not where a row came from, and no structure that has no words."""
    return tuple(
        field
        for field in model._meta.concrete_fields
        if field.name not in _NOT_SAID and not isinstance(field, models.JSONField | models.BinaryField)
    )


@cache
def _relations(model: type[Versioned]) -> tuple[str, ...]:
    there = ("source_person",) if hasattr(model, "source_person") else ()
    return (*there, *(field.name for field in _said(model) if field.is_relation))


def _child_of(row: Any) -> int | None:
    """The child that a row is of; None for what is of no child."""
    if hasattr(row, "child_id"):
        return int(row.child_id)
    return int(row.source_person.child_id) if hasattr(row, "source_person") else None


def _words(row: Any, field: Any) -> str | None:
    """What stands in a column, in words; None where nothing does."""
    value = getattr(row, field.name)
    match value:
        case None | "":
            return None
        case bool():
            return "yes" if value else "no"
        case int() | Decimal():
            return number_words(value)
        case date():
            return date_words(value)
    return str(getattr(row, f"get_{field.name}_display")()) if field.choices else str(value)
