"""A rule tried over a past period: whom it raises on which day, and what other figures would change."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.watch.backtest import ChildTried, Raising, WeekTried, backtest, raisings
from sightline.watch.figures import MOST, checked_figures
from sightline.watch.protocol import Rule
from sightline.watch.rules import RULES
from sightline.watch.running import Raised, raised, register_of, up_to
from tests.watch.test_rules import MONDAY, REGISTER, codes, marks_of, school_days

pytestmark = pytest.mark.once

FIFTEEN = RULES["fifteen-days-missed"]
END = MONDAY + timedelta(weeks=12)
DAYS = school_days(60)


def days_raised(register: str, sessions: int, start: date = MONDAY, end: date = END) -> list[int]:
    """The school days (from 0) on which one child is raised."""
    marks = marks_of(codes(register))
    return [DAYS.index(one.on) for one in raisings(FIFTEEN, marks, start, end, {"sessions": sessions})]


@pytest.mark.parametrize(
    ("register", "sessions", "raised_on"),
    [
        ("20*/ 30*I 10*/", 30, [24]),
        ("20*/ 30*I 10*/", 10, [14]),
        ("20*/ 30*I 10*/", 9, [14]),
        ("20*/ 30*I 10*/", 31, []),
        ("40*_", 1, []),
    ],
)
def test_a_child_is_raised_on_the_day_that_the_figure_is_reached(register, sessions, raised_on) -> None:
    assert days_raised(register, sessions) == raised_on


def test_who_stood_before_the_period_is_not_raised_by_it() -> None:
    assert days_raised("30*I 10*/", 30, start=DAYS[15]) == []
    assert days_raised("30*I 10*/", 30, start=DAYS[14]) == [14]


def test_the_end_of_the_period_is_not_asked_any_more() -> None:
    assert days_raised("30*I 10*/", 30, end=DAYS[14]) == []


def test_who_comes_back_and_goes_again_is_raised_again() -> None:
    rule = RULES["ten-days-unauthorised"]
    marks = marks_of(codes("20*O 2*/ 20*O"))
    assert [DAYS.index(one.on) for one in raisings(rule, marks, MONDAY, END, rule.settings)] == [9, 20]


def test_both_sets_of_figures_stand_beside_each_other() -> None:
    marks = marks_of(
        codes("20*/ 30*I 10*/"), codes("20*I 40*/"), codes("30*O 30*/"), codes("60*/"), codes("60*_")
    )
    found = backtest(FIFTEEN, marks, MONDAY, MONDAY + timedelta(weeks=6), {"sessions": 20})
    assert found.settings_in_force == {"sessions": 30}
    assert found.settings_tried == {"sessions": 20}
    assert found.in_force == (Raising(3, DAYS[14]), Raising(1, DAYS[24]))
    assert found.children == [
        ChildTried(2, None, DAYS[9]),
        ChildTried(3, DAYS[14], DAYS[9]),
        ChildTried(1, DAYS[24], DAYS[19]),
    ]
    assert [one.difference for one in found.children] == [
        "found in addition",
        "7 days sooner",
        "7 days sooner",
    ]
    weeks = [WeekTried(MONDAY + timedelta(weeks=week), 0, 0) for week in range(6)]
    weeks[1] = WeekTried(weeks[1].monday, 0, 2)
    weeks[2] = WeekTried(weeks[2].monday, 1, 0)
    weeks[3] = WeekTried(weeks[3].monday, 0, 1)
    weeks[4] = WeekTried(weeks[4].monday, 1, 0)
    assert found.weeks == weeks


@pytest.mark.parametrize(
    ("in_force", "tried", "words"),
    [
        (DAYS[0], DAYS[0], "on the same day"),
        (DAYS[0], DAYS[1], "1 day later"),
        (DAYS[3], DAYS[1], "2 days sooner"),
        (DAYS[0], None, "not found"),
        (None, DAYS[0], "found in addition"),
    ],
)
def test_the_difference_in_words(in_force: date | None, tried: date | None, words: str) -> None:
    assert ChildTried(1, in_force, tried).difference == words


def test_the_same_figures_change_nothing() -> None:
    marks = marks_of(codes("30*I 10*/"), codes("10*/ 30*O"))
    found = backtest(FIFTEEN, marks, MONDAY, END, {})
    assert found.in_force == found.tried
    assert {one.difference for one in found.children} == {"on the same day"}


def test_of_no_register_nobody_is_raised() -> None:
    marks = up_to(marks_of(codes("2*I")), MONDAY - timedelta(days=1))
    assert list(raisings(FIFTEEN, marks, MONDAY, END, FIFTEEN.settings)) == []


def test_figures_that_are_not_given_stay() -> None:
    dip = RULES["dip"]
    name = dip.parameters[0].name
    assert checked_figures(dip, {name: 7}) == {**dip.settings, name: 7}


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.slug)
@given(data=st.data())
def test_sweep_and_twin_agree_whatever_figures_are_tried(rule: Rule, data: st.DataObject) -> None:
    value = st.one_of(st.integers(1, 60), st.sampled_from([100, 255, 256, MOST]))
    settings = {one.name: data.draw(value, one.name) for one in rule.parameters}
    registers = []
    for one in data.draw(st.lists(REGISTER, min_size=1, max_size=3)):
        marks = [code for code, times in one for _ in range(times)]
        registers.append((marks + [""] * 60)[:60])
    marks = marks_of(*registers)
    by_twin = []
    for child in marks.children.tolist():
        finding = rule.twin(register_of(marks, child), settings)
        if finding is not None:
            by_twin.append(Raised(child, finding.since, finding.figure))
    assert list(raised(rule, marks, settings)) == by_twin
