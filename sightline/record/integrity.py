"""What the database itself refuses, on both engines alike: overwriting, deleting, and overlapping periods.

Django's migrations cannot express these for SQLite and PostgreSQL at once, and SQLite drops triggers when a table
is remade, so they are laid in after every migration; laying them in again changes nothing.
"""

from typing import Any

from django.apps import apps
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from sightline.access.append_only import append_only_statements
from sightline.record.models import DocumentContent, LinkInterval, SecondThought, Versioned

_LINK_MAY_CHANGE = Versioned.MAY_CHANGE


def protected_models() -> list[tuple[type[Model], tuple[str, ...]]]:
    """Every model whose rows are never overwritten, with the columns that may still be filled in."""
    versioned: list[tuple[type[Model], tuple[str, ...]]] = [
        (model, model.MAY_CHANGE)
        for model in apps.get_app_config("record").get_models()
        if issubclass(model, Versioned)
    ]
    return [*versioned, (LinkInterval, _LINK_MAY_CHANGE), (DocumentContent, ()), (SecondThought, ())]


def install_integrity(*, using: str = "default", **_: Any) -> None:
    """Lay in (again) every trigger and constraint of the record. Called after migrations."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for model, may_change in protected_models():
            if model._meta.db_table not in tables:
                return
            once = [column for column in may_change if column.startswith("superseded")]
            for statement in append_only_statements(connection, model, may_change, once):
                cursor.execute(statement)
            if distinct_by := getattr(model, "DISTINCT_BY", ()):
                for statement in no_overlap_statements(connection, model, distinct_by):
                    cursor.execute(statement)


def no_overlap_statements(
    connection: BaseDatabaseWrapper, model: type[Model], distinct_by: tuple[str, ...]
) -> list[str]:
    """SQL that refuses two rows in force with overlapping periods and the same values of `distinct_by`."""
    table = model._meta.db_table
    if connection.vendor == "sqlite":
        same = " AND ".join(f'other."{column}" IS NEW."{column}"' for column in distinct_by)
        return [
            f'DROP TRIGGER IF EXISTS "{table}_no_overlap"',
            f'CREATE TRIGGER "{table}_no_overlap" BEFORE INSERT ON "{table}" '  # noqa: S608 (our own models' names)
            "WHEN NEW.superseded_at IS NULL "
            f'AND EXISTS (SELECT 1 FROM "{table}" AS other WHERE other.superseded_at IS NULL AND {same} '
            "AND COALESCE(other.valid_from, '0001-01-01') < COALESCE(NEW.valid_to, '9999-12-31') "
            "AND COALESCE(NEW.valid_from, '0001-01-01') < COALESCE(other.valid_to, '9999-12-31')) "
            f"BEGIN SELECT RAISE(ABORT, '{table}_no_overlap'); END",
        ]
    keys = ", ".join(f"COALESCE(\"{column}\"::text, '') WITH =" for column in distinct_by)
    return [
        "CREATE EXTENSION IF NOT EXISTS btree_gist",
        # Kept when it stands already: remaking it would read the whole table at every upgrade.
        "DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint "  # noqa: S608 (our own models' names)
        f"WHERE conname = '{table}_no_overlap') THEN "
        f'ALTER TABLE "{table}" ADD CONSTRAINT "{table}_no_overlap" EXCLUDE USING gist '
        f"({keys}, daterange(valid_from, valid_to) WITH &&) WHERE (superseded_at IS NULL); END IF; END $$",
    ]
