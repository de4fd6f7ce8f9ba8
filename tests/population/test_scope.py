"""Each viewer sees the children of the scope, and nobody else: in the list, on a day that is past, one by one."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from sightline.population.filters import Filters
from sightline.population.queries import one_child, the_list
from sightline.population.tables import OFF, ON
from sightline.record.door import add
from sightline.record.models import (
    Child,
    Locality,
    LocalityArea,
    Notice,
    Placement,
    Registration,
    reference_of,
)
from tests.population.recording import Recorder

START = date(2026, 10, 5)
TODAY = date(2026, 11, 23)


@pytest.fixture
def two_children(recorder: Recorder, today) -> tuple[int, int]:
    """One child in the north, at one school, with one provider, told of by one service; another elsewhere."""
    today("2026-11-20")
    with recorder.writing() as session:
        for name, key in (("mainstream", "north"), ("mainstream B", "south")):
            locality = Locality.objects.create(key=key, name=key.capitalize())
            add(session, [LocalityArea(locality=locality, establishment=recorder.school(name))])
        children = []
        for school, provider, source in (
            ("mainstream", "vocational", "youth-service"),
            ("mainstream B", "vocational B", "other-service"),
        ):
            person = recorder.person(session, source=source, date_of_birth=date(2013, 5, 5))
            about = {"source_person": person, "child": person.child}
            placed = Placement(**about, provider=recorder.provider(provider), valid_from=START)
            roll = Registration(**about, establishment=recorder.school(school), status="C", valid_from=START)
            subsidiary = Registration(
                **about,
                establishment=recorder.school(f"special {school}", "special"),
                status="S",
                valid_from=START,
            )
            notice = Notice(
                **about, establishment=recorder.school(school), kind="part-time", valid_from=START
            )
            add(session, [roll, subsidiary, placed, notice])
            children.append(person.child_id)
    today("2026-11-23")
    return children[0], children[1]


SCOPES = {
    "authority": lambda recorder, child: ("senior-officer", "authority", ""),
    "locality": lambda recorder, child: ("team-leader", "locality", "north"),
    "school": lambda recorder, child: ("school", "school", recorder.school("mainstream").urn),
    "subsidiary school": lambda recorder, child: (
        "school",
        "school",
        recorder.school("special mainstream", "special").urn,
    ),
    "provider": lambda recorder, child: ("provider", "provider", recorder.provider("vocational").key),
    "service": lambda recorder, child: ("partner", "service", "youth-service"),
    "family": lambda recorder, child: ("family", "family", reference_of(child)),
}


@pytest.mark.parametrize("scope", SCOPES)
def test_a_viewer_sees_the_children_of_the_scope(recorder: Recorder, look_as, two_children, scope):
    mine, others = two_children
    viewer = look_as(*SCOPES[scope](recorder, mine))
    expected = {mine, others} if scope == "authority" else {mine}

    assert {row.child_id for row in the_list(viewer).rows} == expected
    assert the_list(viewer).counts == {ON: len(expected)}
    past = the_list(viewer, as_at=date(2026, 11, 2))
    assert {row.child_id for row in past.rows} == expected
    assert past.counts == {ON: len(expected)}
    assert one_child(viewer, mine) is not None
    if scope != "authority":
        with pytest.raises(PermissionDenied):
            one_child(viewer, others)


def test_a_school_sees_its_pupils_who_are_off_the_list(recorder: Recorder, look_as, today):
    with recorder.writing() as session:
        person = recorder.person(session, date_of_birth=date(2013, 5, 5))
        school = recorder.school("mainstream")
        add(
            session,
            [Registration(source_person=person, child=person.child, establishment=school, valid_from=START)],
        )
    viewer = look_as("school", "school", school.urn)
    assert [row.child_id for row in the_list(viewer, filters=Filters(standing=(OFF,))).rows] == [
        person.child_id
    ]


def test_a_family_whose_key_holds_no_case_number_sees_nobody(recorder: Recorder, look_as, two_children):
    viewer = look_as("family", "family", "nobody")
    assert the_list(viewer).rows == ()
    with pytest.raises(PermissionDenied):
        one_child(viewer, two_children[0])
    assert Child.objects.count() == 2


def test_a_scope_of_figures_shows_no_child_whatever_the_role(recorder: Recorder, look_as, two_children):
    viewer = look_as("data-officer", "figures")
    with pytest.raises(PermissionDenied):
        the_list(viewer)
    with pytest.raises(PermissionDenied):
        one_child(viewer, two_children[0])
