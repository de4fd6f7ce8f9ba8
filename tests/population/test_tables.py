"""The tables of membership speak of what the record can hold, all of it, and of nothing else."""

from sightline.access.policy import FieldClass
from sightline.domain.codes import codes_in
from sightline.population.row import Row
from sightline.population.tables import (
    circumstances,
    establishment_kinds,
    leaving_says,
    provider_kinds,
    reason_of_code,
    reasons,
    rows,
)
from sightline.record.models import CLASS_OF_KIND, Circumstance, EstablishmentGroup, ProviderKind
from tests.population.situations import FIRST


def test_every_kind_that_the_record_holds_has_its_row():
    assert set(circumstances()) == set(Circumstance.Kind.values)
    assert set(establishment_kinds()) == set(EstablishmentGroup.values)
    assert set(provider_kinds()) == set(ProviderKind.values)


def test_a_circumstance_has_the_class_that_the_record_gives_it():
    assert {kind: row.field_class for kind, row in circumstances().items()} == {
        kind: item.value for kind, item in CLASS_OF_KIND.items()
    }


def test_every_reason_that_a_table_gives_is_a_reason():
    given = {
        row.reason
        for row in (*circumstances().values(), *establishment_kinds().values(), *provider_kinds().values())
    }
    assert given - {""} <= reasons().keys()
    assert {row["reason"] for row in rows("reason_codes")} <= reasons().keys()


def test_the_reasons_are_those_that_people_and_scripts_rely_on():
    assert set(reasons()) == {
        "permanently-excluded", "suspended-over-five-days", "behaviour-plan", "camhs-inpatient", "camhs-community",
        "medical", "low-attendance-plan", "pregnant-or-young-mother", "complex-needs-no-place", "in-custody",
        "from-custody", "new-to-country", "traveller", "moved-no-place", "looked-after-no-place",
        "part-time-timetable", "alternative-provision", "awaiting-place", "no-roll", "whereabouts-unknown",
        "home-education-unsuitable",
    }  # fmt: skip
    assert [kind.order for kind in reasons().values()] == list(range(1, len(reasons()) + 1))
    assert {kind.field_class for kind in reasons().values()} <= set(FieldClass)


def test_codes_that_senders_use_for_reasons_are_codes_that_there_are():
    assert reason_of_code("PEX") == "permanently-excluded"
    assert reason_of_code("in-custody") == "in-custody"
    assert reason_of_code("OTH") is None
    capitals = {row["code"] for row in rows("reason_codes") if row["code"].isupper()}
    assert capitals <= codes_in("placement_reason", FIRST).keys()


def test_grounds_for_leaving_are_grounds_that_there_are():
    assert leaving_says().keys() <= codes_in("deletion_ground", FIRST).keys()


def test_a_row_has_the_columns_of_the_stored_list():
    from dataclasses import fields

    from sightline.population.models import ListEntry

    stored = {field.attname for field in ListEntry._meta.concrete_fields} - {"change_id"}
    assert {field.name for field in fields(Row)} == stored
