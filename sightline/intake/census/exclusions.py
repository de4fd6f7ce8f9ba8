"""When a suspension that the census tells of ended: it gives the first day and the sessions, and no last day."""

from datetime import date, timedelta
from functools import lru_cache

from sightline.domain.exclusions import ExclusionKind
from sightline.domain.periods import Period
from sightline.population.day_view import calendar_over
from sightline.population.reference_data import ReferenceData

COUNTED = "The last day was counted from the sessions that the census gives."
"""What the record keeps beside a day that was counted and not told."""

MOST_SESSIONS = 380
"""The sessions of a school year (Education (School Day and School Year) (England) Regulations 1999, regulation 3)."""

_SESSIONS_A_DAY = {ExclusionKind.SUSPENSION: 2, ExclusionKind.LUNCHTIME: 1}
# A school day takes at most three days of the calendar over a year, and a summer holiday is seven weeks.
_DAYS_FOR_A_SCHOOL_DAY, _LONGEST_HOLIDAY = 3, timedelta(days=60)


class LastDays:
    """Counts last days by the calendars of schools, as the record knows them on the day `on`."""

    def __init__(self, on: date) -> None:
        self._reference = ReferenceData(on, None)
        self.day_after = lru_cache(maxsize=65_536)(self._day_after)

    def _day_after(self, school: int, kind: str, first: date, sessions: int) -> date:
        """The day on which a suspension is over, counting school days from its first: two sessions make a day.

        A lunchtime is one session (statutory guidance on suspension: it counts as half a day), so a lunchtime
        suspension of five sessions lasts five school days. `kind` is SUSP or LNCH.
        """
        a_day = _SESSIONS_A_DAY[ExclusionKind(kind)]
        days = -(-sessions // a_day)
        until = first + timedelta(days=days * _DAYS_FOR_A_SCHOOL_DAY) + _LONGEST_HOLIDAY
        calendar = calendar_over(self._reference.calendar(school), Period(first, until))
        return calendar.add_school_days(first - timedelta(days=1), days) + timedelta(days=1)
