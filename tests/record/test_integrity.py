"""Nothing in the record is overwritten or deleted, and the database itself sees to it."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from sightline.record.integrity import protected_models
from sightline.record.models import (
    FACTS,
    DocumentContent,
    LinkInterval,
    Registration,
    SecondThought,
    Versioned,
)


def test_every_versioned_model_is_protected() -> None:
    """A new kind of fact is protected without anybody remembering to."""
    protected = {model for model, _ in protected_models()}
    assert set(FACTS) <= protected
    assert LinkInterval in protected
    assert DocumentContent in protected
    assert all(
        issubclass(model, Versioned) or model in (LinkInterval, DocumentContent, SecondThought)
        for model in protected
    )


def test_a_fact_cannot_be_overwritten(small) -> None:
    fact = small.registration(small.person("1", "2026-09-10"), "2026-09-10")
    with pytest.raises(DatabaseError), transaction.atomic():
        Registration.versions.filter(pk=fact.pk).update(valid_from=date(2026, 1, 1))
    fact.refresh_from_db()
    assert fact.valid_from == date(2026, 9, 2)


def test_a_fact_cannot_be_deleted(small) -> None:
    fact = small.registration(small.person("1", "2026-09-10"), "2026-09-10")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM record_registration WHERE id = %s", [fact.pk])
    assert Registration.versions.filter(pk=fact.pk).exists()


def test_a_superseded_row_cannot_come_back_into_force(small) -> None:
    from sightline.record import door

    fact = small.registration(small.person("1", "2026-09-10"), "2026-09-10")
    with small.writing("2026-09-11") as session:
        door.withdraw(session, fact)
    with pytest.raises(DatabaseError), transaction.atomic():
        Registration.versions.filter(pk=fact.pk).update(superseded_at=None)


@pytest.mark.parametrize(
    ("start", "end", "refused"),
    [
        (date(2026, 9, 2), None, True),
        (date(2026, 1, 1), date(2026, 9, 3), True),
        (date(2026, 1, 1), date(2026, 9, 2), False),
        (None, None, True),
        (None, date(2026, 9, 2), False),
    ],
)
def test_two_periods_of_one_source_at_one_school_do_not_overlap(small, start, end, refused) -> None:
    """The registration in force runs from 2 September 2026; periods are half-open."""
    person = small.person("1", "2026-09-10")
    small.registration(person, "2026-09-10")
    if refused:
        with pytest.raises(DatabaseError), transaction.atomic():
            small.registration(person, "2026-09-11", valid_from=start, valid_to=end)
    else:
        small.registration(person, "2026-09-11", valid_from=start, valid_to=end)
    assert Registration.objects.count() == (1 if refused else 2)


def test_two_sources_may_disagree_and_dual_rolls_are_lawful(small) -> None:
    person, again = small.person("1", "2026-09-10"), small.person("2", "2026-09-10")
    small.registration(person, "2026-09-10")
    small.registration(person, "2026-09-10", establishment=small.other_school)
    small.registration(again, "2026-09-10")
    assert Registration.objects.count() == 3


def test_a_period_runs_forward(small) -> None:
    person = small.person("1", "2026-09-10")
    with pytest.raises(DatabaseError), transaction.atomic():
        small.registration(person, "2026-09-10", valid_to=date(2026, 9, 2))
