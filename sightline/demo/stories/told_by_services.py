"""Stories that a service tells of, and no provider: health, justice, welfare, behaviour, admissions, social care.

One service's word is evidence: where a school says nothing of the child's week, the child is to be checked. What is
told beside nothing else leaves the hours not known, never nought.
"""

from decimal import Decimal

from sightline.demo.lives import BLANK, YES, Expected, Life, PartTime
from sightline.demo.pictures import school_key
from sightline.demo.places import AUTHORITY_CODE
from sightline.demo.schools import HOSPITAL
from sightline.demo.stories import services
from sightline.demo.stories.teller import (
    NONE_AT_ALL,
    OLDER_YEARS,
    SETTLED_YEARS,
    Story,
    Teller,
    tell_of,
)

_NOTHING = (NONE_AT_ALL, NONE_AT_ALL, NONE_AT_ALL)
# What is usual in Year 11 (Local Government Ombudsman, 2011).
_YEAR_11 = Decimal(25)


def in_a_unit(teller: Teller) -> Life:
    """In a mental health unit by the service's own word; nobody tells what is taught there."""
    life = teller.child(OLDER_YEARS)
    start = teller.ago(10, 60)
    unit = teller.provider("in-patient-mental-health")
    services.mental_health(life, "in-patient", start, unit=unit, expected_discharge=teller.ahead(15))
    life.expected = Expected("on", ("alternative-provision", "camhs-inpatient"), start)
    return life


def with_the_community_team(teller: Teller) -> Life:
    """With the mental health service in the community since autumn, and since then at school part time by notice."""
    life = teller.child(OLDER_YEARS)
    life.roll.full_time = BLANK
    hours, start = teller.hours("6", "9", "12"), teller.ago(8, 20)
    services.mental_health(life, "community", start, limit=hours)
    life.part_time.append(PartTime(life.roll.school, start, hours, review=teller.ahead(8)))
    life.expected = Expected("on", ("camhs-community", "part-time-timetable"), start, hours, hours, None)
    return life


def with_the_community_team_at_school(teller: Teller) -> Life:
    """With the mental health service in the community, and at school full time by the school's own word: off."""
    life = teller.child(OLDER_YEARS)
    life.roll.full_time = YES
    services.mental_health(life, "community", teller.ago(20, 70), school_place="yes")
    return life


def in_hospital(teller: Teller) -> Life:
    """In hospital for weeks, ten hours a week of lessons there by the hospitals' word; nobody counts them."""
    life = teller.child(SETTLED_YEARS)
    life.roll.full_time = BLANK
    start, ward = teller.ago(12, 40), teller.lot.choice(teller.schools.of(HOSPITAL))
    services.hospital_stay(
        life,
        start,
        evidence=start,
        hospital=teller.provider_of(ward),
        taught=Decimal(10),
        school=life.roll.school,
    )
    life.expected = Expected("on", ("alternative-provision", "medical"), start, Decimal(10))
    return life


def long_ill(teller: Teller) -> Life:
    """Out of school ill for weeks by the school's own return; nothing was arranged."""
    life = teller.child(SETTLED_YEARS)
    life.roll.full_time = BLANK
    start = teller.ago(18, 24)
    cells = {"First day missed": start, "Reason": "medical", "Expected back": teller.ahead(15)}
    tell_of(life, "long-absence", school_key(life.roll.school), start, cells)
    life.expected = Expected("on", ("medical",), start, *_NOTHING)
    return life


def expecting(teller: Teller) -> Life:
    """Pregnant by the antenatal service's word; her school says nothing of her week: to be checked."""
    life = teller.child((11,))
    while life.person.sex != "F":
        life = teller.child((11,))
    life.roll.full_time = BLANK
    known = teller.ago(12, 40)
    cells = {
        "Known since": known,
        "Expected date of birth": teller.ahead(60),
        "Agreed to sharing": "by duty",
    }
    tell_of(life, "antenatal", services.ANTENATAL, known, cells)
    life.expected = Expected("to be checked", ("pregnant-or-young-mother",), known)
    return life


def on_remand(teller: Teller) -> Life:
    """In custody by the youth justice service's word, with fifteen hours of lessons that nobody counts."""
    life = teller.child((10, 11))
    start = teller.ago(10, 40)
    services.custody(
        life,
        start,
        setting=teller.provider("secure"),
        education=Decimal(15),
        school=life.roll.school,
        roll_kept="yes",
        expected_release=teller.ahead(20),
    )
    life.expected = Expected("on", ("in-custody",), start, Decimal(15))
    return life


def released_without_a_place(teller: Teller) -> Life:
    """Released, and no school has a place; since when none has had one the service does not say."""
    life = teller.newcomer(11)
    services.custody(life, teller.ago(60, 70), released=teller.ago(8, 14), school_place="no")
    life.expected = Expected("on", ("awaiting-place", "from-custody"), None, *_NOTHING)
    return life


def come_from_abroad(teller: Teller) -> Life:
    """Come from abroad, and waiting for a place since the first day here."""
    return _arrived(teller, "new-to-country", "new-to-country")


def come_from_another_area(teller: Teller) -> Life:
    """Moved here from another area, and waiting for a place."""
    return _arrived(teller, "moved-in", "moved-no-place")


def travelling(teller: Teller) -> Life:
    """Of a travelling family, and waiting for a place."""
    return _arrived(teller, "traveller", "traveller")


def looked_after_and_moved(teller: Teller) -> Life:
    """Looked after, moved to a carer here, and waiting for a place."""
    life = _arrived(teller, "moved-in", "moved-no-place")
    since = life.expected.since
    if since is None:
        raise ValueError("the day of arrival is known")
    services.looked_after(life, teller.ago(150, 200), AUTHORITY_CODE)
    reasons = ("awaiting-place", "looked-after-no-place", "moved-no-place")
    life.expected = Expected("on", reasons, since, *_NOTHING)
    return life


def asked_for_a_place(teller: Teller) -> Life:
    """Applied for a place after a move, and nobody has offered one."""
    life = teller.newcomer(teller.lot.randint(3, 10))
    applied = teller.ago(12, 40)
    cells = {"Applied on": applied, "Moved here on": applied, "Address": life.person.home.address}
    tell_of(life, "admissions", services.ADMISSIONS, applied, cells)
    life.expected = Expected("on", ("awaiting-place", "moved-no-place"), applied, *_NOTHING)
    return life


def no_school_can_meet_the_need(teller: Teller) -> Life:
    """On a mainstream roll kept from before; the plan names no school, and a specialist place is waited for."""
    life = teller.child((3, 4, 5, 6, 9, 10))
    life.roll.full_time = BLANK
    life.sen, life.sen_type, life.plan_authority = "E", "ASD", AUTHORITY_CODE
    since = teller.ago(20, 60)
    cells = {
        "SEN provision": "E",
        "Plan issued": teller.ago(150, 200),
        "Maintaining authority": AUTHORITY_CODE,
        "Primary need": "ASD",
        "Awaiting specialist place": "yes",
        "Awaiting a place since": since,
    }
    tell_of(life, "send", services.SPECIAL_NEEDS, since, cells)
    life.expected = Expected("on", ("complex-needs-no-place",), since)
    return life


def nobody_knows_where(teller: Teller) -> Life:
    """The family has gone, nobody knows where to; the school has not taken the child off its roll."""
    life = teller.child(SETTLED_YEARS)
    since = teller.ago(10, 30)
    services.welfare_case(
        life,
        "whereabouts-unknown",
        since,
        enquiries="Home visited twice, neighbours asked, letter sent.",
        last_place="At home, at the end of the summer holidays",
    )
    life.expected = Expected("on", ("whereabouts-unknown",), since)
    return life


def hardly_ever_there(teller: Teller) -> Life:
    """On a full timetable and hardly ever there; nobody has made a plan: to be checked."""
    life = teller.child((11,))
    life.roll.full_time = YES
    since = teller.ago(10, 40)
    services.welfare_case(life, "severe-absence", since)
    life.expected = Expected("to be checked", ("low-attendance-plan",), since, _YEAR_11, _YEAR_11)
    return life


def coming_back_by_steps(teller: Teller) -> Life:
    """On a full timetable, hardly ever there, with the welfare service's plan for coming back."""
    life = teller.child((11,))
    life.roll.full_time = YES
    since = teller.ago(10, 40)
    services.welfare_case(
        life,
        "low-attendance-plan",
        since,
        plan="Two afternoons with a mentor, then mornings, then full days",
        review=teller.ahead(6),
        step="Visit the family",
        by_whom="Education welfare officer",
        by_when=teller.ahead(3),
    )
    life.expected = Expected("on", ("low-attendance-plan",), since, _YEAR_11, _YEAR_11)
    return life


def part_time_by_a_plan(teller: Teller) -> Life:
    """Part time at school by the behaviour support service's plan; the school has sent no notice of its own."""
    life = teller.child(SETTLED_YEARS)
    life.roll.full_time = BLANK
    start, hours = teller.ago(10, 40), teller.hours("8", "10", "12.5")
    cells = {
        "Plan from": start,
        "School": life.roll.school,
        "Part time at school": "yes",
        "Hours a week at school": hours,
        "Full time by": teller.ahead(20),
        "Review date": teller.ahead(6),
    }
    tell_of(life, "behaviour-support", services.BEHAVIOUR_SUPPORT, start, cells)
    life.expected = Expected("on", ("behaviour-plan", "part-time-timetable"), start, hours, hours, None)
    return life


def _arrived(teller: Teller, came_from: str, reason: str) -> Life:
    """A family that has come to live here and waits for a place: no school has told of the child."""
    life = teller.newcomer(teller.lot.randint(2, 10))
    first = teller.ago(8, 40)
    services.arrival(life, came_from, first)
    life.expected = Expected("on", tuple(sorted(("awaiting-place", reason))), first, *_NOTHING)
    return life


STORIES = (
    Story("unit-by-health", "In a mental health unit, by the service’s word", 0.4, in_a_unit),
    Story(
        "community-part-time", "Community mental health, part time at school", 0.8, with_the_community_team
    ),
    Story(
        "community-full-time",
        "Community mental health, full time at school",
        6.0,
        with_the_community_team_at_school,
    ),
    Story("in-hospital", "In hospital, lessons that nobody counts", 0.6, in_hospital),
    Story("long-ill", "Ill for weeks, by the school’s return", 1.0, long_ill),
    Story("expecting", "Pregnant, by the antenatal service’s word", 0.3, expecting),
    Story("custody-by-justice", "In custody, by the youth justice service’s word", 0.2, on_remand),
    Story("released-without-a-place", "Released without a place", 0.2, released_without_a_place),
    Story("arrived-from-abroad", "Come from abroad, waiting for a place", 1.5, come_from_abroad),
    Story("arrived-from-another-area", "Come from another area, waiting", 1.0, come_from_another_area),
    Story("arrived-travelling", "Of a travelling family, waiting for a place", 0.3, travelling),
    Story("looked-after-and-moved", "Looked after, moved, waiting for a place", 0.2, looked_after_and_moved),
    Story("asked-for-a-place", "Applied for a place, nothing offered", 1.0, asked_for_a_place),
    Story("specialist-place-awaited", "No school can meet the need", 0.6, no_school_can_meet_the_need),
    Story("whereabouts-unknown", "Nobody knows where the child is", 0.5, nobody_knows_where),
    Story("hardly-ever-there", "Hardly ever at school, and no plan", 1.5, hardly_ever_there),
    Story("coming-back-by-steps", "Hardly ever at school, with a plan", 1.0, coming_back_by_steps),
    Story("plan-by-behaviour-support", "Part time by a behaviour plan", 0.8, part_time_by_a_plan),
)
