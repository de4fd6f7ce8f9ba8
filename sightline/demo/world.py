"""The made-up authority whole: places, schools, providers, staff, and the lives of its children."""

from dataclasses import dataclass
from datetime import date

from sightline.demo.background import add_background
from sightline.demo.careers import make_lives
from sightline.demo.lives import Life
from sightline.demo.old_sheets import tell_again
from sightline.demo.people import Numbers, make_people
from sightline.demo.places import Locality, localities
from sightline.demo.providers import Provider, make_providers
from sightline.demo.schools import Schools, make_schools
from sightline.demo.staff import StaffMember, make_staff
from sightline.demo.stories.telling import tell
from sightline.demo.terms import Terms

FEWEST_PUPILS, MOST_PUPILS = 1_000, 500_000


@dataclass(frozen=True)
class World:
    """Everything that is so in Ambershire, up to and including today."""

    seed: int
    pupils: int
    terms: Terms
    localities: tuple[Locality, ...]
    schools: Schools
    providers: tuple[Provider, ...]
    staff: tuple[StaffMember, ...]
    lives: tuple[Life, ...]


def make_world(seed: int, pupils: int, today: date) -> World:
    """The authority with so many pupils from Reception to Year 11; the same for the same three values.

    Raises ValueError for fewer than 1,000 or more than 500,000 pupils, and for a today that is not a school day with
    forty-five school days of its school year behind it, or lies after May.
    """
    if not FEWEST_PUPILS <= pupils <= MOST_PUPILS:
        raise ValueError(f"the number of pupils must be from {FEWEST_PUPILS:,} to {MOST_PUPILS:,}")
    terms = Terms(today)
    if not terms.stories_can_stand:
        raise ValueError("today must be a school day between the middle of November and the end of May")
    areas = localities(pupils)
    schools = make_schools(seed, pupils, areas, terms.this_year)
    providers = make_providers(seed, pupils, areas, schools, today)
    numbers = Numbers()
    people = make_people(seed, pupils, areas, terms.this_year, numbers)
    lives = make_lives(seed, people, schools, terms)
    tell(seed, pupils, terms, areas, schools, providers, numbers, lives)
    tell_again(seed, terms, lives)
    add_background(seed, pupils, terms, lives)
    return World(
        seed, pupils, terms, areas, schools, providers, make_staff(seed, pupils, areas), tuple(lives)
    )
