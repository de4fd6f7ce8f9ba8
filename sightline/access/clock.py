"""The one clock. Everything that needs today's date or the present moment asks here.

`SIGHTLINE_TODAY` sets the day for demonstrations and tests; the time of day stays the real one, so that two
writes in one run keep their order.
"""

from datetime import UTC, date, datetime

from django.conf import settings
from django.utils import timezone

from sightline.domain.london import LONDON


def now() -> datetime:
    """The present moment, aware, in UTC; on the day that SIGHTLINE_TODAY names, when it is set."""
    moment = timezone.now()
    if not settings.SIGHTLINE_TODAY:
        return moment.astimezone(UTC)
    day = date.fromisoformat(settings.SIGHTLINE_TODAY)
    return datetime.combine(day, moment.astimezone(LONDON).time(), tzinfo=LONDON).astimezone(UTC)


def today() -> date:
    """Today's date in London."""
    return now().astimezone(LONDON).date()
