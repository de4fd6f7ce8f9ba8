"""Writing rows of the list in bulk: one prepared statement, filled in for each child.

Django's own `bulk_create` builds a model and a long statement for every few rows; for a quarter of a million children
that took four fifths of the time of a rebuild.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from operator import itemgetter
from typing import Any

from django.db import connection, models

from sightline.population.models import ListEntry
from sightline.population.row import Row

Adapt = Callable[[Any], Any]


def store_rows(rows: Sequence[Row], change: int) -> None:
    """Write rows in place of those that were there of the same children; `change` is the id of what made them."""
    adapts = _adapts()
    with connection.cursor() as cursor:
        cursor.executemany(_statement(), list(_values(rows, change, adapts)))


def _values(
    rows: Sequence[Row], change: int, adapts: tuple[tuple[str, Adapt | None], ...]
) -> Iterator[list[Any]]:
    # Rows share the lists of the answers that they share: each list is put into words once. `rows` keep them alive.
    adapted: dict[int, Any] = {}
    columns_of = itemgetter(*(name for name, _ in adapts))
    adapted_places = [(place, adapt) for place, (_, adapt) in enumerate(adapts) if adapt is not None]
    for row in rows:
        values = [*columns_of(vars(row)), change]
        for place, adapt in adapted_places:
            value = values[place]
            if isinstance(value, list):
                if id(value) not in adapted:
                    adapted[id(value)] = adapt(value)
                values[place] = adapted[id(value)]
            elif value is not None:
                values[place] = adapt(value)
        yield values


@cache
def _statement() -> str:
    """The statement of an entry: a new row, or the same child's row made anew."""
    quote = connection.ops.quote_name
    names = [quote(name) for name, _ in _adapts()] + [quote("change_id")]
    key = quote("child_id")
    anew = ", ".join(f"{name} = excluded.{name}" for name in names if name != key)
    places = ", ".join(["%s"] * len(names))
    table = quote(ListEntry._meta.db_table)
    # Nothing but names of our own columns is put into the text.
    return (
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places}) ON CONFLICT ({key}) DO UPDATE SET {anew}"  # noqa: S608
    )


@cache
def _adapts() -> tuple[tuple[str, Adapt | None], ...]:
    """The columns of an entry but its change, each with what turns a value into what the engine takes."""
    return tuple(
        (field.attname, _adapt(field)) for field in ListEntry._meta.concrete_fields if field.name != "change"
    )


def _adapt(field: models.Field) -> Adapt | None:
    operations = connection.ops
    match field:
        case models.DateField():
            return operations.adapt_datefield_value
        case models.DecimalField():
            return lambda value: operations.adapt_decimalfield_value(
                value, field.max_digits, field.decimal_places
            )
        case models.JSONField():
            return lambda value: operations.adapt_json_value(value, None)
        case _:
            return None
