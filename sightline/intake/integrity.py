"""What a person said of a sender (its headings, its names, what it owes) is superseded, never rewritten.

The database itself refuses.
"""

from typing import Any

from django.db import connections

from sightline.access.append_only import append_only_statements
from sightline.intake.models import Chase, Expectation, NilReturn, RememberedHeadings, RememberedName


def install_integrity(*, using: str = "default", **_: Any) -> None:
    """Lay in (again) the triggers of this room. Called after migrations."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for model in (RememberedHeadings, RememberedName, Expectation, NilReturn, Chase):
            if model._meta.db_table not in tables:
                return
            once = [column for column in model.MAY_CHANGE if column.startswith("superseded")]
            for statement in append_only_statements(connection, model, model.MAY_CHANGE, once):
                cursor.execute(statement)
