"""What the list can be narrowed to: each filter in its own words, the same for what is stored and what is computed."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.population.bands import HOURS_BANDS, PART_TIME
from sightline.population.filters import UNKNOWNS, YEAR_NOT_KNOWN, Filters
from sightline.population.models import ListEntry
from sightline.population.queries import the_list
from sightline.population.rules import assess
from sightline.population.spec import cases, situation_of
from sightline.population.tables import OFF, ON, TO_BE_CHECKED
from sightline.record.door import add
from sightline.record.models import Child, Circumstance, KeyPerson, LastSeen, Notice, Registration, Review
from tests.population.recording import Recorder

TODAY = date(2026, 11, 23)
START = date(2026, 10, 5)
LATER = date(2026, 11, 2)
quarters = st.integers(0, 160).map(lambda number: Decimal(number) / 4)


@pytest.fixture
def three(recorder: Recorder, today) -> dict[str, int]:
    """Ada, with an overdue review and a key person; Bo, of whom little is known; Cy, who is younger."""
    today("2026-11-20")
    about = {
        "Ada": {"born": date(2012, 5, 5), "from": START, "hours": 8, "review": date(2026, 11, 19)},
        "Bo": {"born": None, "from": LATER, "hours": None, "review": None},
        "Cy": {"born": date(2018, 5, 5), "from": LATER, "hours": 12, "review": date(2026, 11, 30)},
    }
    found = {}
    for name, told in about.items():
        with recorder.writing() as session:
            person = recorder.person(session, forename=name, surname="Sample", date_of_birth=told["born"])
            fact = {"source_person": person, "child": person.child, "valid_from": told["from"]}
            school = recorder.school("mainstream")
            facts = [
                Registration(**fact, establishment=school, status="C"),
                Notice(**fact, establishment=school, kind="part-time", hours_offered=told["hours"]),
            ]
            facts += [Review(**fact, due_on=told["review"])] if told["review"] else []
            facts += [KeyPerson(**fact, name="Una Key"), LastSeen(**fact)] if name == "Ada" else []
            add(session, facts)
        found[name] = person.child_id
    today(TODAY.isoformat())
    return found


FOUND = [
    (Filters(hours="5-10"), "Ada"),
    (Filters(hours="10-15"), "Cy"),
    (Filters(hours="not known"), "Bo"),
    (Filters(unknown=("hours planned",)), "Bo"),
    (Filters(unknown=("date of birth",)), "Bo"),
    (Filters(unknown=("last seen",)), "Bo Cy"),
    (Filters(unknown=("placement",)), ""),
    (Filters(unknown=("date of birth", "last seen")), "Bo Cy"),
    (Filters(since_from=LATER), "Bo Cy"),
    (Filters(since_before=LATER), "Ada"),
    (Filters(since_from=START, since_before=START), ""),
    (Filters(next_before=TODAY), "Ada"),
    (Filters(next_from=TODAY, next_before=date(2026, 11, 30)), ""),
    (Filters(next_from=TODAY, next_before=date(2026, 12, 1)), "Cy"),
    (Filters(no_next_date=True), "Bo"),
    (Filters(review_before=TODAY), "Ada"),
    (Filters(key_people=("Una Key", "Una K")), "Ada"),
    (Filters(key_people=("",)), "Bo Cy"),
    (Filters(year="10"), "Ada"),
    (Filters(year=YEAR_NOT_KNOWN), "Bo"),
    (Filters(year="4", hours="10-15"), "Cy"),
]


@pytest.mark.parametrize(("filters", "names"), FOUND)
@pytest.mark.parametrize("role", ["data-officer", "key-worker"])
def test_each_filter_finds_the_same_in_the_list_and_in_the_facts(
    recorder: Recorder, look_as, three, role: str, filters: Filters, names: str
):
    viewer = look_as(role, "authority")
    expected = {three[name] for name in names.split()}
    for known_on in (None, date(2026, 11, 22)):
        listing = the_list(viewer, filters=filters, as_at=TODAY, known_on=known_on)
        assert {row.child_id for row in listing.rows} == expected, known_on
        assert listing.total == len(expected)


def test_a_school_finds_its_pupils_off_the_list_too_in_the_list_and_in_the_facts(
    recorder: Recorder, look_as, today
):
    today("2026-11-20")
    there = {}
    for kind, status in (("mainstream", "C"), ("secure", "C")):
        school = recorder.school(kind)
        with recorder.writing() as session:
            person = recorder.person(session, forename=kind, surname="Plain", date_of_birth=date(2012, 5, 5))
            about = {"source_person": person, "child": person.child, "valid_from": START}
            add(session, [Registration(**about, establishment=school, status=status)])
        there[school.urn] = person.child_id
    today(TODAY.isoformat())
    mainstream, secure = there
    for role, urn, found in (
        ("data-officer", mainstream, {there[mainstream]}),
        ("key-worker", mainstream, {there[mainstream]}),
        ("key-worker", secure, set()),
    ):
        for known_on in (None, date(2026, 11, 22)):
            everybody = Filters(standing=(ON, TO_BE_CHECKED, OFF), school=urn)
            listing = the_list(look_as(role, "authority"), filters=everybody, as_at=TODAY, known_on=known_on)
            assert {row.child_id for row in listing.rows} == found, (role, urn, known_on)


def test_children_whom_another_room_found_are_found_in_the_list_and_in_the_facts(look_as, three):
    viewer = look_as("data-officer", "authority")
    found = Child.objects.filter(pk__in=[three["Ada"], three["Cy"]]).values_list("pk", flat=True)
    for known_on in (None, date(2026, 11, 22)):
        for filters, expected in (
            (Filters(children=found), {three["Ada"], three["Cy"]}),
            (Filters(children=found, hours="10-15"), {three["Cy"]}),
            (Filters(children=found.none()), set()),
        ):
            listing = the_list(viewer, filters=filters, as_at=TODAY, known_on=known_on)
            assert {row.child_id for row in listing.rows} == expected, (filters, known_on)


def test_what_a_role_does_not_show_is_not_found_to_be_unknown(recorder: Recorder, look_as, three):
    partner = look_as("partner", "service", "officers")
    for known_on in (None, date(2026, 11, 22)):
        for filters in (Filters(unknown=("last seen",)), Filters(unknown=("looked after by",))):
            assert the_list(partner, filters=filters, as_at=TODAY, known_on=known_on).total == 0


def test_since_is_asked_of_the_reasons_that_the_role_shows(recorder: Recorder, look_as, three):
    """Ada has been ill since June, as a service tells today: who may not know of it reads of October, and asks so."""
    june = date(2026, 6, 1)
    with recorder.writing() as session:
        child = Child.objects.get(pk=three["Ada"])
        ill = Circumstance(
            source_person=child.source_persons.get(), child=child, kind="illness", valid_from=june
        )
        add(session, [ill])
    partner = look_as("partner", "service", "officers")
    for as_at in (TODAY, date(2026, 11, 22)):
        for viewer, asked, total in (
            (recorder.viewer, Filters(since_before=START), 1),
            (partner, Filters(since_before=START), 0),
            (partner, Filters(since_from=START, since_before=LATER), 1),
            (partner, Filters(since_from=START), 3),
        ):
            assert the_list(viewer, filters=asked, as_at=as_at).total == total, (viewer, asked, as_at)


def test_every_unknown_of_the_spec_can_be_asked_for_and_has_the_class_that_it_says():
    named = {
        (one.field, one.field_class)
        for case in cases()
        for answer in case.answers
        for one in assess(situation_of(case), answer.on).unknowns
    }
    assert named <= {(field, field_class.value) for field, field_class in UNKNOWNS.items()}
    assert len(named) > 5


@given(st.none() | quarters, quarters.filter(bool))
def test_every_number_of_hours_is_in_exactly_one_band(planned: Decimal | None, full: Decimal):
    row = SimpleNamespace(hours_planned=planned, comparator_hours=full)
    bands = [band.slug for band in HOURS_BANDS.values() if band.covers(row)]
    assert len(bands) == 1
    assert PART_TIME.covers(row) == (planned is not None and 0 < planned < full)


def test_a_band_is_the_same_as_a_condition_and_as_a_test(recorder: Recorder, three):
    """Each hour from none to thirty, against a full time of 21 and of 25."""
    child = three["Ada"]
    shown = the_list(recorder.viewer, filters=Filters(text=f"SL-{child:06d}")).rows[0]
    for full in (Decimal(21), Decimal(25)):
        for planned in (None, *(Decimal(half) / 2 for half in range(0, 61))):
            ListEntry.objects.filter(pk=child).update(hours_planned=planned, comparator_hours=full)
            shown.hours_planned, shown.comparator_hours = planned, full
            for band in HOURS_BANDS.values():
                stored = ListEntry.objects.filter(band.entries, pk=child).exists()
                assert stored == band.covers(shown), (band.slug, planned, full)
