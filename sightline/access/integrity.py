"""The audit trail cannot be rewritten: what the database refuses for the tables of this room."""

from typing import Any

from django.db import connections
from django.db.models import Model

from sightline.access.append_only import append_only_statements
from sightline.access.models import AccessRecord, AccountEvent, Change, RoleHeld, Seal, SealedEntry

# Every table that is added to and never rewritten, with the columns that may still change.
PROTECTED: dict[type[Model], tuple[str, ...]] = {
    AccessRecord: (),
    AccountEvent: (),
    Change: (),
    RoleHeld: ("ends_at", "ended_by_id"),
    Seal: (),
    SealedEntry: (),
}


def install_integrity(*, using: str = "default", **_: Any) -> None:
    """Lay in (again) every trigger of this room. Called after migrations."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for model, may_change in PROTECTED.items():
            if model._meta.db_table not in tables:
                return
            once = [column for column in may_change if column == "ended_by_id"]
            for statement in append_only_statements(connection, model, may_change=may_change, once=once):
                cursor.execute(statement)
