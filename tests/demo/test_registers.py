"""The schools' registers: three shapes, this school year up to yesterday, and what stands in them of whom."""

from collections import defaultdict
from datetime import date, timedelta

import pytest

from sightline.demo.files.marks import FEED, STRING_HEADINGS
from sightline.demo.files.sheets import QUARANTINED, Sheet
from sightline.demo.marks import NOTHING, Timetable, sessions_of
from sightline.demo.schools import INDEPENDENT
from sightline.domain.periods import Period
from sightline.domain.register_codes import register_code
from sightline.intake.registers.codes import codes_in
from sightline.watch.rules import RULES

from .conftest import SEED, TODAY, Small

_DAY = timedelta(days=1)


def sheets_of(small: Small) -> list[Sheet]:
    return [sheet for sheet in small.sheets if sheet.feed == FEED]


def timetable(small: Small, until: date | None = None) -> Timetable:
    terms = small.world.terms
    last = until or terms.school_days_ago(1)
    return Timetable(tuple(terms.calendar.school_days(Period(terms.first_day(terms.this_year), last + _DAY))))


def test_schools_send_in_three_shapes(small: Small) -> None:
    sheets = sheets_of(small)
    assert any(sheet.headings == STRING_HEADINGS for sheet in sheets)
    assert any("Session" in sheet.headings for sheet in sheets)
    assert any("Marks" not in sheet.headings for sheet in sheets)


def test_every_school_of_the_state_sends_and_nobody_sends_what_is_to_come(small: Small) -> None:
    senders = {sheet.lines[0].sender for sheet in sheets_of(small)}
    of_the_state = {
        f"school:{roll.school.office}"
        for life in small.world.lives
        for roll in life.rolls
        if roll.left is None and roll.school.kind is not INDEPENDENT
    }
    assert senders == of_the_state
    assert max(sheet.received for sheet in sheets_of(small)) < TODAY


def test_a_file_holds_a_pupil_once_unless_it_has_a_row_a_session(small: Small) -> None:
    for sheet in sheets_of(small):
        people = [line.person for line in sheet.lines]
        assert "Session" in sheet.headings or len(people) == len(set(people)), sheet.name


def test_two_marks_a_day_and_one_day_more_where_a_row_is_to_wait(small: Small) -> None:
    for sheet in sheets_of(small):
        if sheet.headings == STRING_HEADINGS:
            for line in sheet.lines:
                assert len(codes_in(str(line.row["Marks"]))) % 2 == 0
                assert (line.outcome == QUARANTINED) == ("mark-of-a-day-to-come" in line.mistakes)


def test_what_is_corrected_was_sent_otherwise_before(small: Small) -> None:
    corrected = [sheet for sheet in sheets_of(small) if "corrected" in sheet.name]
    assert corrected
    for sheet in corrected:
        first_sent = min(other.received for other in sheets_of(small) if other.name[:6] == sheet.name[:6])
        assert sheet.received > first_sent
        assert {line.row["Marks"] for line in sheet.lines} == {"O"}


def test_nobody_is_marked_at_a_school_before_or_after_the_roll(small: Small) -> None:
    days = timetable(small)
    for life in small.world.lives:
        for roll in life.rolls:
            marks = sessions_of(SEED, life, roll.school, days)
            for place, day in enumerate(days.days):
                there = any(
                    one.entry <= day and (one.left is None or day <= one.left)
                    for one in life.rolls
                    if one.school is roll.school
                )
                assert (marks[2 * place] != NOTHING) == there


def test_marks_are_as_often_away_as_the_published_statistics(small: Small) -> None:
    """Ordinary pupils miss about a fifteenth of their sessions, and every mark is one of the regulations'."""
    days = timetable(small)
    away = possible = 0
    for life in small.world.lives:
        if not life.story and len(life.rolls) == 1 and life.rolls[0].left is None:
            for at, code in enumerate(sessions_of(SEED, life, life.roll.school, days)):
                if code:
                    found = register_code(code, days.days[at // 2])
                    assert found is not None, code
                    possible += found.counts_possible
                    away += found.counts_possible and not found.counts_attended
    assert 0.05 < away / possible < 0.085


@pytest.mark.parametrize(
    ("story", "codes"),
    [
        ("suspended-over-five-days", {"E"}),
        ("part-time", {"C2"}),
        ("excluded-with-provision", {"D"}),
        ("part-time-not-told", {"C2"}),
        ("in-custody", {"Y5"}),
        ("hardly-ever-there", {"O"}),
        ("whereabouts-unknown", {"N"}),
        ("long-ill", {"I"}),
        ("plan-by-behaviour-support", {"C2"}),
    ],
)
def test_a_story_stands_in_the_register(small: Small, story: str, codes: set[str]) -> None:
    life = next(life for life in small.world.lives if life.story == story)
    last = timetable(small).days[-5:]
    marks = sessions_of(SEED, life, life.rolls[0].school, timetable(small))
    assert codes <= set(marks[-2 * len(last) :])


def test_nobody_without_a_story_of_it_is_part_time_or_excluded(small: Small) -> None:
    days = timetable(small)
    for life in small.world.lives:
        if not life.story and not life.told:
            for roll in life.rolls:
                assert not {"C2", "E"} & set(sessions_of(SEED, life, roll.school, days))


def test_a_child_is_planted_for_each_rule(small: Small) -> None:
    planted = defaultdict(list)
    for life in small.world.lives:
        for one in life.found:
            planted[one.rule].append(life)
    assert set(planted) <= set(RULES)
    assert len(planted) >= 11


def test_planted_children_are_off_the_list(small: Small) -> None:
    assert {life.expected.standing for life in small.world.lives if life.found} == {"off"}
