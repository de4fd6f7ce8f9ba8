"""When Ambershire's schools are open, and on which days its services send their files."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from sightline.domain.calendar import SchoolCalendar, Term
from sightline.domain.periods import Period
from sightline.domain.school_age import SchoolYear, school_year_of
from sightline.domain.typical_year import bank_holidays, typical_terms

_DAY = timedelta(days=1)
_SCHOOL_DAYS_BEHIND = 45
_LAST_MONTH = 5


@dataclass(frozen=True)
class Terms:
    """The authority's calendar around the day that stands for today: last school year, this one, and the next.

    Two training days open each school year; a second pair stands at the start of the spring and summer terms.
    """

    today: date

    @property
    def this_year(self) -> SchoolYear:
        """The school year of today."""
        return school_year_of(self.today)

    @property
    def last_year(self) -> SchoolYear:
        """The school year before today's."""
        return SchoolYear(self.this_year.start_year - 1)

    @cached_property
    def runs(self) -> tuple[tuple[str, date, date], ...]:
        """Each half term: its name, first day and last day (the last day is in it)."""
        years = (self.last_year, self.this_year, SchoolYear(self.this_year.start_year + 1))
        found = []
        for year in years:
            for name, period in typical_terms(year):
                if period.start and period.end:
                    found.append((name, _weekday_from(period.start), _weekday_to(period.end - _DAY)))
        return tuple(found)

    @cached_property
    def training_days(self) -> tuple[date, ...]:
        """The days on which schools are open to teachers only."""
        days = []
        for number, (_, first, _) in enumerate(self.runs):
            if number % 6 == 0:
                days += [first, _weekday_from(first + _DAY)]
            elif number % 6 in (2, 4):
                days.append(first)
        return tuple(days)

    @cached_property
    def half_terms(self) -> tuple[tuple[str, date, date], ...]:
        """The half-term holidays: name, first day and last day."""
        found = []
        for earlier, later in zip(self.runs, self.runs[1:], strict=False):
            if earlier[0] == later[0]:
                first, last = _weekday_from(earlier[2] + _DAY), _weekday_to(later[1] - _DAY)
                found.append((f"{earlier[0].removesuffix(' term')} half term", first, last))
        return tuple(found)

    @cached_property
    def calendar(self) -> SchoolCalendar:
        """The same, as the arithmetic of the law has it."""
        terms = tuple(Term(name, Period(first, last + _DAY)) for name, first, last in self.runs)
        whole = Period(self.runs[0][1], self.runs[-1][2] + _DAY)
        return SchoolCalendar(terms, frozenset(self.training_days) | bank_holidays(whole))

    @cached_property
    def school_days(self) -> tuple[date, ...]:
        """Every school day from the start of last school year to today."""
        return tuple(self.calendar.school_days(Period(self.runs[0][1], self.today + _DAY)))

    def school_days_ago(self, number: int) -> date:
        """The school day that lies `number` school days before today (0: today, or the last school day before it).

        Raises IndexError before the start of last school year.
        """
        if number >= len(self.school_days):
            raise IndexError("last school year does not reach back so far")
        return self.school_days[-1 - number]

    def school_days_ahead(self, number: int) -> date:
        """The school day that lies `number` school days (one or more) after today."""
        return self.calendar.add_school_days(self.today, number)

    @cached_property
    def reference_week(self) -> date:
        """The Monday of the last complete school week before today."""
        monday = self.calendar.last_complete_week(self.today)
        if monday is None:
            raise ValueError("no complete school week lies before today")
        return monday

    @property
    def stories_can_stand(self) -> bool:
        """Whether today is a school day between November and May: weeks into a school year, and before its Year 11
        leave."""
        passed = self.calendar.count(self.first_day(self.this_year), self.today)
        last = date(self.this_year.start_year + 1, _LAST_MONTH, 31)
        return (
            self.calendar.is_school_day(self.today) and passed >= _SCHOOL_DAYS_BEHIND and self.today <= last
        )

    def first_day(self, year: SchoolYear) -> date:
        """The first school day of a school year."""
        return self.calendar.school_days(year.period)[0]

    @property
    def end_of_last_year(self) -> date:
        """The last day of last school year's summer term."""
        return self.runs[5][2]


def _weekday_from(day: date) -> date:
    """The day itself, or the Monday after it when it falls on a weekend."""
    return day if day.weekday() < 5 else day + timedelta(days=7 - day.weekday())


def _weekday_to(day: date) -> date:
    """The day itself, or the Friday before it when it falls on a weekend."""
    return day if day.weekday() < 5 else day - timedelta(days=day.weekday() - 4)
