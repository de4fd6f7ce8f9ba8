"""Which days the marks of a row are of: those that the row names, or the school days from its first day on."""

from dataclasses import dataclass
from datetime import date, timedelta

from sightline.domain.calendar import CalendarGap
from sightline.domain.periods import Period
from sightline.intake.contract import Row
from sightline.intake.registers.codes import NOTHING, code_in, codes_in
from sightline.population.day_view import calendar_over
from sightline.population.reference_data import ReferenceData

SESSIONS_A_DAY = 2
_SCHOOL_WEEKDAYS = 5
MORNING, AFTERNOON = "AM", "PM"
# A school year of 195 days takes at most a calendar year; holidays lie between.
_DAYS_FOR_A_SCHOOL_DAY, _LONGEST_HOLIDAY = 2, timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of a row: its days, two codes each (NOTHING where nothing is said). `assumed` says that the days were
    counted by terms that nobody told us."""

    days: tuple[date, ...]
    codes: tuple[str, ...]
    assumed: bool = False

    @property
    def last_day_said(self) -> date | None:
        """The last day of which the row says anything."""
        said = [self.days[at // SESSIONS_A_DAY] for at, code in enumerate(self.codes) if code != NOTHING]
        return max(said, default=None)


def days_named(text: str) -> list[date]:
    """The days in a cell of days, ISO dates with spaces between. Raises ValueError for anything else."""
    return [date.fromisoformat(part) for part in text.replace(",", " ").split()]


class Days:
    """Counts out the days of rows by the calendars of schools, as the record knows them on the day `on`."""

    def __init__(self, on: date) -> None:
        self._reference = ReferenceData(on, None)
        self._counted: dict[tuple[int | None, date, int], tuple[tuple[date, ...], bool]] = {}
        # A register asks of the same few days for every pupil.
        self._closed: dict[tuple[int | None, date], bool] = {}

    def of(self, row: Row) -> Marks:
        """The marks of a row that passed the rules of the feed."""
        if row["session"]:
            code = code_in(row.text("marks"))
            pair = (code, NOTHING) if row["session"] == MORNING else (NOTHING, code)
            return Marks((row["first_day"],), pair)
        codes = tuple(codes_in(row.text("marks")))
        if row["days"]:
            return Marks(tuple(days_named(row["days"])), codes)
        days, assumed = self._from(row["school"], row["first_day"], len(codes) // SESSIONS_A_DAY)
        return Marks(days, codes, assumed)

    def is_closed(self, school: int | None, day: date) -> bool:
        """Whether a school is closed on a day: at the weekend, or by what it or the authority told us, not by what is
        assumed."""
        key = school, day
        if key not in self._closed:
            self._closed[key] = day.weekday() >= _SCHOOL_WEEKDAYS or self._is_said_to_be_closed(school, day)
        return self._closed[key]

    def _is_said_to_be_closed(self, school: int | None, day: date) -> bool:
        calendar = self._reference.calendar(school)
        try:
            return not calendar.is_assumed(day) and not calendar.is_school_day(day)
        except CalendarGap:
            return False

    def _from(self, school: int | None, first: date, number: int) -> tuple[tuple[date, ...], bool]:
        key = school, first, number
        if key not in self._counted:
            self._counted[key] = self._count(school, first, number)
        return self._counted[key]

    def _count(self, school: int | None, first: date, number: int) -> tuple[tuple[date, ...], bool]:
        """So many school days from a day on, and whether any of them is assumed: only what nobody told us of is."""
        calendar = self._reference.calendar(school)
        try:
            last = calendar.add_school_days(first - timedelta(days=1), number)
            days = calendar.school_days(Period(first, last + timedelta(days=1)))
        except CalendarGap:
            until = first + timedelta(days=number * _DAYS_FOR_A_SCHOOL_DAY) + _LONGEST_HOLIDAY
            calendar = calendar_over(calendar, Period(first, until))
            days = calendar.school_days(Period(first, until))[:number]
        return tuple(days), any(calendar.is_assumed(day) for day in days)
