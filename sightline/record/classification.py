"""Every field that the record holds: whether it is personal, about whom, how guarded, and for how long it is kept.

Each room lists the fields of its own models in `data/personal_fields.csv`; a test fails for a field that is in no
list. Fields of an abstract model are listed once, under its name. The class is

- one of the classes of field: the same for every row;
- `none`: shown to anybody who is signed in, because it tells nothing of a child (a field that names somebody at
  work is personal all the same: it has a subject);
- `by …`: the row decides, by the value named (`data/classes_by_value.csv`). A placement with a secure unit tells of
  custody, and one with a college does not.
"""

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from django.apps import apps
from django.db.models import Model

from sightline.access.policy import FieldClass
from sightline.record.models import CLASS_OF_KIND

_ANY_OTHER_VALUE = "*"


class Subject(StrEnum):
    """Whom a personal field is about."""

    CHILD = "child"
    PARENT = "parent"
    STAFF = "staff"
    OTHER = "other"


class Origin(StrEnum):
    """Where what stands in a field comes from."""

    SENDER = "sender"
    OFFICER = "officer"
    REGISTER = "register"
    PERSON = "person"
    SYSTEM = "system"


@dataclass(frozen=True)
class ListedField:
    """One field of one model.

    `subject` is None when the field is not personal. `field_class` is None when no class guards it or when the row
    decides, by `decided_by` (else empty). `retention` is the slug of a class of retention, or empty when the row
    decides that too.
    """

    subject: Subject | None
    origin: Origin
    field_class: FieldClass | None
    decided_by: str
    retention: str


# A table's own counter: it says nothing of anybody, unless a list says otherwise (a child's id is the case number).
_COUNTER = ListedField(None, Origin.SYSTEM, None, "", "with-record")


def listed_field(model: type[Model], field: str) -> ListedField:
    """What the lists say of one field, by its name on the model. LookupError when no list holds it."""
    for kind in model.__mro__:
        room, _, _ = kind.__module__.removeprefix("sightline.").partition(".")
        if found := _lists().get((room, kind.__name__, field)):
            return found
    if model._meta.pk.name == field and model._meta.pk.get_internal_type() == "BigAutoField":
        return _COUNTER
    raise LookupError(f"{model._meta.label}.{field} is in no list of personal fields")


def class_of(model: type[Model], field: str, value: str | bool | None = None) -> FieldClass | None:
    """The class that guards a field, or None when none does.

    `value` is the value that decides, for a field whose class its row decides: the kind of a circumstance, the kind
    of the provider of a placement, whether an address is shielded. Raises ValueError when it is needed and missing,
    LookupError for a field that is in no list.
    """
    listed = listed_field(model, field)
    if not listed.decided_by:
        return listed.field_class
    if value is None:
        raise ValueError(f"the class of {model._meta.label}.{field} needs the {listed.decided_by} of its row")
    return class_by(listed.decided_by, value)


def classes_of(model: type[Model], field: str) -> frozenset[FieldClass]:
    """Every class that a field can have: what somebody must see who filters, sorts, counts or searches by it."""
    listed = listed_field(model, field)
    if listed.decided_by:
        return frozenset(ruling.field_class for ruling in _rulings()[listed.decided_by].values())
    return frozenset() if listed.field_class is None else frozenset({listed.field_class})


def class_by(decided_by: str, value: str | bool) -> FieldClass:
    """The class that a value gives to what it decides: `class_by("provider kind", "secure")` is criminal.

    A value that the table does not name has the class that the table gives to any other: a guarded one, because
    nobody can say what it tells. LookupError when nothing is decided by `decided_by`.
    """
    return _ruling(decided_by, value).field_class


def retention_of(model: type[Model], field: str, value: str | bool | None = None) -> str:
    """The class of retention of a field, by its slug; `value` as in `class_of`, where the row decides this too."""
    listed = listed_field(model, field)
    if listed.retention:
        return listed.retention
    if value is None:
        raise ValueError(
            f"how long {model._meta.label}.{field} is kept needs the {listed.decided_by} of its row"
        )
    return _ruling(listed.decided_by, value).retention


@dataclass(frozen=True)
class _Ruling:
    field_class: FieldClass
    retention: str


def _ruling(decided_by: str, value: str | bool) -> _Ruling:
    rulings = _rulings().get(decided_by)
    if rulings is None:
        raise LookupError(f"no class of field is decided by {decided_by}")
    text = {True: "yes", False: "no"}[value] if isinstance(value, bool) else value
    return rulings.get(text) or rulings[_ANY_OTHER_VALUE]


@cache
def _rulings() -> dict[str, dict[str, _Ruling]]:
    found: dict[str, dict[str, _Ruling]] = {}
    for row in _rows("record", "classes_by_value"):
        # The class of a need or a status stands with its kinds; only how long it is kept is in the table.
        field_class = FieldClass(row["class"]) if row["class"] else CLASS_OF_KIND[row["value"]]
        found.setdefault(row["decided_by"], {})[row["value"]] = _Ruling(field_class, row["retention"])
    return found


@cache
def _lists() -> dict[tuple[str, str, str], ListedField]:
    """Every listed field of every room that is installed, by room, class and field."""
    found = {}
    for app in apps.get_app_configs():
        if not app.name.startswith("sightline."):
            continue
        for row in _rows(app.label, "personal_fields"):
            guarded = row["class"]
            decided_by = guarded.removeprefix("by ") if guarded.startswith("by ") else ""
            found[(app.label, row["model"], row["field"])] = ListedField(
                subject=Subject(row["subject"]) if row["subject"] else None,
                origin=Origin(row["source"]),
                field_class=None if decided_by or guarded == "none" else FieldClass(guarded),
                decided_by=decided_by,
                retention="" if row["retention"].startswith("by ") else row["retention"],
            )
    return found


def _rows(room: str, name: str) -> list[dict[str, str]]:
    """The rows of a room's data file; none when the room has no such file."""
    file = files(f"sightline.{room}").joinpath(f"data/{name}.csv")
    return list(csv.DictReader(file.read_text(encoding="utf-8").splitlines())) if file.is_file() else []
