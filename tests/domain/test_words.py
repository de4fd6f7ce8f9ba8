"""Dates and counts as people write them."""

from datetime import date
from decimal import Decimal

import pytest

from sightline.domain.words import date_words, number_words, plural, short_date_words, short_month


def test_a_date_is_written_in_full_or_short() -> None:
    day = date(2026, 11, 4)
    assert (date_words(day), short_date_words(day), short_month(day)) == (
        "4 November 2026",
        "4 Nov 2026",
        "Nov",
    )


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (8, "8"),
        (10_000, "10,000"),
        (Decimal("7.50"), "7.5"),
        (Decimal("25.00"), "25"),
        (Decimal("1E+3"), "1,000"),
        (0, "0"),
    ],
)
def test_a_number_has_no_idle_noughts(value, written) -> None:
    assert number_words(value) == written


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 children"), (1, "1 child"), (3, "3 children"), (1_043, "1,043 children")]
)
def test_a_count_goes_with_its_noun(count, words) -> None:
    assert plural(count, "child", "children") == words


def test_most_nouns_take_an_s() -> None:
    assert (plural(1, "week"), plural(2, "week")) == ("1 week", "2 weeks")
