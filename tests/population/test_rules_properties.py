"""What holds for every situation: an answer always, constant until the day it names, the same by the short way."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sightline.population.rules import assess, assess_fully, assess_the_day
from sightline.population.situation import Situation
from sightline.population.tables import OFF, ON, TO_BE_CHECKED, reasons
from tests.population.situations import days, ended_before, plain_situations, situations

DAY = timedelta(days=1)
LOOKED_AHEAD = 200 * DAY


@given(situations, days)
def test_every_situation_has_an_answer_that_hangs_together(situation: Situation, on: date):
    answer = assess(situation, on)

    assert answer.standing in {ON, TO_BE_CHECKED, OFF}
    assert bool(answer.reasons) == (answer.standing != OFF)
    assert bool(answer.off_because) == (answer.standing == OFF)
    assert {reason.slug for reason in answer.reasons} <= reasons().keys()
    assert len({reason.slug for reason in answer.reasons}) == len(answer.reasons)
    assert answer.why
    assert answer.since is None or answer.since <= on
    assert all(reason.since is None or reason.since <= on for reason in answer.reasons)
    assert answer.next_change is None or answer.next_change > on
    if answer.standing == ON:
        assert all(reason.sure for reason in answer.reasons)


@given(st.data(), situations, days)
def test_the_answer_is_the_same_until_the_day_it_names_and_another_on_that_day(
    data: st.DataObject, situation: Situation, on: date
):
    answer = assess(situation, on)

    last_day = min(answer.next_change or on + LOOKED_AHEAD, on + LOOKED_AHEAD) - DAY
    for day in {*data.draw(st.lists(st.dates(on, last_day), max_size=4)), last_day}:
        assert assess(situation, day) == answer, day
    if answer.next_change is not None:
        assert assess(situation, answer.next_change) != answer


@given(st.data(), situations, days)
def test_the_child_has_had_its_standing_on_every_day_since_the_day_named(
    data: st.DataObject, situation: Situation, on: date
):
    answer = assess(situation, on)
    if answer.since is None:
        return

    for day in {*data.draw(st.lists(st.dates(answer.since, on), max_size=4)), answer.since}:
        assert assess(situation, day).standing == answer.standing, day
    assert assess(situation, answer.since - DAY).standing != answer.standing


@given(plain_situations | situations, days, st.booleans())
def test_plain_children_get_by_the_short_way_what_they_would_get_by_the_long_one(
    situation: Situation, on: date, all_over: bool
):
    if all_over:
        situation = ended_before(situation, on)
    assert assess(situation, on) == assess_fully(situation, on)


@given(plain_situations | situations, days)
def test_the_answer_for_the_day_is_the_whole_answer_but_for_when_it_changes(situation: Situation, on: date):
    assert assess_the_day(situation, on) == replace(assess(situation, on), next_change=None)


@given(situations, days)
def test_hours_are_known_only_when_every_part_is(situation: Situation, on: date):
    hours = assess(situation, on).hours

    for total in (hours.planned, hours.offered, hours.attended):
        assert total.known_part >= 0
        assert total.is_known == (total.unknown_parts == 0)
