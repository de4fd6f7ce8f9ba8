"""Names, dates of birth and postcodes made comparable."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.matching.cleaning import birth, forename, postcode, sound, squeezed, surname, words

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Mary-Jane", ("mary", "jane")),
        ("  O’Neil ", ("oneil",)),
        ("Łoś", ("los",)),
        ("Αθηνά", ("αθηνα",)),
        ("محمد", ("محمد",)),
        ("J. R.", ("j", "r")),
        ("", ()),
        (" - ", ()),
    ],
)
def test_the_words_of_a_name(written, found):
    assert words(written) == found


@pytest.mark.parametrize("nothing", ["", "Unknown", "not known", "N/K", "TBC", "Mr", "xxx", "-", "Baby"])
def test_what_stands_for_no_name_is_none(nothing):
    assert forename(nothing) is None
    assert surname(nothing) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("van der Berg", "Vanderberg"),
        ("O'Brien", "OBRIEN"),
        ("Dr Smith", "smith"),
        ("Smith Jr", "Smith"),
        ("Núñez", "Nunez"),
    ],
)
def test_two_ways_of_writing_a_surname_are_one(one, other):
    assert surname(one).whole == surname(other).whole


@pytest.mark.parametrize(
    ("one", "other"),
    [("van der Berg", "Berg"), ("O'Brien", "Brien"), ("de la Cruz", "Cruz"), ("Al Hassan", "Hassan")],
)
def test_a_word_before_a_surname_comes_and_goes(one, other):
    assert surname(one).core == surname(other).core


def test_a_surname_of_nothing_but_prefixes_is_itself():
    assert surname("Da").whole == surname("Da").core == "da"


def test_the_parts_of_a_double_surname_have_no_order():
    assert surname("Ashdown-Brook").parts == surname("Brook Ashdown").parts == {"ashdown", "brook"}


def test_a_forename_is_a_form_of_what_it_may_be_short_for():
    assert "elizabeth" in forename("Liz").roots
    assert "jessica" in forename("Jess").roots
    assert forename("Mary-Jane").words == ("mary", "jane")


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("zz1 1aa", "ZZ1 1AA"),
        ("ZZ11AA", "ZZ1 1AA"),
        ("ZZI 1AA", "ZZ1 1AA"),
        ("ZZ1-1AA", "ZZ1 1AA"),
        ("ZZ1 IAA", "ZZ1 1AA"),
        ("ZZ1 1A5", "ZZ1 1AS"),
        ("Z1A 1AA", "Z1A 1AA"),
        ("1111 1AA", ""),
        ("ZZ1", ""),
        ("not known", ""),
        ("", ""),
    ],
)
def test_a_postcode_has_one_form_or_none(written, found):
    assert postcode(written) == found


@given(st.text(max_size=12))
def test_a_postcode_once_cleaned_stays_as_it_is(written):
    assert postcode(postcode(written)) == postcode(written)


@given(st.text(max_size=20))
def test_a_name_in_capitals_or_with_spaces_around_is_the_same_name(written):
    plainly = written.encode("ascii", "ignore").decode()
    assert forename(f" {plainly.upper()} ") == forename(plainly)
    assert surname(f" {plainly.upper()} ") == surname(plainly)


def test_days_that_computers_put_where_they_know_none_are_none():
    assert birth(date(1900, 1, 1)) is None
    assert birth(date(2013, 4, 2)) == date(2013, 4, 2)
    assert birth(None) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("katherine", "kathryn"),
        ("philip", "filip"),
        ("wright", "right"),
        ("mohammed", "muhammad"),
        ("knight", "night"),
    ],
)
def test_names_that_are_heard_alike_share_a_sound(one, other):
    assert sound(one) == sound(other)


def test_sounds_of_other_names_and_of_none():
    assert sound("ashdown") != sound("brook")
    assert sound("") == ""
    assert squeezed("anna") == "ana"
