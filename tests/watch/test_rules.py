"""Each rule as a table of registers and what it says of them; and every sweep says what its twin says."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.attendance.array import ChildMarks
from sightline.attendance.numbering import NOTHING, view_numbers
from sightline.watch.protocol import Kind, Rule
from sightline.watch.rules import RULES
from sightline.watch.running import Raised, raised, register_of, up_to

pytestmark = pytest.mark.once

MONDAY = date(2026, 9, 7)
NUMBERS = view_numbers(MONDAY)


def school_days(number: int) -> tuple[date, ...]:
    """So many Mondays to Fridays from the first Monday on."""
    return tuple(MONDAY + timedelta(days=7 * (day // 5) + day % 5) for day in range(number))


def marks_of(*registers: list[str]) -> ChildMarks:
    """Children 1, 2, … with a code a session each."""
    marks = np.array(
        [[NUMBERS.number_of.get(code, NOTHING) for code in codes] for codes in registers], dtype=np.uint8
    ).T
    children = np.arange(1, len(registers) + 1, dtype=np.int64)
    return ChildMarks(school_days(len(marks) // 2), marks, children, np.zeros(marks.shape, dtype=np.bool_))


def codes(text: str) -> list[str]:
    """Codes with how often before them: `40*/ 3*I` ; `_` says nothing."""
    found = []
    for part in text.split():
        times, _, code = part.rpartition("*")
        found += [code if code != "_" else ""] * int(times or 1)
    return found


# rule, register, figure found (None: not found), the school day since when (from 0)
CASES = [
    ("fifteen-days-missed", "20*/ 30*I", 30, 24),
    ("fifteen-days-missed", "20*/ 29*I /", None, None),
    ("fifteen-days-missed", "10*I 20*/ 10*O 10*/ 10*E", 30, 29),
    ("fifteen-days-missed", "20*D 20*X 10*Y1 30*/", None, None),
    ("fifteen-days-missed", "30*_ 30*/", None, None),
    ("fifteen-days-ill", "20*/ 30*I", 30, 24),
    ("fifteen-days-ill", "20*/ 29*I 30*O /", None, None),
    ("fifteen-days-ill", "30*M", None, None),
    ("ten-days-unauthorised", "10*/ 20*O", 20, 5),
    ("ten-days-unauthorised", "10*/ 19*O N 2*#", 20, 5),
    ("ten-days-unauthorised", "10*/ 20*O 2*/", None, None),
    ("ten-days-unauthorised", "10*/ 10*O 2*I 10*O", None, None),
    # Holidays and days that were not possible do not break the run; a mark of illness does.
    ("ten-days-unauthorised", "10*G 6*# 4*Y3 4*_ 10*U", 20, 0),
    ("twenty-days-for-removal", "2*/ 20*G 10*N 10*O", 40, 1),
    ("twenty-days-for-removal", "2*/ 20*G 10*N 9*O U", None, None),
    ("twenty-days-for-removal", "40*O 2*/", None, None),
    ("persistent-absence", "90*/ 10*I", 10, 0),
    ("persistent-absence", "91*/ 9*I", None, None),
    ("persistent-absence", "4*# 10*I 8*/", None, None),
    ("persistent-absence", "4*# 10*I 10*/", 10, 2),
    ("severe-absence", "20*/ 20*O", 20, 0),
    ("severe-absence", "21*/ 19*O", None, None),
    # Full attendance for ten days, then twenty days at ninety percent; and one session less.
    ("dip", "20*/ 36*/ 4*I", 10, 10),
    ("dip", "20*/ 37*/ 3*I", None, None),
    ("dip", "20*I 40*/", None, None),
    ("dip", "8*/ 40*I", None, None),
    ("dip", "40*I", None, None),
    ("dip", "20*/ 31*# 9*I", None, None),
    # Full attendance for ten days, then ten days at 85 percent; and one session less; too few possible; always so.
    ("early-sign", "20*/ 17*/ 3*I", 15, 10),
    ("early-sign", "20*/ 18*/ 2*I", None, None),
    ("early-sign", "20*/ 11*# 9*I", None, None),
    ("early-sign", "20*I 20*I", None, None),
    ("part-time-by-c2", "20*/ 2*C2 16*/ 4*C2", 4, 10),
    ("part-time-by-c2", "20*/ 17*/ 3*C2", None, None),
    ("part-time-by-c2", "10*C2 20*/", None, None),
    # Two days of illness are not part time.
    ("part-time-by-c2", "16*/ 4*I", None, None),
    ("afternoons-away", "/ \\ / C / C / C / C / C L C", 6, 1),
    ("afternoons-away", "/ \\ / C / C / C / C / C", None, None),
    ("afternoons-away", "E E / C / C / C / C / C / C", None, None),
    ("afternoons-away", "C C I C / C / C / C / C / C", None, None),
    ("no-reason-found", "/ N 10*/", 1, 0),
    ("no-reason-found", "2*/ N N 10*/", 2, 1),
    ("no-reason-found", "2*/ N N 8*/", None, None),
    ("no-reason-found", "N N", None, None),
]


@pytest.mark.parametrize(("slug", "register", "figure", "since"), CASES)
def test_a_rule_and_its_twin_say_of_a_register(
    slug: str, register: str, figure: int | None, since: int | None
) -> None:
    rule = RULES[slug]
    marks = marks_of(codes(register))
    swept = list(raised(rule, marks))
    finding = rule.twin(register_of(marks, 1), rule.settings)
    if figure is None:
        assert (swept, finding) == ([], None)
        return
    day = marks.days[since]
    assert swept == [Raised(1, day, figure)]
    assert (finding.since, finding.figure) == (day, figure)
    assert finding.evidence.endswith((".", "%."))


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.slug)
def test_every_rule_says_why_and_has_cases_both_ways(rule: Rule) -> None:
    for words in (rule.title, rule.meaning, rule.duty, rule.source):
        assert words
    assert all(one.source and one.meaning and one.value > 0 for one in rule.parameters)
    assert rule.kind in Kind
    found = {figure is not None for slug, _, figure, _ in CASES if slug == rule.slug}
    assert found == {True, False}


CODES = st.sampled_from(["/", "\\", "L", "B", "I", "C", "C2", "E", "G", "N", "O", "U", "D", "#", ""])
# Runs of one code, as registers have: single marks drawn apart would never reach ten days of anything.
REGISTER = st.lists(st.tuples(CODES, st.integers(1, 25)), min_size=1, max_size=12)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.slug)
@given(runs=st.lists(REGISTER, min_size=1, max_size=4), sessions=st.integers(1, 80))
def test_the_sweep_says_what_the_twin_says(rule: Rule, runs, sessions: int) -> None:
    length = 2 * sessions
    registers = []
    for one in runs:
        marks = [code for code, times in one for _ in range(times)]
        registers.append((marks + [""] * length)[:length])
    marks = marks_of(*registers)
    by_twin = []
    for child in marks.children.tolist():
        finding = rule.twin(register_of(marks, child), rule.settings)
        if finding is not None:
            by_twin.append(Raised(child, finding.since, finding.figure))
    assert list(raised(rule, marks)) == by_twin


def test_other_settings_find_others() -> None:
    marks = marks_of(codes("20*/ 10*I"))
    rule = RULES["fifteen-days-missed"]
    assert not list(raised(rule, marks))
    assert list(raised(rule, marks, {"sessions": 10})) == [Raised(1, marks.days[14], 10)]


def test_what_comes_after_the_day_is_not_looked_at() -> None:
    marks = marks_of(codes("10*/ 30*I"))
    rule = RULES["fifteen-days-missed"]
    assert not list(raised(rule, up_to(marks, marks.days[18])))
    assert list(raised(rule, up_to(marks, marks.days[19])))
    assert not list(raised(rule, up_to(marks, MONDAY - timedelta(days=1))))


def test_blocks_make_no_difference(monkeypatch) -> None:
    monkeypatch.setattr("sightline.watch.running._BLOCK", 2)
    marks = marks_of(*(codes("20*/ 30*I") for _ in range(5)))
    assert [one.child for one in raised(RULES["fifteen-days-ill"], marks)] == [1, 2, 3, 4, 5]
