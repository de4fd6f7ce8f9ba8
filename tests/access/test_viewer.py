"""Looking: one role at a time, what it sees, and one access record for everything that was shown."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from sightline.access import clock
from sightline.access.accounts import deactivate, end_role, give_role
from sightline.access.models import AccessRecord
from sightline.access.policy import Action, FieldClass
from sightline.access.viewer import roles_in_force, viewer_for, viewing


def test_an_account_without_a_role_sees_nothing(newcomer) -> None:
    with pytest.raises(PermissionDenied):
        viewer_for(newcomer)


def test_a_role_that_is_not_held_cannot_be_looked_in(as_role) -> None:
    account = as_role("key-worker").account
    with pytest.raises(PermissionDenied):
        viewer_for(account, "data-officer")


def test_a_person_with_two_roles_looks_in_one_at_a_time(operator) -> None:
    officer, administrator = viewer_for(operator), viewer_for(operator, "administrator")
    assert officer.role.slug == "data-officer"
    assert not officer.may(Action.MANAGE_ACCOUNTS)
    assert not administrator.may(Action.SEE_CHILDREN)


def test_a_viewer_for_an_action_is_in_the_first_role_that_allows_it(operator) -> None:
    assert viewer_for(operator, action=Action.TAKE_FILES).role.slug == "data-officer"
    assert viewer_for(operator, action=Action.VERIFY_AUDIT).role.slug == "administrator"
    with pytest.raises(PermissionDenied):
        viewer_for(operator, action=Action.READ_AUDIT)


def test_a_role_for_a_limited_time_runs_out_by_itself(as_role, settings) -> None:
    inspector = as_role("inspector", ends_at=clock.now() + timedelta(days=2)).account
    assert viewer_for(inspector).role.slug == "inspector"
    settings.SIGHTLINE_TODAY = "2026-11-26"
    with pytest.raises(PermissionDenied):
        viewer_for(inspector)


def test_a_role_ends_at_the_moment_it_is_said_to_end(newcomer, manager, monkeypatch) -> None:
    ends_at = clock.now() + timedelta(hours=1)
    give_role(
        viewer=manager,
        account=newcomer,
        role="inspector",
        scope_kind="authority",
        ends_at=ends_at,
        reason="a test",
    )
    monkeypatch.setattr(clock, "now", lambda: ends_at - timedelta(microseconds=1))
    assert roles_in_force(newcomer)
    monkeypatch.setattr(clock, "now", lambda: ends_at)
    assert not roles_in_force(newcomer)


def test_an_ended_role_and_a_closed_account_open_nothing(as_role, manager) -> None:
    worker, school = as_role("key-worker").account, as_role("school").account
    end_role(viewer=manager, held=worker.roles_held.get(), reason="left the team")
    deactivate(viewer=manager, account=school, reason="left the school")
    for account in (worker, school):
        with pytest.raises(PermissionDenied):
            viewer_for(account)


def test_derived_text_needs_every_class_it_is_made_from(as_role) -> None:
    worker = as_role("key-worker")
    assert worker.sees(FieldClass.HEALTH)
    assert worker.sees_all([FieldClass.HEALTH, FieldClass.SAFEGUARDING])
    assert not worker.sees_all([FieldClass.HEALTH, FieldClass.CRIMINAL])


def test_one_request_writes_one_access_record_with_everybody_it_showed(as_role) -> None:
    worker = as_role("key-worker")
    with viewing(worker, "page staff:children") as looking:
        looking.note_shown([7, 3])
        looking.note_shown([3, 11])
    [record] = AccessRecord.objects.all()
    assert (record.account, record.role, record.purpose) == (
        worker.account,
        "key-worker",
        "page staff:children",
    )
    assert record.children == [3, 7, 11]


def test_looking_at_nobody_writes_no_access_record(as_role) -> None:
    with viewing(as_role("key-worker"), "page staff:children"):
        pass
    assert not AccessRecord.objects.exists()


def test_what_was_shown_before_a_fault_is_logged_all_the_same(as_role) -> None:
    with pytest.raises(RuntimeError), viewing(as_role("key-worker"), "page staff:child") as looking:
        looking.note_shown([3])
        raise RuntimeError
    assert AccessRecord.objects.get().children == [3]


def test_the_next_request_begins_with_nobody_shown(as_role) -> None:
    worker = as_role("key-worker")
    for child in (3, 7):
        with viewing(worker, "page staff:child"):
            worker.note_shown([child])
    assert [record.children for record in AccessRecord.objects.order_by("id")] == [[3], [7]]
