"""The week: hours of one week, the usual timetable, a part-time timetable."""

from collections.abc import Iterable

from sightline.intake.by_hand.shapes import (
    MONDAY,
    PERIOD_RULE,
    Group,
    ToldKind,
    Values,
    at_least_one,
    choice,
    day,
    exactly_one_place,
    first_day,
    hours,
    last_day,
    provider,
    school,
    text,
    words,
    yes_no,
)
from sightline.intake.contract import Column, Kind
from sightline.population.tables import reasons
from sightline.record.models import Notice, TimetableSession, WeeklyHours


def _begins_on_a_monday(values: Values) -> Iterable[tuple[str, str]]:
    if values.get(MONDAY) and values[MONDAY].weekday() != 0:
        yield MONDAY, "A week begins on a Monday: give the Monday of the week."


def _ends_after_it_starts(values: Values) -> Iterable[tuple[str, str]]:
    if values.get("starts") and values.get("ends") and values["ends"] <= values["starts"]:
        yield "ends", "The session must end after it starts."


def reason_asked() -> Column:
    """Why a child is educated so: one of the reasons for which children are on the list."""
    return choice("reason", "Main reason", [(one.slug, one.title) for one in reasons().values()])


WEEK = (
    ToldKind(
        "weekly-hours",
        "Hours of one week",
        "How many hours were there in one week?",
        Group.HOURS,
        WeeklyHours,
        (
            day(MONDAY, "Week beginning", "The Monday of the week.", required=True),
            school("School", "Where the hours were: a school, by name, URN or DfE number."),
            provider("Or provider", "Or a provider, by its name."),
            hours(
                "hours_planned",
                "Hours planned",
                "What the timetable has. 0 means none; blank means not known.",
            ),
            hours("hours_offered", "Hours offered", "What really ran. 0 means none; blank means not known."),
            hours("hours_attended", "Hours attended", "What the child was there for."),
        ),
        to_come=frozenset({MONDAY}),
        rules=(
            _begins_on_a_monday,
            exactly_one_place,
            at_least_one(
                ("hours_planned", "hours_offered", "hours_attended"), "Give at least one number of hours."
            ),
        ),
    ),
    ToldKind(
        "timetable-session",
        "A session of the usual week",
        "Which session does the child have each week?",
        Group.HOURS,
        TimetableSession,
        (
            school("School", "Where the session is: a school, by name, URN or DfE number."),
            provider("Or provider", "Or a provider, by its name."),
            Column("weekday", "Day of the week", Kind.WEEKDAY, "", required=True),
            Column("starts", "Starts at", Kind.TIME, "For example 9:30 or 1.15pm.", required=True),
            Column("ends", "Ends at", Kind.TIME, "For example 11:00 or 2.45pm.", required=True),
            text("subject", "Subject"),
            text("place", "Where"),
            yes_no("online", "Is it online?"),
            yes_no("alone", "Is the child taught alone?"),
            first_day("From"),
            last_day("Until", "The last day on which it is in the timetable. Leave blank while it goes on."),
        ),
        to_come=frozenset({"first_day", "last_day"}),
        rules=(exactly_one_place, _ends_after_it_starts, PERIOD_RULE),
    ),
    ToldKind(
        "part-time-timetable",
        "Part-time timetable",
        "Which part-time timetable does the school offer?",
        Group.HOURS,
        Notice,
        (
            school(required=True),
            first_day("First day of the timetable", "For example 23/11/2026.", required=True),
            last_day("Last day of the timetable", "Leave blank while no end is set."),
            hours("hours_offered", "Hours offered a week"),
            reason_asked(),
            yes_no("parent_agreed", "Did a parent agree?"),
            day("review_on", "Next review"),
            day("full_time_on", "Full time planned for"),
            words(),
        ),
        fixed={"kind": Notice.Kind.PART_TIME.value},
        to_come=frozenset({"first_day", "last_day", "review_on", "full_time_on"}),
        rules=(PERIOD_RULE,),
    ),
)
