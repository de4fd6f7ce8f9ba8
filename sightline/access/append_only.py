"""What the database itself refuses, on both engines alike: changing and deleting rows that are to stay.

Django's migrations cannot express this for SQLite and PostgreSQL at once, and SQLite drops triggers when a table
is remade, so rooms lay them in after every migration; laying them in again changes nothing.
"""

from collections.abc import Sequence

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

# What SQLite calls "IS NOT" and PostgreSQL "IS DISTINCT FROM": unequal, where two empty values count as equal.
_UNEQUAL = {"sqlite": "IS NOT", "postgresql": "IS DISTINCT FROM"}


def append_only_statements(
    connection: BaseDatabaseWrapper,
    model: type[Model],
    may_change: Sequence[str] = (),
    once: Sequence[str] = (),
) -> list[str]:
    """SQL that refuses deletes from a model's table, and updates of any column but those in `may_change`.

    A column in `once` (one of `may_change`) may be filled in while it is empty and never changed after that. The
    statements can be run again at any time.
    """
    table = model._meta.db_table
    condition = _forbidden(connection.vendor, model, may_change, once)
    if connection.vendor == "sqlite":
        return [
            f'DROP TRIGGER IF EXISTS "{table}_no_update"',
            f'CREATE TRIGGER "{table}_no_update" BEFORE UPDATE ON "{table}" WHEN {condition} '
            f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are superseded, never changed'); END",
            f'DROP TRIGGER IF EXISTS "{table}_no_delete"',
            f'CREATE TRIGGER "{table}_no_delete" BEFORE DELETE ON "{table}" '
            f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never deleted'); END",
        ]
    return [
        "CREATE OR REPLACE FUNCTION sightline_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'rows of % are superseded, never changed or deleted', TG_TABLE_NAME "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f'DROP TRIGGER IF EXISTS "{table}_no_update" ON "{table}"',
        f'CREATE TRIGGER "{table}_no_update" BEFORE UPDATE ON "{table}" FOR EACH ROW WHEN ({condition}) '
        "EXECUTE FUNCTION sightline_refuse()",
        f'DROP TRIGGER IF EXISTS "{table}_no_delete" ON "{table}"',
        f'CREATE TRIGGER "{table}_no_delete" BEFORE DELETE ON "{table}" FOR EACH ROW '
        "EXECUTE FUNCTION sightline_refuse()",
    ]


def _forbidden(vendor: str, model: type[Model], may_change: Sequence[str], once: Sequence[str]) -> str:
    """The condition under which an update is refused."""
    unequal = _UNEQUAL[vendor]
    columns = [field.column for field in model._meta.concrete_fields if field.column not in may_change]
    differs = [f'OLD."{column}" {unequal} NEW."{column}"' for column in columns]
    again = [f'(OLD."{column}" IS NOT NULL AND OLD."{column}" {unequal} NEW."{column}")' for column in once]
    return " OR ".join([*differs, *again])
