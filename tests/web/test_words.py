"""Figures, dates and the unknown are said in one way on every page."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.known import Known, NotKnown
from sightline.domain.words import date_words, number_words, plural
from sightline.web.shared.words import dated, hours_words, knowable_words, known, list_words

HOURS = st.decimals(0, 60, places=2).map(Known)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 4), "4 November 2026"),
        (date(2027, 1, 31), "31 January 2027"),
    ],
)
def test_a_date_in_words(day: date, words: str) -> None:
    assert date_words(day) == words
    assert dated(day) == f'<time datetime="{day.isoformat()}">{words}</time>'


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (8, "8"),
        (10_000, "10,000"),
        (Decimal("7.50"), "7.5"),
        (Decimal("25.00"), "25"),
        (Decimal("100"), "100"),
        (Decimal("1E+2"), "100"),
        (Decimal("1234.50"), "1,234.5"),
    ],
)
def test_a_number_has_no_idle_noughts(value: Decimal | int, words: str) -> None:
    assert number_words(value) == words


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0 children"), (1, "1 child"), (1043, "1,043 children")],
)
def test_a_count_agrees_with_its_noun(count: int, words: str) -> None:
    assert plural(count, "child", "children") == words
    assert plural(2, "week") == "2 weeks"


@pytest.mark.parametrize(
    ("items", "words"),
    [([], "none"), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_words_in_a_row(items: list[str], words: str) -> None:
    assert list_words(items) == words


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (Known(Decimal(8)), Decimal(25), "8 of 25 hours a week"),
        (Known(Decimal("7.5")), Known(Decimal("23.5")), "7.5 of 23.5 hours a week"),
        (Known(Decimal(0)), 25, "none of 25 hours a week"),
        (Known(Decimal(1)), 1, "1 of 1 hour a week"),
        (NotKnown(), 25, "hours not known, full time is 25 hours a week"),
        (Known(Decimal(8)), NotKnown(), "8 hours a week, full time not known"),
        (Known(Decimal(0)), NotKnown(), "no hours a week, full time not known"),
        (NotKnown(), NotKnown(), "hours not known, full time not known"),
    ],
)
def test_hours_stand_against_the_childs_own_full_time(part: object, whole: object, words: str) -> None:
    assert hours_words(part, whole) == words


@pytest.mark.parametrize(
    ("value", "words", "shape"),
    [
        (NotKnown("nobody told us"), "not known", "sightline-not-known"),
        (Known(Decimal(0)), "none", "sightline-none"),
        (Known(()), "none", "sightline-none"),
        (Known(""), "none", "sightline-none"),
        (Known(Decimal("8.0")), "8", "sightline-known"),
        (Known(3), "3", "sightline-known"),
        (Known(True), "yes", "sightline-known"),
        (Known(False), "no", "sightline-known"),
        (Known(date(2026, 9, 7)), "7 September 2026", "sightline-known"),
        (Known(("Harbour", "North")), "Harbour and North", "sightline-known"),
        (Known("Made-up School"), "Made-up School", "sightline-known"),
    ],
)
def test_known_none_and_not_known_differ_in_word_and_shape(value: object, words: str, shape: str) -> None:
    assert knowable_words(value) == words
    assert known(value) == f'<span class="{shape}">{words}</span>'


def test_a_unit_follows_a_value_and_nothing_else() -> None:
    assert ">8 hours<" in known(Known(Decimal(8)), "hours")
    assert ">none<" in known(Known(Decimal(0)), "hours")
    assert ">not known<" in known(NotKnown(), "hours")


@pytest.mark.parametrize("bare", [None, 0, 8, "", "text", Known(None)])
def test_a_bare_value_is_refused_since_it_cannot_say_whether_it_is_known(bare: object) -> None:
    with pytest.raises(TypeError):
        known(bare)


def test_what_a_sender_wrote_is_text_and_never_markup() -> None:
    assert "<b>" not in known(Known("<b>x</b>"))
    assert "<b>" not in known(Known("x"), "<b>")


@given(HOURS)
def test_known_hours_never_read_as_not_known(hours: Known[Decimal]) -> None:
    assert "not known" not in hours_words(hours, 25)


@given(st.one_of(HOURS, st.just(NotKnown())))
def test_not_known_never_reads_as_a_number_or_none(value: Known[Decimal] | NotKnown) -> None:
    words = knowable_words(value)
    assert (words == "not known") == isinstance(value, NotKnown)
    assert (words == "none") == (value == Known(Decimal(0)))
