"""Who is on the list, and why: the whole answer about one child on one day.

The list holds every child of compulsory school age, for whom this authority answers, who does not have full-time
education in the usual way: at a school, for the hours that are usual for the age (Education Act 1996 sections 8, 19
and 436A; Ofsted 2013). Full-time education away from a school of the usual kind counts as on, since the central
record includes it. Evidence alone (a school's tick, one service's word, a child who vanished from a file) is listed
apart, to be checked. `data/spec` is this module in words, case by case.
"""

from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Protocol

from sightline.domain.calendar import SchoolCalendar
from sightline.domain.known import Known
from sightline.domain.periods import Period
from sightline.domain.school_age import SchoolYear, school_year_of
from sightline.population.assessment import Assessment
from sightline.population.boundaries import (
    days_that_may_matter,
    next_law_change,
    next_reference_week,
    next_year_change,
)
from sightline.population.day_view import NOT_ON_ROLL, DayView, age_period
from sightline.population.hours_now import hours_of, parts_of, provision_of, reference_week
from sightline.population.judging import Judgement, judge
from sightline.population.legal import legal_flags
from sightline.population.out_of_date import days_out_of_date
from sightline.population.situation import (
    Circumstance,
    KeyPersonTold,
    OnRoll,
    Residence,
    School,
    Situation,
    YesNo,
)
from sightline.population.tables import (
    OFF,
    Standing,
    circumstances,
    establishment_kinds,
    provider_kinds,
)
from sightline.population.unknowns import on_roll, unknowns_of

RULES_VERSION = "2026-11-24.2"
"""Names the rules in force: kept with every answer that was made by them, and changed whenever an answer may."""

_ALWAYS = Period(None, None)
_DAY = timedelta(days=1)
_NO_CALENDAR = SchoolCalendar(())


def assess(situation: Situation, on: date) -> Assessment:
    """The whole answer about one child on the day `on`, from the facts of `situation` and nothing else."""
    plain = _plain(situation, on)
    return assess_fully(situation, on) if plain is None else _assess_plain(situation, *plain, on)


def assess_fully(situation: Situation, on: date) -> Assessment:
    """The same answer without the short way that plain children take; `assess` must equal it."""
    answer = _answer(situation, on)
    days = days_that_may_matter(situation)
    return replace(
        answer,
        since=_since(situation, on, answer.standing, days),
        next_change=_next_change(situation, on, answer, days),
    )


def assess_the_day(situation: Situation, on: date) -> Assessment:
    """The same answer without the day on which it next changes: what a report tells, for half of the work."""
    answer = _answer(situation, on)
    return replace(answer, since=_since(situation, on, answer.standing, days_that_may_matter(situation)))


def _answer(situation: Situation, on: date) -> Assessment:
    """The answer on one day, but for since when and until when it is so."""
    view = DayView(situation, on)
    judgement = judge(view)
    reasons = judgement.reasons
    monday = reference_week(view)
    parts = parts_of(view, reasons, monday)
    provision = provision_of(view, parts, reasons)
    hours = hours_of(view, parts, reasons, monday)
    roll = on_roll(view, reasons)
    return Assessment(
        standing=judgement.standing,
        why=judgement.why,
        reasons=reasons,
        responsible=judgement.responsible,
        on_roll=roll,
        provision=provision,
        hours=hours,
        unknowns=unknowns_of(view, judgement, roll, provision, hours),
        legal=legal_flags(
            view,
            of_age=judgement.of_age,
            gone=judgement.off_because in {"died", "left-england"},
            roll=roll,
            hours=hours,
            standing=judgement.standing,
        ),
        year=view.year,
        key_person=_key_person(situation, on),
        dates_due=tuple(
            sorted(
                (due for due in situation.dates_due if due.period.contains(on)),
                key=lambda due: (due.due_on, due.what),
            )
        ),
        rests_on=_rests_on(situation),
        off_because=judgement.off_because,
    )


def _since(situation: Situation, on: date, standing: Standing, days: set[date]) -> date | None:
    """The first day of the unbroken run of days with this standing; None when off, or when nobody knows."""
    if standing == OFF:
        return None
    now = judge(DayView(situation, on))
    first, at_first = on, now
    for day in sorted((day for day in days if day <= on), reverse=True):
        judged = judge(DayView(situation, day))
        if judged.standing != standing:
            return _unless_not_known(first, at_first, now)
        first, at_first = day, judged
    before = judge(DayView(situation, first - _DAY))
    if before.standing == standing:
        return _as_another_says(before, now)
    return _unless_not_known(first, at_first, now)


def _unless_not_known(first: date, at_first: Judgement, now: Judgement) -> date | None:
    """The first day of the run, unless none of the reasons then says since when it is so: then as another says."""
    if any(reason.since is not None for reason in at_first.reasons):
        return first
    return _as_another_says(at_first, now)


def _as_another_says(then: Judgement, now: Judgement) -> date | None:
    """Since when the reasons of a run without a known beginning are so, where each is told with a day by now."""
    told = {reason.slug: reason.since for reason in now.reasons if reason.since is not None}
    slugs = {reason.slug for reason in then.reasons}
    return min((told[slug] for slug in slugs), default=None) if slugs <= told.keys() else None


def _next_change(situation: Situation, on: date, answer: Assessment, days: set[date]) -> date | None:
    """The next day on which the answer is another one."""
    ageing = days_out_of_date(situation)
    later = {day for day in days | ageing if day > on} | _reference_weeks(situation, on)
    return next((day for day in sorted(later) if _answer(situation, day) != answer), None)


def _reference_weeks(situation: Situation, on: date) -> set[date]:
    """The days after `on` on which another week becomes the reference week, as far as any week was told of."""
    away = any(not establishment_kinds()[roll.school.group].usual_way for roll in situation.rolls)
    if not (situation.weeks or situation.placements or away):
        return set()
    last_told = max((week.monday for week in situation.weeks), default=on)
    days: set[date] = set()
    day = next_reference_week(situation, on)
    while day is not None:
        days.add(day)
        if day > last_told + 14 * _DAY:
            break
        day = next_reference_week(situation, day)
    return days


def _key_person(situation: Situation, on: date) -> KeyPersonTold | None:
    return max(
        (one for one in situation.key_people if one.period.contains(on)),
        key=lambda one: (one.period.start or date.min, one.name),
        default=None,
    )


def _rests_on(situation: Situation) -> frozenset[str]:
    """The classes of every fact of the situation, of whatever date: a change to come tells of them as well."""
    return frozenset(
        {"identity", "education"}
        | {circumstances()[one.kind].field_class for one in situation.circumstances}
        | {establishment_kinds()[roll.school.group].field_class for roll in situation.rolls}
        | {provider_kinds()[placed.provider.kind].field_class for placed in situation.placements}
        | {due.field_class for due in situation.dates_due}
    )


# ------------------------------------------------------------------------------------------------ plain children


def _plain(situation: Situation, on: date) -> tuple[OnRoll, date] | None:
    """The one roll that counts, and the birthday, of a child of whom nothing else that is told matters any more.

    Whatever was over by the day is over: it tells neither where the child is nor what will change. Most children are
    so, and share their answers. None for every other child.
    """
    born = situation.date_of_birth
    rolls = [roll for roll in situation.rolls if not _is_over(roll, on) and roll.status not in NOT_ON_ROLL]
    if len(rolls) != 1 or not isinstance(born, Known) or situation.birth_dates_disagree:
        return None
    [roll] = rolls
    if (
        not age_period(born.value).contains(on)
        or not roll.period.contains(on)
        or roll.full_time == "no"
        or roll.gone_on is not None
        or roll.school.taught
        or not establishment_kinds()[roll.school.group].usual_way
        or any(week.school is not None for week in situation.weeks)
    ):
        return None
    others = (
        situation.placements,
        situation.timetable,
        situation.exclusions,
        situation.notices,
        situation.key_people,
        situation.dates_due,
    )
    if not all(_is_over(fact, on) for facts in others for fact in facts):
        return None
    lasting = all(_is_over(one, on) or _is_lasting(one, on) for one in situation.residences)
    if not lasting or len({one.authority_code for one in situation.residences if not _is_over(one, on)}) > 1:
        return None
    if not all(
        one.kind in _NEUTRAL or _is_over(one, on) or (one.kind in _ANSWERING and _is_lasting(one, on))
        for one in situation.circumstances
    ):
        return None
    return roll, born.value


class _Lasts(Protocol):
    @property
    def period(self) -> Period:
        """While it is so."""


def _is_over(fact: _Lasts, on: date) -> bool:
    return fact.period.end is not None and fact.period.end <= on


def _is_lasting(fact: _Lasts, on: date) -> bool:
    """Whether a fact is so on the day, and no end of it is told."""
    return fact.period.end is None and fact.period.contains(on)


# Kinds of circumstance that neither give a reason nor say who answers for the child.
_NEUTRAL = frozenset({"sen-support", "in-need", "protection-plan"})
# Kinds that give no reason either, and may say that this authority answers.
_ANSWERING = frozenset({"ehc-plan", "looked-after"})


def _assess_plain(situation: Situation, roll: OnRoll, born: date, on: date) -> Assessment:
    days = (age_period(born).end, next_year_change(born, on), roll.period.end, next_law_change(on))
    lives_in = [one.authority_code for one in situation.residences if not _is_over(one, on)]
    answering = [one for one in situation.circumstances if one.kind in _ANSWERING and not _is_over(one, on)]
    return _plain_answer(
        situation.home,
        lives_in[0] if lives_in else None,
        tuple(replace(one, period=_ALWAYS) for one in answering),
        roll.school,
        roll.period.start,
        roll.full_time,
        school_year_of(born),
        on,
        min((day for day in days if day is not None), default=None),
        _rests_on(situation),
    )


@lru_cache(maxsize=65_536)
def _plain_answer(
    home: str,
    lives_in: str | None,
    answering: tuple[Circumstance, ...],
    school: School,
    since: date | None,
    full_time: YesNo,
    born_in: SchoolYear,
    on: date,
    next_change: date | None,
    rests_on: frozenset[str],
) -> Assessment:
    """The answer that all plain children share who were born in one school year and began at one school on one day."""
    example = Situation(
        home=home,
        calendar=_NO_CALENDAR,
        # The oldest of the school year is of compulsory school age whenever any of them is.
        date_of_birth=Known(date(born_in.start_year, 9, 1)),
        residences=() if lives_in is None else (Residence(lives_in, _ALWAYS),),
        rolls=(OnRoll(school, Period(since, None), full_time=full_time),),
        circumstances=answering,
    )
    return replace(_answer(example, on), rests_on=rests_on, next_change=next_change)
