"""Bank holidays, and the terms assumed where none were told."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.packaged import read_rows
from sightline.domain.periods import Period
from sightline.domain.school_age import SchoolYear
from sightline.domain.typical_year import bank_holidays, easter_sunday, typical_terms


def test_easter_agrees_with_every_good_friday_that_was_published():
    published = [
        date.fromisoformat(row["date"])
        for row in read_rows("bank_holidays_england")
        if row["title"] == "Good Friday"
    ]
    assert len(published) == 17
    assert [easter_sunday(day.year) - timedelta(days=2) for day in published] == published


@pytest.mark.parametrize(
    # The rare years in which the full moon is moved by a day, and the earliest and latest Easters.
    ("year", "easter"),
    [
        (1954, date(1954, 4, 18)),
        (1981, date(1981, 4, 19)),
        (2049, date(2049, 4, 18)),
        (2076, date(2076, 4, 19)),
        (1818, date(1818, 3, 22)),
        (2038, date(2038, 4, 25)),
    ],
)
def test_easter_in_remarkable_years(year, easter):
    assert easter_sunday(year) == easter


@given(st.integers(1900, 2199))
def test_easter_is_a_sunday_from_22_march_to_25_april(year):
    easter = easter_sunday(year)
    assert easter.weekday() == 6
    assert date(year, 3, 22) <= easter <= date(year, 4, 25)


def test_published_bank_holidays_include_those_of_one_year_only():
    assert date(2022, 9, 19) in bank_holidays(SchoolYear(2022).period)
    assert date(2023, 5, 8) in bank_holidays(SchoolYear(2022).period)


def test_bank_holidays_keep_to_the_period():
    assert bank_holidays(Period(date(2026, 12, 25), date(2027, 1, 1))) == {
        date(2026, 12, 25),
        date(2026, 12, 28),
    }


def test_beyond_the_published_list_those_that_follow_a_rule_are_given():
    assert bank_holidays(Period(date(2035, 1, 1), date(2036, 1, 1))) == {
        date(2035, 3, 23),
        date(2035, 3, 26),
        date(2035, 5, 7),
        date(2035, 5, 28),
        date(2035, 8, 27),
    }


def test_bank_holidays_need_a_bounded_period():
    with pytest.raises(ValueError, match="start and an end"):
        bank_holidays(Period(date(2035, 1, 1), None))


@given(st.integers(1990, 2090).map(SchoolYear))
def test_typical_terms_lie_in_their_year_in_order_with_holidays_between(school_year):
    runs = [run for _, run in typical_terms(school_year)]
    assert runs[0].start == date(school_year.start_year, 9, 1)
    assert runs[-1].end == date(school_year.start_year + 1, 7, 23)
    for earlier, later in zip(runs, runs[1:], strict=False):
        assert later.start - earlier.end >= timedelta(days=7)


@given(st.integers(1990, 2090))
def test_christmas_and_easter_fall_in_the_holidays(year):
    for day in (
        date(year, 12, 25),
        easter_sunday(year) - timedelta(days=2),
        easter_sunday(year) + timedelta(days=1),
    ):
        autumn, spring = typical_terms(SchoolYear(year)), typical_terms(SchoolYear(year - 1))
        assert not any(run.contains(day) for _, run in (*autumn, *spring))
