"""The numbers of law and of practice, in force on a day."""

from datetime import date
from decimal import Decimal

import pytest

from sightline.domain.thresholds import threshold, thresholds_on

TODAY = date(2026, 11, 23)

NUMBERS = [
    ("report_hours", "25", "hours a week", "practice"),
    ("long_absence_school_days", "15", "school days", "law"),
    ("attendance_return_school_days", "10", "school days", "law"),
    ("absent_deletion_school_days", "20", "school days", "law"),
    ("new_pupil_return_days", "5", "days", "law"),
    ("reason_not_established_school_days", "5", "school days", "law"),
    ("exclusion_provision_school_day", "6", "school day", "law"),
    ("suspension_days_in_term_board_meets_if_asked", "5", "school days in a term", "law"),
    ("suspension_days_in_term_board_must_meet", "15", "school days in a term", "law"),
    ("suspension_days_in_school_year", "45", "school days in a school year", "law"),
    ("persistent_absence_percent", "10", "percent of possible sessions", "practice"),
    ("severe_absence_percent", "50", "percent of possible sessions", "practice"),
    ("part_time_review_weeks", "2", "weeks", "practice"),
    ("part_time_longest_weeks", "6", "weeks", "practice"),
    ("unregistered_school_hours", "18", "hours a week", "practice"),
    ("fair_access_placement_school_days", "20", "school days", "law"),
    ("small_number_highest", "4", "children", "setting"),
]


@pytest.mark.parametrize(("name", "value", "unit", "kind"), NUMBERS)
def test_a_number_with_its_unit(name, value, unit, kind):
    found = threshold(name, TODAY)
    assert (found.value, found.unit, found.kind) == (Decimal(value), unit, kind)
    assert found in thresholds_on(TODAY)


def test_registers_are_kept_for_six_years_since_august_2024_and_were_for_three():
    assert threshold("register_kept_years", date(2024, 8, 18)).value == 3
    assert threshold("register_kept_years", date(2024, 8, 19)).value == 6


@pytest.mark.parametrize(
    ("name", "on"), [("no_such_number", TODAY), ("reason_not_established_school_days", date(2024, 8, 18))]
)
def test_a_number_not_in_force_is_an_error_and_never_nought(name, on):
    with pytest.raises(LookupError, match=name):
        threshold(name, on)


def test_every_number_is_of_law_practice_or_setting():
    assert {one.kind for one in thresholds_on(TODAY)} == {"law", "practice", "setting"}
