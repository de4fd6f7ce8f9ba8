"""What the tests of the pages share: a made-up authority, its people, and a reader of the pages made."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.template.loader import get_template
from django.test import Client

from sightline.access.models import Account, RoleHeld
from sightline.record.models import Installation

MOMENT = datetime(2026, 9, 1, 9, tzinfo=UTC)


@pytest.fixture
def authority(db: None) -> Installation:
    """An authority that never was."""
    return Installation.objects.create(authority_code="999", name="Northmere Council", created_at=MOMENT)


@pytest.fixture
def person(db: None) -> Callable[..., Account]:
    """Make a person who signs in with a password, with the roles named, over the whole authority."""

    def make(name: str, *roles: str, password: str = "three words together") -> Account:
        email = f"{name.lower().replace(' ', '.')}@example.org"
        account = Account.objects.create_account(email=email, name=name, password=password)
        for role in roles:
            RoleHeld.objects.create(account=account, role=role, scope_kind="authority", granted_at=MOMENT)
        return account

    return make


@pytest.fixture
def browser(client: Client, authority: Installation) -> Client:
    """A browser at the made-up authority, nobody signed in."""
    return client


@pytest.fixture
def component() -> Callable[..., str]:
    """Render one macro of a component with these arguments."""

    def render(file: str, macro: str, *arguments: object, **named: object) -> str:
        module = get_template(f"components/{file}").template.module
        return str(getattr(module, macro)(*arguments, **named))

    return render
