"""The spec table of membership: situations in words, each with the answer that the law gives on certain days.

The cases are data (`data/spec/*.toml`), written to be read by a lawyer. They are the tests of the rules, on plain
values and through the database, and the reference page is made from them.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any
from zlib import crc32

from sightline.domain.calendar import SchoolCalendar
from sightline.domain.hours import Session
from sightline.domain.known import Knowable, Known
from sightline.domain.periods import Period
from sightline.population.calendars import authority_calendar
from sightline.population.situation import (
    BY_THE_PROVIDER,
    NOT_TOLD,
    Circumstance,
    Excluded,
    Noticed,
    OnRoll,
    Placed,
    ProvidedBy,
    Residence,
    School,
    Situation,
    Timetabled,
    Told,
)

HERE = "999"
ELSEWHERE = "998"
_AUTHORITIES = {"here": HERE, "elsewhere": ELSEWHERE, "": ""}
_YEARS = Period(date(2018, 9, 1), date(2029, 9, 1))


@dataclass(frozen=True, slots=True)
class Expected:
    """What the law answers on one day; what is not given is left open (`since` "not known" means nobody knows)."""

    on: date
    standing: str
    reasons: tuple[str, ...]
    since: date | str | None
    hours: str | None
    roll: str | None
    missing_education: str | None


@dataclass(frozen=True, slots=True)
class Case:
    """One situation in words, its source of law, the facts as in the file, and the answers."""

    section: str
    situation: str
    law: str
    facts: Mapping[str, Any]
    answers: tuple[Expected, ...]


@cache
def cases() -> tuple[Case, ...]:
    """Every case, in the order of the files."""
    found = []
    folder = files("sightline.population") / "data" / "spec"
    for file in sorted(folder.iterdir(), key=lambda item: item.name):
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        found += [_case(table["title"], row) for row in table["case"]]
    return tuple(found)


def situation_of(case: Case) -> Situation:
    """The situation of a case as plain values."""
    facts = case.facts
    return Situation(
        home=HERE,
        calendar=_calendar(),
        date_of_birth=Known(facts["born"]) if "born" in facts else NOT_TOLD,
        residences=tuple(Residence(_AUTHORITIES[move["lives"]], period_of(move)) for move in moves_of(case)),
        rolls=tuple(_roll(row) for row in facts.get("roll", ())),
        placements=tuple(_placement(row) for row in facts.get("placement", ())),
        timetable=tuple(
            Timetabled(
                Session(day, _minutes(row["starts"]), _minutes(row["ends"])),
                period_of(row),
                school=key_of(row["school"]),
            )
            for row in facts.get("timetable", ())
            for day in range(row["days"])
        ),
        exclusions=tuple(_exclusion(row) for row in facts.get("exclusion", ())),
        circumstances=tuple(_circumstance(row) for row in facts.get("circumstance", ())),
        notices=tuple(_notice(row) for row in facts.get("notice", ())),
    )


def moves_of(case: Case) -> list[dict[str, Any]]:
    """Where the child lives and when, as rows with `lives` here or elsewhere; none when that is not known."""
    if "moves" in case.facts:
        return list(case.facts["moves"])
    return [] if case.facts["lives"] == "not known" else [{"lives": case.facts["lives"]}]


def authority_of(row: Mapping[str, Any]) -> str:
    """The code of the authority that a row names."""
    return _AUTHORITIES[row.get("authority", "")]


def period_of(row: Mapping[str, Any]) -> Period:
    """The period of a row."""
    return Period(row.get("from"), row.get("to"))


def group_of(name: str) -> str:
    """The group of a school, or the kind of a provider, from its name in the table: `mainstream B` is mainstream."""
    return name.removesuffix(" B")


def key_of(name: str) -> int:
    """A number that stands for a school or a provider of the table."""
    return crc32(name.encode())


def hours_of(row: Mapping[str, Any]) -> Knowable[Decimal]:
    """The hours of a row; not known when it gives none."""
    return Known(Decimal(row["hours"])) if "hours" in row else NOT_TOLD


def clock(text: str) -> time:
    """The time of day of a row."""
    return time.fromisoformat(text)


def _minutes(text: str) -> int:
    return clock(text).hour * 60 + clock(text).minute


def _roll(row: Mapping[str, Any]) -> OnRoll:
    return OnRoll(
        School(key_of(row["school"]), row["school"], row["school"], group_of(row["school"])),
        period_of(row),
        status=row.get("status", "C"),
        full_time=row.get("full_time", "not known"),
        leaving_ground=row.get("ground", ""),
        destination=row.get("destination", ""),
        gone_on=row.get("gone_on"),
    )


def _placement(row: Mapping[str, Any]) -> Placed:
    name = row["provider"]
    return Placed(
        ProvidedBy(key_of(name), "", name, group_of(name)),
        period_of(row),
        hours=hours_of(row),
        arranged_by=row.get("arranged_by", "not known"),
        reason=row.get("reason", ""),
        told=Told(told_by(row), key_of(told_by(row))),
    )


def told_by(row: Mapping[str, Any]) -> str:
    """The feed that tells of a placement: the provider's own roll, unless the row names another."""
    return str(row.get("told_by", BY_THE_PROVIDER.feed))


def _exclusion(row: Mapping[str, Any]) -> Excluded:
    return Excluded(
        row["type"],
        key_of(row["school"]),
        period_of(row),
        state=row.get("state", "in force"),
        provision_from=row.get("provision_from"),
    )


def _circumstance(row: Mapping[str, Any]) -> Circumstance:
    return Circumstance(
        row["kind"],
        period_of(row),
        authority_code=authority_of(row),
        clinician_limit=Decimal(row["clinician_limit"]) if "clinician_limit" in row else None,
        evidence_on=row.get("evidence_on"),
        suitability=row.get("suitability", "not known"),
        part_time_at_school=row.get("part_time_at_school", "not known"),
        gone_on=row.get("gone_on"),
        in_hospital=row.get("in_hospital") == "yes",
    )


def _notice(row: Mapping[str, Any]) -> Noticed:
    return Noticed(
        row["kind"],
        period_of(row),
        school=key_of(row["school"]),
        hours=hours_of(row),
        reason=row.get("reason", ""),
        full_time_on=row.get("full_time_on"),
    )


def _case(section: str, row: dict[str, Any]) -> Case:
    facts = {name: value for name, value in row.items() if name not in {"situation", "law", "answer"}}
    answers = tuple(
        Expected(
            on=answer["on"],
            standing=answer["standing"],
            reasons=tuple(answer.get("reasons", ())),
            since=answer.get("since"),
            hours=answer.get("hours"),
            roll=answer.get("roll"),
            missing_education=answer.get("missing_education"),
        )
        for answer in row["answer"]
    )
    return Case(section, row["situation"], row["law"], facts, answers)


@cache
def _calendar() -> SchoolCalendar:
    return authority_calendar((), _YEARS)
