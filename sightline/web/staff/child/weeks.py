"""A child's hours, week by week: the same rules that say what the hours are now, asked of every week so far.

They are asked of all that is known of the child, also of what the viewer's role does not show: hours are education,
and hours worked out without a hidden fact would be wrong ones.
"""

from dataclasses import replace
from datetime import date, timedelta

from sightline.access.policy import FieldClass
from sightline.access.viewer import Viewer
from sightline.domain.hours import pro_rata
from sightline.domain.known import Known
from sightline.domain.periods import Period
from sightline.domain.school_age import school_year_of
from sightline.population.day_view import DayView, calendar_over
from sightline.population.hours_now import hours_of, parts_of
from sightline.population.judging import judge
from sightline.population.queries import WholeChild
from sightline.population.situation import Situation
from sightline.web.shared.pictures.hours import WeekOfHours

MOST_WEEKS = 44
_WEEK = timedelta(days=7)
_FRIDAY = timedelta(days=4)
_BEFORE = 3 * _WEEK


def hours_week_by_week(viewer: Viewer, whole: WholeChild) -> list[WeekOfHours]:
    """The weeks of a child that this viewer may see, as it was read: on its day, as known on its day.

    A clinician's limit is health information: who may not see it sees the usual week for the age as full time.
    """
    one = whole.one
    return weeks_so_far(
        whole.situation, one.as_at, one.assessment.since, by_clinician=viewer.sees(FieldClass.HEALTH)
    )


def weeks_so_far(
    situation: Situation, on: date, since: date | None, *, by_clinician: bool = True
) -> list[WeekOfHours]:
    """Every week up to the last complete one before `on`, the earliest first; a year's worth at most.

    It begins a few weeks before `since`, the first day on the list, where that is known, so that the picture shows
    what changed; else with the first week that anybody told of, or with the school year.
    """
    last = situation.calendar.last_complete_week(on)
    if last is None:
        last = on - timedelta(days=on.weekday()) - _WEEK
    first = max(_first_monday(situation, on, since), last - (MOST_WEEKS - 1) * _WEEK)
    weeks = []
    monday = first
    while monday <= last:
        weeks.append(week_of(situation, monday, by_clinician=by_clinician))
        monday += _WEEK
    return weeks


def week_of(situation: Situation, monday: date, *, by_clinician: bool = True) -> WeekOfHours:
    """Planned, offered and attended in the week that begins on `monday`, with what would be full time in it.

    Where no calendar speaks of the week, the usual terms are taken.
    `by_clinician`: whether a clinician's limit counts as full time while it is in force.
    """
    calendar = calendar_over(situation.calendar, Period(monday, monday + _WEEK))
    view = DayView(replace(situation, calendar=calendar), monday + _FRIDAY)
    reasons = judge(view).reasons
    hours = hours_of(view, parts_of(view, reasons, monday), reasons, monday)
    full = hours.comparators.expected if by_clinician else hours.comparators.usual
    return WeekOfHours(
        monday=monday,
        planned=hours.planned.as_knowable(),
        offered=hours.offered.as_knowable(),
        attended=hours.attended.as_knowable(),
        full_time=pro_rata(full.hours, calendar.open_days_in_week(monday)),
    )


def _first_monday(situation: Situation, on: date, since: date | None) -> date:
    told = [week.monday for week in situation.weeks]
    born = situation.date_of_birth
    starts = [] if since is None else [since - _BEFORE]
    if told:
        starts.append(min(told))
    if not starts:
        starts.append(school_year_of(on).period.start or on)
    first = min(starts)
    if isinstance(born, Known):
        first = max(first, born.value)
    return first - timedelta(days=first.weekday())
