"""The line on a child's page about a whole life: days counted, days nobody told of, and the last full time."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from sightline.access.viewer import Viewer, viewer_for
from sightline.domain.known import Known, NotKnown
from sightline.domain.periods import Period
from sightline.population.situation import Placed
from sightline.web.staff.child.time_without import time_without_words
from tests.population.test_time_without import PRIMARY, TUTORS, YEAR_11, on_roll, situation
from tests.web.made_up_authority import somebody

START = date(2016, 9, 1)
LEFT = date(2019, 7, 1)


@pytest.fixture
def officer(db) -> Viewer:
    return viewer_for(somebody("data-officer"))


def test_a_life_in_words(officer):
    tutors = Placed(TUTORS, Period(LEFT, None), hours=Known(Decimal(8)), arranged_by="authority")
    made = situation(rolls=(on_roll(PRIMARY, START, LEFT),), placements=(tutors,))
    words = time_without_words(officer, made, YEAR_11)
    assert words.startswith("Since 31 August 2016, when school age began: 1,")
    assert "school days without full-time education (about" in words
    assert words.endswith("Every other school day is known. Last known to be full time: 28 June 2019.")


def test_what_nobody_told_of_is_said_to_be_so(officer):
    words = time_without_words(officer, situation(), YEAR_11)
    assert "no school day is known to have been without full-time education. Of 2,012 school days" in words
    assert words.endswith("nobody has told us. No school day is known to have been full time.")


def test_without_a_birthday_the_time_is_not_known(officer):
    made = replace(situation(), date_of_birth=NotKnown("not told"))
    assert time_without_words(officer, made, YEAR_11) == (
        "Time without full-time education is not known: the date of birth is not known."
    )


def test_a_role_that_may_not_see_every_class_does_not_read_it(db):
    words = time_without_words(viewer_for(somebody("key-worker")), situation(), YEAR_11)
    assert words == "Time without full-time education rests on facts that your role does not show."
