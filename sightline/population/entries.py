"""The list as it is now, from the stored projection: narrow queries whose number does not grow with the list."""

from dataclasses import fields

from django.db.models import Count, Q, QuerySet
from django.db.models.expressions import Combinable

from sightline.population.filters import Filters, Order, order_expressions
from sightline.population.models import ListEntry, ListReason
from sightline.population.row import Row
from sightline.population.scope import Scope

_COLUMNS = tuple(field.name for field in fields(Row))


def selected(scope: Scope, filters: Filters, hidden: frozenset[str]) -> QuerySet[ListEntry]:
    """The entries of a selection, within a viewer's scope."""
    return ListEntry.objects.filter(scope.entries()).filter(filters.entries(hidden))


def counts_of(entries: QuerySet[ListEntry]) -> tuple[dict[str, int], int]:
    """How many entries there are by standing, and how many may be the same child as another."""
    found = entries.values("standing").annotate(
        children=Count("pk"), maybe=Count("pk", filter=Q(maybe_same_as=True))
    )
    rows = list(found.order_by("standing"))
    return {row["standing"]: row["children"] for row in rows}, sum(row["maybe"] for row in rows)


def reason_counts_of(entries: QuerySet[ListEntry], hidden: frozenset[str]) -> dict[str, int]:
    """How many entries have each reason that the viewer may see."""
    found = ListReason.objects.filter(entry__in=entries.values("pk")).exclude(field_class__in=hidden)
    return dict(found.values_list("slug").annotate(children=Count("pk")).order_by("slug"))


def page_of(
    entries: QuerySet[ListEntry], order: Order, hidden: frozenset[str], after: int | None, size: int | None
) -> list[Row]:
    """One page in order, after the child `after` (from the start without one); all of them without a size.

    The child's place is read from its own entry, so that no address has to hold a name.
    """
    expressions = order_expressions(order, hidden)
    names = [f"order_{place}" for place in range(len(expressions))]
    annotated = entries.annotate(**dict(zip(names, expressions, strict=True)))
    if after is not None:
        marks = (
            ListEntry.objects.filter(pk=after)
            .annotate(**dict(zip(names, expressions, strict=True)))
            .values_list(*names, "child_id")
            .first()
        )
        if marks is not None:
            annotated = annotated.filter(_later(names, marks))
    ordered = annotated.order_by(*names, "child_id").values(*_COLUMNS)
    return [Row(**values) for values in (ordered if size is None else ordered[:size])]


def _later(names: list[str], marks: tuple[Combinable, ...]) -> Q:
    """The condition that an entry comes after the marks, column by column."""
    later = Q()
    same = Q()
    for name, mark in zip([*names, "child_id"], marks, strict=True):
        later |= same & Q(**{f"{name}__gt": mark})
        same &= Q(**{name: mark})
    return later
