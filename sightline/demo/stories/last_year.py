"""Stories of last school year that have ended: on the list then, off it now.

`was` says for which days, and why, so that answers as at a day of last year can be held to the truth.
"""

from datetime import timedelta
from decimal import Decimal

from sightline.demo.lives import YES, Excluded, Life, OnRoll, PartTime, Placed, Was
from sightline.demo.schools import REFERRAL_UNIT, SECONDARY
from sightline.demo.stories import services
from sightline.demo.stories.teller import OLDER_YEARS, SETTLED_YEARS, Story, Teller, leave

_DAY = timedelta(days=1)


def part_time_last_year(teller: Teller) -> Life:
    """Part time for some weeks of last year, and full time since."""
    life = teller.child()
    place = teller.lot.randint(15, 140)
    start, end = teller.last_year(place), teller.last_year(place + teller.lot.randint(15, 40))
    life.part_time.append(PartTime(life.roll.school, start, Decimal(12), end))
    life.was.append(Was(start, end, ("part-time-timetable",)))
    return life


def placed_last_year(teller: Teller) -> Life:
    """With a vocational provider for the authority from some day of last year to its end, then back at school."""
    life = teller.child(OLDER_YEARS)
    start, end = teller.last_year(teller.lot.randint(30, 110)), teller.terms.end_of_last_year - _DAY
    life.placements.append(
        Placed(
            teller.provider("vocational", counts_hours=True),
            start,
            Decimal(10),
            "authority",
            "OTH",
            "section-19",
            end=end,
        )
    )
    life.roll.full_time = YES
    life.was.append(Was(start, end, ("alternative-provision",)))
    life.clean = True
    return life


def excluded_last_year(teller: Teller) -> Life:
    """Excluded for good last spring, at the referral unit till summer, and on another school's roll since September."""
    life = teller.child(OLDER_YEARS, (SECONDARY,))
    school, unit = life.roll.school, teller.lot.choice(teller.schools.of(REFERRAL_UNIT))
    first, end = teller.last_year(teller.lot.randint(95, 110)), teller.terms.end_of_last_year
    start = teller.sixth_day(first)
    life.exclusions.append(
        Excluded(school, "PERM", first, reasons=("DB",), state="upheld", provision_from=start)
    )
    leave(life, teller.last_year(130), "perm_excluded", unit.name)
    life.rolls.append(
        OnRoll(unit, start, left=end, ground="registered_elsewhere", destination="Another school")
    )
    others = [one for one in teller.schools.all if one.kind.slug == "independent"]
    new = teller.terms.first_day(teller.terms.this_year)
    life.rolls.append(OnRoll(teller.lot.choice(others), new, full_time=YES))
    # From the first day at the unit; the days before are the exclusion's alone.
    life.was.append(Was(start, end, ("alternative-provision", "permanently-excluded")))
    life.clean = True
    return life


def suspended_last_year(teller: Teller) -> Life:
    """Suspended for twelve school days of last year: on the list from the sixth, off it since."""
    life = teller.child()
    place = teller.lot.randint(20, 160)
    first, last = teller.last_year(place), teller.last_year(place + 11)
    life.exclusions.append(Excluded(life.roll.school, "SUSP", first, last, sessions=24))
    life.was.append(Was(teller.sixth_day(first), last, ("suspended-over-five-days",)))
    return life


def in_a_unit_last_year(teller: Teller) -> Life:
    """In a mental health unit for some weeks of last year, and back at school."""
    life = teller.child(SETTLED_YEARS)
    place = teller.lot.randint(40, 120)
    start, out = teller.last_year(place), teller.last_year(place + teller.lot.randint(20, 50))
    services.mental_health(life, "in-patient", start, discharged=out)
    life.was.append(Was(start, out - _DAY, ("camhs-inpatient",)))
    return life


def between_two_schools(teller: Teller) -> Life:
    """Off one roll last winter, on another's eight weeks later: on nobody's roll between the two."""
    life = teller.child(OLDER_YEARS, (SECONDARY,))
    leave(life, teller.last_year(79))
    others = [one for one in teller.schools.all if one.kind.slug == "independent"]
    since, entry = teller.last_year(80), teller.last_year(120)
    life.rolls.append(OnRoll(teller.lot.choice(others), entry, full_time=YES))
    life.was.append(Was(since, entry - _DAY, ("no-roll",)))
    life.clean = True
    return life


def waited_for_a_place(teller: Teller) -> Life:
    """Came from another area last year, waited for weeks, and has been at school since."""
    life = teller.child(OLDER_YEARS, (SECONDARY,))
    place = teller.lot.randint(40, 130)
    arrived, found = teller.last_year(place), teller.last_year(place + teller.lot.randint(15, 40))
    life.roll.entry, life.roll.full_time = found, YES
    services.arrival(life, "moved-in", arrived, found=life.roll)
    life.was.append(Was(arrived, found - _DAY, ("awaiting-place", "moved-no-place")))
    return life


STORIES = (
    Story("last-year-part-time", "Part time last year", 60.0, part_time_last_year),
    Story("last-year-placed", "With a provider last year", 40.0, placed_last_year),
    Story("last-year-excluded", "Excluded last spring, at a new school", 4.0, excluded_last_year),
    Story("last-year-suspended", "Suspended over five days last year", 12.0, suspended_last_year),
    Story("last-year-unit", "In a mental health unit last year", 2.0, in_a_unit_last_year),
    Story("last-year-between", "Between two schools last winter", 6.0, between_two_schools),
    Story("last-year-waited", "Waited for a place last year", 5.0, waited_for_a_place),
)
