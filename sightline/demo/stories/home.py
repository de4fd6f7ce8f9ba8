"""Stories of education at home: known, never counted as missing out by mistake; on the list when found unsuitable."""

from datetime import timedelta

from sightline.demo.draws import per_ten_thousand
from sightline.demo.lives import NO, YES, Expected, HomeEducated, Life
from sightline.demo.pictures import HOME_EDUCATION_TEAM, school_key
from sightline.demo.stories.teller import Story, Teller, leave, left_for_elsewhere

_HOME = per_ten_thousand("home-education")


def suitable(teller: Teller) -> Life:
    """Educated at home for years, found suitable."""
    life = teller.newcomer(teller.lot.randint(2, 11))
    life.home_education.append(HomeEducated(teller.ago(150, 230), suitability="suitable"))
    return life


def not_yet_assessed(teller: Teller) -> Life:
    """Educated at home since autumn; nobody has been to see yet."""
    life = teller.newcomer(teller.lot.randint(2, 11))
    life.home_education.append(HomeEducated(teller.ago(10, 45)))
    return life


def left_school_for_home(teller: Teller) -> Life:
    """Taken off a school's roll by the parents last term, found suitable since."""
    life = teller.child()
    last = teller.ago(60, 140)
    roll = leave(life, last, "ehe", "Educated at home")
    start = teller.first_school_day(last + timedelta(days=1))
    life.home_education.append(HomeEducated(start, suitability="suitable", school=roll.school))
    life.expected_alone = {
        school_key(roll.school): left_for_elsewhere(teller, roll),
        HOME_EDUCATION_TEAM: Expected(),
    }
    return life


def unsuitable(teller: Teller) -> Life:
    """Educated at home, found unsuitable: on the list, and nobody tells how much education there is."""
    life = teller.newcomer(teller.lot.randint(4, 11))
    start = teller.ago(60, 200)
    life.home_education.append(HomeEducated(start, suitability="unsuitable"))
    life.expected = Expected("on", ("home-education-unsuitable",), start)
    return life


def shared_with_school(teller: Teller) -> Life:
    """Flexi-schooling: two days at home by agreement, on the school's roll, which says part time."""
    life = teller.child()
    life.roll.full_time = NO
    life.home_education.append(
        HomeEducated(
            teller.ago(60, 200), suitability="suitable", part_time_at_school=YES, school=life.roll.school
        )
    )
    life.clean = True
    return life


STORIES = (
    Story("home-suitable", "Home education, suitable", _HOME * 0.55, suitable),
    Story("home-not-assessed", "Home education, not yet assessed", _HOME * 0.15, not_yet_assessed),
    Story("home-left-school", "Left school for home education", _HOME * 0.24, left_school_for_home),
    Story("home-unsuitable", "Home education, found unsuitable", _HOME * 0.04, unsuitable),
    Story("home-shared", "Flexi-schooling", _HOME * 0.02, shared_with_school),
)
