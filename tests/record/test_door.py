"""The door for facts: nothing without a reason, nothing overwritten, every version kept with its times."""

from datetime import date

import pytest

from sightline.record import door
from sightline.record.models import Registration
from sightline.record.reading import known


def test_a_correction_supersedes_and_keeps_the_stable_id(small) -> None:
    fact = small.registration(small.person("1", "2026-09-10"), "2026-09-10")
    with small.writing("2026-10-01", reason="the school rang: a leaver") as session:
        fresh = door.end(session, fact, on=date(2026, 9, 20))
    assert (fresh.fact, fresh.version) == (fact.fact, 2)
    assert Registration.objects.get().valid_to == date(2026, 9, 20)
    old = Registration.versions.get(version=1)
    assert old.valid_to is None
    assert old.superseded_received_at == fresh.received_at


def test_what_was_known_on_an_earlier_day_stays_known(small) -> None:
    fact = small.registration(small.person("1", "2026-09-10"), "2026-09-10")
    with small.writing("2026-10-01") as session:
        door.end(session, fact, on=date(2026, 9, 20))
    assert not known(Registration, date(2026, 9, 9)).exists()
    assert known(Registration, date(2026, 9, 10)).get().valid_to is None
    assert known(Registration, date(2026, 9, 30)).get().valid_to is None
    assert known(Registration, date(2026, 10, 1)).get().valid_to == date(2026, 9, 20)


def test_a_withdrawn_fact_stays_as_what_was_believed(small) -> None:
    fact = small.registration(small.person("1", "2026-09-10"), "2026-09-10")
    with small.writing("2026-10-01") as session:
        door.withdraw(session, fact)
    assert not Registration.objects.exists()
    assert known(Registration, date(2026, 9, 30)).get().pk == fact.pk


def test_two_people_changing_one_fact_both_see_it(small) -> None:
    fact = small.registration(small.person("1", "2026-09-10"), "2026-09-10")
    with small.writing("2026-10-01") as session:
        door.end(session, fact, on=date(2026, 9, 20))
    with pytest.raises(door.ChangedMeanwhile), small.writing("2026-10-02") as session:
        door.end(session, fact, on=date(2026, 9, 25))
    assert Registration.objects.get().valid_to == date(2026, 9, 20)
    assert Registration.versions.count() == 2


def test_a_later_message_is_not_corrected_by_an_earlier_one(small) -> None:
    fact = small.registration(small.person("1", "2026-09-10"), "2026-09-10")
    with pytest.raises(ValueError, match="received later"), small.writing("2026-09-09") as session:
        door.withdraw(session, fact)


def test_same_values_looks_past_provenance(small) -> None:
    fact = small.registration(small.person("1", "2026-09-10"), "2026-09-10")
    again = door.next_version(fact)
    assert door.same_values(fact, again)
    again.destination = "Another School"
    assert not door.same_values(fact, again)
    assert door.same_values(fact, again, ignoring=("destination",))


def test_a_failed_write_leaves_nothing(small) -> None:
    person = small.person("1", "2026-09-10")
    with pytest.raises(RuntimeError), small.writing("2026-09-11") as session:
        door.add(
            session,
            [Registration(source_person=person, child_id=person.child_id, establishment=small.school)],
        )
        raise RuntimeError("the machine stops here")
    assert not Registration.objects.exists()
