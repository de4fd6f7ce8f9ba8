"""How guarded a fact is: every class of field that what stands in it carries, and who may tell or read it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sightline.access.policy import Action, FieldClass
from sightline.access.viewer import Viewer
from sightline.intake.by_hand.kinds import KINDS
from sightline.intake.by_hand.shapes import ToldKind
from sightline.population.models import ListEntry
from sightline.population.scope import Scope
from sightline.record.classification import class_by, listed_field
from sightline.record.models import Fact, Versioned
from sightline.record.reading import kept_apart

_NOTHING_TOLD: tuple[Any, ...] = (None, "", "not known", [], {})


def classes_of_row(row: Versioned, *, apart: bool | None = None) -> frozenset[FieldClass]:
    """Every class that a row of the record carries by what stands in it; a field that is empty tells nothing.

    A fact whose kind decides its class carries that class whatever else stands in it. `apart` says whether the
    child has an address that is kept apart, which guards every other; without it, the record is asked.
    """
    found = set()
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if value in _NOTHING_TOLD:
            continue
        listed = listed_field(type(row), field.name)
        if listed.field_class is not None:
            found.add(listed.field_class)
        elif listed.decided_by:
            found.add(class_by(listed.decided_by, _decider(row, listed.decided_by, apart)))
    return frozenset(found)


def _decider(row: Any, decided_by: str, apart: bool | None) -> str | bool:
    """The value of a row that decides the class of one of its fields."""
    match decided_by:
        case "provider kind":
            return str(row.provider.kind) if row.provider_id else "not known"
        case "establishment group":
            return str(row.establishment.group) if row.establishment_id else "not known"
        case "circumstance kind" | "expected event":
            return str(row.kind)
        case "shielded":
            return bool(getattr(row, "shielded", False)) or (_kept_apart(row) if apart is None else apart)
        case "own class":
            return str(row.field_class)
        case "arranged by":
            return str(row.arranged_by)
        case "leaving ground":
            return str(row.leaving_ground)
        case "reason":
            return str(row.reason)
    raise LookupError(f"nobody has said how to tell the {decided_by} of a row")


def _kept_apart(row: Any) -> bool:
    """Whether the child of a fact, or of a sender's description, has an address that is kept apart."""
    return kept_apart(row.child_id if isinstance(row, Fact) else row.source_person.child_id)


def sees_row(viewer: Viewer, row: Versioned, *, apart: bool | None = None) -> bool:
    """Whether a viewer's role shows everything that stands in a row; `apart` as in `classes_of_row`."""
    return viewer.sees_all(classes_of_row(row, apart=apart))


def sees_kind(viewer: Viewer, kind: ToldKind) -> bool:
    """Whether a viewer's role shows facts of a kind at all; what single answers tell is looked at when they are told.

    A kind of circumstance or of expected event has a class of its own; any other has the class of its dates, or, for
    who the child is and where, that of identity.
    """
    name = "valid_from" if issubclass(kind.model, Fact) else "surname"
    listed = listed_field(kind.model, name)
    if listed.field_class is not None:
        return viewer.sees(listed.field_class)
    if "kind" in kind.fixed:
        return viewer.sees(class_by(listed.decided_by, kind.fixed["kind"]))
    return viewer.sees(FieldClass.IDENTITY)


def may_tell(viewer: Viewer, kind: ToldKind) -> bool:
    """Whether a viewer may record facts of a kind: who may not see them may not tell them."""
    return viewer.may(Action.RECORD_FACTS) and sees_kind(viewer, kind)


def kinds_for(viewer: Viewer) -> list[ToldKind]:
    """The kinds that a viewer may tell, in the order of the table."""
    return [kind for kind in KINDS.values() if may_tell(viewer, kind)]


def asked_of(viewer: Viewer, kind: ToldKind, child: int) -> ToldKind:
    """The kind with those of its questions that a viewer may answer of a child.

    Who the child is holds an address: where the child's is kept apart, it is asked only of those who may see such.
    """
    apart = (
        "postcode" in {column.name for column in kind.columns}
        and not issubclass(kind.model, Fact)
        and not viewer.sees(FieldClass.SHIELDED_ADDRESS)
        and kept_apart(child)
    )
    return replace(
        kind,
        columns=tuple(
            column
            for column in kind.columns
            if (column.field_class is None or viewer.sees(column.field_class))
            and not (apart and column.name in ("address", "postcode"))
        ),
    )


def in_scope(viewer: Viewer, child: int) -> bool:
    """Whether a child belongs to the part of the authority that a viewer looks at."""
    return ListEntry.objects.filter(Scope(viewer).entries(), child=child).exists()


def sees_fact(viewer: Viewer, versions: Sequence[Versioned]) -> bool:
    """Whether a viewer may read a fact through all its versions: one that tells too much hides the whole."""
    return all(sees_row(viewer, version) for version in versions)
