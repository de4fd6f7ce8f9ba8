"""Children who might be taken for missing out, and are not: too old, too young, looked after and at school."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from sightline.demo.lives import Life, OnRoll, PartTime, Placed
from sightline.demo.people import LAST_YEAR_GROUP
from sightline.demo.places import AUTHORITY_CODE
from sightline.demo.schools import PRIMARY
from sightline.demo.stories.teller import Story, Teller


def too_young(teller: Teller) -> Life:
    """Four years old till June, settling into Reception by half days: not yet of compulsory school age."""
    life = teller.newcomer(0)
    born = date(teller.terms.this_year.start_year - 4, 6, teller.lot.randint(1, 30))
    life.person = replace(life.person, date_of_birth=born)
    first = teller.terms.first_day(teller.terms.this_year)
    life.rolls.append(OnRoll(teller.lot.choice(teller.schools.of(PRIMARY)), first, full_time="no"))
    life.part_time.append(PartTime(life.roll.school, first, Decimal(15), first + timedelta(days=40)))
    return life


def too_old(teller: Teller) -> Life:
    """Past the last Friday in June of Year 11, still with a vocational provider."""
    life = teller.newcomer(LAST_YEAR_GROUP + 1)
    provider = teller.provider("vocational", counts_hours=True)
    start = teller.terms.first_day(teller.terms.this_year)
    placed = Placed(provider, start, Decimal(12), "authority", "OTH")
    life.placements.append(placed)
    teller.count(life, placed, Decimal(12), Decimal(12))
    return life


def looked_after_at_school(teller: Teller) -> Life:
    """Looked after, and at school full time."""
    life = teller.child()
    life.looked_after_by = AUTHORITY_CODE
    return life


def registered_twice(teller: Teller) -> Life:
    """On the rolls of two mainstream schools, main and subsidiary: a lawful dual registration, full time."""
    life = teller.child((9, 10, 11))
    second = teller.lot.choice([school for school in teller.schools.all if school.kind.slug == "independent"])
    life.roll.status = "M"
    entry: date = teller.terms.first_day(teller.terms.last_year)
    life.rolls.append(OnRoll(second, entry, status="S"))
    life.clean = True
    return life


STORIES = (
    Story("too-young", "Not yet of compulsory school age", 1.0, too_young),
    Story("too-old", "Past compulsory school age", 1.0, too_old),
    Story("looked-after-at-school", "Looked after, at school full time", 5.0, looked_after_at_school),
    Story("registered-twice", "Dual registration at two schools", 1.0, registered_twice),
)
