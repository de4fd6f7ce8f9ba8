"""A school year as a small picture: a row a month, a column a day of the month, school days as bars."""

from dataclasses import dataclass
from datetime import date, timedelta

from sightline.domain.words import plural, short_month
from sightline.population.school_year import YearAtSchool

DAY_WIDTH, ROW_HEIGHT, LEFT = 9, 16, 44
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Bar:
    """Days one after the other in one month that are alike: `kind` is `school` or `closed`."""

    kind: str
    x: int
    width: int


@dataclass(frozen=True)
class MonthDrawn:
    """One month in its row."""

    label: str
    y: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class YearPicture:
    """The picture of a year, ready to draw, with its description in words."""

    months: tuple[MonthDrawn, ...]
    width: int
    height: int
    description: str


def draw_year(told: YearAtSchool) -> YearPicture:
    """Lay out a school year; weekends and holidays stay empty, closed days within a term are open boxes."""
    within = {
        run.first + _DAY * number for run in told.terms for number in range((run.last - run.first).days + 1)
    }
    months: list[tuple[str, list[Bar]]] = []
    for day in told.year.period.dates():
        if day.day == 1:
            months.append((f"{short_month(day)} {day.year % 100:02}", []))
        kind = _kind(told, day, within)
        if kind:
            _add(months[-1][1], kind, day)
    drawn = tuple(
        MonthDrawn(label, number * ROW_HEIGHT, tuple(bars)) for number, (label, bars) in enumerate(months)
    )
    return YearPicture(
        drawn,
        LEFT + 31 * DAY_WIDTH,
        len(months) * ROW_HEIGHT,
        f"{plural(told.school_days, 'school day')} in the year, in {plural(len(told.terms), 'run')} of weeks.",
    )


def _kind(told: YearAtSchool, day: date, within: set[date]) -> str:
    if told.calendar.is_school_day(day):
        return "school"
    return "closed" if day in within and day.weekday() < 5 else ""


def _add(bars: list[Bar], kind: str, day: date) -> None:
    x = LEFT + (day.day - 1) * DAY_WIDTH
    last = bars[-1] if bars else None
    if last is not None and last.kind == kind and last.x + last.width == x:
        bars[-1] = Bar(kind, last.x, last.width + DAY_WIDTH)
    else:
        bars.append(Bar(kind, x, DAY_WIDTH))
