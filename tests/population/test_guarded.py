"""What is made from two classes carries the one that fewer roles see, and whoever sees that one sees the other."""

import itertools
from dataclasses import replace
from datetime import date

import pytest

from sightline.access.policy import Action, FieldClass, roles
from sightline.domain.periods import Period
from sightline.population.guarded import more_guarded
from sightline.population.rules import assess
from sightline.population.situation import Circumstance, OnRoll, Placed, ProvidedBy, School, Situation
from sightline.population.tables import circumstances, establishment_kinds, provider_kinds, reasons
from tests.population.test_hours_now import TODAY, situation

MADE_FROM = sorted(
    {
        one.field_class
        for table in (reasons(), circumstances(), provider_kinds(), establishment_kinds())
        for one in table.values()
    }
)


@pytest.mark.parametrize(("first", "second"), list(itertools.product(MADE_FROM, repeat=2)))
def test_whoever_sees_the_more_guarded_class_sees_both(first: str, second: str):
    chosen = FieldClass(more_guarded(first, second))
    for role in roles().values():
        if Action.SEE_CHILDREN in role.actions and chosen in role.classes:
            assert {FieldClass(first), FieldClass(second)} <= role.classes, role.slug


def test_custody_is_more_guarded_than_health_and_that_than_education():
    assert more_guarded("education", "health") == more_guarded("health", "education") == "health"
    assert more_guarded("health", "criminal") == more_guarded("criminal", "health") == "criminal"
    assert more_guarded("health", "safeguarding") == "health"


def placed_in(kind: str, since: date, **more) -> Placed:
    """A placement that an authority made with a provider of this kind."""
    key = list(provider_kinds()).index(kind)
    return Placed(ProvidedBy(key, "", kind, kind), Period(since, None), arranged_by="authority", **more)


def classes(made: Situation) -> dict[str, tuple[str, date | None]]:
    return {one.slug: (one.field_class, one.since) for one in assess(made, TODAY).reasons}


SPRING, AUTUMN = date(2026, 3, 2), date(2026, 10, 5)


def test_a_reason_that_a_secure_unit_gives_is_as_guarded_as_the_unit():
    unit = placed_in("secure", SPRING)
    assert classes(situation(placements=(unit,))) == {"alternative-provision": ("criminal", SPRING)}
    told = replace(unit, reason="behaviour-plan")
    assert classes(situation(placements=(told,)))["behaviour-plan"] == ("criminal", SPRING)


def test_an_open_place_gives_the_reason_as_if_there_were_no_guarded_one():
    both = (placed_in("secure", SPRING), placed_in("area-base", AUTUMN))
    assert classes(situation(placements=both)) == {"alternative-provision": ("education", AUTUMN)}
    ward = OnRoll(School(9, "900009", "A ward", "hospital"), Period(SPRING, None))
    assert classes(situation(rolls=(ward,)))["alternative-provision"] == ("health", SPRING)


def test_on_nobodys_roll_since_a_guarded_fact_is_as_guarded_as_the_fact():
    ward = OnRoll(School(9, "900009", "A ward", "hospital"), Period(SPRING, AUTUMN))
    assert classes(situation(rolls=(ward,))) == {"no-roll": ("health", AUTUMN)}
    school = OnRoll(School(1, "900001", "A school", "mainstream"), Period(SPRING, AUTUMN))
    assert classes(situation(rolls=(ward, school))) == {"no-roll": ("education", AUTUMN)}


def test_a_child_first_told_of_by_a_guarded_fact_is_known_since_the_first_open_one():
    in_need = Circumstance("in-need", Period(SPRING, None))
    plan = Circumstance("ehc-plan", Period(AUTUMN, None), authority_code="999")
    alone = situation(rolls=(), circumstances=(in_need,))
    assert classes(alone) == {"no-roll": ("safeguarding", SPRING)}
    beside = situation(rolls=(), circumstances=(in_need, plan))
    assert classes(beside) == {"no-roll": ("education", AUTUMN)}


def test_looked_after_without_a_place_is_as_guarded_as_why_there_is_none():
    unit = OnRoll(School(9, "900009", "A unit", "secure"), Period(SPRING, AUTUMN))
    looked_after = Circumstance("looked-after", Period(SPRING, None), authority_code="999")
    found = classes(situation(rolls=(unit,), circumstances=(looked_after,)))
    assert found["looked-after-no-place"] == ("criminal", AUTUMN)
