"""Stories of suspension and exclusion (Education Act 1996 section 19; Education and Inspections Act 2006 section 100).

A permanently excluded child stays on the list until a new school has it on its roll full time; a suspended one is on
it from the sixth school day. Meanwhile the school teaches nothing: nought hours, and known to be.
"""

from decimal import Decimal

from sightline.demo.draws import per_ten_thousand
from sightline.demo.lives import Excluded, Expected, Life, OnRoll, Placed
from sightline.demo.providers import CLOSED_PROVIDER
from sightline.demo.schools import REFERRAL_UNIT, SECONDARY
from sightline.demo.stories.teller import NONE_AT_ALL, OLDER_YEARS, Story, Teller, leave

_NOTHING = (NONE_AT_ALL, NONE_AT_ALL, NONE_AT_ALL)
# So many school days ago.
_WORKSHOP_CLOSED = 22


def without_provision(teller: Teller) -> Life:
    """Excluded for good some weeks ago; the board has not met, the roll is kept, and nothing was arranged."""
    life = teller.child(OLDER_YEARS)
    first = teller.ago(9, 30)
    life.exclusions.append(Excluded(life.roll.school, "PERM", first, reasons=("PP", "DB")))
    life.expected = Expected("on", ("permanently-excluded",), first, *_NOTHING)
    return life


def with_provision(teller: Teller) -> Life:
    """Excluded for good; from the sixth day full time at the pupil referral unit, on both rolls."""
    life = teller.child(OLDER_YEARS)
    main, unit = life.roll, teller.lot.choice(teller.schools.of(REFERRAL_UNIT))
    first = teller.ago(30, 45)
    start = teller.sixth_day(first)
    life.exclusions.append(Excluded(main.school, "PERM", first, reasons=("VA",), provision_from=start))
    main.status = "M"
    life.rolls.append(OnRoll(unit, start, status="S"))
    placed = Placed(
        teller.provider_of(unit), start, Decimal(25), "authority", "PEX", "section-19", school=main.school
    )
    life.placements.append(placed)
    teller.count(life, placed, Decimal(25), Decimal("22.5"))
    life.expected = Expected(
        "on",
        ("alternative-provision", "permanently-excluded"),
        first,
        Decimal(25),
        Decimal(25),
        Decimal("22.5"),
    )
    life.clean = True
    return life


def off_the_roll(teller: Teller) -> Life:
    """Excluded last summer term, every review finished, off the school's roll, on the referral unit's alone."""
    life = teller.child(OLDER_YEARS)
    school, unit = life.roll.school, teller.lot.choice(teller.schools.of(REFERRAL_UNIT))
    first = teller.last_summer_term()
    start = teller.sixth_day(first)
    life.exclusions.append(
        Excluded(school, "PERM", first, reasons=("DB",), state="upheld", provision_from=start)
    )
    leave(life, teller.terms.end_of_last_year, "perm_excluded", unit.name)
    life.rolls.append(OnRoll(unit, start))
    placed = Placed(teller.provider_of(unit), start, Decimal(25), "authority", "PEX", "section-19")
    life.placements.append(placed)
    teller.count(life, placed, Decimal(25), Decimal(20))
    life.expected = Expected(
        "on",
        ("alternative-provision", "permanently-excluded"),
        first,
        Decimal(25),
        Decimal(25),
        Decimal(20),
    )
    life.clean = True
    return life


def found_a_new_school(teller: Teller) -> Life:
    """Excluded last summer term, on another secondary school's roll full time since September: off the list."""
    life = teller.child(OLDER_YEARS, (SECONDARY,))
    school = life.roll.school
    first = teller.last_summer_term()
    life.exclusions.append(Excluded(school, "PERM", first, reasons=("PA",), state="upheld"))
    leave(life, teller.terms.end_of_last_year, "perm_excluded")
    others = [other for other in teller.schools.of(SECONDARY) if other is not school] or [
        other for other in teller.schools.all if other.kind.slug == "independent"
    ]
    new = teller.lot.choice(others)
    life.rolls.append(OnRoll(new, teller.terms.first_day(teller.terms.this_year), full_time="yes"))
    life.clean = True
    return life


def cancelled(teller: Teller) -> Life:
    """A permanent exclusion that the head teacher cancelled: the child is back, and off the list."""
    life = teller.child(OLDER_YEARS)
    life.exclusions.append(Excluded(life.roll.school, "PERM", teller.ago(12, 20), state="cancelled"))
    return life


def suspended_long(teller: Teller) -> Life:
    """Suspended for ten school days, in force today: on the list from the sixth."""
    life = teller.child()
    behind = teller.lot.randint(6, 8)
    first, last = teller.ago(behind), teller.ahead(9 - behind)
    life.exclusions.append(Excluded(life.roll.school, "SUSP", first, last, sessions=20, reasons=("PP", "VA")))
    life.expected = Expected("on", ("suspended-over-five-days",), teller.sixth_day(first), *_NOTHING)
    return life


def suspended_back_to_back(teller: Teller) -> Life:
    """Four school days and then five more without a day between: one suspension for the sixth day's duty."""
    life = teller.child()
    first, second = teller.ago(7), teller.ago(3)
    before = teller.ago(4)
    life.exclusions.append(Excluded(life.roll.school, "SUSP", first, before, sessions=8, reasons=("DB",)))
    life.exclusions.append(Excluded(life.roll.school, "SUSP", second, teller.ahead(1), sessions=10))
    life.expected = Expected("on", ("suspended-over-five-days",), teller.sixth_day(first), *_NOTHING)
    return life


def suspended_short(teller: Teller) -> Life:
    """Suspended yesterday for two days: the school sets work, and nobody is owed anything yet."""
    life = teller.child()
    life.exclusions.append(
        Excluded(life.roll.school, "SUSP", teller.ago(2), teller.ahead(1), sessions=6, reasons=("LD",))
    )
    return life


def suspended_long_and_back(teller: Teller) -> Life:
    """Eight school days, over since last week: on the list then, off it now."""
    life = teller.child()
    life.exclusions.append(Excluded(life.roll.school, "SUSP", teller.ago(14), teller.ago(7), sessions=16))
    return life


def provider_closed(teller: Teller) -> Life:
    """Excluded last summer, off the school's roll, full time at a workshop that closed this autumn: nothing since."""
    life = teller.child(OLDER_YEARS)
    school = life.roll.school
    first = teller.last_summer_term()
    start, closed = teller.sixth_day(first), teller.ago(_WORKSHOP_CLOSED)
    life.exclusions.append(Excluded(school, "PERM", first, state="upheld"))
    leave(life, teller.terms.end_of_last_year, "perm_excluded")
    workshop = next(provider for provider in teller.providers if provider.name == CLOSED_PROVIDER)
    placed = Placed(workshop, start, Decimal(25), "authority", "PEX", "section-19", end=closed)
    life.placements.append(placed)
    teller.count(life, placed, Decimal(25), Decimal(21))
    life.expected = Expected("on", ("no-roll", "permanently-excluded"), first, *_NOTHING)
    life.clean = True
    return life


STORIES = (
    Story("excluded-without-provision", "Permanently excluded, nothing arranged", 0.6, without_provision),
    Story(
        "excluded-with-provision", "Permanently excluded, at a referral unit full time", 2.0, with_provision
    ),
    Story("excluded-off-the-roll", "Permanently excluded, on the unit's roll alone", 1.0, off_the_roll),
    Story(
        "excluded-new-school", "Permanently excluded, since on another school's roll", 0.3, found_a_new_school
    ),
    Story("provider-closed", "Permanently excluded, and the provider has closed", 0.5, provider_closed),
    Story("exclusion-cancelled", "A permanent exclusion that was cancelled", 0.3, cancelled),
    Story(
        "suspended-over-five-days",
        "Suspended for ten school days",
        per_ten_thousand("suspended-over-five-days"),
        suspended_long,
    ),
    Story("suspended-back-to-back", "Two suspensions that run together", 0.2, suspended_back_to_back),
    Story("suspended-two-days", "Suspended for a few days", 6.0, suspended_short),
    Story("suspended-and-back", "Suspended over five days, and back", 3.0, suspended_long_and_back),
)
