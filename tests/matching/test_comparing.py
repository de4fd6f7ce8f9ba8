"""How far each field of two descriptions agrees, as a person would say it."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.matching.comparing import (
    ALIKE,
    DIFFERENT,
    FORENAME,
    HOUSEHOLD,
    INITIAL,
    LEVELS,
    NHS_NUMBER,
    NOT_COMPARED,
    ONE_FIGURE,
    ONE_PART,
    ONE_SLIP,
    OTHER_WAY_ROUND,
    SAME,
    SHORT_FORM,
    SWAPPED,
    ULN,
    UPN,
    birth_level,
    cleaned,
    compare,
    forename_level,
    surname_level,
)
from tests.matching.people import ELIZA

pytestmark = pytest.mark.once


def _named(*, forename: str = "Elizabeth", surname: str = "Ashdown"):
    return cleaned(replace(ELIZA, forenames=(forename,), surnames=(surname,)))


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("Elizabeth", "ÉLIZABETH", SAME),
        ("Mary-Jane", "Mary Jane", SAME),
        ("Elizabeth", "Liz", SHORT_FORM),
        ("Mary-Jane", "Mary", SHORT_FORM),
        ("Mary-Jane", "Jane", SHORT_FORM),
        ("Jessica", "Jesss", SHORT_FORM),
        ("Christopher", "Chris", SHORT_FORM),
        ("Elizabeth", "Elizbeth", ONE_SLIP),
        ("Martha", "Marhta", ONE_SLIP),
        ("Ana", "Anna", ONE_SLIP),
        ("Leo", "Lea", DIFFERENT),
        ("Elizabeth", "E", INITIAL),
        ("Elizabeth", "R", DIFFERENT),
        ("Jack", "Jake", DIFFERENT),
        ("Mary-Jane", "Emma-Jane", DIFFERENT),
        ("Margarethe", "Margeretha", ALIKE),
        ("Rose", "Callum", DIFFERENT),
        ("", "Rose", NOT_COMPARED),
        ("Unknown", "Unknown", NOT_COMPARED),
    ],
)
def test_forenames(one, other, level):
    ours, theirs = _named(forename=one), _named(forename=other)
    assert forename_level(ours, theirs) == forename_level(theirs, ours) == level


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("Ashdown", "ashdown", SAME),
        ("O'Brien", "Brien", SAME),
        ("van der Berg", "Vanderberg", SAME),
        ("Ashdown-Brook", "Brook Ashdown", SAME),
        ("Ashdown-Brook", "Brook", ONE_PART),
        ("Ashdown", "Ashdwon", ONE_SLIP),
        ("Lee", "Le", ONE_SLIP),
        ("Lee", "Leigh", DIFFERENT),
        ("Ashdown", "Brook", DIFFERENT),
        ("", "Brook", NOT_COMPARED),
    ],
)
def test_surnames(one, other, level):
    ours, theirs = _named(surname=one), _named(surname=other)
    assert surname_level(ours, theirs) == surname_level(theirs, ours) == level


def test_the_nearest_of_several_names_counts():
    preferred = cleaned(replace(ELIZA, forenames=("Rose", "Liz"), surnames=("Brook", "Ashdown")))
    assert forename_level(preferred, cleaned(ELIZA)) == SHORT_FORM
    assert surname_level(preferred, cleaned(ELIZA)) == SAME


@pytest.mark.parametrize(
    ("other", "level"),
    [
        (date(2013, 4, 2), SAME),
        (date(2013, 2, 4), SWAPPED),
        (date(2013, 4, 3), ONE_FIGURE),
        (date(2012, 4, 2), ONE_FIGURE),
        (date(2003, 4, 2), ONE_FIGURE),
        (date(2013, 4, 13), DIFFERENT),
        (date(2011, 9, 17), DIFFERENT),
        (None, NOT_COMPARED),
    ],
)
def test_dates_of_birth(other, level):
    assert birth_level(date(2013, 4, 2), other) == birth_level(other, date(2013, 4, 2)) == level


def test_years_beside_each_other_are_one_figure_apart_over_the_turn_of_a_decade():
    assert birth_level(date(2009, 4, 2), date(2010, 4, 2)) == ONE_FIGURE


@pytest.mark.parametrize(
    ("changes", "level"),
    [
        ({}, "the same surname, same postcode"),
        ({"surnames": ("Ashdwon",)}, "like surname, same postcode"),
        ({"surnames": ("Brook",)}, "different surname, same postcode"),
        ({"postcode": "ZZ1 9ZZ"}, "the same surname, same district"),
        ({"postcode": "ZZ9 9ZZ"}, "the same surname, elsewhere"),
        ({"postcode": ""}, "the same surname, no postcode"),
        ({"surnames": ("Brook",), "postcode": "ZZ9 9ZZ"}, "different surname, elsewhere"),
        ({"surnames": ("",)}, NOT_COMPARED),
    ],
)
def test_surname_and_postcode_are_one_fact(changes, level):
    assert compare(cleaned(ELIZA), cleaned(replace(ELIZA, **changes)))[HOUSEHOLD] == level


def test_forename_and_surname_the_other_way_round():
    turned = compare(cleaned(ELIZA), _named(forename="Ashdown", surname="Elizabeth"))
    assert turned[FORENAME] == OTHER_WAY_ROUND
    assert turned[HOUSEHOLD].startswith("the same surname")


def test_identifiers_that_one_side_does_not_know_are_not_compared():
    known = replace(ELIZA, upns=frozenset({"M999000026001"}), nhs_number="9990000018", uln="1625574648")
    other = replace(known, upns=frozenset({"P999000026002"}), nhs_number="9990000026", uln="7123456784")
    for field in (UPN, NHS_NUMBER, ULN):
        assert compare(cleaned(known), cleaned(known))[field] == SAME
        assert compare(cleaned(known), cleaned(other))[field] == DIFFERENT
        assert compare(cleaned(known), cleaned(ELIZA))[field] == NOT_COMPARED


names = st.sampled_from(["Elizabeth", "Liz", "E", "Ashdown", "Ashdown-Brook", "Elizbeth", "Mary Jane", ""])
days = st.sampled_from([date(2013, 4, 2), date(2013, 2, 4), date(2012, 4, 2), None])
codes = st.sampled_from(["ZZ1 1AA", "ZZ1 1AB", "ZZ9 9ZZ", ""])
people = st.builds(
    lambda forename, surname, born, code: cleaned(
        replace(ELIZA, forenames=(forename,), surnames=(surname,), date_of_birth=born, postcode=code)
    ),
    names,
    names,
    days,
    codes,
)


@given(people, people)
def test_the_order_of_two_does_not_matter_and_every_level_has_a_weight(one, other):
    levels = compare(one, other)
    assert levels == compare(other, one)
    assert all(level in (*LEVELS[field], NOT_COMPARED) for field, level in levels.items())
