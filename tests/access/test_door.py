"""The one door for writes: who may, why, and when the authority was told."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from sightline.access import clock, door
from sightline.access.door import writing
from sightline.access.models import Change
from sightline.access.policy import Action, roles
from sightline.access.viewer import Viewer


@pytest.fixture
def officer(as_role) -> Viewer:
    return as_role("operational-lead")


@pytest.mark.parametrize("slug", list(roles()))
def test_the_door_opens_for_exactly_what_the_table_grants(slug: str, as_role) -> None:
    viewer = as_role(slug)
    for action in Action:
        if action in roles()[slug].actions:
            with writing(viewer=viewer, action=action, reason="a test"):
                continue
        with pytest.raises(PermissionDenied), writing(viewer=viewer, action=action, reason="a test"):
            pytest.fail("the door opened")


def test_a_write_says_who_when_and_why(officer) -> None:
    with writing(
        viewer=officer, action=Action.RECORD_FACTS, reason=" The school rang. ", told_by="The office"
    ) as session:
        pass
    change = Change.objects.get(pk=session.change.pk)
    assert (change.actor, change.role, change.action) == (officer.account, "operational-lead", "record_facts")
    assert (change.reason, change.told_by) == ("The school rang.", "The office")
    assert change.received_at == change.recorded_at
    assert not change.is_back_dated


@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_a_write_without_a_reason_is_refused(officer, reason: str) -> None:
    before = Change.objects.count()
    with (
        pytest.raises(ValueError, match="reason"),
        writing(viewer=officer, action=Action.RECORD_FACTS, reason=reason),
    ):
        pytest.fail("the door opened")
    assert Change.objects.count() == before


def test_what_is_told_tomorrow_is_not_known_today(officer) -> None:
    with (
        pytest.raises(ValueError, match="future"),
        writing(
            viewer=officer,
            action=Action.RECORD_FACTS,
            reason="a test",
            received_at=clock.now() + timedelta(minutes=1),
        ),
    ):
        pytest.fail("the door opened")


def test_what_was_told_on_an_earlier_day_shows_as_back_dated(officer) -> None:
    told = clock.now() - timedelta(days=3)
    with writing(viewer=officer, action=Action.RECORD_FACTS, reason="a test", received_at=told) as session:
        assert session.received_at == told
    assert session.change.is_back_dated


def test_a_write_that_fails_leaves_nothing_behind(officer) -> None:
    before = Change.objects.count()
    with pytest.raises(RuntimeError), writing(viewer=officer, action=Action.RECORD_FACTS, reason="a test"):
        raise RuntimeError
    assert Change.objects.count() == before


def test_the_database_itself_refuses_a_change_without_a_reason_or_received_after_it_was_recorded(
    officer,
) -> None:
    moment = clock.now()
    good = {
        "actor": officer.account,
        "role": "operational-lead",
        "action": "record_facts",
        "reason": "a test",
        "received_at": moment,
        "recorded_at": moment,
    }
    for fault in ({"reason": ""}, {"received_at": moment + timedelta(seconds=1)}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Change.objects.create(**good | fault)


def test_what_must_follow_a_write_runs_before_it_ends_and_undoes_it_by_failing(officer, monkeypatch) -> None:
    seen = []
    monkeypatch.setattr(door, "_after_write", [])
    door.after_write(lambda session: seen.append((session.touched, session.everybody)))
    with writing(viewer=officer, action=Action.RECORD_FACTS, reason="a test") as session:
        session.touched.add(5)
        session.touch_everybody()
        assert not seen
    assert seen == [({5}, True)]

    def fail(session) -> None:
        raise RuntimeError

    door.after_write(fail)
    before = Change.objects.count()
    with pytest.raises(RuntimeError), writing(viewer=officer, action=Action.RECORD_FACTS, reason="a test"):
        pass
    assert Change.objects.count() == before


def test_registering_the_same_function_twice_runs_it_once(officer, monkeypatch) -> None:
    runs = []

    def note(session) -> None:
        runs.append(session)

    monkeypatch.setattr(door, "_after_write", [])
    door.after_write(note)
    door.after_write(note)
    with writing(viewer=officer, action=Action.RECORD_FACTS, reason="a test"):
        pass
    assert len(runs) == 1
