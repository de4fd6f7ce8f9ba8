"""Writing rows by the ten thousand: one prepared statement for all of them, where Django builds one for every few.

Django's own `bulk_create` spends a quarter of a millisecond on a row of forty columns, most of it on building SQL. A
school roll is a hundred thousand rows and six of these each.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from operator import itemgetter
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models, router

_AT_ONCE = 10_000

Adapt = Callable[[Any], Any]


def insert(rows: Sequence[models.Model]) -> None:
    """Insert new rows, all of one model, inside the transaction of the caller; each has its id afterwards.

    As with `bulk_create` no signals are sent. Columns take the values that the rows hold, by which a column that the
    database or Django fills in on saving is not for this. Raises IntegrityError as any insert does.
    """
    if not rows:
        return
    model = type(rows[0])
    connection = connections[router.db_for_write(model) or DEFAULT_DB_ALIAS]
    fields = model._meta.local_concrete_fields
    key = str(model._meta.pk.attname)
    for row, pk in zip(rows, _reserve_ids(connection, model, len(rows)), strict=True):
        row.__dict__[key] = pk
        row._state.adding = False
        row._state.db = connection.alias
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    marks = ", ".join("%s" for _ in fields)
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})"  # noqa: S608 (names of columns)
    # A row holds the value of each column under its name: taken all at once, past the descriptors of the model.
    values_of = itemgetter(*(field.attname for field in fields))
    adapts = [(place, adapt) for place, field in enumerate(fields) if (adapt := _adapter(field, connection))]
    with connection.cursor() as cursor:
        for start in range(0, len(rows), _AT_ONCE):
            parameters = [list(values_of(row.__dict__)) for row in rows[start : start + _AT_ONCE]]
            for place, adapt in adapts:
                for values in parameters:
                    values[place] = adapt(values[place])
            cursor.executemany(statement, parameters)


def _reserve_ids(connection: Any, model: type[models.Model], count: int) -> list[int]:
    """Ids that nobody else will use: from the sequence of the table, or behind its last one while SQLite is locked."""
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [connection.ops.quote_name(table), column, count],
            )
            return [pk for (pk,) in cursor.fetchall()]
        # Tables of Django are AUTOINCREMENT: the sequence remembers ids of rows that are gone.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()
    first = (last[0] if last else 0) + 1
    return list(range(first, first + count))


def _adapter(field: models.Field, connection: Any) -> Adapt | None:
    """How a value of a field becomes a parameter; None where it is one already."""
    if isinstance(field, models.ForeignKey):
        return _adapter(field.target_field, connection)
    if isinstance(field, models.DateTimeField):
        return _remembering(connection.ops.adapt_datetimefield_value)
    if isinstance(field, models.DateField):
        return _remembering(connection.ops.adapt_datefield_value)
    if isinstance(field, models.CharField | models.IntegerField | models.AutoField | models.BooleanField):
        return None
    if isinstance(field, models.TextField | models.FloatField):
        return None

    def prepare(value: Any) -> Any:
        return field.get_db_prep_save(value, connection)

    return _empty_once(prepare) if isinstance(field, models.JSONField) else prepare


def _empty_once(adapt: Adapt) -> Adapt:
    """Adapt the empty object and the empty list once each: most columns of JSON hold nothing."""
    no_object, no_list = adapt({}), adapt([])

    def prepared(value: Any) -> Any:
        if value == {}:
            return no_object
        return no_list if value == [] else adapt(value)

    return prepared


def _remembering(adapt: Adapt) -> Adapt:
    """Adapt each day or moment once: a file has few, and many rows."""
    known: dict[date | datetime | None, Any] = {None: None}

    def remembered(value: Any) -> Any:
        if value not in known:
            known[value] = adapt(value)
        return known[value]

    return remembered
