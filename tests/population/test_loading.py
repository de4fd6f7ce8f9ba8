"""From the record to situations: what is referred to is read as it was known, and nothing is read as nought."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pytest

from sightline.access.door import Writing
from sightline.domain.known import Known, NotKnown
from sightline.population.loading import Loaded, Loading
from sightline.population.models import ListEntry, ListPlace, ListReason, StandingPeriod
from sightline.population.queries import the_list
from sightline.population.rules import assess
from sightline.record.door import add, correct, supersede
from sightline.record.links import new_children
from sightline.record.models import (
    Address,
    CalendarEntry,
    Circumstance,
    EstablishmentVersion,
    ExpectedEvent,
    KeyPerson,
    LastSeen,
    Locality,
    LocalityArea,
    NextStep,
    Notice,
    Placement,
    PossibleMatch,
    Programme,
    ProviderVersion,
    Registration,
    Review,
    SourcePerson,
    SourcePersonVersion,
    StaffMember,
    StaffMemberVersion,
    TaughtWeek,
    TimetableSession,
    WeeklyHours,
)
from tests.population.recording import Recorder

TODAY = date(2026, 11, 23)
START = date(2026, 10, 5)


@pytest.fixture(autouse=True)
def a_monday_in_november(today):
    today(TODAY.isoformat())


@pytest.fixture
def person(recorder: Recorder) -> SourcePerson:
    """A child on a school's roll."""
    with recorder.writing() as session:
        person = recorder.person(session, date_of_birth=date(2013, 5, 5))
        school = recorder.school("mainstream")
        add(session, [Registration(**about(person), establishment=school, status="C")])
    return person


def about(person: SourcePerson, **values: Any) -> dict[str, Any]:
    return {"source_person": person, "child": person.child, "valid_from": START} | values


def loaded(person: SourcePerson, on: date = TODAY, known_on: date | None = None) -> Loaded:
    """The child as read among many, which is how it is read whole."""
    [one] = Loading(on, known_on).children([person.child_id])
    found = Loading(on, known_on).whole(person.child_id)
    assert found is not None and found[0] == one
    return one


def test_facts_of_every_kind_become_plain_values(recorder: Recorder, person: SourcePerson):
    provider = recorder.provider("college")
    officer = StaffMember.objects.create(key="s1", name="An Officer", phone="01234 567890")
    monday = date(2026, 11, 16)
    with recorder.writing() as session:
        programme = Programme.objects.create(provider=provider, name="Bricks", change=session.change)
        add(
            session,
            [
                Placement(
                    **about(person), provider=provider, programme=programme, review_on=date(2026, 12, 7)
                ),
                WeeklyHours(
                    **about(person, valid_from=monday, valid_to=date(2026, 11, 23)),
                    provider=provider,
                    hours_offered=Decimal(0),
                ),
                TimetableSession(
                    **about(person), provider=provider, weekday=1, starts=time(9, 15), ends=time(12)
                ),
                KeyPerson(**about(person), staff_member=officer),
                LastSeen(**about(person), seen_by="A nurse"),
                Review(**about(person), due_on=date(2026, 12, 1)),
                Review(**about(person), due_on=date(2026, 11, 1), held_on=date(2026, 11, 2)),
                NextStep(**about(person), due_on=date(2026, 11, 30), description="Ring the school"),
                NextStep(**about(person), due_on=date(2026, 11, 29), done_on=date(2026, 11, 20)),
                ExpectedEvent(**about(person), kind="move", expected_on=date(2027, 1, 4)),
                ExpectedEvent(
                    **about(person), kind="birth", expected_on=date(2026, 12, 2), state="cancelled"
                ),
            ],
        )
    situation = loaded(person).situation
    [placed], [week], [lesson] = situation.placements, situation.weeks, situation.timetable
    assert (placed.programme, placed.hours) == ("Bricks", NotKnown("the provider has not told us"))
    assert (week.monday, week.offered, week.attended.is_known) == (monday, Known(Decimal(0)), False)
    assert (lesson.session.start, lesson.session.end) == (9 * 60 + 15, 12 * 60)
    assert [one.name for one in situation.key_people] == ["An Officer"]
    assert situation.seen_on == (START,)
    answer = assess(situation, TODAY)
    assert answer.key_person is not None and answer.key_person.phone == "01234 567890"
    assert [(due.due_on.isoformat(), due.what) for due in answer.dates_due] == [
        ("2026-11-30", "Next step"),
        ("2026-12-01", "Review"),
        ("2026-12-07", "Review of the placement"),
        ("2027-01-04", "Expected: move to another area"),
    ]


def test_a_week_long_past_is_read_for_the_childs_own_page_only(recorder: Recorder, person: SourcePerson):
    with recorder.writing() as session:
        week = about(person, valid_from=date(2026, 3, 2), valid_to=date(2026, 3, 9))
        add(session, [WeeklyHours(**week, establishment=recorder.school("mainstream"))])
    [among_many] = Loading(TODAY).children([person.child_id])
    assert among_many.situation.weeks == ()
    found = Loading(TODAY).whole(person.child_id)
    assert found is not None and len(found[0].situation.weeks) == 1


def test_a_key_person_who_is_no_member_of_staff_has_the_name_that_was_told(
    recorder: Recorder, person: SourcePerson
):
    with recorder.writing() as session:
        add(session, [KeyPerson(**about(person), name="A Mentor", phone="01234 567891")])
    [key_person] = loaded(person).situation.key_people
    assert (key_person.name, key_person.phone) == ("A Mentor", "01234 567891")


def test_a_new_name_of_a_child_or_of_its_key_person_shows_at_once(recorder: Recorder, person: SourcePerson):
    officer = StaffMember.objects.create(key="s1", name="An Officer")
    with recorder.writing() as session:
        add(session, [KeyPerson(**about(person), staff_member=officer)])
    with recorder.writing() as session:
        correct_name(session, person, surname="Renamed")
    assert ListEntry.objects.get().surname == "Renamed"
    with recorder.writing() as session:
        StaffMember.objects.filter(pk=officer.pk).update(name="Another Name")
        add(session, [StaffMemberVersion(staff_member=officer, name="Another Name")])
    assert ListEntry.objects.get().key_person == "Another Name"


def correct_name(session: Writing, person: SourcePerson, **sent: Any) -> None:
    """A sender sends a child's row again with something changed."""
    supersede(session, SourcePersonVersion.objects.filter(source_person=person))
    add(session, [SourcePersonVersion(source_person=person, forename="Ada", **sent)])


def test_a_last_seen_without_a_day_says_nothing(recorder: Recorder, person: SourcePerson):
    with recorder.writing() as session:
        add(session, [LastSeen(**about(person, valid_from=None), seen_by="Somebody")])
    assert loaded(person).situation.seen_on == ()


def test_schools_providers_and_staff_are_read_as_they_were_known(recorder: Recorder):
    school, provider = recorder.school("mainstream"), recorder.provider("college")
    officer = StaffMember.objects.create(key="s1", name="New Name")
    first = EstablishmentVersion(establishment=school, name="mainstream", group="alternative")
    with recorder.writing(received_at=datetime(2026, 11, 2, 12, tzinfo=UTC)) as session:
        person = recorder.person(session, date_of_birth=date(2013, 5, 5))
        add(
            session,
            [
                first,
                Registration(**about(person), establishment=school, status="C"),
                Placement(**about(person), provider=provider),
                KeyPerson(**about(person), staff_member=officer),
            ],
        )
    with recorder.writing() as session:
        supersede(session, [first])
        add(
            session,
            [
                EstablishmentVersion(establishment=school, name="mainstream", group="mainstream"),
                ProviderVersion(provider=provider, name="college", kind="vocational"),
                StaffMemberVersion(staff_member=officer, name="Told Later"),
            ],
        )

    then = loaded(person, known_on=date(2026, 11, 10)).situation
    now = loaded(person).situation

    assert then.rolls[0].school.group == "alternative"
    assert now.rolls[0].school.group == "mainstream"
    # What was told of them only later is the first that was ever told: the facts named them already.
    assert (then.placements[0].provider.kind, then.key_people[0].name) == ("vocational", "Told Later")
    assert (now.placements[0].provider.kind, now.key_people[0].name) == ("college", "New Name")


def test_a_school_is_known_by_its_present_row_where_no_version_was_ever_told(recorder: Recorder, today):
    with recorder.writing(received_at=datetime(2026, 11, 2, 12, tzinfo=UTC)) as session:
        person = recorder.person(session)
        add(session, [Registration(**about(person), establishment=recorder.school("special"), status="C")])
    assert loaded(person, known_on=date(2026, 11, 10)).situation.rolls[0].school.group == "special"


def test_a_schools_own_taught_week_and_calendar_are_read(recorder: Recorder, person: SourcePerson):
    school = recorder.school("mainstream")
    with recorder.writing() as session:
        add(
            session,
            [
                TaughtWeek(establishment=school, key_stage=3, hours=Decimal(26), valid_from=date(2026, 9, 1)),
                TaughtWeek(establishment=school, key_stage=4, hours=None),
                CalendarEntry(
                    establishment=school, kind="closure", valid_from=TODAY, valid_to=date(2026, 11, 24)
                ),
                CalendarEntry(
                    kind="term", name="Autumn term", valid_from=date(2026, 9, 1), valid_to=date(2026, 12, 19)
                ),
            ],
        )
        session.touch_everybody()
    situation = loaded(person).situation
    assert not situation.calendar.is_school_day(TODAY)
    assert not situation.calendar.assumed
    assert assess(situation, TODAY).hours.planned.known_part == Decimal(26)
    assert ListEntry.objects.get().hours_planned == Decimal(26)


def test_where_the_child_lives_follows_from_a_postcode_of_our_own_when_nobody_says(recorder: Recorder):
    with recorder.writing() as session:
        locality = Locality.objects.create(key="north", name="North")
        add(session, [LocalityArea(locality=locality, postcode_sector="ZZ1 1")])
        by_name = recorder.person(session, postcode="ZZ1 1AA")
        by_address = recorder.person(session)
        add(session, [Address(**about(by_address, valid_from=None), postcode="ZZ1 1BB")])
        elsewhere = recorder.person(session, postcode="ZZ9 9AA")
        told = recorder.person(session, postcode="ZZ1 1AA", home_authority="998")
        moving = recorder.person(session, postcode="ZZ9 9AA")
        add(session, [Address(**about(moving, valid_from=date(2026, 12, 1)), postcode="ZZ1 1BB")])
    for person in (by_name, by_address):
        found = loaded(person)
        assert [one.authority_code for one in found.situation.residences] == ["999"]
        assert found.locality == locality.pk
    assert loaded(elsewhere).situation.residences == ()
    assert loaded(elsewhere).locality is None
    assert [one.authority_code for one in loaded(told).situation.residences] == ["998"]
    assert (loaded(moving).locality, loaded(moving).moves_on) == (None, date(2026, 12, 1))
    assert ListEntry.objects.get(child=moving.child_id).next_change == date(2026, 12, 1)


def test_the_address_in_force_that_was_received_last_gives_the_locality(recorder: Recorder):
    with recorder.writing() as session:
        for key, sector in (("north", "ZZ1 1"), ("south", "ZZ2 2")):
            locality = Locality.objects.create(key=key, name=key)
            add(session, [LocalityArea(locality=locality, postcode_sector=sector)])
    with recorder.writing(received_at=datetime(2026, 11, 2, 12, tzinfo=UTC)) as session:
        person = recorder.person(session)
        add(session, [Address(**about(person, valid_from=None), postcode="ZZ1 1AA")])
    with recorder.writing() as session:
        add(session, [Address(**about(person, valid_from=None), postcode="ZZ2 2AA")])
    assert Locality.objects.get(pk=loaded(person).locality).key == "south"


def test_an_open_question_who_it_is_was_open_until_it_was_decided(recorder: Recorder, today):
    today("2026-11-16")
    with recorder.writing() as session:
        first, second = recorder.person(session), recorder.person(session)
        question = PossibleMatch.objects.create(
            first=first, second=second, why="a test", change=session.change
        )
    today(TODAY.isoformat())
    assert loaded(first).maybe_same_as and loaded(second).maybe_same_as
    with recorder.writing() as session:
        question.state, question.decided = PossibleMatch.State.LEFT_APART, session.change
        question.save()
    assert not loaded(first).maybe_same_as
    assert loaded(first, known_on=date(2026, 11, 18)).maybe_same_as
    assert not loaded(first, known_on=TODAY).maybe_same_as


def test_a_correction_is_known_from_the_day_it_came(recorder: Recorder, today):
    today("2026-11-16")
    with recorder.writing() as session:
        person = recorder.person(session, date_of_birth=date(2013, 5, 5))
        school = recorder.school("mainstream")
        roll = Registration(**about(person), establishment=school, status="C")
        notice = Notice(**about(person), kind="part-time", establishment=school, hours_offered=Decimal(5))
        add(session, [roll, notice])
    today(TODAY.isoformat())
    with recorder.writing() as session:
        correct(session, Notice.objects.get(), hours_offered=Decimal(15))
    for known_on, hours in ((date(2026, 11, 18), 5), (TODAY, 15)):
        [row] = the_list(recorder.viewer, as_at=date(2026, 11, 18), known_on=known_on).rows
        assert row.hours_planned == hours


def test_home_education_that_is_no_longer_listed_is_marked_so(recorder: Recorder):
    from sightline.record.models import GoneFromFeed

    with recorder.writing() as session:
        person = recorder.person(session)
        add(session, [Circumstance(**about(person), kind="home-education")])
        add(session, [GoneFromFeed(source_person=person, child=person.child, noticed_on=TODAY)])
    assert loaded(person).situation.circumstances[0].gone_on == TODAY


def test_nobody_is_read_whole_of_whom_no_source_tells(recorder: Recorder):
    with recorder.writing() as session:
        [nobody] = new_children(session, 1)
    assert Loading(TODAY).whole(nobody.pk) is None
    assert Loading(TODAY).whole(12345) is None


def test_a_record_without_an_authority_has_no_home(recorder: Recorder):
    from sightline.record.models import Installation

    Installation.objects.all().delete()
    assert Loading(TODAY).reference.home == ""


def test_rows_of_the_list_name_nobody_in_their_own_text(recorder: Recorder, person: SourcePerson):
    with recorder.writing() as session:
        add(session, [Notice(**about(person), kind="part-time", establishment=recorder.school("mainstream"))])
    rows = (
        ListEntry.objects.get(),
        ListReason.objects.get(),
        ListPlace.objects.get(),
        StandingPeriod.objects.get(),
    )
    assert [str(row) for row in rows] == [
        f"list entry of child {person.child_id}",
        f"part-time-timetable of {person.child_id}",
        f"place of {person.child_id}",
        f"standing of child {person.child_id} from 2026-11-23",
    ]


def test_children_near_and_far_apart_are_read_alike_and_nobody_between(recorder: Recorder):
    with recorder.writing() as session:
        children = [recorder.person(session, surname=f"Sample {number}").child_id for number in range(12)]
    for wanted in (children[:2], children[:3:2], [children[0], children[-1]]):
        assert [one.child for one in Loading(TODAY).children(wanted)] == wanted
