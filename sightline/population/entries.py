"""The list as it is now, from the stored projection: narrow queries whose number does not grow with the list."""

from dataclasses import fields

from django.db.models import Count, QuerySet

from sightline.population.filters import Filters
from sightline.population.models import ListEntry, ListReason
from sightline.population.orders import Order, order_expressions
from sightline.population.row import Row
from sightline.population.scope import Scope

_COLUMNS = tuple(field.name for field in fields(Row))


def selected(scope: Scope, filters: Filters, hidden: frozenset[str]) -> QuerySet[ListEntry]:
    """The entries of a selection, within a viewer's scope."""
    return ListEntry.objects.filter(scope.entries()).filter(filters.entries(hidden))


def counts_of(entries: QuerySet[ListEntry]) -> tuple[dict[str, int], int]:
    """How many entries there are by standing, and how many may be the same child as another."""
    # In the order of the index by standing and locality, which answers alone: no entry is read, and nothing sorted.
    columns = ("standing", "locality", "maybe_same_as")
    found = entries.values_list(*columns).annotate(children=Count("*")).order_by(*columns)
    counts: dict[str, int] = {}
    maybe_same = 0
    for standing, _, maybe, children in found:
        counts[standing] = counts.get(standing, 0) + children
        maybe_same += children if maybe else 0
    return counts, maybe_same


def reason_counts_of(entries: QuerySet[ListEntry], hidden: frozenset[str]) -> dict[str, int]:
    """How many entries have each reason that the viewer may see."""
    found = ListReason.objects.filter(entry__in=entries.values("pk")).exclude(field_class__in=hidden)
    return dict(found.values_list("slug").annotate(children=Count("pk")).order_by("slug"))


def page_of(
    entries: QuerySet[ListEntry],
    order: Order,
    hidden: frozenset[str],
    *,
    descending: bool = False,
    offset: int = 0,
    size: int | None = None,
) -> list[Row]:
    """One page in order, after the first `offset` rows; all the rest of them without a size.

    Which children stand on the page is found from narrow rows first, and only theirs are then read whole: the last
    page costs what the first one does.
    """
    expressions = order_expressions(order, hidden)
    names = [f"order_{place}" for place in range(len(expressions))]
    columns = [*names, "child_id"]
    ordered = entries.annotate(**dict(zip(names, expressions, strict=True))).order_by(
        *(f"-{name}" if descending else name for name in columns)
    )
    if size is None and not offset:
        return [Row(**values) for values in ordered.values(*_COLUMNS)]
    end = None if size is None else offset + size
    children = list(ordered.values_list("child_id", flat=True)[offset:end])
    found = {
        values["child_id"]: Row(**values)
        for values in ListEntry.objects.filter(pk__in=children).values(*_COLUMNS)
    }
    return [found[child] for child in children if child in found]
