"""In which order the list comes: one meaning, as expressions on entries and as a key of rows.

Nothing is ordered by what is kept from the viewer. What is not known stands at one end: first among hours, since that
is what has to be asked for; last among dates.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Literal, get_args

from django.db.models import (
    Case,
    DateField,
    DecimalField,
    F,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from sightline.population.models import ListPlace, ListReason
from sightline.population.row import KNOWN, NONE, NOT_KNOWN
from sightline.population.tables import establishment_kinds, reasons
from sightline.population.visibility import RESTED_ON, WITHHELD, ShownRow

Order = Literal[
    "name",
    "age",
    "reason",
    "since",
    "hours",
    "offered",
    "attended",
    "provision",
    "roll",
    "key person",
    "next date",
]
ORDERS: tuple[Order, ...] = get_args(Order)

_LAST_DAY = date.max
_BEFORE_ALL = Decimal(-1)
_HOURS_COLUMNS: dict[str, str] = {
    "hours": "hours_planned",
    "offered": "hours_offered",
    "attended": "hours_attended",
}
_HOW_KNOWN = (NOT_KNOWN, NONE, KNOWN)


def order_expressions(order: Order, hidden: frozenset[str]) -> list[Combinable]:
    """What entries are ordered by, before the child's id; by nothing whose class is in `hidden`."""
    match order:
        case "age":
            return [Coalesce(F("date_of_birth"), Value(_LAST_DAY, DateField()))]
        case "reason":
            return [Coalesce(_first_reason(hidden), Value(_no_reason()))]
        case "since":
            return [Coalesce(_since(hidden), Value(_LAST_DAY, DateField()))]
        case "hours" | "offered" | "attended":
            return [Coalesce(F(_HOURS_COLUMNS[order]), Value(_BEFORE_ALL, DecimalField()))]
        case "provision":
            return [_ranked("provision"), Coalesce(_first_provider(hidden), Value(""))]
        case "roll":
            return [_ranked("roll"), _main_school(hidden)]
        case "key person":
            return [F("key_person")]
        case "next date":
            due = F("open_next_date") if hidden & RESTED_ON else F("next_date")
            return [Coalesce(due, Value(_LAST_DAY, DateField()))]
        case _:
            return [F("surname"), F("forename")]


def order_key(order: Order) -> Callable[[ShownRow], tuple[Any, ...]]:
    """The same order for rows as a viewer may see them."""
    match order:
        case "age":
            return lambda row: (row.date_of_birth or _LAST_DAY, row.child_id)
        case "reason":
            return lambda row: (_first_rank(row), row.child_id)
        case "since":
            return lambda row: (row.since or _LAST_DAY, row.child_id)
        case "hours" | "offered" | "attended":
            return lambda row: (_hours(getattr(row, _HOURS_COLUMNS[order])), row.child_id)
        case "provision":
            return lambda row: (_HOW_KNOWN.index(row.provision), _lowest_provider(row), row.child_id)
        case "roll":
            return lambda row: (_HOW_KNOWN.index(row.roll), _first_school(row), row.child_id)
        case "key person":
            return lambda row: (row.key_person, row.child_id)
        case "next date":
            return lambda row: (row.next_date or _LAST_DAY, row.child_id)
        case _:
            return lambda row: (row.surname, row.forename, row.child_id)


def _since(hidden: frozenset[str]) -> Combinable:
    if not hidden & RESTED_ON:
        return F("since")
    visible = ListReason.objects.filter(entry=OuterRef("pk"), since__isnull=False)
    return Subquery(visible.exclude(field_class__in=hidden).order_by("since").values("since")[:1])


def _first_reason(hidden: frozenset[str]) -> Combinable:
    """The place in the table of reasons of the first one that the viewer may see; nothing where there is none."""
    rank = Case(
        *(When(slug=one.slug, then=Value(one.order)) for one in reasons().values()),
        output_field=IntegerField(),
    )
    visible = ListReason.objects.filter(entry=OuterRef("pk")).exclude(field_class__in=hidden)
    return Subquery(visible.annotate(rank=rank).order_by("rank").values("rank")[:1])


def _first_rank(row: ShownRow) -> int:
    return min((reasons()[reason["slug"]].order for reason in row.reasons), default=_no_reason())


@cache
def _no_reason() -> int:
    return 1 + max(one.order for one in reasons().values())


def _hours(value: Decimal | None) -> Decimal:
    return _BEFORE_ALL if value is None else value


def _ranked(column: str) -> Combinable:
    return Case(
        *(When(**{column: word}, then=Value(rank)) for rank, word in enumerate(_HOW_KNOWN)),
        output_field=IntegerField(),
    )


def _first_provider(hidden: frozenset[str]) -> Combinable:
    visible = ListPlace.objects.filter(entry=OuterRef("pk"), provider__isnull=False)
    return Subquery(
        visible.exclude(field_class__in=hidden).order_by("provider__name").values("provider__name")[:1]
    )


def _lowest_provider(row: ShownRow) -> str:
    return min((place["name"] for place in row.providers if place["id"] is not None), default="")


def _main_school(hidden: frozenset[str]) -> Combinable:
    """The name of the first school on whose roll the child is; empty where it may not be named."""
    guarded = [kind.slug for kind in establishment_kinds().values() if kind.field_class in hidden]
    return Case(
        When(Q(school__isnull=True) | Q(school__group__in=guarded), then=Value("")),
        default=F("school__name"),
        output_field=TextField(),
    )


def _first_school(row: ShownRow) -> str:
    name = row.schools[0]["name"] if row.schools else ""
    return "" if name == WITHHELD else str(name)
