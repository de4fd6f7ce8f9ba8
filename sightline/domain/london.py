"""Days in England as instants: when a London day begins and ends, whatever the clocks do."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
"""The time zone in which every date of the record is meant."""


def start_of_day(day: date) -> datetime:
    """Return the instant, in UTC, at which a London day begins.

    The clocks change at one in the morning, so a London midnight comes exactly once.
    """
    return datetime.combine(day, time.min, tzinfo=LONDON).astimezone(UTC)


def end_of_day(day: date) -> datetime:
    """Return the instant, in UTC, at which a London day has ended: the next midnight, exclusive.

    What was received before this instant was received by the end of the day.
    """
    return start_of_day(day + timedelta(days=1))


def london_date(instant: datetime) -> date:
    """Return the date it is in London at an instant. Raises ValueError for an instant without a zone."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return instant.astimezone(LONDON).date()
