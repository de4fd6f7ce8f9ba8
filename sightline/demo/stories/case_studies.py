"""The case studies of the inspectors' report (Ofsted 2013, Pupils missing out on education), with made-up children."""

from datetime import date, timedelta
from decimal import Decimal

from sightline.demo import post
from sightline.demo.lives import BLANK, YES, Expected, Life, OnRoll, Placed
from sightline.demo.pictures import provider_key, school_key
from sightline.demo.schools import HOSPITAL, SECONDARY
from sightline.demo.stories import services
from sightline.demo.stories.teller import (
    NONE_AT_ALL,
    OLDER_YEARS,
    SETTLED_YEARS,
    Story,
    Teller,
    leave,
    tell_of,
)

_DAY, _WEEK = timedelta(days=1), timedelta(weeks=1)
# Year 3 begins with the school year in which a child turns eight: eight school years before Year 11.
_YEARS_SINCE_YEAR_3 = 8
_LESSONS_A_WEEK = 15
# Hours engaged in each of the last weeks: a good start, and then games.
_ENGAGED = ("9", "6", "2", "0", "0", "0")


def from_three_to_five_mornings(teller: Teller) -> Life:
    """At home for long, then at the centre on three mornings, then four, then five; a tutor in the afternoons."""
    life = teller.child(OLDER_YEARS)
    start, tutored = teller.monday_ago(55), teller.ago(10, 14)
    mornings = _place(life, teller, "area-base", start, "15", "MHN")
    teller.count_growing(life, mornings, ("9", "9", "12", "12", "15"), Decimal(1))
    lessons = _place(life, teller, "e-learning", start, "5", "MHN", end=tutored - _DAY, online="yes")
    teller.count(life, lessons, Decimal(5), Decimal(1))
    afternoons = _place(life, teller, "one-to-one", tutored, "5", "MHN")
    teller.count(life, afternoons, Decimal(5), Decimal(5))
    services.mental_health(life, "community", start, limit=Decimal(20))
    reasons = ("alternative-provision", "camhs-community")
    life.expected = Expected("on", reasons, start, Decimal(20), Decimal(20), Decimal(19))
    return life


def from_nothing_to_21_hours(teller: Teller) -> Life:
    """In the hospital school: from no lessons at all to 21 hours a week, and back to her own school in spring."""
    life = teller.child(SETTLED_YEARS)
    main, ward = life.roll, teller.lot.choice(teller.schools.of(HOSPITAL))
    start = teller.monday_ago(45)
    main.status = "M"
    life.rolls.append(OnRoll(ward, start, status="S"))
    placed = Placed(
        teller.provider_of(ward),
        start,
        Decimal(21),
        "health",
        "PHN",
        review=teller.ahead(8),
        school=main.school,
    )
    life.placements.append(placed)
    teller.count_growing(life, placed, ("0", "3", "6", "10", "15", "18", "21"), NONE_AT_ALL)
    services.hospital_stay(life, start, evidence=start, expected_discharge=teller.ahead(30))
    hours = Decimal(21)
    life.expected = Expected("on", ("alternative-provision", "medical"), start, hours, hours, hours)
    return life


def place_ready_on_release(teller: Teller) -> Life:
    """In custody till next week: the school has kept the roll, and the place is ready on the day of release."""
    life = teller.child((10, 11))
    start = teller.ago(30, 60)
    secure = teller.provider("secure")
    placed = Placed(secure, start, Decimal(25), "court", "in-custody", school=life.roll.school)
    life.placements.append(placed)
    teller.count(life, placed, Decimal(25), Decimal(24))
    services.custody(
        life,
        start,
        expected_release=teller.ahead(4),
        setting=secure,
        education=Decimal(25),
        school=life.roll.school,
        roll_kept="yes",
        school_place="yes",
    )
    life.expected = Expected("on", ("in-custody",), start, Decimal(25), Decimal(25), Decimal(24))
    return life


def released_to_a_place(teller: Teller) -> Life:
    """Released a few weeks ago, and on the roll of another school, full time, from that very day."""
    life = teller.child((10, 11), (SECONDARY,))
    start, released = teller.ago(70, 80), teller.ago(12, 16)
    old = leave(life, teller.day_before(released), "registered_elsewhere", "Another school of the county")
    others = [school for school in teller.schools.all if school.kind.slug == "independent"]
    life.rolls.append(OnRoll(teller.lot.choice(others), released, full_time=YES))
    services.custody(life, start, released=released, school=old.school, roll_kept="yes", school_place="yes")
    return life


def off_her_examination_course(teller: Teller) -> Life:
    """A young mother, on track for good grades, taken off her examination courses for lessons in parenting."""
    life = teller.child((11,))
    while life.person.sex != "F":
        life = teller.child((11,))
    school, known = life.roll.school, teller.ago(80, 90)
    born = start = teller.ago(20, 30)
    group = next(
        provider for provider in teller.providers if provider.name == "Young Parents' Learning Group"
    )
    placed = Placed(
        group, start, Decimal(10), "authority", "pregnant-or-young-mother", "section-19", school=school
    )
    life.placements.append(placed)
    teller.count(life, placed, Decimal(10), Decimal(8))
    # Her school says nothing of her week since: she does not attend, and is not taken off the roll.
    life.roll.full_time = BLANK
    tell_of(
        life,
        "antenatal",
        services.ANTENATAL,
        born,
        {"Known since": known, "Baby born": born, "Agreed to sharing": "agreed"},
    )
    _courses(teller, life, start)
    functional = {"Subject": "Mathematics", "Qualification": "Functional skills", "Level": "1"}
    tell_of(
        life,
        "attainment",
        provider_key(group),
        start,
        functional | {"Awarding board": "NCFE", "Course from": start},
    )
    reasons = ("alternative-provision", "pregnant-or-young-mother")
    life.expected = Expected("on", reasons, start, Decimal(10), Decimal(10), Decimal(8))
    return life


def _courses(teller: Teller, life: Life, taken_off: date) -> None:
    """Her school tells of her courses while she follows them, and of their end on the day before she was taken off."""
    begun = teller.terms.first_day(teller.terms.last_year)
    for subject, board, target in (
        ("English literature", "AQA", "7"),
        ("Mathematics", "Pearson", "6"),
        ("Biology", "OCR", "7"),
    ):
        course = {
            "Subject": subject,
            "Qualification": "GCSE",
            "Awarding board": board,
            "Target": target,
            "Course from": begun,
        }
        sender = school_key(life.roll.school)
        tell_of(life, "attainment", sender, teller.terms.end_of_last_year - _WEEK, course)
        tell_of(life, "attainment", sender, taken_off, course | {"Course to": taken_off - _DAY})


def part_time_since_year_3(teller: Teller) -> Life:
    """In Year 11, moved between three areas, and without full-time education since Year 3."""
    life = teller.newcomer(11)
    start = date(teller.terms.this_year.start_year - _YEARS_SINCE_YEAR_3, 9, 3)
    arrived = teller.ago(70, 90)
    lessons = Placed(
        teller.provider("e-learning"), start, Decimal(5), "authority", "behaviour-plan", "section-19"
    )
    life.placements.append(lessons)
    teller.count(life, lessons, Decimal(5), Decimal(3))
    services.arrival(life, "moved-in", arrived)
    tell_of(
        life,
        "concerns",
        services.CONCERNS,
        arrived,
        {
            "Raised on": arrived,
            "To the child": "parent",
            "What was said": "We have lived in three counties. There has been no full week since Year 3.",
        },
    )
    reasons = ("alternative-provision", "awaiting-place", "behaviour-plan", "moved-no-place")
    life.expected = Expected("on", reasons, start, Decimal(5), Decimal(5), Decimal(3))
    return life


def lessons_on_line_not_taken_up(teller: Teller) -> Life:
    """Fifteen hours of lessons on line are there each week; there has been no login for three weeks."""
    life = teller.child(OLDER_YEARS)
    provider = teller.provider("e-learning")
    start, hours = teller.ago(45, 60), Decimal(_LESSONS_A_WEEK)
    placed = Placed(
        provider, start, hours, "authority", "OTH", "section-19", online="yes", school=life.roll.school
    )
    life.placements.append(placed)
    weeks = post.weeks_told(teller.terms, post.hours_days(teller.terms)[0])
    later = post.weeks_told(teller.terms, post.hours_days(teller.terms)[1])
    mondays = [*weeks, *later][-len(_ENGAGED) :]
    for monday, engaged in zip(mondays, _ENGAGED, strict=True):
        seen = [
            one for one, hours_in in zip(mondays, _ENGAGED, strict=True) if hours_in != "0" and one <= monday
        ]
        cells = {
            "Enrolled from": start,
            "Week beginning": monday,
            "Hours in the plan": hours,
            "Hours offered online": hours,
            "Hours engaged": Decimal(engaged),
            "Last login": seen[-1] + 3 * _DAY,
        }
        tell_of(life, "e-learning", provider_key(provider), monday + 3 * _DAY, cells)
    life.expected = Expected("on", ("alternative-provision",), start, hours, hours, NONE_AT_ALL)
    return life


def often_in_hospital(teller: Teller) -> Life:
    """In hospital for a few days every few weeks, now again: nobody says what lessons there are meanwhile."""
    life = teller.child(SETTLED_YEARS)
    life.roll.full_time = BLANK
    for begins, ends in ((140, 132), (80, 71), (40, 36)):
        services.hospital_stay(life, teller.ago(begins), discharged=teller.ago(ends))
    start = teller.ago(4)
    services.hospital_stay(life, start, evidence=start, expected_discharge=teller.ahead(6))
    life.expected = Expected("on", ("medical",), start)
    return life


def _place(
    life: Life,
    teller: Teller,
    kind: str,
    start: date,
    hours: str,
    reason: str,
    *,
    end: date | None = None,
    online: str = "no",
) -> Placed:
    """Place the child for the authority, who stays on the roll of the own school."""
    placed = Placed(
        teller.provider(kind),
        start,
        Decimal(hours),
        "authority",
        reason,
        "section-19",
        end=end,
        online=online,
        school=life.roll.school,
    )
    life.placements.append(placed)
    return placed


STORIES = (
    Story("three-to-five-mornings", "From three to five mornings", 0.2, from_three_to_five_mornings),
    Story("nothing-to-21-hours", "From nothing to 21 hours", 0.2, from_nothing_to_21_hours),
    Story("place-ready-on-release", "The place ready on the day of release", 0.2, place_ready_on_release),
    Story("released-to-a-place", "Released, and at school from that day", 0.2, released_to_a_place),
    Story("off-her-course", "Taken off her examination course", 0.2, off_her_examination_course),
    Story("since-year-3", "No full-time education since Year 3", 0.2, part_time_since_year_3),
    Story("e-learning-not-engaged", "Lessons on line not taken up", 0.3, lessons_on_line_not_taken_up),
    Story("often-in-hospital", "A regular hospital patient", 0.4, often_in_hospital),
)
