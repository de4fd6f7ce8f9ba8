"""Telling every story: each once at least, and as many more as the statistics say."""

from sightline.demo.draws import whole_number
from sightline.demo.lives import Expected, Life
from sightline.demo.people import Numbers
from sightline.demo.pictures import school_key
from sightline.demo.places import Locality
from sightline.demo.providers import Provider
from sightline.demo.schools import Schools
from sightline.demo.stories import (
    across_borders,
    case_studies,
    control,
    exclusion,
    families,
    health,
    home,
    in_registers,
    last_year,
    no_place,
    part_time,
    provision,
    told_by_services,
)
from sightline.demo.stories.teller import Story, Teller, left_for_elsewhere
from sightline.demo.terms import Terms

STORIES: tuple[Story, ...] = (
    *exclusion.STORIES,
    *part_time.STORIES,
    *provision.STORIES,
    *health.STORIES,
    *no_place.STORIES,
    *home.STORIES,
    *across_borders.STORIES,
    *case_studies.STORIES,
    *told_by_services.STORIES,
    *last_year.STORIES,
    *families.STORIES,
    *control.STORIES,
    *in_registers.STORIES,
)


def tell(
    seed: int,
    pupils: int,
    terms: Terms,
    localities: tuple[Locality, ...],
    schools: Schools,
    providers: tuple[Provider, ...],
    numbers: Numbers,
    lives: list[Life],
) -> None:
    """Let the stories happen to some of the children in `lives`, and add the children whom no school knows."""
    teller = Teller(seed, terms, localities, schools, providers, numbers, lives)
    for story in STORIES:
        background = whole_number(teller.lot, story.rate * pupils / 10_000)
        for copy in range(max(1, background)):
            life = story.tell(teller)
            life.story = story.slug
            # Of whom a service tells as well, every row must hang together: it says nothing standing alone.
            life.clean = life.clean or copy == 0 or bool(life.told)
    for life in lives:
        _expect_of_old_schools(teller, life)


def _expect_of_old_schools(teller: Teller, life: Life) -> None:
    """Children without a story who changed schools: what is expected of the old school's rows alone."""
    if life.story or len(life.rolls) < 2:
        return
    # Looked-after children's rows must hang together: a roll's word on who looks after them outlasts the roll.
    life.clean = life.clean or bool(life.looked_after_by)
    for roll in life.rolls:
        there = Expected() if roll.left is None else left_for_elsewhere(teller, roll)
        life.expected_alone[school_key(roll.school)] = there
