"""Ordinary school careers: which school each child is at, since when, and where they were last school year."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from sightline.demo.draws import Weighted, stream
from sightline.demo.lives import BLANK, YES, Life, OnRoll
from sightline.demo.people import LAST_YEAR_GROUP, Person
from sightline.demo.places import AUTHORITY_CODE
from sightline.demo.schools import (
    INDEPENDENT,
    PRIMARY,
    SECONDARY,
    SPECIAL,
    Kind,
    School,
    Schools,
    per_ten_thousand_of,
)
from sightline.demo.terms import Terms
from sightline.domain.school_age import school_leaving_date

_FIRST_SECONDARY_YEAR = 7
_SEN = Weighted(("N", "K", "E"), (83.5, 13.5, 3.0))
_SEN_TYPES = Weighted(
    ("SEMH", "SLCN", "MLD", "ASD", "SPLD", "PD", "HI", "OTH"), (22, 24, 18, 15, 14, 3, 2, 2)
)
_LOOKED_AFTER = 0.006
# Pupils who changed schools in the middle of this school year or the last, both schools being of the county.
_MOVED = 0.02
# Pupils of the merged school who were at the one that it took in.
_TAKEN_IN = 0.3
# Schools whose office never fills in whether a pupil attends full time.
_SILENT_ON_FULL_TIME = 0.3


@dataclass(frozen=True)
class _Places:
    """The schools to draw from, by kind and locality."""

    schools: Schools
    silent: frozenset[str]

    def pick(
        self, lot: random.Random, kind: Kind, person: Person, other_than: School | None = None
    ) -> School:
        """A school of a kind, in the child's own locality where it has one."""
        found = [school for school in self.schools.of(kind) if school is not other_than]
        near = [school for school in found if school.locality is person.home.locality]
        return lot.choice(near or found or list(self.schools.of(kind)))

    def full_time(self, school: School) -> str:
        """What the school's files say of a pupil who attends full time."""
        return BLANK if school.office in self.silent else YES


def make_lives(seed: int, people: list[Person], schools: Schools, terms: Terms) -> list[Life]:
    """An ordinary life for every person: on one roll, full time, everything known."""
    lot = stream(seed, "careers")
    silent = frozenset(school.office for school in schools.all if lot.random() < _SILENT_ON_FULL_TIME)
    places = _Places(schools, silent)
    return [_life(lot, person, places, terms) for person in people]


def _life(lot: random.Random, person: Person, places: _Places, terms: Terms) -> Life:
    life = Life(person, AUTHORITY_CODE)
    draw = lot.random() * 10_000
    if draw < per_ten_thousand_of("special"):
        life.sen, life.sen_type, life.plan_authority = "E", _SEN_TYPES.draw(lot), AUTHORITY_CODE
        kinds = (SPECIAL, SPECIAL)
    elif draw < per_ten_thousand_of("special") + per_ten_thousand_of("independent"):
        kinds = (INDEPENDENT, INDEPENDENT)
    else:
        kinds = (PRIMARY, SECONDARY)
        life.sen = _SEN.draw(lot)
        life.sen_type = _SEN_TYPES.draw(lot) if life.sen != "N" else ""
        life.plan_authority = AUTHORITY_CODE if life.sen == "E" else ""
    if lot.random() < _LOOKED_AFTER:
        life.looked_after_by = AUTHORITY_CODE
    first = places.pick(lot, kinds[0], person)
    if kinds[0] is kinds[1] or person.year < _FIRST_SECONDARY_YEAR:
        life.rolls = _stay(lot, first, person, places, terms)
    elif person.year == _FIRST_SECONDARY_YEAR:
        life.rolls = _transfer(lot, first, person, places, terms)
    else:
        second = places.pick(lot, SECONDARY, person)
        life.rolls = [_on_roll(lot, second, person, _FIRST_SECONDARY_YEAR, places, terms)]
    if person.year > LAST_YEAR_GROUP:
        _leave_for_good(life)
    elif len(life.rolls) == 1 and person.year > 1 and lot.random() < _MOVED:
        _move(lot, life, places, terms)
    return life


def _on_roll(
    lot: random.Random, school: School, person: Person, from_year: int, places: _Places, terms: Terms
) -> OnRoll:
    entry = _autumn(terms, person.year - from_year, lot)
    return OnRoll(school, entry, full_time=places.full_time(school))


def _stay(lot: random.Random, school: School, person: Person, places: _Places, terms: Terms) -> list[OnRoll]:
    """The one school since Reception; the one that converted stands as two, one after the other. Of those at the school
    that took another in, a part were at the other before."""
    roll = _on_roll(lot, school, person, 0, places, terms)
    closed = places.schools.taken_in.closed
    if school is places.schools.merged and closed and roll.entry < closed and lot.random() < _TAKEN_IN:
        before = OnRoll(
            places.schools.taken_in,
            roll.entry,
            left=closed,
            ground="registered_elsewhere",
            destination=school.name,
            full_time=places.full_time(places.schools.taken_in),
        )
        return [before, OnRoll(school, closed + timedelta(days=1), full_time=roll.full_time)]
    if school is not places.schools.academy or roll.entry >= school.opened:
        return [roll]
    closed = school.opened - timedelta(days=1)
    before = OnRoll(
        places.schools.converted,
        roll.entry,
        left=closed,
        ground="registered_elsewhere",
        destination=school.name,
        full_time=roll.full_time,
    )
    return [before, OnRoll(school, school.opened, full_time=roll.full_time)]


def _transfer(
    lot: random.Random, first: School, person: Person, places: _Places, terms: Terms
) -> list[OnRoll]:
    """From the primary school to the secondary at the end of last summer."""
    second = places.pick(lot, SECONDARY, person)
    primary = places.schools.before(first)
    left = OnRoll(
        primary,
        _autumn(terms, person.year, lot),
        left=terms.end_of_last_year,
        ground="registered_elsewhere",
        destination=second.name,
        full_time=places.full_time(primary),
    )
    return [left, OnRoll(second, terms.first_day(terms.this_year), full_time=places.full_time(second))]


def _leave_for_good(life: Life) -> None:
    """The summer after Year 11: past compulsory school age."""
    roll = life.rolls[-1]
    roll.left = school_leaving_date(life.person.date_of_birth)
    roll.ground, roll.destination = "csa_end_not_continuing", "Amberford Sixth Form College"


def _move(lot: random.Random, life: Life, places: _Places, terms: Terms) -> None:
    """A change of schools in the middle of a year: the old school's last day, the new one's first the school day
    after."""
    old = life.rolls[0]
    new_school = places.pick(lot, old.school.kind, life.person, other_than=old.school)
    if new_school is old.school:
        return
    moved = terms.school_days_ago(lot.randint(25, 200))
    if moved <= old.entry or new_school.opened >= moved:
        return
    old.left = terms.school_days[terms.school_days.index(moved) - 1]
    old.ground, old.destination = "registered_elsewhere", new_school.name
    life.rolls.append(OnRoll(new_school, moved, full_time=places.full_time(new_school)))


def _autumn(terms: Terms, years_ago: int, lot: random.Random) -> date:
    """A first day of school so many school years ago, at the start of the year."""
    first = terms.first_day(terms.this_year)
    if years_ago <= 0:
        return first
    return date(first.year - years_ago, 9, lot.randint(3, 8))
