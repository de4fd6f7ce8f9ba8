"""`sightline children` and `sightline nightly`: what scripts read from them, and what they refuse."""

import json
from datetime import date, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils.timezone import now

from sightline.access.accounts import set_up_operator
from sightline.access.models import AccessRecord, Change, Seal
from sightline.access.viewer import viewer_for
from sightline.cli.main import run
from sightline.population.models import ListEntry
from sightline.record.door import add
from sightline.record.models import Child, Circumstance, Notice, PossibleMatch, Registration
from tests.population.recording import Recorder


@pytest.fixture
def recorder(db, today) -> Recorder:
    """The operator of a new record writes."""
    today("2026-11-23")
    recorder = Recorder(viewer_for(set_up_operator()))
    recorder.authority()
    return recorder


def child_with(recorder: Recorder, *, hours: int | None = 8, start: date = date(2026, 10, 5), **sent) -> int:
    with recorder.writing() as session:
        person = recorder.person(session, date_of_birth=date(2013, 5, 5), **sent)
        about = {
            "source_person": person,
            "child": person.child,
            "establishment": recorder.school("mainstream"),
        }
        add(
            session,
            [
                Registration(**about, status="C", valid_from=date(2024, 9, 1)),
                Notice(**about, kind="part-time", valid_from=start, hours_offered=hours),
            ],
        )
    return person.child_id


def printed(capsys, *words: str):
    """What a command prints as JSON."""
    capsys.readouterr()
    assert run([*words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_children_as_json_has_the_keys_that_scripts_rely_on(recorder, capsys):
    child = child_with(recorder, upn="A999000000001")
    [row] = printed(capsys, "children")
    assert row["id"] == f"SL-{child:06d}"
    assert row["upn"] == "A999000000001"
    assert row["date_of_birth"] == "2013-05-05"
    assert row["standing"] == "on"
    assert row["reasons"] == ["part-time-timetable"]
    assert row["since"] == "2026-10-05"
    assert (row["hours_planned"], row["hours_offered"], row["hours_attended"]) == (8, 8, "not known")
    assert row["on_roll"] == recorder.school("mainstream").urn
    assert row["next_change"] == "2027-09-01"
    assert AccessRecord.objects.get().children == [child]


def test_what_is_not_known_says_so(recorder, capsys):
    with recorder.writing() as session:
        person = recorder.person(session)
        add(session, [Circumstance(source_person=person, child=person.child, kind="in-need")])
    [row] = printed(capsys, "children", "--standing", "to be checked")
    assert (row["date_of_birth"], row["hours_planned"], row["on_roll"]) == (
        "not known",
        "not known",
        "not known",
    )
    assert row["since"] == "not known"


def test_filters_and_days(recorder, capsys):
    child_with(recorder)
    assert printed(capsys, "children", "--as-at", "2026-10-04") == []
    assert len(printed(capsys, "children", "--as-at", "2026-10-04", "--standing", "off")) == 1
    assert printed(capsys, "children", "--known-on", "2026-10-04") == []
    assert len(printed(capsys, "children", "--reason", "part-time-timetable")) == 1
    assert printed(capsys, "children", "--reason", "medical") == []
    assert printed(capsys, "children", "--locality", "north") == []
    assert len(printed(capsys, "children", "--school", recorder.school("mainstream").urn)) == 1
    assert printed(capsys, "children", "--provider", "nobody") == []


def test_a_reason_that_there_is_not_is_refused(recorder, capsys):
    assert run(["children", "--reason", "naughty"]) == 2
    assert "permanently-excluded" in capsys.readouterr().err


def test_children_in_words(recorder, capsys, look_as):
    one, other = child_with(recorder, surname="Sample"), child_with(recorder, hours=None)
    with recorder.writing() as session:
        first, second = (Child.objects.get(pk=child).source_persons.get() for child in (one, other))
        PossibleMatch.objects.create(first=first, second=second, why="a test", change=session.change)
        session.touched.update({one, other})
    capsys.readouterr()
    assert run(["children"]) == 0
    out = capsys.readouterr().out
    assert "2 on the list, 0 to be checked" in out
    assert "may be the same" in out
    assert "8 of 24 hours" in out
    assert "not known of 24 hours" in out
    assert run(["children", "--as-at", "2026-11-01", "--known-on", "2026-11-22"]) == 0
    assert "as known on 2026-11-22: 0 on the list" in capsys.readouterr().out


def test_a_role_reads_withheld_where_it_may_not_see(recorder, capsys, look_as):
    with recorder.writing() as session:
        person = recorder.person(session, date_of_birth=date(2012, 5, 5))
        about = {"source_person": person, "child": person.child, "valid_from": date(2026, 10, 5)}
        roll = Registration(**about, establishment=recorder.school("Larch House", "secure"), status="C")
        add(session, [roll, Circumstance(**about, kind="in-custody")])
    email = look_as("key-worker", "authority").account.email
    [row] = printed(capsys, "children", "--as", email)
    assert (row["reasons"], row["since"], row["on_roll"]) == ([], "withheld", "withheld")
    assert run(["children", "--as", email]) == 0
    out = capsys.readouterr().out
    assert "withheld" in out and "custody" not in out


def test_the_night_moves_the_list_on_and_seals(recorder, capsys, today):
    child_with(recorder, start=date(2026, 11, 25))
    today("2026-11-25")
    report = printed(capsys, "nightly")
    assert (report["children_moved_on"], report["on"], report["list_made_anew"]) == (1, 1, False)
    assert report["changes_sealed"] == Change.objects.count()
    assert Seal.objects.exists()
    assert run(["nightly"]) == 0
    assert "Moved on by the calendar: 0 children." in capsys.readouterr().out


def test_the_night_clears_what_is_left_of_ended_sessions(recorder):
    """What was searched for, or typed before a time-out, is not kept longer than its session."""
    for number, ends in enumerate((timedelta(days=-1), timedelta(days=1))):
        Session.objects.create(session_key=f"{number}", session_data="", expire_date=now() + ends)

    assert run(["nightly"]) == 0

    assert list(Session.objects.values_list("session_key", flat=True)) == ["1"]


def test_the_night_makes_the_list_anew_when_the_rules_have_changed(recorder, capsys):
    child_with(recorder)
    ListEntry.objects.update(rules_version="older", standing="off")
    assert run(["nightly"]) == 0
    assert "made anew" in capsys.readouterr().out
    assert ListEntry.objects.get().standing == "on"
