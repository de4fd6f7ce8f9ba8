"""People who sign in: who adds them, what role over what, and that the door can always be opened again."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from sightline.access import clock
from sightline.access.accounts import (
    OPERATOR,
    AccountRefused,
    add_account,
    deactivate,
    end_role,
    give_role,
    set_password,
    set_up_operator,
)
from sightline.access.models import Account, AccountEvent, Change, RoleHeld
from sightline.access.viewer import roles_in_force

PASSWORD = "seven made-up horses"


def give(viewer, account, role="key-worker", scope_kind="locality", scope_key="north", **more) -> RoleHeld:
    return give_role(
        viewer=viewer,
        account=account,
        role=role,
        scope_kind=scope_kind,
        scope_key=scope_key,
        reason="a test",
        **more,
    )


def events(account: Account) -> list[str]:
    return list(account.events.order_by("id").values_list("kind", flat=True))


def test_set_up_makes_an_operator_who_is_the_actor_of_the_first_change(db) -> None:
    operator = set_up_operator()
    [first] = Change.objects.all()
    assert (operator.email, first.actor, first.action) == (OPERATOR, operator, "manage_accounts")
    assert [held.role for held in roles_in_force(operator)] == ["data-officer", "administrator"]
    assert {held.granted_by for held in operator.roles_held.all()} == {first}
    assert not operator.has_usable_password()


def test_setting_up_again_changes_nothing(operator) -> None:
    assert set_up_operator() == operator
    assert Change.objects.count() == 1


def test_no_operator_slips_into_a_record_that_others_have_written_in(db) -> None:
    officer = Account.objects.create_account(email="officer@example.org", name="An Officer")
    moment = clock.now()
    Change.objects.create(
        actor=officer,
        role="data-officer",
        action="record_facts",
        reason="a test",
        received_at=moment,
        recorded_at=moment,
    )
    with pytest.raises(AccountRefused):
        set_up_operator()


def test_a_new_account_signs_in_with_its_password_and_holds_no_role(manager) -> None:
    account = add_account(
        viewer=manager, email="Lead@Example.org", name=" A Lead ", password=PASSWORD, reason="new in post"
    )
    assert (account.email, account.name) == ("lead@example.org", "A Lead")
    assert account.check_password(PASSWORD)
    assert not roles_in_force(account)
    event = account.events.get()
    assert (event.kind, event.change.reason, event.change.actor) == ("added", "new in post", manager.account)


@pytest.mark.parametrize(
    "fault",
    [
        {"email": "no address"},
        {"email": OPERATOR.upper()},
        {"name": "  "},
        {"password": "short"},
        {"password": "qwertyuiop123"},
        {"password": "newcomer@example.net"},
    ],
    ids=["no such address", "taken", "no name", "short", "common", "the address itself"],
)
def test_an_account_that_is_no_good_is_refused_and_nothing_is_kept(manager, fault: dict[str, str]) -> None:
    before = Change.objects.count()
    good = {"email": "newcomer@example.net", "name": "A Newcomer", "password": PASSWORD}
    with pytest.raises(AccountRefused):
        add_account(viewer=manager, reason="a test", **good | fault)
    assert Change.objects.count() == before


@pytest.mark.parametrize("role", ["operational-lead", "data-officer", "senior-officer", "family"])
def test_only_who_manages_accounts_may_touch_one(as_role, newcomer, role: str) -> None:
    viewer = as_role(role)
    held = as_role("key-worker").account.roles_held.get()
    for attempt in (
        lambda: add_account(viewer=viewer, email="b@example.org", name="B", reason="a test"),
        lambda: set_password(viewer=viewer, account=newcomer, password=PASSWORD, reason="a test"),
        lambda: give(viewer, newcomer),
        lambda: end_role(viewer=viewer, held=held, reason="a test"),
        lambda: deactivate(viewer=viewer, account=newcomer, reason="a test"),
    ):
        with pytest.raises(PermissionDenied):
            attempt()


def test_a_role_says_who_gave_it_and_over_what(manager, newcomer) -> None:
    held = give(manager, newcomer)
    assert (held.role, held.scope_kind, held.scope_key) == ("key-worker", "locality", "north")
    assert held.granted_by.actor == manager.account
    assert [held] == roles_in_force(newcomer)


def test_a_role_may_cover_several_parts(manager, newcomer) -> None:
    assert give(manager, newcomer, scope_key=" north  south ").scope_key == "north south"


@pytest.mark.parametrize(
    ("role", "scope_kind", "scope_key", "says"),
    [
        ("king", "authority", "", "no such role"),
        ("key-worker", "authority", "", "scopes only: locality"),
        ("key-worker", "locality", "", "needs a key"),
        ("family", "school", "990001", "scopes only: family"),
        ("data-officer", "authority", "north", "takes no key"),
        ("governor", "authority", "", "scopes only: figures"),
        ("key-worker", "locality", "  ", "needs a key"),
        ("key-worker", "locality", "north " * 20, "more keys"),
        ("inspector", "authority", "", "limited time"),
    ],
)
def test_a_role_over_a_scope_that_is_not_its_own_is_refused(
    manager, newcomer, role: str, scope_kind: str, scope_key: str, says: str
) -> None:
    with pytest.raises(AccountRefused, match=says):
        give(manager, newcomer, role, scope_kind, scope_key)
    assert not newcomer.roles_held.exists()


def test_an_inspector_is_let_in_until_a_day_still_to_come(manager, newcomer) -> None:
    with pytest.raises(AccountRefused, match="still to come"):
        give(manager, newcomer, "inspector", "authority", "", ends_at=clock.now())
    held = give(manager, newcomer, "inspector", "authority", "", ends_at=clock.now() + timedelta(days=4))
    assert [held] == roles_in_force(newcomer)


def test_nobody_gives_a_role_to_themselves(manager) -> None:
    with pytest.raises(AccountRefused, match="themselves"):
        give(manager, manager.account)


def test_a_role_is_held_once_and_can_be_given_again_when_it_has_ended(manager, newcomer) -> None:
    held = give(manager, newcomer)
    with pytest.raises(AccountRefused, match="already"):
        give(manager, newcomer, scope_key="south")
    end_role(viewer=manager, held=held, reason="moves south")
    again = give(manager, newcomer, scope_key="south")
    assert [again] == roles_in_force(newcomer)
    assert newcomer.roles_held.count() == 2


def test_a_limited_role_that_ran_out_can_be_given_again_and_keeps_its_own_end(
    manager, newcomer, monkeypatch
) -> None:
    ends_at = clock.now() + timedelta(days=1)
    first = give(manager, newcomer, "inspector", "authority", "", ends_at=ends_at)
    later = ends_at + timedelta(days=30)
    monkeypatch.setattr(clock, "now", lambda: later)
    second = give(manager, newcomer, "inspector", "authority", "", ends_at=later + timedelta(days=3))
    first.refresh_from_db()
    assert first.ends_at == ends_at
    assert [second] == roles_in_force(newcomer)


def test_ending_a_role_says_who_ended_it_and_cannot_be_done_twice(manager, newcomer) -> None:
    held = give(manager, newcomer)
    end_role(viewer=manager, held=held, reason="left the team")
    held.refresh_from_db()
    assert held.ended_by.reason == "left the team"
    assert not roles_in_force(newcomer)
    with pytest.raises(AccountRefused, match="ended already"):
        end_role(viewer=manager, held=held, reason="left the team")


def test_a_closed_account_has_no_role_takes_none_and_is_not_lost(manager, newcomer) -> None:
    give(manager, newcomer)
    deactivate(viewer=manager, account=newcomer, reason="left")
    newcomer.refresh_from_db()
    assert not newcomer.is_active
    assert not newcomer.roles_held.filter(ended_by__isnull=True).exists()
    assert events(newcomer) == ["added", "deactivated"]
    for attempt in (
        lambda: give(manager, newcomer),
        lambda: set_password(viewer=manager, account=newcomer, password=PASSWORD, reason="a test"),
        lambda: deactivate(viewer=manager, account=newcomer, reason="left"),
    ):
        with pytest.raises(AccountRefused, match="closed"):
            attempt()


def test_somebody_can_always_manage_accounts(manager, newcomer) -> None:
    own = manager.account.roles_held.get(role="administrator")
    for attempt in (
        lambda: end_role(viewer=manager, held=own, reason="a test"),
        lambda: deactivate(viewer=manager, account=manager.account, reason="a test"),
    ):
        with pytest.raises(AccountRefused, match="Somebody must"):
            attempt()
    give(manager, newcomer, "administrator", "authority", "")
    deactivate(viewer=manager, account=manager.account, reason="handed over")
    assert not Account.objects.get(email=OPERATOR).is_active


def test_an_administrator_for_a_limited_time_counts_until_that_time_is_over(
    manager, newcomer, monkeypatch
) -> None:
    ends_at = clock.now() + timedelta(days=1)
    give(manager, newcomer, "administrator", "authority", "", ends_at=ends_at)
    monkeypatch.setattr(clock, "now", lambda: ends_at)
    with pytest.raises(AccountRefused, match="Somebody must"):
        deactivate(viewer=manager, account=manager.account, reason="a test")


def test_a_new_password_takes_the_place_of_the_old_one_and_is_noted_without_being_shown(
    manager, newcomer
) -> None:
    set_password(viewer=manager, account=newcomer, password=PASSWORD, reason="forgotten")
    newcomer.refresh_from_db()
    assert newcomer.check_password(PASSWORD)
    assert events(newcomer) == ["added", "password set"]
    assert PASSWORD not in str(AccountEvent.objects.values()) + str(Change.objects.values())


def test_a_weak_new_password_is_refused(manager, newcomer) -> None:
    with pytest.raises(AccountRefused):
        set_password(viewer=manager, account=newcomer, password="password", reason="forgotten")
    assert not Account.objects.get(pk=newcomer.pk).has_usable_password()


def test_the_database_itself_refuses_a_role_held_twice_and_an_end_without_a_time(manager, newcomer) -> None:
    held = give(manager, newcomer)
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleHeld.objects.create(
            account=newcomer,
            role="key-worker",
            scope_kind="locality",
            scope_key="south",
            granted_at=clock.now(),
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleHeld.objects.filter(pk=held.pk).update(ended_by=held.granted_by)
