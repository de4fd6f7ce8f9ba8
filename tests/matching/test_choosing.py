"""One choice among many children: the best, its margin over the next, and what speaks against it."""

from dataclasses import replace
from datetime import date

import pytest

from sightline.matching import weights
from sightline.matching.candidates import Index, Known
from sightline.matching.choosing import Choice, HumanDecisions, choose
from sightline.matching.description import Description
from sightline.matching.policy import NAME_BIRTH_POSTCODE, SAME_UPN, WEIGHED
from tests.matching.people import ELIZA

pytestmark = pytest.mark.once

UPN = "M999000026001"
OTHER_BIRTH = date(2011, 9, 17)
ROSE = {"forenames": ("Rose",)}
NEWCOMER = -1


def _from(sender: str, **changes) -> Description:
    """Eliza as a sender of her own describes her, with what is otherwise."""
    return replace(ELIZA, **{"source": sender, "sender": (sender, "roll"), "own_key": sender, **changes})


def _choose(known: dict[int, list[Description]], described: Description) -> Choice:
    """What is chosen for a newcomer, beside children by their number with each one's descriptions."""
    index = Index()
    person = 0
    for child, descriptions in known.items():
        for one in descriptions:
            person += 1
            index.add(Known(person, child, one))
    return choose(index, HumanDecisions(), NEWCOMER, described, own_child=None)


def _asked(choice: Choice) -> list[int]:
    assert choice.join is None
    return sorted(question.person for question in choice.ask)


def test_nobody_known_is_like_the_newcomer():
    assert _choose({1: [_from("a", **ROSE, date_of_birth=OTHER_BIRTH)]}, _from("new")) == Choice(None, ())


def test_the_only_likely_child_is_joined_and_the_score_told():
    choice = _choose({1: [_from("a")]}, _from("new", postcode=""))
    assert choice.join
    assert (choice.join.child, choice.join.rule, choice.ask) == (1, WEIGHED, ())
    assert choice.join.bits
    assert choice.join.bits >= weights.model().join


def test_an_identifier_decides_before_any_score():
    known = {1: [_from("a")], 2: [_from("b", upns=frozenset({UPN}), postcode="ZZ9 9ZZ", surnames=("Brook",))]}
    choice = _choose(known, _from("new", upns=frozenset({UPN})))
    assert choice.join
    assert (choice.join.child, choice.join.rule, choice.join.bits) == (2, SAME_UPN, None)


def test_two_namesakes_too_near_each_other_are_both_asked_about():
    known = {1: [_from("a", postcode="ZZ9 9ZZ")], 2: [_from("b", postcode="ZZ9 9ZY")]}
    assert _asked(_choose(known, _from("new"))) == [1, 2]


def test_a_namesake_who_is_far_enough_behind_leaves_the_join_and_is_told():
    known = {1: [_from("a")], 2: [_from("b", postcode="ZZ9 9ZZ")]}
    choice = _choose(known, _from("new"))
    assert choice.join
    assert (choice.join.child, choice.join.rule) == (1, NAME_BIRTH_POSTCODE)
    assert [(question.person, question.why) for question in choice.ask] == [
        (2, "Joined to another child by a stronger rule.")
    ]


def test_a_twin_who_is_known_alone_is_asked_about_and_one_known_beside_her_is_not():
    twin = _from("a", **ROSE)
    assert _asked(_choose({1: [twin]}, _from("new"))) == [1]
    choice = _choose({1: [twin], 2: [_from("b")]}, _from("new"))
    assert choice.join
    assert (choice.join.child, choice.ask) == (2, ())


def test_the_description_that_says_most_speaks_for_a_child():
    known = {1: [_from("a", surnames=("Brook",), postcode="ZZ9 9ZZ"), _from("b")]}
    choice = _choose(known, _from("new"))
    assert choice.join
    assert (choice.join.person, choice.join.rule) == (2, NAME_BIRTH_POSTCODE)


@pytest.mark.parametrize(
    ("company", "described", "why"),
    [
        (
            _from("b", nhs_number="9990000026"),
            _from("new", nhs_number="9990000018"),
            "Somebody of this child has another NHS number.",
        ),
        (
            _from("b", **ROSE, date_of_birth=OTHER_BIRTH),
            _from("new"),
            "Somebody of this child has another forename and another date of birth.",
        ),
        (
            _from("new", own_key="other", **ROSE),
            _from("new"),
            "One sender lists somebody of this child as another person.",
        ),
    ],
)
def test_any_description_of_a_child_may_speak_against_it(company, described, why):
    choice = _choose({1: [_from("a"), company]}, described)
    assert choice.join is None
    assert why in {question.why for question in choice.ask}


def test_a_pupil_number_of_one_child_keeps_the_row_from_being_joined_to_another():
    known = {1: [_from("a")], 2: [_from("b", **ROSE, date_of_birth=OTHER_BIRTH, upns=frozenset({UPN}))]}
    assert _asked(_choose(known, _from("new", upns=frozenset({UPN})))) == [1, 2]


def test_a_pupil_number_that_two_children_have_joins_neither():
    known = {child: [_from(str(child), upns=frozenset({UPN}))] for child in (1, 2)}
    choice = _choose(known, _from("new", upns=frozenset({UPN})))
    assert _asked(choice) == [1, 2]
    assert {question.why for question in choice.ask} == {"Two known children share as much with this one."}


def test_a_join_may_be_put_as_a_question():
    choice = _choose({1: [_from("a")]}, _from("new"))
    assert choice.join
    [question] = choice.only_asking().ask
    assert (question.person, question.bits) == (1, choice.join.bits)
    assert choice.only_asking().only_asking() == choice.only_asking()


def test_a_child_s_own_other_descriptions_are_no_candidates():
    index = Index()
    index.add(Known(1, 7, _from("a")))
    assert choose(index, HumanDecisions(), 2, _from("new"), own_child=7) == Choice(None, ())
