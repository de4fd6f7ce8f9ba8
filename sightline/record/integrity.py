"""What the database itself refuses, on both engines alike: overwriting, deleting, and overlapping periods.

Django's migrations cannot express these for SQLite and PostgreSQL at once, and SQLite drops triggers when a table
is remade, so they are laid in after every migration; laying them in again changes nothing.
"""

from typing import Any

from django.apps import apps
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from sightline.record.models import LinkInterval, Versioned

_LINK_MAY_CHANGE = Versioned.MAY_CHANGE


def protected_models() -> list[tuple[type, tuple[str, ...]]]:
    """Every model whose rows are never overwritten, with the columns that may still be filled in."""
    versioned = [
        (model, model.MAY_CHANGE)
        for model in apps.get_app_config("record").get_models()
        if issubclass(model, Versioned)
    ]
    return [*versioned, (LinkInterval, _LINK_MAY_CHANGE)]


def install_integrity(*, using: str = "default", **_: Any) -> None:
    """Lay in (again) every trigger and constraint of the record. Called after migrations."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for model, may_change in protected_models():
            if model._meta.db_table not in tables:
                return
            for statement in append_only_statements(connection, model, may_change):
                cursor.execute(statement)
            if distinct_by := getattr(model, "DISTINCT_BY", ()):
                for statement in no_overlap_statements(connection, model, distinct_by):
                    cursor.execute(statement)


def append_only_statements(
    connection: BaseDatabaseWrapper, model: type, may_change: tuple[str, ...]
) -> list[str]:
    """SQL that refuses deletes, and updates of any column but those in `may_change`."""
    table = model._meta.db_table  # type: ignore[attr-defined]
    frozen = [
        field.column
        for field in model._meta.concrete_fields  # type: ignore[attr-defined]
        if field.column not in may_change
    ]
    once = [column for column in may_change if column.startswith("superseded")]
    if connection.vendor == "sqlite":
        differs = " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in frozen)
        again = " OR ".join(
            f'(OLD."{column}" IS NOT NULL AND OLD."{column}" IS NOT NEW."{column}")' for column in once
        )
        return [
            f'DROP TRIGGER IF EXISTS "{table}_no_update"',
            f'CREATE TRIGGER "{table}_no_update" BEFORE UPDATE ON "{table}" WHEN {differs} OR {again} '
            f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are superseded, never changed'); END",
            f'DROP TRIGGER IF EXISTS "{table}_no_delete"',
            f'CREATE TRIGGER "{table}_no_delete" BEFORE DELETE ON "{table}" '
            f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never deleted'); END",
        ]
    differs = " OR ".join(f'OLD."{column}" IS DISTINCT FROM NEW."{column}"' for column in frozen)
    again = " OR ".join(
        f'(OLD."{column}" IS NOT NULL AND OLD."{column}" IS DISTINCT FROM NEW."{column}")' for column in once
    )
    return [
        "CREATE OR REPLACE FUNCTION sightline_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'rows of % are superseded, never changed or deleted', TG_TABLE_NAME "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f'DROP TRIGGER IF EXISTS "{table}_no_update" ON "{table}"',
        f'CREATE TRIGGER "{table}_no_update" BEFORE UPDATE ON "{table}" FOR EACH ROW WHEN ({differs} OR {again}) '
        "EXECUTE FUNCTION sightline_refuse()",
        f'DROP TRIGGER IF EXISTS "{table}_no_delete" ON "{table}"',
        f'CREATE TRIGGER "{table}_no_delete" BEFORE DELETE ON "{table}" FOR EACH ROW '
        "EXECUTE FUNCTION sightline_refuse()",
    ]


def no_overlap_statements(
    connection: BaseDatabaseWrapper, model: type, distinct_by: tuple[str, ...]
) -> list[str]:
    """SQL that refuses two rows in force with overlapping periods and the same values of `distinct_by`."""
    table = model._meta.db_table  # type: ignore[attr-defined]
    if connection.vendor == "sqlite":
        same = " AND ".join(f'other."{column}" IS NEW."{column}"' for column in distinct_by)
        return [
            f'DROP TRIGGER IF EXISTS "{table}_no_overlap"',
            f'CREATE TRIGGER "{table}_no_overlap" BEFORE INSERT ON "{table}" WHEN NEW.superseded_at IS NULL '
            f'AND EXISTS (SELECT 1 FROM "{table}" AS other WHERE other.superseded_at IS NULL AND {same} '
            "AND COALESCE(other.valid_from, '0001-01-01') < COALESCE(NEW.valid_to, '9999-12-31') "
            "AND COALESCE(NEW.valid_from, '0001-01-01') < COALESCE(other.valid_to, '9999-12-31')) "
            f"BEGIN SELECT RAISE(ABORT, '{table}_no_overlap'); END",  # noqa: S608 - names come from our own models
        ]
    keys = ", ".join(f"COALESCE(\"{column}\"::text, '') WITH =" for column in distinct_by)
    return [
        "CREATE EXTENSION IF NOT EXISTS btree_gist",
        # Kept when it stands already: remaking it would read the whole table at every upgrade.
        f"DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = '{table}_no_overlap') THEN "
        f'ALTER TABLE "{table}" ADD CONSTRAINT "{table}_no_overlap" EXCLUDE USING gist '
        f"({keys}, daterange(valid_from, valid_to) WITH &&) WHERE (superseded_at IS NULL); END IF; END $$",  # noqa: S608 - names come from our own models
    ]
