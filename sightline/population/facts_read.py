"""One reader for each kind of fact: the narrow columns it needs, and the plain value that it makes of a row."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sightline.domain.hours import Session
from sightline.domain.known import Knowable, Known, NotKnown
from sightline.domain.periods import Period
from sightline.population.reference_data import ReferenceData
from sightline.population.situation import (
    Circumstance,
    DateDue,
    Excluded,
    HoursOfWeek,
    KeyPersonTold,
    Noticed,
    OnRoll,
    Placed,
    Timetabled,
)
from sightline.record.models import (
    Circumstance as CircumstanceFact,
)
from sightline.record.models import (
    Exclusion,
    ExpectedEvent,
    Fact,
    KeyPerson,
    LastSeen,
    NextStep,
    Notice,
    Placement,
    Registration,
    Review,
    TimetableSession,
    WeeklyHours,
)

_MINUTES = 60
_OVER = frozenset({"happened", "cancelled"})
_CLASS_OF_EVENT = {"discharge": "health", "birth": "health", "release": "criminal"}


@dataclass(frozen=True, slots=True)
class Context:
    """What a reader needs beside the row: reference data, and who is gone from which sender's list since when."""

    reference: ReferenceData
    gone: dict[int, date]


Found = tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """How one kind of fact is read: its columns after the source person, and what a row gives to a Situation.

    `make` returns pairs of a Situation's field and a value for it; `names` are the columns, by place, that refer to
    a school, a provider or a member of staff.
    """

    model: type[Fact]
    columns: tuple[str, ...]
    make: Callable[[int, tuple[Any, ...], Context], Found]
    schools: int | None = None
    providers: int | None = None
    staff: int | None = None


@lru_cache(maxsize=65_536)
def period(start: date | None, end: date | None) -> Period:
    """A period; the same object for the same days, since most children share theirs."""
    return Period(start, end)


def hours(value: Decimal | None, whose: str) -> Knowable[Decimal]:
    """Hours as a value that may be not known: an empty column is not nought."""
    return NotKnown(f"{whose} has not told us") if value is None else Known(value)


def _on_roll(person: int, row: tuple[Any, ...], context: Context) -> Found:
    school, start, end, status, full_time, year_group, ground, destination = row
    return (
        (
            "rolls",
            OnRoll(
                context.reference.school(school),
                period(start, end),
                status,
                full_time,
                year_group,
                ground,
                destination,
                context.gone.get(person),
            ),
        ),
    )


def _placed(person: int, row: tuple[Any, ...], context: Context) -> Found:
    provider, start, end, programme, planned, arranged_by, basis, reason, words, online, alone, review = row
    during = period(start, end)
    placed = Placed(
        provider=context.reference.provider(provider),
        period=during,
        programme=programme or "",
        hours=hours(planned, "the provider"),
        arranged_by=arranged_by,
        legal_basis=basis,
        reason=reason,
        reason_words=words,
        online=online,
        alone=alone,
        review_on=review,
        gone_on=context.gone.get(person),
    )
    return (("placements", placed), *_due(review, "Review of the placement", "education", during))


def _week(person: int, row: tuple[Any, ...], context: Context) -> Found:
    monday, provider, school, planned, offered, attended = row
    week = HoursOfWeek(
        monday,
        hours(planned, "the provider"),
        hours(offered, "the provider"),
        hours(attended, "the provider"),
        provider,
        school,
    )
    return (("weeks", week),)


def _timetabled(person: int, row: tuple[Any, ...], context: Context) -> Found:
    start, end, provider, school, weekday, starts, ends = row
    session = Session(weekday, _minutes(starts), _minutes(ends))
    return (("timetable", Timetabled(session, period(start, end), provider, school)),)


def _excluded(person: int, row: tuple[Any, ...], context: Context) -> Found:
    start, end, kind, school, state, provision_from = row
    return (("exclusions", Excluded(kind, school, period(start, end), state, provision_from)),)


def _circumstance(person: int, row: tuple[Any, ...], context: Context) -> Found:
    start, end, kind, authority, limit, evidence_on, suitability, part_time, place = row
    gone = context.gone.get(person) if kind == "home-education" else None
    circumstance = Circumstance(
        kind,
        period(start, end),
        authority,
        limit,
        evidence_on,
        suitability,
        part_time,
        gone,
        in_hospital=kind == "illness" and place != "",
    )
    return (("circumstances", circumstance),)


def _noticed(person: int, row: tuple[Any, ...], context: Context) -> Found:
    start, end, kind, school, offered, reason, review_on, full_time_on = row
    during = period(start, end)
    notice = Noticed(kind, during, school, hours(offered, "the school"), reason, review_on, full_time_on)
    return (
        ("notices", notice),
        *_due(review_on, "Review of the part-time timetable", "education", during),
        *_due(full_time_on, "Full time planned", "education", during),
    )


def _key_person(person: int, row: tuple[Any, ...], context: Context) -> Found:
    start, end, member, name, phone = row
    if member is not None:
        staff_name, staff_phone = context.reference.staff(member)
        name, phone = name or staff_name, phone or staff_phone
    return (("key_people", KeyPersonTold(name, phone, period(start, end))),)


def _seen(person: int, row: tuple[Any, ...], context: Context) -> Found:
    return (("seen_on", row[0]),) if row[0] is not None else ()


def _review(person: int, row: tuple[Any, ...], context: Context) -> Found:
    start, end, due_on, held_on = row
    return _due(due_on if held_on is None else None, "Review", "education", period(start, end))


def _next_step(person: int, row: tuple[Any, ...], context: Context) -> Found:
    start, end, due_on, done_on = row
    return _due(due_on if done_on is None else None, "Next step", "education", period(start, end))


def _expected(person: int, row: tuple[Any, ...], context: Context) -> Found:
    start, end, kind, expected_on, state = row
    label = ExpectedEvent.Kind(kind).label
    return _due(
        None if state in _OVER else expected_on,
        f"Expected: {label}",
        _CLASS_OF_EVENT.get(kind, "education"),
        period(start, end),
    )


def _due(day: date | None, what: str, field_class: str, during: Period) -> Found:
    return () if day is None else (("dates_due", DateDue(day, what, field_class, during)),)


def _minutes(clock: time) -> int:
    return clock.hour * _MINUTES + clock.minute


_DAYS = ("valid_from", "valid_to")

READERS: tuple[Reader, ...] = (
    Reader(
        Registration,
        (
            "establishment_id",
            *_DAYS,
            "status",
            "attends_full_time",
            "year_group",
            "leaving_ground",
            "destination",
        ),
        _on_roll,
        schools=0,
    ),
    Reader(
        Placement,
        (
            "provider_id",
            *_DAYS,
            "programme__name",
            "hours_planned",
            "arranged_by",
            "legal_basis",
            "reason",
            "reason_words",
            "online",
            "alone",
            "review_on",
        ),
        _placed,
        providers=0,
    ),
    Reader(
        WeeklyHours,
        (
            "valid_from",
            "provider_id",
            "establishment_id",
            "hours_planned",
            "hours_offered",
            "hours_attended",
        ),
        _week,
    ),
    Reader(
        TimetableSession,
        (*_DAYS, "provider_id", "establishment_id", "weekday", "starts", "ends"),
        _timetabled,
    ),
    Reader(Exclusion, (*_DAYS, "kind", "establishment_id", "state", "provision_from"), _excluded),
    Reader(
        CircumstanceFact,
        (
            *_DAYS,
            "kind",
            "authority_code",
            "clinician_limit_hours",
            "evidence_on",
            "suitability",
            "part_time_at_school",
            "place",
        ),
        _circumstance,
    ),
    Reader(
        Notice,
        (*_DAYS, "kind", "establishment_id", "hours_offered", "reason", "review_on", "full_time_on"),
        _noticed,
    ),
    Reader(KeyPerson, (*_DAYS, "staff_member_id", "name", "phone"), _key_person, staff=2),
    Reader(LastSeen, ("valid_from",), _seen),
    Reader(Review, (*_DAYS, "due_on", "held_on"), _review),
    Reader(NextStep, (*_DAYS, "due_on", "done_on"), _next_step),
    Reader(ExpectedEvent, (*_DAYS, "kind", "expected_on", "state"), _expected),
)
