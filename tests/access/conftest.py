"""People for the tests of the access room, made the way an authority makes them."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from sightline.access import clock
from sightline.access.accounts import add_account, give_role, set_up_operator
from sightline.access.models import Account
from sightline.access.policy import SCOPE_KEYS, roles
from sightline.access.viewer import Viewer, viewer_for

MakeViewer = Callable[..., Viewer]


@pytest.fixture
def operator(db) -> Account:
    """The first account, made at set-up."""
    return set_up_operator()


@pytest.fixture
def manager(operator) -> Viewer:
    """The operator as somebody who manages accounts."""
    return viewer_for(operator, "administrator")


@pytest.fixture
def newcomer(manager) -> Account:
    """An account without a role."""
    return add_account(viewer=manager, email="newcomer@example.org", name="A Newcomer", reason="a test")


@pytest.fixture
def as_role(manager) -> MakeViewer:
    """Makes somebody with one role, over any scope that the role can have, and returns their viewer."""

    def make(role: str, *, ends_at: datetime | None = None) -> Viewer:
        account = add_account(viewer=manager, email=f"{role}@example.org", name=role, reason="a test")
        kind = sorted(roles()[role].scopes)[0]
        if roles()[role].time_limited and ends_at is None:
            ends_at = clock.now() + timedelta(days=5)
        give_role(
            viewer=manager,
            account=account,
            role=role,
            scope_kind=kind,
            scope_key="somewhere" if kind in SCOPE_KEYS else "",
            ends_at=ends_at,
            reason="a test",
        )
        return viewer_for(account)

    return make
