"""Writing, looking, and tampering: what the tests of the audit trail do to it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.models import Model

from sightline.access.door import writing
from sightline.access.models import Change
from sightline.access.policy import Action
from sightline.access.viewer import Viewer, viewing


def write(viewer: Viewer, reason: str = "a test", action: Action = Action.KEEP_REFERENCE) -> Change:
    """Write a change that changes nothing else."""
    with writing(viewer=viewer, action=action, reason=reason) as session:
        return session.change


def look(viewer: Viewer, *children: int) -> None:
    """Show some children in one request."""
    with viewing(viewer, "a test") as looking:
        looking.note_shown(children)


@contextmanager
def unguarded(*models: type[Model]) -> Iterator[None]:
    """As somebody with the database's own password: the triggers of these tables are gone."""
    with connection.cursor() as cursor:
        for model in models:
            table = model._meta.db_table
            on_table = f' ON "{table}"' if connection.vendor == "postgresql" else ""
            cursor.execute(f'DROP TRIGGER "{table}_no_update"{on_table}')
            cursor.execute(f'DROP TRIGGER "{table}_no_delete"{on_table}')
    yield
