"""What was told long ago is neither known nor not known: it is named with its day, from the day after its limit."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given

from sightline.access.policy import FieldClass
from sightline.domain.known import Known, NotKnown
from sightline.domain.periods import Period
from sightline.population.assessment import Unknown
from sightline.population.out_of_date import OUT_OF_DATE, days_out_of_date, is_out_of_date, limits
from sightline.population.rules import assess
from sightline.population.situation import Circumstance, DateDue, HoursOfWeek, Situation
from sightline.population.told_hours import RECENT_WEEKS
from tests.population.situations import days, situations
from tests.population.test_hours_now import SINCE, TUTORS, placed, situation

DAY = timedelta(days=1)
TOLD_ON = date(2026, 9, 7)
TEN, NOT_TOLD = Known(Decimal(10)), NotKnown("not told")
UNTOLD = HoursOfWeek(TOLD_ON, TEN, NOT_TOLD, NOT_TOLD, provider=TUTORS.key)


def week(offered=NOT_TOLD, attended=NOT_TOLD) -> HoursOfWeek:
    return HoursOfWeek(TOLD_ON, TEN, offered, attended, provider=TUTORS.key)


def ageing(made: Situation, on: date) -> list[Unknown]:
    return [one for one in assess(made, on).unknowns if one.field in OUT_OF_DATE]


def evidence(kind: str) -> dict:
    return {"circumstances": (Circumstance(kind, SINCE, evidence_on=TOLD_ON),)}


CASES = [
    ("hours", {"weeks": (week(offered=TEN),)}),
    ("attendance", {"weeks": (week(attended=TEN),)}),
    ("last seen", {"seen_on": (date(2026, 9, 1), TOLD_ON)}),
    ("review", {"dates_due": (DateDue(TOLD_ON, "Review of the placement", "education", SINCE),)}),
    ("medical evidence", evidence("illness")),
    ("absence evidence", evidence("low-attendance-plan")),
    ("home education", evidence("home-education")),
]


@pytest.mark.parametrize(("what", "facts"), CASES, ids=[what for what, _ in CASES])
def test_each_kind_of_fact_is_out_of_date_from_the_day_after_its_limit(what: str, facts: dict):
    made = situation(placements=(placed(TUTORS, TEN),), **facts)
    [limit] = limits()[what]
    last_day = TOLD_ON + limit.length
    assert ageing(made, last_day) == []
    [one] = ageing(made, last_day + DAY)
    assert (one.field, one.field_class) == (f"{what} out of date", OUT_OF_DATE[one.field])
    assert "7 September 2026" in one.words
    assert last_day + DAY in days_out_of_date(made)


def test_what_is_told_again_is_no_longer_out_of_date():
    made = situation(placements=(placed(TUTORS, TEN),), seen_on=(TOLD_ON, date(2026, 11, 20)))
    assert ageing(made, date(2026, 11, 24)) == []


def test_a_fact_of_a_day_to_come_says_nothing_yet():
    on = date(2026, 11, 24)
    later = on + 400 * DAY
    made = situation(
        placements=(placed(TUTORS, TEN),),
        weeks=(HoursOfWeek(later, TEN, TEN, TEN, provider=TUTORS.key),),
        seen_on=(later,),
        circumstances=(Circumstance("illness", SINCE, evidence_on=later),),
    )
    assert ageing(made, on) == []


def test_hours_of_a_provider_with_whom_the_child_no_longer_is_say_nothing():
    made = situation(
        placements=(placed(TUTORS, TEN),),
        weeks=(HoursOfWeek(TOLD_ON, TEN, TEN, TEN, provider=99),),
    )
    assert ageing(made, date(2026, 11, 24)) == []


def test_weeks_that_are_too_far_back_to_be_read_for_a_list_are_not_known_any_more():
    made = situation(placements=(placed(TUTORS, TEN),), weeks=(week(offered=TEN),))
    last = TOLD_ON + RECENT_WEEKS
    assert [one.field for one in ageing(made, last)] == ["hours out of date"]
    assert ageing(made, last + DAY) == []
    assert last + DAY in days_out_of_date(made)


def test_reviews_that_only_some_roles_may_know_of_are_not_told_to_all():
    due = DateDue(TOLD_ON, "Review", "health", SINCE)
    assert ageing(situation(placements=(placed(TUTORS, TEN),), dates_due=(due,)), date(2026, 11, 24)) == []


def test_no_limit_before_or_after_it_is_in_force(monkeypatch):
    [limit] = limits()["hours"]
    dated = type(limit)("hours", limit.weeks, Period(date(2026, 1, 1), date(2026, 12, 1)), limit.source)
    monkeypatch.setattr("sightline.population.out_of_date.limits", lambda: {"hours": (dated,)})
    assert is_out_of_date("hours", TOLD_ON, date(2026, 11, 30))
    assert not is_out_of_date("hours", TOLD_ON, date(2026, 12, 1))
    assert {date(2026, 1, 1), date(2026, 12, 1)} <= days_out_of_date(situation())


def test_every_limit_has_a_source_and_every_name_a_class():
    assert {f"{what} out of date" for what in limits()} == set(OUT_OF_DATE)
    assert all(limit.source and limit.weeks > 0 for found in limits().values() for limit in found)
    assert set(OUT_OF_DATE.values()) <= {item.value for item in FieldClass}


@given(situations, days)
def test_nothing_is_out_of_date_twice_and_nothing_is_not_known_and_out_of_date(made: Situation, on: date):
    named = [one.field for one in assess(made, on).unknowns]
    assert len(named) == len(set(named))
    assert not {"last seen", "last seen out of date"} <= set(named)
