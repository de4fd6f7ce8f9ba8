"""The week: hours of one week, sessions counted, the usual timetable, a part-time timetable."""

from collections.abc import Iterable

from sightline.access.policy import FieldClass
from sightline.intake.by_hand.shapes import (
    FIRST_DAY,
    LAST_DAY,
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
    guarded,
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
from sightline.record.models import AttendanceTotal, Notice, TimetableSession, WeeklyHours


def _begins_on_a_monday(values: Values) -> Iterable[tuple[str, str]]:
    if values.get(MONDAY) and values[MONDAY].weekday() != 0:
        yield MONDAY, "A week begins on a Monday: give the Monday of the week."


def _ends_after_it_starts(values: Values) -> Iterable[tuple[str, str]]:
    if values.get("starts") and values.get("ends") and values["ends"] <= values["starts"]:
        yield "ends", "The session must end after it starts."


def reason_asked() -> Column:
    """Why a child is educated so: one of the reasons for which children are on the list."""
    return choice("reason", "Main reason", [(one.slug, one.title) for one in reasons().values()])


_ABSENT = ("absent_authorised", "absent_unauthorised")


def _sessions(name: str, heading: str, meaning: str = "") -> Column:
    """Sessions (half days) of the period; blank is not known, 0 is known to be none."""
    return Column(name, heading, Kind.WHOLE_NUMBER, meaning or "0 means none; blank means not known.")


def _adds_up(values: Values) -> Iterable[tuple[str, str]]:
    possible, authorised, ill = (values.get(name) for name in ("possible", "absent_authorised", "ill"))
    counted = sum(values.get(name) or 0 for name in ("attended", *_ABSENT))
    if possible is not None and counted > possible:
        yield "possible", "More sessions are attended and missed than were possible."
    if ill is not None and authorised is not None and ill > authorised:
        yield "ill", "Absences through illness are authorised: they cannot be more than those."


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
        "attendance-total",
        "Attendance, counted",
        "How many sessions did the child attend and miss?",
        Group.HOURS,
        AttendanceTotal,
        (
            day(
                FIRST_DAY,
                "First day of the period",
                "A week, a half term, a term or the year so far.",
                required=True,
            ),
            day(LAST_DAY, "Last day of the period", required=True),
            school("School", "Who keeps the register: a school, by name, URN or DfE number."),
            provider("Or provider", "Or a provider, by its name."),
            _sessions("possible", "Sessions possible", "Half days. 0 means none; blank means not known."),
            _sessions("attended", "Sessions attended", "There, or at an approved activity elsewhere."),
            _sessions("absent_authorised", "Absent, authorised", "Absences through illness are among them."),
            _sessions("absent_unauthorised", "Absent, unauthorised"),
            guarded(_sessions("ill", "Absent through illness"), FieldClass.HEALTH),
        ),
        rules=(
            PERIOD_RULE,
            exactly_one_place,
            at_least_one(("possible", "attended", *_ABSENT, "ill"), "Give at least one number of sessions."),
            _adds_up,
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
