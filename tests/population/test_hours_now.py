"""Hours of one day, part by part: whose word counts, and what is left not known."""

from datetime import date
from decimal import Decimal

import pytest

from sightline.domain.hours import Session
from sightline.domain.known import Knowable, Known, NotKnown
from sightline.domain.periods import Period
from sightline.population.assessment import Assessment, Part
from sightline.population.calendars import Entry, authority_calendar
from sightline.population.rules import assess
from sightline.population.situation import (
    Circumstance,
    HoursOfWeek,
    Noticed,
    OnRoll,
    Placed,
    ProvidedBy,
    School,
    Situation,
    TaughtHours,
    Timetabled,
)

MONDAY = date(2026, 11, 16)
TODAY = date(2026, 11, 24)
SINCE = Period(date(2026, 9, 1), None)
WINDOW = Period(date(2024, 9, 1), date(2028, 9, 1))
SCHOOL = School(1, "900001", "A school", "mainstream")
UNIT = School(2, "900002", "A unit", "alternative")
TUTORS = ProvidedBy(1, "", "Tutors", "home-tuition")
WORKSHOP = ProvidedBy(2, "", "A workshop", "vocational")
TEN, FIVE, NOT_TOLD = Known(Decimal(10)), Known(Decimal(5)), NotKnown("not told")


def situation(**facts) -> Situation:
    """A child of Year 9 who lives here and is on the school's roll, but for what is given."""
    values = {
        "home": "999",
        "calendar": authority_calendar((), WINDOW),
        "date_of_birth": Known(date(2013, 5, 5)),
        "rolls": (OnRoll(SCHOOL, SINCE),),
    } | facts
    return Situation(**values)


def parts(answer: Assessment) -> dict[str, Part]:
    assert isinstance(answer.provision, Known)
    return {part.name: part for part in answer.provision.value}


def lesson(weekday: int, start: int, end: int, **where) -> Timetabled:
    return Timetabled(Session(weekday, start * 60, end * 60), SINCE, **where)


def week(
    planned: Knowable, offered: Knowable = NOT_TOLD, attended: Knowable = NOT_TOLD, **where
) -> HoursOfWeek:
    return HoursOfWeek(MONDAY, planned, offered, attended, **where)


def placed(
    provider: ProvidedBy, hours: Knowable = NOT_TOLD, arranged_by: str = "authority", **more
) -> Placed:
    return Placed(provider, SINCE, hours=hours, arranged_by=arranged_by, **more)


def test_the_timetable_comes_before_the_weeks_plan_and_that_before_the_placements_hours():
    told = {"placements": (placed(TUTORS, Known(Decimal(3))),)}
    assert parts(assess(situation(**told), TODAY))["Tutors"].planned == Known(Decimal(3), "the provider")
    told["weeks"] = (week(TEN, FIVE, NOT_TOLD, provider=1),)
    answer = assess(situation(**told), TODAY)
    assert parts(answer)["Tutors"].planned == TEN
    assert (answer.hours.offered.known_part, answer.hours.attended.is_known) == (Decimal(5), False)
    assert (answer.hours.reference_week, answer.hours.open_days) == (MONDAY, 5)
    told["timetable"] = (lesson(0, 9, 11, provider=1),)
    assert parts(assess(situation(**told), TODAY))["Tutors"].planned == Known(Decimal(2), "the timetable")


def test_two_programmes_of_one_provider_are_one_part_and_unknown_if_one_of_them_is():
    both = (placed(TUTORS, FIVE, programme="Mornings"), placed(TUTORS, TEN, programme="Afternoons"))
    assert assess(situation(placements=both), TODAY).hours.planned.known_part == Decimal(15)
    one_untold = (placed(TUTORS, FIVE), Placed(TUTORS, Period(None, None), arranged_by="authority"))
    part = parts(assess(situation(placements=one_untold), TODAY))["Tutors"]
    assert (part.planned.is_known, part.since) == (False, None)


def test_lessons_at_the_same_time_with_two_providers_count_once():
    answer = assess(
        situation(
            placements=(placed(TUTORS), placed(WORKSHOP)),
            timetable=(
                lesson(0, 9, 12, provider=1),
                lesson(0, 11, 13, provider=2),
                lesson(1, 9, 10, provider=2),
            ),
        ),
        TODAY,
    )
    assert parts(answer)["A workshop"].overlap == Decimal(1)
    assert answer.hours.planned.known_part == Decimal(5)


def test_the_own_schools_timetable_counts_beside_a_providers():
    answer = assess(
        situation(
            placements=(placed(WORKSHOP, arranged_by="school"),),
            timetable=(lesson(0, 9, 12, provider=2), lesson(1, 9, 15, school=1)),
        ),
        TODAY,
    )
    assert answer.hours.planned.known_part == Decimal(9)
    assert answer.hours.planned.is_known


@pytest.mark.parametrize(
    ("told", "planned"),
    [
        ({"timetable": (lesson(0, 9, 11, school=2),)}, Known(Decimal(2), "the timetable")),
        ({"weeks": (week(TEN, school=2),)}, TEN),
        ({"notices": (Noticed("part-time", SINCE, 2, hours=FIVE),)}, FIVE),
        ({}, NotKnown("the school has not told us how many hours")),
    ],
)
def test_a_units_hours_are_those_that_it_tells_of(told, planned):
    answer = assess(situation(rolls=(OnRoll(UNIT, SINCE),), **told), TODAY)
    assert parts(answer)["A unit"].planned == planned


def test_a_unit_that_is_a_provider_as_well_is_one_part():
    provider = ProvidedBy(7, UNIT.urn, "The same unit", "pupil-referral-unit")
    answer = assess(situation(rolls=(OnRoll(UNIT, SINCE),), placements=(placed(provider, TEN),)), TODAY)
    assert set(parts(answer)) == {"The same unit"}


def test_the_own_schools_word_of_the_week_comes_before_its_notice():
    answer = assess(
        situation(
            notices=(Noticed("part-time", SINCE, 1, hours=TEN),),
            weeks=(week(FIVE, FIVE, Known(Decimal(4)), school=1),),
        ),
        TODAY,
    )
    part = parts(answer)["A school"]
    assert (part.planned, part.offered, part.attended) == (FIVE, FIVE, Known(Decimal(4)))


def test_a_notice_that_names_no_school_is_of_the_childs_own():
    answer = assess(situation(notices=(Noticed("part-time", SINCE, None, hours=TEN),)), TODAY)
    assert answer.hours.planned.known_part == Decimal(10)


def test_a_school_that_has_told_its_taught_week_is_taken_at_its_word():
    taught = (TaughtHours(4, Decimal(27), SINCE), TaughtHours(3, Decimal(26), SINCE))
    school = School(1, "900001", "A school", "mainstream", taught)
    answer = assess(situation(rolls=(OnRoll(school, SINCE),)), TODAY)
    assert parts(answer)["A school"].planned == Known(Decimal(26), "the school’s own taught week")


def test_below_year_1_full_time_is_assumed_as_for_year_1():
    answer = assess(situation(date_of_birth=Known(date(2022, 5, 5))), TODAY)
    assert answer.year == 0
    assert answer.hours.planned.known_part == Decimal(21)


def test_closed_days_lower_the_open_days_of_the_reference_week():
    closed = Entry("closure", "", Period(date(2026, 11, 19), date(2026, 11, 21)))
    term = Entry("term", "Autumn term", Period(date(2026, 9, 1), date(2026, 12, 19)))
    calendar = authority_calendar((term, closed), WINDOW)
    answer = assess(situation(calendar=calendar, placements=(placed(TUTORS, TEN),)), TODAY)
    assert (answer.hours.reference_week, answer.hours.open_days) == (MONDAY, 3)


def test_custody_and_a_unit_with_no_word_of_teaching_leave_the_week_not_known():
    for kind in ("in-custody", "mental-health-in-patient", "whereabouts-unknown"):
        answer = assess(situation(rolls=(), circumstances=(Circumstance(kind, SINCE),)), TODAY)
        assert not answer.provision.is_known
        assert not answer.hours.planned.is_known


def test_a_medical_need_on_no_roll_leaves_the_provision_not_known():
    answer = assess(situation(rolls=(), circumstances=(Circumstance("illness", SINCE),)), TODAY)
    assert answer.provision == NotKnown("nobody has told us where the child is educated")
