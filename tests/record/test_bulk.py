"""Rows inserted by the thousand are what Django would have inserted one by one."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from sightline.record.bulk import insert
from sightline.record.door import stamp
from sightline.record.models import (
    Child,
    Circumstance,
    Exclusion,
    Programme,
    Provider,
    Registration,
    WeeklyHours,
)


def every_column(row) -> dict:
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.attname not in {"id", "fact"}
    }


@pytest.fixture
def facts(small):
    """One fact of each sort of column: dates, decimals, lists, choices, booleans, empty ones."""
    person = small.person("17", "2026-11-02")

    def make(write) -> list:
        whose = {"source_person": person, "child_id": person.child_id}
        rows = [
            WeeklyHours(**whose, hours_planned=Decimal("12.5"), valid_from=date(2026, 11, 2)),
            Exclusion(
                **whose, establishment=small.school, kind=Exclusion.Kind.PERMANENT, reasons=["PP", "DB"]
            ),
            Circumstance(**whose, kind="sen-support", words="‘quoted’ and ‘; DROP TABLE’"),
            Registration(**whose, establishment=small.school, row_number=7),
        ]
        for row in rows:
            stamp(write, row)
        return rows

    return make


def test_the_same_as_saving_one_by_one(small, facts):
    with small.writing("2026-11-03") as write:
        for one, other in zip(facts(write), facts(write), strict=True):
            one.save()
            saved = every_column(type(one).versions.get(pk=one.pk))
            type(one).versions.filter(pk=one.pk).update(
                superseded_at=write.change.recorded_at, superseded_received_at=write.received_at
            )
            insert([other])
            assert every_column(type(other).versions.get(pk=other.pk)) == saved


def test_every_row_has_an_id_of_its_own_and_no_later_one_meets_it(small):
    with small.writing("2026-11-03") as write:
        first = [Child(created_by=write.change) for _ in range(3)]
        insert(first)
        saved = Child.objects.create(created_by=write.change)
        second = [Child(created_by=write.change)]
        insert(second)

    ids = [child.pk for child in (*first, saved, *second)]
    assert len(set(ids)) == 5
    assert set(ids) <= set(Child.objects.values_list("id", flat=True))
    assert not first[0]._state.adding


def test_what_the_database_refuses_is_refused(small):
    provider = Provider.objects.create(key="the-barn", name="The Barn")
    with small.writing("2026-11-03") as write:
        twice = [Programme(provider=provider, name="English", change=write.change) for _ in range(2)]
        with pytest.raises(IntegrityError), transaction.atomic():
            insert(twice)


def test_nothing_is_nothing():
    insert([])
