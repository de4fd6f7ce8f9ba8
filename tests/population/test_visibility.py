"""What a role may not see is neither shown, found, ordered by, counted nor guessed from a date or from a word."""

import json
from dataclasses import asdict
from datetime import date
from typing import Any

import pytest

from sightline.access.policy import FieldClass
from sightline.access.viewer import Viewer
from sightline.population.entries import reason_counts_of, selected
from sightline.population.filters import Filters
from sightline.population.queries import one_child, the_list
from sightline.population.scope import Scope
from sightline.population.tables import provider_kinds
from sightline.population.visibility import hidden_classes
from sightline.record.door import add
from sightline.record.models import (
    Address,
    Circumstance,
    ExpectedEvent,
    LastSeen,
    Notice,
    Placement,
    Registration,
    Review,
)
from tests.population.recording import Recorder

START = date(2026, 10, 5)
# Words that tell of custody or illness wherever they stand.
TELLING = (
    "custody",
    "court",
    "secure",
    "Larch",
    "release",
    "medical",
    "hospital",
    "ill",
    "mental",
    "looks after",
)


@pytest.fixture
def guarded(recorder: Recorder, today) -> int:
    """A child in custody, ill, looked after, of Traveller background, with a part-time timetable at school."""
    today("2026-11-20")
    with recorder.writing() as session:
        person = recorder.person(
            session, surname="Sample", forename="Ada", date_of_birth=date(2012, 5, 5), ethnicity="WROM"
        )
        about: dict[str, Any] = {"source_person": person, "child": person.child, "valid_from": START}
        school = recorder.school("mainstream")
        add(
            session,
            [
                Registration(**about, establishment=school, status="C"),
                Registration(**about, establishment=recorder.school("Beech House", "hospital"), status="S"),
                Notice(**about, establishment=school, kind="part-time", hours_offered=10, reason="medical"),
                Placement(
                    **about,
                    provider=recorder.provider("Larch House", "secure"),
                    arranged_by="court",
                    reason="in-custody",
                    reason_words="remanded by the court",
                ),
                Placement(
                    **about,
                    provider=recorder.provider("Motor workshop", "vocational"),
                    arranged_by="health",
                    reason="a code of our own",
                    reason_words="after the hospital",
                ),
                Circumstance(**about, kind="illness", clinician_limit_hours=8),
                Circumstance(**about, kind="looked-after", authority_code="999"),
                Circumstance(**about, kind="traveller"),
                ExpectedEvent(**about, kind="release", expected_on=date(2026, 12, 1)),
                Review(**about, due_on=date(2026, 12, 14)),
                LastSeen(**about, seen_by="A nurse"),
                Address(**about, line="A refuge", postcode="ZZ1 1AA", authority_code="999", shielded=True),
            ],
        )
    today("2026-11-23")
    return person.child_id


def everything_shown(viewer: Any, child: int) -> str:
    """Every word that the list and the child's page give a viewer, as one text."""
    stored = the_list(viewer).rows
    computed = the_list(viewer, as_at=date(2026, 11, 22)).rows
    found = one_child(viewer, child)
    assert found is not None
    shown = [
        *(asdict(row) for row in (*stored, *computed)),
        asdict(found.row),
        asdict(found.assessment),
        asdict(found.identity),
        asdict(found.situation) | {"calendar": None},
    ]
    return json.dumps(shown, default=str)


@pytest.mark.parametrize("role", ["school", "partner", "provider", "family"])
def test_a_role_without_health_and_custody_reads_no_word_of_either(
    recorder: Recorder, look_as, guarded, role
):
    keys = {
        "school": ("school", recorder.school("mainstream").urn),
        "partner": ("service", "officers"),
        "provider": ("provider", recorder.provider("Motor workshop").key),
        "family": ("family", f"SL-{guarded:06d}"),
    }
    viewer = look_as(role, *keys[role])
    text = everything_shown(viewer, guarded)

    words = [
        word
        for word in TELLING
        if f"{word} " in text or f"{word}-" in text or f'{word}"' in text or f"{word}." in text
    ]
    assert not words
    assert "WROM" not in text
    assert "2026-12-01" not in text


def test_a_key_worker_sees_health_and_not_custody(recorder: Recorder, look_as, guarded):
    viewer = look_as("key-worker", "authority")
    [row] = the_list(viewer).rows

    slugs = [reason["slug"] for reason in row.reasons]
    assert "medical" in slugs and "in-custody" not in slugs
    assert row.withheld == ("reason", "place")
    assert row.clinician_limit == 8
    assert row.next_change is None
    assert (row.next_date, [due["date"] for due in row.dates_due]) == (date(2026, 12, 14), ["2026-12-14"])
    assert [place["name"] for place in row.providers] == ["withheld", "Motor workshop", "Beech House"]


def reasons_counted(viewer: Viewer) -> dict[str, int]:
    hidden = hidden_classes(viewer)
    return reason_counts_of(selected(Scope(viewer), Filters(), hidden), hidden)


def test_hidden_reasons_are_not_found_counted_or_ordered_by(recorder: Recorder, look_as, guarded):
    officer, worker = recorder.viewer, look_as("key-worker", "authority")
    larch = recorder.provider("Larch House").key

    for filters in (Filters(reasons=("in-custody",)), Filters(provider=larch)):
        assert the_list(officer, filters=filters).total == 1
        assert the_list(worker, filters=filters).total == 0
        assert the_list(worker, filters=filters, as_at=date(2026, 11, 22)).total == 0
    assert "in-custody" in reasons_counted(officer)
    assert "in-custody" not in reasons_counted(worker)
    assert the_list(worker, order="since").rows[0].since == START


def test_a_child_on_the_list_for_a_hidden_reason_alone_is_there_with_the_reason_withheld(
    recorder: Recorder, look_as
):
    with recorder.writing() as session:
        person = recorder.person(session, date_of_birth=date(2012, 5, 5))
        about: dict[str, Any] = {"source_person": person, "child": person.child, "valid_from": START}
        roll = Registration(**about, establishment=recorder.school("mainstream"), status="C")
        add(session, [roll, Circumstance(**about, kind="in-custody")])
    viewer = look_as("key-worker", "authority")
    [row] = the_list(viewer).rows

    assert (row.standing, row.reasons, row.primary_reason) == ("on", [], "")
    assert (row.why, row.since, row.withheld) == ("Reason withheld.", None, ("reason", "since"))
    found = one_child(viewer, person.child_id)
    assert found is not None
    assert (found.assessment.why, found.assessment.primary, found.assessment.since) == (
        "Reason withheld.",
        None,
        None,
    )
    assert "criminal" not in found.assessment.rests_on


def test_who_sees_every_class_sees_everything(recorder: Recorder, guarded):
    [row] = the_list(recorder.viewer).rows
    assert row.withheld == ()
    assert row.next_date == date(2026, 12, 1)
    found = one_child(recorder.viewer, guarded)
    assert found is not None
    assert found.identity.ethnicity == "WROM"
    assert found.assessment.hours.comparators.clinician is not None
    assert found.situation.seen_on == (START,)


def test_a_shielded_address_gives_no_locality_and_no_postcode(recorder: Recorder, look_as, guarded):
    found = one_child(look_as("senior-officer"), guarded)
    assert found is not None
    assert found.identity.postcode == ""
    assert found.row.locality_id is None


def test_a_child_without_a_roll_or_provision_told_is_shown_so_to_every_role(recorder: Recorder, look_as):
    with recorder.writing() as session:
        person = recorder.person(session, date_of_birth=date(2012, 5, 5))
        whereabouts = Circumstance(
            source_person=person, child=person.child, kind="whereabouts-unknown", valid_from=START
        )
        add(session, [whereabouts])
    found = one_child(look_as("partner", "service", "officers"), person.child_id)
    assert found is not None
    assert not found.assessment.on_roll.is_known
    assert not found.assessment.provision.is_known
    assert found.row.withheld == ("reason", "since")


def test_every_kind_of_place_has_a_class_that_a_role_can_have():
    assert {kind.field_class for kind in provider_kinds().values()} <= set(FieldClass)
