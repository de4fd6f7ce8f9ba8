"""Compulsory school age, school years and National Curriculum years, at their edges."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.periods import Period
from sightline.domain.school_age import (
    SchoolYear,
    age_on,
    birthday,
    compulsory_school_age,
    key_stage,
    national_curriculum_year,
    school_leaving_date,
    school_year_of,
    year_name,
)

BIRTHS = st.dates(date(1990, 1, 1), date(2040, 12, 31))

COMPULSORY_SCHOOL_AGE = [
    # date of birth, first day, last day
    (date(2010, 8, 31), date(2015, 8, 31), date(2026, 6, 26)),
    (date(2010, 9, 1), date(2015, 12, 31), date(2027, 6, 25)),
    (date(2015, 4, 1), date(2020, 8, 31), date(2031, 6, 27)),
    (date(2015, 3, 31), date(2020, 3, 31), date(2031, 6, 27)),
    (date(2015, 1, 1), date(2020, 3, 31), date(2031, 6, 27)),
    (date(2015, 12, 31), date(2020, 12, 31), date(2032, 6, 25)),
    (date(2016, 2, 29), date(2021, 3, 31), date(2032, 6, 25)),
    # 30 June 2028 is itself a Friday.
    (date(2012, 1, 10), date(2017, 3, 31), date(2028, 6, 30)),
]


@pytest.mark.parametrize(("born", "first", "last"), COMPULSORY_SCHOOL_AGE)
def test_first_and_last_day_of_compulsory_school_age(born, first, last):
    age = compulsory_school_age(born)
    assert age.start == first
    assert school_leaving_date(born) == last
    assert age.contains(last)
    assert not age.contains(last + timedelta(days=1))


@given(BIRTHS)
def test_it_starts_on_a_prescribed_day_within_months_of_the_fifth_birthday(born):
    start = compulsory_school_age(born).start
    assert (start.month, start.day) in {(3, 31), (8, 31), (12, 31)}
    assert timedelta(0) <= start - birthday(born, 5) <= timedelta(days=153)


@given(BIRTHS)
def test_it_ends_on_the_last_friday_in_june_of_year_11(born):
    last = school_leaving_date(born)
    assert (last.month, last.weekday()) == (6, 4)
    assert (last + timedelta(days=7)).month == 7
    assert national_curriculum_year(born, last) == 11


@given(BIRTHS, st.integers(-2, 19))
def test_everyone_moves_up_one_year_on_1_september(born, years):
    last_day = date(born.year + years, 8, 31)
    if last_day >= born:
        before = national_curriculum_year(born, last_day)
        assert national_curriculum_year(born, last_day + timedelta(days=1)) == before + 1


@pytest.mark.parametrize(
    ("born", "on", "year"),
    [
        (date(2010, 9, 1), date(2026, 11, 23), 11),
        (date(2011, 8, 31), date(2026, 11, 23), 11),
        (date(2011, 9, 1), date(2026, 11, 23), 10),
        (date(2022, 8, 31), date(2026, 11, 23), 0),
        (date(2022, 9, 1), date(2026, 11, 23), -1),
        (date(2010, 8, 31), date(2026, 11, 23), 12),
    ],
)
def test_the_year_group_expected_by_age(born, on, year):
    assert national_curriculum_year(born, on) == year


@pytest.mark.parametrize(
    ("year", "name", "stage"),
    [
        (-3, "Before nursery", None),
        (-2, "Nursery year 1", None),
        (-1, "Nursery year 2", None),
        (0, "Reception", None),
        (1, "Year 1", 1),
        (2, "Year 2", 1),
        (3, "Year 3", 2),
        (6, "Year 6", 2),
        (7, "Year 7", 3),
        (9, "Year 9", 3),
        (10, "Year 10", 4),
        (11, "Year 11", 4),
        (12, "Year 12", None),
    ],
)
def test_names_and_key_stages_of_years(year, name, stage):
    assert (year_name(year), key_stage(year)) == (name, stage)


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2015, 6, 15), date(2026, 6, 14), 10),
        (date(2015, 6, 15), date(2026, 6, 15), 11),
        (date(2016, 2, 29), date(2021, 2, 28), 4),
        (date(2016, 2, 29), date(2021, 3, 1), 5),
        (date(2016, 2, 29), date(2024, 2, 29), 8),
        (date(2016, 2, 29), date(2016, 2, 29), 0),
    ],
)
def test_age_in_completed_years(born, day, age):
    assert age_on(born, day) == age


def test_there_is_no_age_before_birth():
    with pytest.raises(ValueError, match="before the date of birth"):
        age_on(date(2016, 2, 29), date(2016, 2, 28))


def test_the_school_year_runs_from_september_to_august():
    year = school_year_of(date(2026, 11, 23))
    assert year == SchoolYear(2026)
    assert year.label == "2026/27"
    assert year.period == Period(date(2026, 9, 1), date(2027, 9, 1))
    assert school_year_of(date(2027, 8, 31)) == year
    assert SchoolYear(2099).label == "2099/00"


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_every_day_belongs_to_its_own_school_year(day):
    assert school_year_of(day).period.contains(day)
