"""What was issued cannot be rewritten: the database itself refuses, on both engines."""

from typing import Any

from django.db import connections

from sightline.access.append_only import append_only_statements
from sightline.reports.models import IssuedReport


def install_integrity(*, using: str = "default", **_: Any) -> None:
    """Lay in (again) the triggers of this room. Called after migrations."""
    connection = connections[using]
    if IssuedReport._meta.db_table not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        for statement in append_only_statements(connection, IssuedReport):
            cursor.execute(statement)
