"""A day in England begins and ends at London midnight, whatever the clocks do."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.london import end_of_day, london_date, start_of_day

DAYS = st.dates(date(1996, 1, 1), date(2037, 12, 30))


@pytest.mark.parametrize(
    ("day", "ends"),
    [
        (date(2026, 1, 15), datetime(2026, 1, 16, 0, tzinfo=UTC)),
        (date(2026, 7, 15), datetime(2026, 7, 15, 23, tzinfo=UTC)),
        # The clocks go forward on 29 March and back on 25 October.
        (date(2026, 3, 29), datetime(2026, 3, 29, 23, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 26, 0, tzinfo=UTC)),
    ],
)
def test_the_instant_at_which_a_day_ends(day, ends):
    assert end_of_day(day) == ends
    assert end_of_day(day).utcoffset() == timedelta(0)


@given(DAYS)
def test_the_last_moment_of_a_day_belongs_to_it_and_its_end_to_the_next(day):
    assert london_date(start_of_day(day)) == day
    assert london_date(end_of_day(day) - timedelta(microseconds=1)) == day
    assert london_date(end_of_day(day)) == day + timedelta(days=1)


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        london_date(datetime(2026, 1, 1))  # noqa: DTZ001 - the very thing that must be refused
