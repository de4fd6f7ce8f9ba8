"""What the database itself refuses of the registers, on both engines alike: overwriting a page, or deleting it."""

from typing import Any

from django.db import connections
from django.db.models import Model

from sightline.access.append_only import append_only_statements
from sightline.attendance.models import MarkChange, RegisterPage, Roster, RosterPlace
from sightline.record.models import Versioned

PROTECTED: tuple[tuple[type[Model], tuple[str, ...]], ...] = (
    (Roster, ()),
    (RosterPlace, ()),
    (RegisterPage, Versioned.MAY_CHANGE),
    (MarkChange, ()),
)
"""Every model whose rows stay, with the columns that may still be filled in."""


def install_integrity(*, using: str = "default", **_: Any) -> None:
    """Lay in (again) every trigger of the registers. Called after migrations."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for model, may_change in PROTECTED:
            if model._meta.db_table not in tables:
                return
            once = [column for column in may_change if column.startswith("superseded")]
            for statement in append_only_statements(connection, model, may_change, once):
                cursor.execute(statement)
