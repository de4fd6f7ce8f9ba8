"""What senders say of hours: sessions of the usual week, and the hours of the reference week."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from sightline.domain.hours import Session, weekly_hours
from sightline.population.day_view import DayView
from sightline.population.situation import HoursOfWeek

RECENT_WEEKS = timedelta(days=130)
"""Hours of weeks further back are never those of the last complete school week, and are not read for lists."""


def sessions_in_force(
    view: DayView, *, provider: int | None = None, school: int | None = None
) -> tuple[Session, ...]:
    """The sessions of the child's usual week with one provider or one school on the day."""
    return tuple(
        one.session
        for one in view.situation.timetable
        if one.provider == provider and one.school == school and one.period.contains(view.on)
    )


def timetabled_hours(
    view: DayView, *, provider: int | None = None, school: int | None = None
) -> Decimal | None:
    """The hours a week of those sessions; None when no timetable was told, which is not none."""
    sessions = sessions_in_force(view, provider=provider, school=school)
    return weekly_hours(sessions) if sessions else None


def week_told(
    view: DayView, monday: date | None, *, provider: int | None = None, school: int | None = None
) -> HoursOfWeek | None:
    """What is said of the week of `monday` with one provider or one school; None when nothing is.

    Where several senders tell of it, the first counts: facts come in the order of trust.
    """
    return next(
        (
            week
            for week in view.situation.weeks
            if week.monday == monday and week.provider == provider and week.school == school
        ),
        None,
    )


def overlaps(parts: Iterable[tuple[Session, ...]]) -> list[Decimal]:
    """For each part's sessions in turn, the hours that parts before it cover already."""
    covered: tuple[Session, ...] = ()
    doubled = []
    for sessions in parts:
        both = weekly_hours(covered + sessions)
        doubled.append(weekly_hours(covered) + weekly_hours(sessions) - both)
        covered += sessions
    return doubled
