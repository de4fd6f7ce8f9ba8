"""What the database itself refuses of the journal: deleting a period, and changing one but to close it, once."""

from typing import Any

from django.db import connections

from sightline.access.append_only import append_only_statements
from sightline.population.models import StandingPeriod

_CLOSED_ONCE = ("shown_to", "shown_to_change_id")


def install_integrity(*, using: str = "default", **_: Any) -> None:
    """Lay in (again) the journal's triggers. Called after migrations."""
    connection = connections[using]
    if StandingPeriod._meta.db_table not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        for statement in append_only_statements(
            connection, StandingPeriod, may_change=_CLOSED_ONCE, once=_CLOSED_ONCE
        ):
            cursor.execute(statement)
