"""Concerns: what was said is kept whole, an answer corrects, and one that nobody answered can be found."""

from datetime import date

import pytest

from sightline.access.policy import FieldClass
from sightline.intake.registry import feeds
from sightline.population.models import ListEntry
from sightline.record.models import Concern
from tests.intake.rows import ELIZABETH, TOMASZ, on_roll

FEED = "concerns"
RAISED = {
    **ELIZABETH,
    "Raised on": "02/11/2026",
    "Raised by": "Ann Ashdown",
    "To the child": "Mum",
    "What was said": "She has had no lessons since September.",
}


def test_what_was_said_by_whom_and_when(take_rows):
    take_rows(FEED, [RAISED])

    concern = Concern.objects.get()
    assert (concern.valid_from, concern.raised_by, concern.relation) == (
        date(2026, 11, 2),
        "Ann Ashdown",
        "parent",
    )
    assert concern.words == "She has had no lessons since September."


def test_one_that_nobody_answered_can_be_found(take_rows):
    answered = {"Answered on": "09/11/2026", "Answer": "A tutor begins on 16 November."}
    take_rows(FEED, [RAISED, {**RAISED, **TOMASZ, **answered}])

    assert Concern.objects.get(answered_on=None).child.concern_facts.get().words == RAISED["What was said"]


def test_an_answer_corrects_the_concern_and_the_question_stays_in_its_history(take_rows):
    take_rows(FEED, [RAISED], received="2026-11-03")
    take_rows(FEED, [{**RAISED, "Answered on": "09/11/2026", "Answer": "A tutor begins."}])

    assert Concern.objects.get().answered_on == date(2026, 11, 9)
    assert Concern.versions.count() == 2


def test_an_answer_without_its_day_is_kept_and_counts_as_none(take_rows):
    outcome = take_rows(FEED, [{**RAISED, "Answer": "We shall ring."}])

    assert (outcome.taken, [item["held_back"] for item in outcome.problems]) == (1, [False])
    assert (Concern.objects.get().answered_on, Concern.objects.get().answer) == (None, "We shall ring.")


def test_two_people_on_one_day_and_one_person_on_two_are_concerns_of_their_own(take_rows):
    take_rows(FEED, [RAISED, {**RAISED, "Raised by": ""}, {**RAISED, "Raised on": "09/11/2026"}])

    assert Concern.objects.count() == 3


def test_one_that_is_not_sent_again_is_not_over(take_rows):
    take_rows(FEED, [RAISED], received="2026-11-03")
    outcome = take_rows(FEED, [{**RAISED, **TOMASZ}])

    assert (outcome.gone, Concern.objects.filter(valid_to=None).count()) == (0, 2)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [("Father", "parent"), ("Grandmother", "relative"), ("GP", "professional"), ("Pupil", "child"), ("", "")],
)
def test_what_somebody_is_to_the_child_in_the_words_that_are_used(take_rows, sent, kept):
    take_rows(FEED, [{**RAISED, "To the child": sent}])

    assert Concern.objects.get().relation == kept


def test_a_concern_puts_no_child_on_the_list_by_itself(take_rows):
    take_rows("school-roll", [on_roll(ELIZABETH, Home_authority="999")])
    take_rows(FEED, [RAISED])

    assert not ListEntry.objects.filter(standing="on").exists()


def test_words_and_answers_are_guarded_and_who_raised_it_is_third_party():
    classes = {column.name: column.field_class for column in feeds()[FEED].columns}

    assert classes["words"] == classes["answer"] == classes["answered_on"] == FieldClass.SAFEGUARDING
    assert classes["raised_by"] == classes["relation"] == FieldClass.THIRD_PARTY
