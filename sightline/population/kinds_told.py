"""Which kinds of fact the record holds of one child at all: one narrow question in place of a query for each kind."""

from functools import cache

from django.db import connection

from sightline.record.models import FACTS, GoneFromFeed, Versioned

KINDS: tuple[type[Versioned], ...] = (*FACTS, GoneFromFeed)


def kinds_told(child: int) -> frozenset[type[Versioned]]:
    """The models of facts, and of persons gone from a list, that hold a row in force of this child. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_question(), [child] * len(KINDS))
        [there_is] = cursor.fetchall()
    return frozenset(model for model, found in zip(KINDS, there_is, strict=True) if found)


@cache
def _question() -> str:
    """One column for each kind: whether a row of this child is in force."""
    tables = (connection.ops.quote_name(model._meta.db_table) for model in KINDS)
    # The names of tables are the models' own; the child comes as a parameter.
    asked = (
        f"EXISTS(SELECT 1 FROM {table} WHERE child_id = %s AND superseded_at IS NULL)"  # noqa: S608
        for table in tables
    )
    return f"SELECT {', '.join(asked)}"
