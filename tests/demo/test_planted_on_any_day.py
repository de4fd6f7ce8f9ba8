"""The stories that the registers tell hold on whatever day stands for today."""

from datetime import date, timedelta

import pytest

from sightline.demo.marks import Timetable, sessions_of
from sightline.demo.world import make_world
from sightline.domain.periods import Period
from sightline.watch.protocol import OneRegister
from sightline.watch.rules import RULES

_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("seed", "today"),
    [(1, date(2026, 11, 12)), (2, date(2027, 1, 14)), (3, date(2027, 3, 12)), (4, date(2027, 5, 24))],
)
def test_a_rule_finds_its_child_on_its_day_and_not_the_day_before(seed: int, today: date) -> None:
    world = make_world(seed, 1_000, today)
    first = world.terms.first_day(world.terms.this_year)
    planted = [(life, one) for life in world.lives for one in life.found]
    assert planted
    for life, one in planted:
        rule = RULES[one.rule]
        finds = []
        for until in (one.day, one.day - _DAY):
            days = tuple(world.terms.calendar.school_days(Period(first, until + _DAY)))
            marks = sessions_of(seed, life, life.roll.school, Timetable(days))
            finds.append(rule.twin(OneRegister(days, tuple(marks)), rule.settings) is not None)
        assert finds == [True, False], one
