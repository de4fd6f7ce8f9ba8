"""The authority itself: as large as asked for, the same for the same seed, nobody real in it."""

from collections import Counter
from datetime import date

import pytest

from sightline.demo.people import LAST_YEAR_GROUP
from sightline.demo.stories.telling import STORIES
from sightline.demo.world import make_world
from sightline.domain.identifiers import check_upn, normalise_postcode
from sightline.domain.school_age import national_curriculum_year
from sightline.record.models import ProviderKind

from .conftest import PUPILS, SEED, TODAY, Small


def test_the_same_seed_makes_the_same_authority(small: Small) -> None:
    assert make_world(SEED, PUPILS, TODAY).lives == small.world.lives


def test_another_seed_makes_another(small: Small) -> None:
    names = [life.person.surname for life in small.world.lives]
    assert [life.person.surname for life in make_world(SEED + 1, PUPILS, TODAY).lives] != names


@pytest.mark.parametrize("pupils", [1_000, 3_000])
def test_there_are_as_many_pupils_on_rolls_as_asked_for(pupils: int) -> None:
    lives = make_world(SEED, pupils, TODAY).lives
    on_roll = [life for life in lives if any(roll.left is None for roll in life.rolls)]
    assert pupils * 0.97 <= len(on_roll) <= pupils * 1.03


@pytest.mark.parametrize(
    ("pupils", "today"),
    [
        (999, TODAY),
        (500_001, TODAY),
        (1_000, date(2026, 11, 22)),  # a Sunday
        (1_000, date(2026, 9, 10)),  # nothing has happened yet this school year
        (1_000, date(2026, 8, 5)),  # the summer holiday
        (1_000, date(2027, 7, 1)),  # Year 11 have left
    ],
)
def test_what_cannot_be_is_refused(pupils: int, today: date) -> None:
    with pytest.raises(ValueError, match="must be"):
        make_world(SEED, pupils, today)


@pytest.mark.parametrize("today", [date(2026, 11, 18), date(2027, 2, 3), date(2027, 5, 20)])
def test_it_can_stand_on_other_days(today: date) -> None:
    told = {life.story for life in make_world(SEED, PUPILS, today).lives}
    assert {story.slug for story in STORIES} <= told


def test_every_number_is_of_authority_999_and_right_and_nobody_elses(small: Small) -> None:
    numbers = [life.person.upn for life in small.world.lives]
    assert len(set(numbers)) == len(numbers)
    assert all(upn[1:4] == "999" and check_upn(upn, demo=True).is_valid for upn in numbers)


def test_every_postcode_is_well_formed_and_in_an_area_that_does_not_exist(small: Small) -> None:
    postcodes = [life.person.home.postcode for life in small.world.lives]
    assert all(normalise_postcode(postcode) == postcode for postcode in postcodes)
    assert {postcode[:2] for postcode in postcodes} == {"ZZ", "QQ"}


def test_families_have_siblings_and_twins(small: Small) -> None:
    sizes = Counter(life.person.family for life in small.world.lives)
    assert max(sizes.values()) >= 3
    born = Counter((life.person.family, life.person.date_of_birth) for life in small.world.lives)
    assert max(born.values()) == 2


def test_year_groups_follow_from_dates_of_birth(small: Small) -> None:
    for life in small.world.lives:
        assert national_curriculum_year(life.person.date_of_birth, TODAY) == life.person.year
        assert 0 <= life.person.year <= LAST_YEAR_GROUP + 1


def test_every_kind_of_provider_of_the_report_is_there(small: Small) -> None:
    kinds = {provider.kind for provider in small.world.providers}
    assert kinds == set(ProviderKind.values) - {"not known"}


def test_every_story_is_told_once_at_least_with_clean_identifiers(small: Small) -> None:
    planted = {life.story for life in small.world.lives if life.clean and life.story}
    assert planted == {story.slug for story in STORIES}


def test_a_school_became_an_academy(small: Small) -> None:
    was, became = small.world.schools.converted, small.world.schools.academy
    assert was.closed is not None
    assert (became.follows, became.number) == (was.urn, was.number)
    assert became.urn != was.urn
    moved = [
        life
        for life in small.world.lives
        if {roll.school.urn for roll in life.rolls} == {was.urn, became.urn}
    ]
    assert len(moved) > 20


def test_a_large_authoritys_list_is_a_few_children_in_a_hundred() -> None:
    lives = make_world(SEED, 10_000, TODAY).lives
    standing = Counter(life.expected.standing for life in lives)
    assert 100 <= standing["on"] <= 400
    assert standing["to be checked"] < standing["on"] < standing["off"]
