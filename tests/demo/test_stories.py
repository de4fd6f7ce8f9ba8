"""The report's case studies as they were told, families, schools and providers that close, and last year's stories."""

from datetime import timedelta
from decimal import Decimal

import pytest

from sightline.demo.lives import Life
from sightline.demo.pictures import provider_key, same_child, senders_of
from sightline.demo.providers import CLOSED_PROVIDER
from sightline.demo.stories.telling import STORIES
from sightline.demo.truth import clusters_of

from .conftest import TODAY, Small

_DAY = timedelta(days=1)


def of(small: Small, story: str) -> Life:
    """The child of a story that is told with clean identifiers."""
    return next(life for life in small.world.lives if life.story == story and life.clean)


def cells(life: Life, feed: str) -> list[dict[str, object]]:
    return [dict(told.cells) for told in life.told if told.feed == feed]


def test_the_boy_comes_on_three_mornings_then_on_five(small: Small) -> None:
    life = of(small, "three-to-five-mornings")
    centre = [week.planned for week in life.hours if week.provider.kind == "area-base"]
    assert (centre[0], centre[-1]) == (Decimal(9), Decimal(15))
    assert centre == sorted(centre)
    assert [placed.provider.kind for placed in life.placements if placed.end] == ["e-learning"]
    assert cells(life, "camhs")


def test_the_girl_comes_from_nothing_to_21_hours(small: Small) -> None:
    weeks = [week.planned for week in of(small, "nothing-to-21-hours").hours]
    assert (weeks[0], weeks[-1]) == (Decimal(0), Decimal(21))
    assert weeks == sorted(weeks)


def test_the_place_is_ready_on_the_day_of_release(small: Small) -> None:
    [stay] = cells(of(small, "place-ready-on-release"), "youth-justice")
    assert stay["Expected release"] > TODAY
    assert (stay["Roll kept"], stay["Has a school place"]) == ("yes", "yes")
    released = of(small, "released-to-a-place")
    assert released.roll.entry == cells(released, "youth-justice")[-1]["Released"]


def test_she_was_taken_off_courses_with_boards_and_given_another(small: Small) -> None:
    life = of(small, "off-her-course")
    courses = cells(life, "attainment")
    ended = {row["Awarding board"] for row in courses if "Course to" in row}
    assert ended == {"AQA", "Pearson", "OCR"}
    [instead] = [row for row in courses if row["Qualification"] == "Functional skills"]
    assert instead["Course from"] == life.expected.since
    assert [row["Agreed to sharing"] for row in cells(life, "antenatal")] == ["agreed"]


def test_the_year_11_pupil_has_had_no_full_week_since_year_3(small: Small) -> None:
    life = of(small, "since-year-3")
    assert life.person.year == 11
    assert life.expected.since is not None
    assert small.world.terms.this_year.start_year - life.expected.since.year == 11 - 3


def test_nobody_has_logged_in_for_three_weeks(small: Small) -> None:
    weeks = cells(of(small, "e-learning-not-engaged"), "e-learning")
    engaged = [week["Hours engaged"] for week in weeks]
    assert engaged[-3:] == [0, 0, 0]
    assert engaged[0] > engaged[1] > engaged[2] > 0
    assert all(week["Last login"] < weeks[3]["Week beginning"] for week in weeks[-3:])


def test_the_regular_patient_was_in_hospital_before_and_is_again(small: Small) -> None:
    stays = cells(of(small, "often-in-hospital"), "hospital")
    assert len({stay["Admitted"] for stay in stays}) == 4
    assert sum("Discharged" in stay for stay in stays) == 3


def test_nobody_tells_of_an_end_before_it_has_come(small: Small) -> None:
    over = ("Discharged", "Released", "Case closed", "Baby born")
    for life in small.world.lives:
        for told in life.told:
            assert all(told.first >= told.cells[name] for name in over if told.cells.get(name))


def test_one_of_twins_is_on_the_list_and_the_other_is_not(small: Small) -> None:
    life = of(small, "one-of-twins")
    family = [one for one in small.world.lives if one.person.family == life.person.family]
    twins = [one for one in family if one.person.date_of_birth == life.person.date_of_birth]
    assert sorted(one.expected.standing for one in twins) == ["off", "on"]
    assert len({(one.person.surname, one.person.home) for one in twins}) == 1
    assert len({one.person.forename for one in twins}) == 2


def test_brother_and_sister_are_two(small: Small) -> None:
    both = [life for life in small.world.lives if life.story == "brother-and-sister"]
    assert len({life.person.family for life in both}) == len(both) / 2
    assert {life.expected.standing for life in both} == {"on"}


def test_namesakes_share_name_and_birthday_and_nothing_else(small: Small) -> None:
    person = of(small, "namesakes").person
    names = [
        one.person
        for one in small.world.lives
        if (one.person.surname, one.person.forename, one.person.date_of_birth)
        == (person.surname, person.forename, person.date_of_birth)
    ]
    assert len(names) == 2
    assert len({one.upn for one in names}) == len({one.family for one in names}) == 2


def test_who_is_known_by_two_names_is_one_child(small: Small) -> None:
    life = of(small, "two-names")
    pictures = [small.desk.picture_of(life, sender) for sender in senders_of(life)]
    assert {picture.surname for picture in pictures} == {life.person.surname, life.person.former_surname}
    assert len(clusters_of(small.desk, life)) == 1


def test_who_moved_house_has_two_postcodes_and_one_number(small: Small) -> None:
    life = of(small, "moved-house")
    old, new = (small.desk.picture_of(life, sender) for sender in senders_of(life))
    assert (old.postcode, new.postcode) == (life.person.former_postcode, life.person.home.postcode)
    assert old.postcode != new.postcode
    assert same_child(old, new)


def test_two_schools_merged_and_their_pupils_went_on(small: Small) -> None:
    schools = small.world.schools
    assert schools.taken_in.closed is not None
    moved = [
        life
        for life in small.world.lives
        if [roll.school for roll in life.rolls] == [schools.taken_in, schools.merged]
    ]
    assert len(moved) > 5
    for life in moved:
        before, after = life.rolls
        assert before.left == schools.taken_in.closed == after.entry - _DAY


def test_a_provider_closed_and_its_children_have_nothing(small: Small) -> None:
    life = of(small, "provider-closed")
    [placed] = life.placements
    assert placed.provider.name == CLOSED_PROVIDER
    assert life.expected.planned == 0
    everybody = [
        one
        for life in small.world.lives
        for one in life.placements
        if provider_key(one.provider) == provider_key(placed.provider)
    ]
    assert {one.end for one in everybody} == {placed.end}


def test_last_years_stories_lie_in_last_year_and_are_over(small: Small) -> None:
    over = [life for life in small.world.lives if life.was]
    assert {life.story for life in over} == {
        story.slug for story in STORIES if story.slug.startswith("last-year-")
    }
    for life in over:
        assert life.expected.standing == "off"
        for was in life.was:
            year = small.world.terms.last_year
            assert small.world.terms.first_day(year) <= was.first <= was.last
            assert was.last <= small.world.terms.end_of_last_year


@pytest.mark.parametrize(
    "story", ["community-full-time", "released-to-a-place", "moved-house", "registered-twice"]
)
def test_some_of_whom_services_tell_are_not_on_the_list(small: Small, story: str) -> None:
    assert of(small, story).expected.standing == "off"
