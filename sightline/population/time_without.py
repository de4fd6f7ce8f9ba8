"""Time without full-time education over a child's life, in school days between known points, whoever answered for it.

Ofsted's report of 2013 tells of a child in Year 11 who had had no full-time education since Year 3. Every school day
of compulsory school age is one of four: known full time, known not to be, at home with the parents, or not known. What
nobody told of is counted as not known, and never as either.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from sightline.domain.known import Known, NotKnown
from sightline.domain.periods import Period
from sightline.population.boundaries import days_that_may_matter
from sightline.population.day_view import DayView, age_period, calendar_over
from sightline.population.finding import reasons_on
from sightline.population.hours_now import hours_of, parts_of
from sightline.population.situation import Situation

Kind = Literal["full time", "without", "at home", "not known"]

_DAY = timedelta(days=1)
_SCHOOL_WEEK = 5
# Who rarely attends has a full timetable and not a full education: how much of it, nobody can say.
_HOURS_SAY_NOTHING = frozenset({"low-attendance-plan"})


@dataclass(frozen=True, slots=True)
class TimeWithout:
    """School days of compulsory school age up to a day, by what is known of them; None for a day that never was.

    `since` is the first day that is counted, `before` the first that is not. `last_full_time` is the last school day
    known to be full time.
    """

    since: date
    before: date
    full_time: int
    without: int
    at_home: int
    not_known: int
    last_full_time: date | None

    @property
    def school_days(self) -> int:
        """All the school days that are counted."""
        return self.full_time + self.without + self.at_home + self.not_known

    @property
    def weeks_without(self) -> int:
        """The days without full-time education as whole school weeks of five days."""
        return self.without // _SCHOOL_WEEK


def time_without(situation: Situation, on: date) -> TimeWithout | NotKnown:
    """The school days of the child's life up to and with `on`, by what is known of each.

    Facts of other authorities' time count like our own. Not known where the date of birth is not; a child who is not
    yet of compulsory school age has no days to count.
    """
    born = situation.date_of_birth
    if isinstance(born, NotKnown):
        return NotKnown("the date of birth is not known")
    life = age_period(born.value).intersection(Period(None, on + _DAY))
    if life is None or life.start is None or life.end is None:
        return NotKnown("the child is not yet of compulsory school age")
    calendar = calendar_over(situation.calendar, life)
    days: dict[Kind, int] = {"full time": 0, "without": 0, "at home": 0, "not known": 0}
    last_full_time = None
    for start, end in pairwise(_points(situation, life.start, life.end)):
        school_days = calendar.school_days(Period(start, end))
        kind = kind_of_day(situation, start)
        days[kind] += len(school_days)
        if kind == "full time" and school_days:
            last_full_time = max(school_days)
    return TimeWithout(
        since=life.start,
        before=life.end,
        full_time=days["full time"],
        without=days["without"],
        at_home=days["at home"],
        not_known=days["not known"],
        last_full_time=last_full_time,
    )


def kind_of_day(situation: Situation, on: date) -> Kind:
    """What is known of one day: by the hours that were planned for the child, whichever authority answered for it."""
    view = DayView(situation, on)
    if view.home_educated:
        return "at home"
    reasons = reasons_on(view)
    monday = on - timedelta(days=on.weekday())
    planned = hours_of(view, parts_of(view, reasons, monday), reasons, None).planned
    match planned.at_least(view.comparators.usual.hours):
        case Known(value=True):
            says_nothing = {reason.slug for reason in reasons if reason.sure} & _HOURS_SAY_NOTHING
            return "not known" if says_nothing else "full time"
        case Known():
            return "without"
        case _:
            return "not known"


def _points(situation: Situation, start: date, end: date) -> list[date]:
    """The days from `start` to `end` between which nothing changes, both ends among them."""
    points = days_that_may_matter(situation)
    for week in situation.weeks:
        points |= {week.monday, week.monday + timedelta(weeks=1)}
    return [start, *sorted(day for day in points if start < day < end), end]
