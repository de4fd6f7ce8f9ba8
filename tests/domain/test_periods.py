"""Half-open periods: a day belongs to a period or does not, and every operation agrees with that."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.periods import Period, merge

FIRST = date(2026, 1, 1)
DAYS = [FIRST + timedelta(days=number) for number in range(40)]


@st.composite
def periods(draw: st.DrawFn) -> Period:
    start, end = sorted(draw(st.lists(st.integers(0, 39), min_size=2, max_size=2, unique=True)))
    return Period(
        draw(st.sampled_from([None, DAYS[start]])),
        draw(st.sampled_from([None, DAYS[end]])),
    )


def days_of(period: Period) -> set[date]:
    """What the operations must agree with: the days of the window that the period contains."""
    return {day for day in DAYS if period.contains(day)}


def test_the_end_day_is_not_part_of_a_period():
    period = Period(date(2026, 1, 5), date(2026, 1, 7))
    assert [day for day in DAYS if period.contains(day)] == [date(2026, 1, 5), date(2026, 1, 6)]
    assert list(period.dates()) == [date(2026, 1, 5), date(2026, 1, 6)]
    assert period.days() == 2


@pytest.mark.parametrize("end", [date(2026, 1, 5), date(2026, 1, 4)])
def test_a_period_without_a_day_is_refused(end):
    with pytest.raises(ValueError, match="end after it starts"):
        Period(date(2026, 1, 5), end)


@pytest.mark.parametrize("period", [Period(None, FIRST), Period(FIRST, None), Period(None, None)])
def test_the_length_of_an_open_period_is_not_known_and_is_not_given_as_none(period):
    assert not period.is_bounded
    with pytest.raises(ValueError, match="open side"):
        period.days()
    with pytest.raises(ValueError, match="open side"):
        period.dates()


@given(periods(), periods())
def test_overlap_and_intersection_agree_with_the_days(one, other):
    common = days_of(one) & days_of(other)
    found = one.intersection(other)
    assert one.overlaps(other) == other.overlaps(one) == (found is not None)
    assert (days_of(found) if found else set()) == common


def test_periods_that_only_touch_have_no_day_in_common():
    earlier, later = Period(DAYS[2], DAYS[5]), Period(DAYS[5], DAYS[8])
    assert not earlier.overlaps(later)
    assert earlier.intersection(later) is None
    assert earlier.intersection(Period(DAYS[4], None)) == Period(DAYS[4], DAYS[5])


@given(st.lists(periods(), max_size=8))
def test_merging_keeps_every_day_and_leaves_gaps_between(some):
    merged = merge(some)
    assert set().union(*(days_of(one) for one in merged)) == set().union(*(days_of(one) for one in some))
    for earlier, later in zip(merged, merged[1:], strict=False):
        assert earlier.end is not None
        assert later.start is not None
        assert earlier.end < later.start


def test_periods_that_follow_without_a_day_between_become_one():
    assert merge([Period(DAYS[5], DAYS[8]), Period(DAYS[2], DAYS[5])]) == [Period(DAYS[2], DAYS[8])]


def test_an_open_end_swallows_what_follows():
    assert merge([Period(DAYS[2], None), Period(DAYS[5], DAYS[8])]) == [Period(DAYS[2], None)]
