"""Names made comparable, and forenames that may be one child's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.matching.names import forenames_agree, full_names, plain, within_one_slip


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("O'Brien", "obrien"),
        ("O’BRIEN", "obrien"),
        ("Smith-Jones", "smithjones"),
        ("smith jones", "smithjones"),
        ("Zoë", "zoe"),
        ("Łukasz", "lukasz"),
        ("Bjørn", "bjorn"),
        ("Ærø", "aero"),
        ("Μαρία", "μαρια"),
        ("", ""),
    ],
)
def test_capitals_accents_and_punctuation_do_not_tell_names_apart(written, compared):
    assert plain(written) == compared


def test_a_person_has_every_surname_with_every_forename():
    assert full_names(("Ashdown", "", "Brook"), ("Eliza", "Liz")) == {
        "ashdown eliza",
        "ashdown liz",
        "brook eliza",
        "brook liz",
    }
    assert full_names(("Ashdown",), ("",)) == frozenset()


AGREE = [
    ("Eliza", "ELIZA", "the same"),
    ("Eliza", "E", "an initial"),
    ("Alexandra", "Alex", "the beginning"),
    ("William", "Bill", "a pet name"),
    ("Mary-Jane", "Mary", "the first of two"),
    ("Jane", "Mary Jane", "the second of two"),
    ("Jonathan", "Jonahtan", "two letters swapped"),
    ("Megan", "Meagan", "a letter too many"),
    ("Daniel", "Daniek", "a wrong letter"),
    ("Eliza", "", "nothing given"),
    ("", "Eliza", "nothing given"),
]
DISAGREE = [
    ("Jack", "Jake", "twins"),
    ("Ella", "Ellie", "too far apart to be a slip; as twins are named"),
    ("Leo", "Lea", "too short for a slip"),
    ("Amy", "Amelia", "twins"),
    ("Rose Jane", "Grace Jane", "sisters who share a middle name"),
]


@pytest.mark.parametrize(("one", "other", "why"), AGREE)
def test_forenames_that_may_be_one_childs(one, other, why):
    assert forenames_agree([one], [other])
    assert forenames_agree([other], [one])


@pytest.mark.parametrize(("one", "other", "why"), DISAGREE)
def test_forenames_that_are_two_childrens(one, other, why):
    assert not forenames_agree([one], [other])
    assert not forenames_agree([other], [one])


def test_a_preferred_forename_is_enough():
    assert forenames_agree(["Mohammed", "Adam"], ["Adam"])


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_one_slip_is_what_counting_slips_says(one, other):
    assert within_one_slip(one, other) == (_slips(one, other) <= 1)


def _slips(one: str, other: str) -> int:
    """The least number of letters put in, left out, changed, or swapped with a neighbour: counted the slow way."""
    rows = {(i, 0): i for i in range(len(one) + 1)} | {(0, j): j for j in range(len(other) + 1)}
    for i, left in enumerate(one, start=1):
        for j, right in enumerate(other, start=1):
            rows[i, j] = min(rows[i - 1, j] + 1, rows[i, j - 1] + 1, rows[i - 1, j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                rows[i, j] = min(rows[i, j], rows[i - 2, j - 2] + 1)
    return rows[len(one), len(other)]
