"""An authority's record, somebody who may write to it, and people in every role who look at it."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from sightline.access.models import Account, RoleHeld
from sightline.access.viewer import Viewer, viewer_for
from tests.population.recording import Recorder

LookAs = Callable[..., Viewer]


@pytest.fixture
def look_as(db) -> LookAs:
    """Makes a viewer in a role: `look_as("key-worker", "locality", "north")`."""

    def make(role: str, scope_kind: str = "authority", scope_key: str = "") -> Viewer:
        account = Account.objects.create_account(
            email=f"{role}.{Account.objects.count()}@ambershire.example", name=role
        )
        RoleHeld.objects.create(
            account=account,
            role=role,
            scope_kind=scope_kind,
            scope_key=scope_key,
            granted_at=datetime(2026, 1, 1, tzinfo=UTC),
        )
        return viewer_for(account)

    return make


@pytest.fixture
def officer(look_as: LookAs) -> Viewer:
    """The data officer, who sees everything and writes."""
    return look_as("data-officer")


@pytest.fixture
def recorder(officer: Viewer) -> Recorder:
    """Writes made-up children into the record, as the data officer."""
    recorder = Recorder(officer)
    recorder.authority()
    return recorder


@pytest.fixture
def today(settings):
    """Sets the day it is: `today("2026-11-23")`."""

    def make(day: str) -> None:
        settings.SIGHTLINE_TODAY = day

    return make
