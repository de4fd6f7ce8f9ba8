"""Schools and providers for a viewer: who may be told of which, and which children there count."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from sightline.population.places import (
    ChildrenThere,
    HoursThere,
    PlacesAsked,
    children_at_providers,
    children_at_schools,
    hours_at,
    localities_of,
    provider_shown,
    providers_shown,
    school_shown,
    schools_shown,
)
from sightline.record.door import add
from sightline.record.models import (
    Address,
    Establishment,
    Locality,
    LocalityArea,
    Notice,
    Placement,
    Registration,
)
from tests.population.recording import Recorder

START = date(2026, 10, 5)


@pytest.fixture
def places(recorder: Recorder, today) -> Recorder:
    """Two children at one school, part time: one with tuition of six hours; one who is also in a secure unit."""
    today("2026-11-20")
    north, south = (Locality.objects.create(key=key, name=key.capitalize()) for key in ("north", "south"))
    school = recorder.school("mainstream")
    with recorder.writing() as session:
        add(
            session,
            [
                LocalityArea(locality=north, postcode_sector="ZZ1 1"),
                LocalityArea(locality=south, establishment=school),
            ],
        )
        for name, postcode in (("Ada", "ZZ1 1AA"), ("Bo", "")):
            person = recorder.person(
                session, forename=name, date_of_birth=date(2013, 5, 5), postcode=postcode
            )
            about = {"source_person": person, "child": person.child, "valid_from": START}
            facts = [
                Address(source_person=person, child=person.child, authority_code="999"),
                Registration(**about, establishment=school, status="C"),
                Notice(
                    **about,
                    establishment=school,
                    kind="part-time",
                    hours_offered=10 if name == "Ada" else None,
                ),
            ]
            if name == "Ada":
                tuition = recorder.provider("home-tuition")
                facts.append(Placement(**about, provider=tuition, hours_planned=6))
            else:
                facts.append(Placement(**about, provider=recorder.provider("Larch", "secure")))
            add(session, facts)
    return recorder


def names(found) -> list[str]:
    return [one.name for one in found]


def test_who_sees_no_children_is_told_of_no_place(look_as) -> None:
    for role, scope in (("administrator", "authority"), ("governor", "figures")):
        for asking in (schools_shown, providers_shown):
            with pytest.raises(PermissionDenied):
                asking(look_as(role, scope))


ASKED = {
    "nothing asked": (PlacesAsked(), {"mainstream", "Clay", "Elm Hospital"}),
    "by name": (PlacesAsked(text="cla"), {"Clay"}),
    "by number": (PlacesAsked(text="900052"), {"Elm Hospital"}),
    "by kind": (PlacesAsked(kind="hospital"), {"Elm Hospital"}),
    "by phase": (PlacesAsked(phase="Primary"), {"Clay"}),
    "by locality": (PlacesAsked(locality="south"), {"mainstream"}),
    "elsewhere": (PlacesAsked(elsewhere=True), {"mainstream", "Clay", "Elm Hospital", "Far"}),
    "closed": (PlacesAsked(closed=True), {"mainstream", "Clay", "Elm Hospital", "Shut", "Ended"}),
}


@pytest.mark.parametrize("case", ASKED)
def test_the_schools_that_are_asked_for(case: str, places: Recorder) -> None:
    made = [
        ("900051", {"name": "Clay", "phase": "Primary", "close_date": date(2030, 8, 31)}),
        ("900052", {"name": "Elm Hospital", "group": "hospital"}),
        ("900053", {"name": "Far", "authority_code": "998"}),
        ("900054", {"name": "Shut", "status": "Closed"}),
        ("900055", {"name": "Ended", "close_date": date(2026, 8, 31)}),
        ("900056", {"name": "Named by a link", "is_stub": True}),
    ]
    for urn, values in made:
        Establishment.objects.create(**{"urn": urn, "authority_code": "999"} | values)
    asked, expected = ASKED[case]
    assert set(names(schools_shown(places.viewer, asked))) == expected


def test_a_school_of_elsewhere_stands_there_while_a_child_of_the_list_is_at_it(places: Recorder) -> None:
    Establishment.objects.update(authority_code="998")
    assert names(schools_shown(places.viewer)) == ["mainstream"]


def test_the_providers_that_are_asked_for(places: Recorder) -> None:
    assert names(providers_shown(places.viewer)) == ["Larch", "home-tuition"]
    assert names(providers_shown(places.viewer, PlacesAsked(kind="secure"))) == ["Larch"]
    assert names(providers_shown(places.viewer, PlacesAsked(text="tuit"))) == ["home-tuition"]
    assert names(providers_shown(places.viewer, PlacesAsked(text="provider-2"))) == ["Larch"]


def test_a_place_that_tells_too_much_is_not_there(places: Recorder, look_as) -> None:
    places.school("Hawthorn", "secure")
    key, urn = places.provider("Larch").key, places.school("Hawthorn").urn
    assert provider_shown(places.viewer, key) == places.provider("Larch")
    assert school_shown(places.viewer, urn) == places.school("Hawthorn")
    worker = look_as("virtual-school")
    assert names(providers_shown(worker)) == ["home-tuition"]
    assert names(schools_shown(worker)) == ["mainstream"]
    assert provider_shown(worker, key) is None
    assert school_shown(worker, urn) is None
    assert children_at_providers(worker, [places.provider("Larch").pk]) == {}


def test_a_school_that_only_a_link_names_is_found_by_its_number(places: Recorder) -> None:
    stub = Establishment.objects.create(urn="900056", is_stub=True)
    assert school_shown(places.viewer, "900056") == stub


def test_children_are_counted_within_the_scope(places: Recorder, look_as) -> None:
    school, tuition = places.school("mainstream").pk, places.provider("home-tuition").pk
    assert children_at_schools(places.viewer, [school]) == {school: ChildrenThere(2, 0, 1)}
    assert children_at_schools(look_as("key-worker", "locality", "north"), [school]) == {
        school: ChildrenThere(1, 0, 0)
    }
    assert children_at_providers(places.viewer, [tuition]) == {tuition: ChildrenThere(1, 0, 0)}
    assert children_at_providers(look_as("key-worker", "locality", "south"), [tuition]) == {}


def test_those_to_be_checked_are_counted_apart(places: Recorder) -> None:
    with places.writing() as session:
        person = places.person(session, date_of_birth=date(2013, 5, 5))
        facts = [
            Address(source_person=person, child=person.child, authority_code="999"),
            Registration(
                source_person=person,
                child=person.child,
                establishment=places.school("mainstream"),
                status="C",
                valid_from=START,
                attends_full_time="no",
            ),
        ]
        add(session, facts)
    school = places.school("mainstream").pk
    assert children_at_schools(places.viewer, [school])[school].to_be_checked == 1


def test_what_is_known_of_the_hours_at_a_provider(places: Recorder) -> None:
    tuition, larch = places.provider("home-tuition").pk, places.provider("Larch").pk
    assert hours_at(places.viewer, tuition) == HoursThere(1, 1, 0, 0, Decimal(6))
    assert hours_at(places.viewer, larch) == HoursThere(1, 0, 0, 0, Decimal(0))


def test_the_locality_of_a_school(places: Recorder) -> None:
    school = places.school("mainstream").pk
    assert localities_of([school, school + 1]) == {school: "South"}
