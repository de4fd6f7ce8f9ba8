"""What changed since a moment: by what was so then and is so now, within the scope and the classes of who asks."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sightline.population import changes
from sightline.population.changes import changes_since
from sightline.record.door import add, correct
from sightline.record.models import (
    Child,
    Circumstance,
    GoneFromFeed,
    Locality,
    LocalityArea,
    Notice,
    Placement,
    Registration,
    Source,
    SourcePerson,
    WeeklyHours,
)
from tests.population.recording import Recorder

START = date(2026, 10, 5)
LOOKED = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def a_friday(today):
    today("2026-11-20")


def at_school(
    recorder: Recorder, *kinds: str, school: str = "mainstream", part_time: bool = True
) -> SourcePerson:
    """A child on a roll, with a part-time timetable of eight hours, and circumstances of these kinds."""
    with recorder.writing() as session:
        person = recorder.person(session, date_of_birth=date(2013, 5, 5))
        about = about_of(person)
        facts: list[Any] = [Registration(**about, establishment=recorder.school(school), status="C")]
        if part_time:
            facts.append(
                Notice(**about, establishment=recorder.school(school), kind="part-time", hours_offered=8)
            )
        add(session, facts + [Circumstance(**about, kind=kind) for kind in kinds])
    return person


def about_of(person: SourcePerson) -> dict[str, Any]:
    return {"source_person": person, "child": person.child, "valid_from": START}


def told(viewer) -> dict[str, list[tuple[int, str]]]:
    """Every kind of which there is a change, with the child and the words of each."""
    return {
        kind: [(one.child, one.words) for one in found]
        for kind, found in changes_since(viewer, LOOKED).items()
        if found
    }


def test_nothing_changed(recorder: Recorder):
    at_school(recorder)
    assert told(recorder.viewer) == {}


def test_who_came_on_who_is_to_be_checked_and_who_came_off(recorder: Recorder, today):
    stays, leaves, doubtful = (at_school(recorder) for _ in range(3))
    today("2026-11-23")
    came = at_school(recorder)
    ticked = at_school(recorder, "severe-absence", part_time=False)
    with recorder.writing() as session:
        correct(session, Notice.objects.get(child=leaves.child), valid_to=date(2026, 11, 22))
        correct(session, Notice.objects.get(child=doubtful.child), valid_to=date(2026, 11, 22))
        add(session, [Circumstance(**about_of(doubtful), kind="severe-absence")])
    assert told(recorder.viewer) == {
        "came on": [(came.child_id, "Part-time timetable")],
        "to be checked": [(doubtful.child_id, "Rarely attends"), (ticked.child_id, "Rarely attends")],
        "came off": [(leaves.child_id, "was on the list before")],
    }
    assert stays.child_id not in {one for found in told(recorder.viewer).values() for one, _ in found}
    with recorder.writing() as session:
        correct(session, Circumstance.objects.get(child=ticked.child), valid_to=date(2026, 11, 22))
    assert ticked.child_id not in dict(told(recorder.viewer)["to be checked"]), "came and went in between"


def test_one_to_be_checked_who_is_so_no_more(recorder: Recorder, today):
    ticked = at_school(recorder, "severe-absence", part_time=False)
    today("2026-11-23")
    with recorder.writing() as session:
        correct(session, Circumstance.objects.get(child=ticked.child), valid_to=date(2026, 11, 22))
    assert told(recorder.viewer) == {"came off": [(ticked.child_id, "was to be checked before")]}


def test_a_reason_that_is_hidden_has_not_changed(recorder: Recorder, look_as, today):
    child = at_school(recorder)
    today("2026-11-23")
    with recorder.writing() as session:
        add(session, [Circumstance(**about_of(child), kind="illness")])
    words = "Medical need; Part-time timetable; before, part-time timetable"
    assert told(recorder.viewer) == {"reasons": [(child.child_id, words)]}
    assert told(look_as("partner", "service", "officers")) == {}


def test_who_is_on_for_a_hidden_reason_alone_is_told_of_without_it(recorder: Recorder, look_as, today):
    today("2026-11-23")
    child = at_school(recorder, "in-custody", part_time=False)
    found = told(look_as("key-worker", "authority"))
    assert found == {"came on": [(child.child_id, "No reason that your role shows")]}


def test_a_reason_that_the_rules_no_longer_know_is_left_out(recorder: Recorder, monkeypatch, today):
    today("2026-11-23")
    child = at_school(recorder, "illness")
    known = {slug: one for slug, one in changes.reasons().items() if slug != "medical"}
    monkeypatch.setattr(changes, "reasons", lambda: known)
    assert told(recorder.viewer) == {"came on": [(child.child_id, "Part-time timetable")]}


def test_hours_that_were_told_anew(recorder: Recorder, today):
    noticed, placed, same = (at_school(recorder) for _ in range(3))
    with recorder.writing() as session:
        base = recorder.provider("area-base")
        add(session, [Placement(**about_of(placed), provider=base, hours_planned=None)])
    today("2026-11-23")
    with recorder.writing() as session:
        correct(session, Notice.objects.get(child=noticed.child), hours_offered=Decimal("12.5"))
        correct(session, Placement.objects.get(child=placed.child), hours_planned=Decimal(10))
        correct(session, Notice.objects.get(child=same.child), words="As before.")
    assert told(recorder.viewer) == {
        "hours": [
            (noticed.child_id, "12.5 hours a week; before, 8"),
            (placed.child_id, "10 hours a week; before, not known"),
        ]
    }
    with recorder.writing() as session:
        correct(session, Placement.objects.get(child=placed.child), hours_planned=None)
        correct(session, Notice.objects.get(child=noticed.child), hours_offered=None)
    assert told(recorder.viewer) == {"hours": [(noticed.child_id, "not known; before, 8")]}


def test_a_week_that_is_planned_otherwise_than_the_last(recorder: Recorder, today):
    other, same, first = (at_school(recorder) for _ in range(3))

    def week(person: SourcePerson, monday: date, hours: int) -> WeeklyHours:
        return WeeklyHours(
            **about_of(person) | {"valid_from": monday, "valid_to": monday + timedelta(days=7)},
            establishment=recorder.school("mainstream"),
            hours_planned=hours,
        )

    with recorder.writing() as session:
        add(session, [week(person, date(2026, 11, 9), 8) for person in (other, same)])
    today("2026-11-23")
    with recorder.writing() as session:
        planned = ((other, 6), (same, 8), (first, 5))
        add(session, [week(person, date(2026, 11, 16), hours) for person, hours in planned])
    assert told(recorder.viewer) == {"hours": [(other.child_id, "6 hours a week; before, 8")]}


def test_who_left_a_senders_list_if_the_sender_may_be_named(recorder: Recorder, look_as, today):
    child = at_school(recorder)
    unit = recorder.provider("Larch House", "secure")
    Source.objects.create(slug="larch", title="Larch House", kind=Source.Kind.PROVIDER, provider=unit)
    with recorder.writing() as session:
        held = recorder.person(session, child.child, source="larch", feed="provider-roll")
    today("2026-11-23")
    with recorder.writing() as session:
        noticed = {"child": child.child, "noticed_on": date(2026, 11, 23)}
        add(session, [GoneFromFeed(source_person=person, **noticed) for person in (child, held)])
    words = [f"Not in the list of {name} of 23 November 2026" for name in ("Officers", "Larch House")]
    assert [said for _, said in told(recorder.viewer)["gone"]] == words
    assert told(look_as("key-worker", "authority"))["gone"] == [(child.child_id, words[0])]


def test_only_children_in_scope_are_told_of(recorder: Recorder, look_as, today):
    north = Locality.objects.create(key="north", name="North")
    with recorder.writing() as session:
        add(session, [LocalityArea(locality=north, establishment=recorder.school("mainstream"))])
    today("2026-11-23")
    mine = at_school(recorder)
    at_school(recorder, school="mainstream B")
    assert told(look_as("team-leader", "locality", "north")) == {
        "came on": [(mine.child_id, "Part-time timetable")]
    }
    with pytest.raises(PermissionDenied):
        changes_since(look_as("governor", "figures"), LOOKED)


def test_as_many_queries_for_twenty_changes_as_for_two(recorder: Recorder, today):
    today("2026-11-23")

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            changes_since(recorder.viewer, LOOKED)
        return len(captured)

    at_school(recorder)
    few = queries()
    for _ in range(20):
        at_school(recorder, "illness")
    assert queries() == few
    assert Child.objects.count() == 21
