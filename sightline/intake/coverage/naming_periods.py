"""A period as somebody writes it: a day in it, a month, a week, a school year, or its first day and its last. Pure."""

import re
from datetime import date, timedelta

from sightline.domain.calendar import SchoolCalendar
from sightline.domain.periods import Period
from sightline.domain.school_age import SchoolYear
from sightline.intake.coverage.frequency import HowOften, period_with

_DAY = timedelta(days=1)
EXPECTED = (
    "a day in the period (2026-11-16), a month (2026-11), a week (2026-W47), a school year (2026/27), or the first day "
    "and the last (2026-11-02..2026-12-18)"
)
"""How a period can be written, for help and for messages."""


def first_and_last(period: Period) -> tuple[date, date]:
    """The first day of a period and its last. Raises ValueError where a side is open."""
    if period.start is None or period.end is None:
        raise ValueError("the period has an open side")
    return period.start, period.end - _DAY


class NoSuchPeriod(ValueError):
    """What was written is no period."""


def period_named(text: str, how_often: HowOften, calendar: SchoolCalendar) -> Period:
    """The period that a text names; a day stands for the period, owed so often, in which it lies.

    Raises NoSuchPeriod for what is none, with what is expected.
    """
    text = text.strip()
    try:
        if ".." in text:
            first, last = (date.fromisoformat(part.strip()) for part in text.split("..", 1))
            return Period(first, last + _DAY)
        if re.fullmatch(r"\d{4}-\d{2}", text):
            first = date.fromisoformat(f"{text}-01")
            return Period(first, (first + timedelta(days=31)).replace(day=1))
        if re.fullmatch(r"\d{4}-W\d{2}", text):
            monday = date.fromisoformat(f"{text}-1")
            return Period(monday, monday + timedelta(days=7))
        if year := re.fullmatch(r"(\d{4})/(\d{2})", text):
            school_year = SchoolYear(int(year[1]))
            if school_year.label == text:
                return school_year.period
            raise NoSuchPeriod(f"“{text}” is no school year. Write it as {school_year.label}.")
        day = date.fromisoformat(text)
    except NoSuchPeriod:
        raise
    except (ValueError, OverflowError) as fault:
        raise NoSuchPeriod(f"“{text[:40]}” is no period. Expected: {EXPECTED}.") from fault
    if not how_often.has_periods:
        raise NoSuchPeriod(
            "This feed is owed when something happens, so a day names no period. Give the first day and the last: "
            "2026-11-02..2026-12-18."
        )
    found = period_with(how_often, day, calendar)
    if found is None:
        raise NoSuchPeriod(f"{text} lies in a holiday, so nothing is owed for it. Give a day in term time.")
    return found
