"""The audit trail cannot be rewritten: the database itself refuses, on either engine."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Model

from sightline.access import clock
from sightline.access.accounts import end_role
from sightline.access.integrity import PROTECTED, install_integrity
from sightline.access.models import AccessRecord, AccountEvent, Change, RoleHeld, Seal, SealedEntry
from sightline.access.sealing import seal
from tests.access.trail import look

ATTEMPTS = [
    (Change, "reason", "another reason"),
    (Change, "recorded_at", "2020-01-01 00:00:00+00:00"),
    (AccessRecord, "children", "[]"),
    (AccessRecord, "purpose", "nothing"),
    (AccountEvent, "kind", "nothing"),
    (RoleHeld, "role", "operational-lead"),
    (RoleHeld, "scope_key", "everywhere"),
    (Seal, "digest", "0" * 64),
    (SealedEntry, "digest", "0" * 64),
]


@pytest.fixture
def trail(as_role) -> None:
    """At least one row in every table of the trail."""
    look(as_role("key-worker"), 1)
    seal()


def refused(sql: str, *values: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


@pytest.mark.parametrize(("model", "column", "value"), ATTEMPTS)
def test_no_entry_is_ever_altered(trail, model: type[Model], column: str, value: str) -> None:
    refused(f'UPDATE "{model._meta.db_table}" SET "{column}" = %s', value)


@pytest.mark.parametrize("model", list(PROTECTED))
def test_no_entry_is_ever_deleted(trail, model: type[Model]) -> None:
    assert model.objects.exists()
    refused(f'DELETE FROM "{model._meta.db_table}"')


def test_laying_the_triggers_in_again_changes_nothing(trail) -> None:
    install_integrity()
    install_integrity()
    refused(f'DELETE FROM "{Change._meta.db_table}"')


def test_a_role_may_end_and_who_ended_it_stands_for_good(as_role, manager) -> None:
    held = as_role("key-worker").account.roles_held.get()
    end_role(viewer=manager, held=held, reason="a test")
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleHeld.objects.filter(pk=held.pk).update(ended_by=held.granted_by)
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleHeld.objects.filter(pk=held.pk).update(ended_by=None)


def test_the_end_of_a_role_for_a_limited_time_may_move(as_role) -> None:
    held = as_role("inspector").account.roles_held.get()
    sooner = clock.now() + timedelta(hours=1)
    RoleHeld.objects.filter(pk=held.pk).update(ends_at=sooner)
    held.refresh_from_db()
    assert held.ends_at == sooner
