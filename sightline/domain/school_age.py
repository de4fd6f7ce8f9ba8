"""Compulsory school age, school years and National Curriculum years.

Sources: Education Act 1996 section 8 with the school leaving date order of 1997 and the start of
compulsory school age order of 1998, as repeated on local authorities' pages for parents; Education
Act 2002 section 82 for the key stages.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from sightline.domain.periods import Period

# A child reaches compulsory school age on the first of these days on or after the fifth birthday.
_PRESCRIBED_DAYS = ((3, 31), (8, 31), (12, 31))
_STARTING_AGE = 5
_LEAVING_AGE = 16
_FIRST_MONTH_OF_SCHOOL_YEAR = 9
_JUNE = 6
_FRIDAY = 4

# National Curriculum year to key stage; Reception belongs to the early years foundation stage,
# and the Education Act 2002 knows no key stage after the fourth.
_LAST_YEAR_OF_KEY_STAGE = {1: 2, 2: 6, 3: 9, 4: 11}


@dataclass(frozen=True, slots=True, order=True)
class SchoolYear:
    """The school year that begins on 1 September of ``start_year``."""

    start_year: int

    @property
    def first_day(self) -> date:
        """1 September, whether or not schools are open on it."""
        return date(self.start_year, _FIRST_MONTH_OF_SCHOOL_YEAR, 1)

    @property
    def period(self) -> Period:
        """The days of the school year: 1 September to the next 1 September, half-open."""
        return Period(self.first_day, SchoolYear(self.start_year + 1).first_day)

    @property
    def label(self) -> str:
        """The year as it is written: ``2026/27``."""
        return f"{self.start_year}/{(self.start_year + 1) % 100:02d}"


def school_year_of(day: date) -> SchoolYear:
    """Return the school year to which a day belongs."""
    return SchoolYear(day.year if day.month >= _FIRST_MONTH_OF_SCHOOL_YEAR else day.year - 1)


def birthday(date_of_birth: date, age: int) -> date:
    """Return the day on which somebody becomes ``age`` years old.

    Somebody born on 29 February comes of an age on 1 March where the year has no 29 February.
    """
    year = date_of_birth.year + age
    try:
        return date_of_birth.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def age_on(date_of_birth: date, day: date) -> int:
    """Return the age in completed years on ``day``. Raises ValueError for a day before birth."""
    if day < date_of_birth:
        raise ValueError("the day is before the date of birth")
    age = day.year - date_of_birth.year
    return age if birthday(date_of_birth, age) <= day else age - 1


def school_leaving_date(date_of_birth: date) -> date:
    """Return the last day of compulsory school age.

    It is the last Friday in June of the school year in which the child becomes 16 (Education Act
    1996 section 8(3)): the same for everyone born from 1 September to the next 31 August.
    """
    june_of_leaving = school_year_of(date_of_birth).start_year + _LEAVING_AGE + 1
    last_of_june = date(june_of_leaving, _JUNE, 30)
    return last_of_june - timedelta(days=(last_of_june.weekday() - _FRIDAY) % 7)


def compulsory_school_age(date_of_birth: date) -> Period:
    """Return the period of compulsory school age, half-open.

    It starts on the first prescribed day (31 March, 31 August, 31 December) on or after the fifth
    birthday, and its end is the day after ``school_leaving_date``, which is the last day in it.
    """
    fifth_birthday = birthday(date_of_birth, _STARTING_AGE)
    prescribed = [date(fifth_birthday.year, month, day) for month, day in _PRESCRIBED_DAYS]
    start = next(day for day in prescribed if day >= fifth_birthday)
    return Period(start, school_leaving_date(date_of_birth) + timedelta(days=1))


def national_curriculum_year(date_of_birth: date, on: date) -> int:
    """Return the year group expected by age on a day: Reception 0, Year 1 1, before Reception negative.

    The year group a school records may lawfully differ, for a child taught out of the usual year.
    """
    return school_year_of(on).start_year - school_year_of(date_of_birth).start_year - _STARTING_AGE


def year_name(year: int) -> str:
    """Return the name of a National Curriculum year as people say it: ``Reception``, ``Year 7``."""
    if year < -2:
        return "Before nursery"
    if year < 0:
        return f"Nursery year {year + 3}"
    return "Reception" if year == 0 else f"Year {year}"


def key_stage(year: int) -> int | None:
    """Return the key stage (1 to 4) of a National Curriculum year, or None outside Years 1 to 11."""
    if year < 1:
        return None
    return next((stage for stage, last in _LAST_YEAR_OF_KEY_STAGE.items() if year <= last), None)
