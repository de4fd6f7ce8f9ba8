"""The list for a viewer: filters, order, pages, counts, in the same number of queries however long it is."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sightline.access.models import AccessRecord
from sightline.access.viewer import viewing
from sightline.population.filters import Filters
from sightline.population.models import ListEntry
from sightline.population.orders import ORDERS
from sightline.population.queries import one_child, the_list
from sightline.population.tables import OFF, ON, TO_BE_CHECKED
from sightline.record.door import add, correct
from sightline.record.links import join
from sightline.record.models import (
    Child,
    Circumstance,
    KeyPerson,
    Locality,
    LocalityArea,
    Notice,
    Placement,
    PossibleMatch,
    Registration,
    Review,
)
from tests.population.recording import Recorder

TODAY = date(2026, 11, 23)
START = date(2026, 10, 5)


@pytest.fixture(autouse=True)
def a_monday_in_november(today):
    today(TODAY.isoformat())


def part_time(
    recorder: Recorder, surname: str, hours: int | None, start: date = START, school: str = "mainstream"
) -> int:
    """A child on a school's roll with a part-time timetable of so many hours; its id."""
    with recorder.writing() as session:
        person = recorder.person(session, surname=surname, forename="Ada", date_of_birth=date(2013, 5, 5))
        about = {"source_person": person, "child": person.child, "establishment": recorder.school(school)}
        add(
            session,
            [
                Registration(**about, status="C", valid_from=date(2024, 9, 1)),
                Notice(**about, kind="part-time", valid_from=start, hours_offered=hours and Decimal(hours)),
            ],
        )
    return person.child_id


def at_school(recorder: Recorder, surname: str) -> int:
    """A child on a school's roll and nothing else; its id."""
    with recorder.writing() as session:
        person = recorder.person(session, surname=surname, forename="Bo", date_of_birth=date(2013, 5, 5))
        school = recorder.school("mainstream")
        add(
            session,
            [Registration(source_person=person, child=person.child, establishment=school, valid_from=START)],
        )
    return person.child_id


def ids(listing) -> list[int]:
    return [row.child_id for row in listing.rows]


def test_filters_say_the_same_of_the_stored_list_and_of_the_facts(recorder: Recorder, today):
    today("2026-11-20")
    with recorder.writing() as session:
        north = Locality.objects.create(key="north", name="North")
        add(session, [LocalityArea(locality=north, establishment=recorder.school("mainstream"))])
    few, many, unknown = (
        part_time(recorder, name, hours) for name, hours in (("Few", 6), ("Many", 30), ("Not", None))
    )
    there = part_time(recorder, "Elsewhere", 0, school="mainstream B")
    left = at_school(recorder, "Left")
    with recorder.writing() as session:
        roll = Registration.objects.get(child=left)
        correct(session, roll, valid_to=date(2026, 11, 2), destination="Nobody knows")
        placed = Child.objects.get(pk=few)
        person = placed.source_persons.get()
        base = recorder.provider("area-base")
        add(session, [Placement(source_person=person, child=placed, provider=base, valid_from=START)])
    today(TODAY.isoformat())
    asked = [
        (Filters(), {few, unknown, there, left}),
        (Filters(standing=(OFF,)), {many}),
        (Filters(standing=(TO_BE_CHECKED,)), {left}),
        (Filters(reasons=("part-time-timetable",)), {few, unknown, there}),
        (Filters(reasons=("alternative-provision", "no-roll")), {few, left}),
        (Filters(locality="north"), {few, unknown}),
        (Filters(school=recorder.school("mainstream B").urn), {there}),
        (Filters(provider=base.key), {few}),
        (Filters(text="ada few"), {few}),
        (Filters(text=f"SL-{unknown:06d}"), {unknown}),
        (Filters(hours="not known"), {few, unknown, left}),
        (Filters(hours="none"), {there}),
        (Filters(hours="part time"), set()),
        (Filters(hours="full time", standing=(ON, OFF)), {many}),
        (Filters(roll="not known"), {left}),
        (Filters(missing_education="not known"), {left}),
        (Filters(maybe_same=True), set()),
    ]
    for filters, expected in asked:
        assert set(ids(the_list(recorder.viewer, filters=filters))) == expected, filters
        computed = the_list(recorder.viewer, filters=filters, as_at=TODAY, known_on=date(2026, 11, 22))
        assert set(ids(computed)) == expected, filters


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("order", ORDERS)
def test_pages_in_any_order_are_the_whole_list_once(recorder: Recorder, order, descending, today):
    today("2026-11-20")
    for number in range(7):
        hours = None if number == 3 else number
        child = part_time(recorder, f"Sample {number % 3}", hours, START + timedelta(days=number % 4))
        if number % 2:
            with recorder.writing() as session:
                person = Child.objects.get(pk=child).source_persons.get()
                about = {"source_person": person, "child_id": child, "valid_from": START}
                base = recorder.provider("area-base" if number == 1 else "tuition", "area-base")
                facts = [Review(**about, due_on=date(2026, 12, 1 + number))]
                facts += [Placement(**about, provider=base, hours_planned=number)]
                facts += [KeyPerson(**about, name=f"Officer {number}")]
                add(session, facts)
    today(TODAY.isoformat())
    asked = {"order": order, "descending": descending, "as_at": TODAY}
    stored = ids(the_list(recorder.viewer, **asked))
    for known_on in (None, date(2026, 11, 21)):
        whole = ids(the_list(recorder.viewer, known_on=known_on, **asked))
        pages = [
            ids(the_list(recorder.viewer, known_on=known_on, offset=offset, page_size=3, **asked))
            for offset in (0, 3, 6, 9)
        ]
        assert sum(pages, []) == whole == stored
        assert [len(page) for page in pages] == [3, 3, 1, 0]


def test_a_school_that_may_not_be_named_puts_nobody_in_order(recorder: Recorder, look_as, today):
    """The hospital school comes first by name, and for who may not know of it among those without a name."""
    today("2026-11-20")
    at = [
        part_time(recorder, "A", 5, school="mainstream"),
        part_time(recorder, "B", 5, school="hospital"),
        at_school(recorder, "C"),
    ]
    today(TODAY.isoformat())
    worker = look_as("partner", "service", "officers")
    for viewer, expected in ((recorder.viewer, [at[1], at[0]]), (worker, [at[1], at[0]])):
        for known_on in (None, date(2026, 11, 21)):
            asked = the_list(viewer, order="roll", as_at=TODAY, known_on=known_on)
            assert ids(asked) == expected
    assert the_list(worker, order="roll").rows[0].schools[0]["name"] == "withheld"


def test_the_order_by_hours_puts_those_not_known_first(recorder: Recorder):
    five, unknown, none = (
        part_time(recorder, name, hours) for name, hours in (("A", 5), ("B", None), ("C", 0))
    )
    assert ids(the_list(recorder.viewer, order="hours")) == [unknown, none, five]


def test_a_page_beyond_the_last_is_empty_and_still_counts(recorder: Recorder):
    part_time(recorder, "A", 5)
    for as_at in (TODAY, date(2026, 11, 2)):
        listing = the_list(recorder.viewer, as_at=as_at, offset=50, page_size=5)
        assert (listing.rows, listing.total) == ((), 1)


def test_the_list_takes_as_many_queries_for_fifty_children_as_for_one(recorder: Recorder):
    part_time(recorder, "A", 5)
    with CaptureQueriesContext(connection) as few:
        the_list(recorder.viewer, page_size=50)
    for number in range(50):
        part_time(recorder, f"B{number}", 5)
    with CaptureQueriesContext(connection) as many:
        the_list(recorder.viewer, page_size=50)
    assert len(many) == len(few) <= 3


def test_counts_are_given_both_ways(recorder: Recorder):
    one, other = part_time(recorder, "A", 5), part_time(recorder, "A", 5)
    at_school(recorder, "B")
    with recorder.writing() as session:
        first, second = (Child.objects.get(pk=child).source_persons.get() for child in (one, other))
        PossibleMatch.objects.create(first=first, second=second, why="the same name", change=session.change)
        session.touched.update({one, other})
    listing = the_list(recorder.viewer)
    assert listing.counts == {ON: 2}
    assert listing.maybe_same == 2
    assert listing.total == 2
    assert the_list(recorder.viewer, filters=Filters(maybe_same=True)).total == 2


def test_a_join_leaves_one_child_and_yesterday_as_known_on_it_two(recorder: Recorder, today):
    today("2026-11-20")
    one, other = part_time(recorder, "A", 5), part_time(recorder, "A", 5, school="mainstream B")
    today(TODAY.isoformat())
    with recorder.writing() as session:
        join(session, keep=Child.objects.get(pk=one), other=Child.objects.get(pk=other), why="one child")
    assert ids(the_list(recorder.viewer)) == [one]
    assert not ListEntry.objects.filter(child=other).exists()
    then = the_list(recorder.viewer, as_at=date(2026, 11, 20), known_on=date(2026, 11, 20))
    assert ids(then) == [one, other]
    joined = one_child(recorder.viewer, other)
    assert joined is not None and joined.child == one
    apart = one_child(recorder.viewer, other, known_on=date(2026, 11, 20))
    assert apart is not None and apart.child == other


def test_what_was_told_today_was_not_known_yesterday(recorder: Recorder):
    child = part_time(recorder, "A", 5)
    assert ids(the_list(recorder.viewer, as_at=date(2026, 11, 2))) == [child]
    assert ids(the_list(recorder.viewer, as_at=date(2026, 11, 2), known_on=date(2026, 11, 2))) == []
    assert one_child(recorder.viewer, child, known_on=date(2026, 11, 2)) is None


def test_every_child_shown_stands_in_the_access_log(recorder: Recorder):
    shown = [part_time(recorder, "A", 5), part_time(recorder, "B", 5)]
    at_school(recorder, "C")
    with viewing(recorder.viewer, "a test"):
        the_list(recorder.viewer)
    assert AccessRecord.objects.get().children == sorted(shown)
    with viewing(recorder.viewer, "another"):
        one_child(recorder.viewer, shown[0])
    assert AccessRecord.objects.order_by("-id")[0].children == [shown[0]]


def test_nobody_is_shown_to_who_sees_figures_only(recorder: Recorder, look_as):
    child = part_time(recorder, "A", 5)
    for role, scope in (("governor", "figures"), ("administrator", "authority")):
        viewer = look_as(role, scope)
        with pytest.raises(PermissionDenied):
            the_list(viewer)
        with pytest.raises(PermissionDenied):
            one_child(viewer, child)


def test_an_unknown_child_is_nobody(recorder: Recorder):
    assert one_child(recorder.viewer, 12345) is None


def test_a_write_moves_on_whom_the_night_should_have(recorder: Recorder, today):
    part_time(recorder, "A", 5, start=date(2026, 11, 25))
    today("2026-11-26")
    assert the_list(recorder.viewer).total == 0
    with recorder.writing():
        pass
    assert the_list(recorder.viewer).total == 1


def test_a_need_of_another_kind_shows_on_the_childs_own_page(recorder: Recorder):
    child = part_time(recorder, "A", 5)
    with recorder.writing() as session:
        person = Child.objects.get(pk=child).source_persons.get()
        add(session, [Circumstance(source_person=person, child_id=child, kind="illness", valid_from=START)])
    found = one_child(recorder.viewer, child)
    assert found is not None
    assert [reason.slug for reason in found.assessment.reasons] == ["medical", "part-time-timetable"]
    assert [one.kind for one in found.situation.circumstances] == ["illness"]
    assert (found.identity.surname, found.row.surname, found.reference) == ("A", "A", f"SL-{child:06d}")
