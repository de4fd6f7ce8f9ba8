"""New arrivals: from abroad, from another area, travelling; without a place until one starts."""

from datetime import date

import pytest

from sightline.access.policy import FieldClass
from sightline.intake.registry import feeds
from sightline.population.models import ListEntry
from sightline.record.models import Address, Circumstance
from tests.intake.rows import ELIZABETH

FEED = "new-arrivals"
ARRIVED = {**ELIZABETH, "Came from": "abroad", "Arrived on": "14/09/2026"}


def reasons() -> set[str]:
    return set(ListEntry.objects.get().reason_rows.values_list("slug", flat=True))


@pytest.mark.parametrize(
    ("came_from", "kind", "reason"),
    [
        ("Overseas", "new-to-country", "new-to-country"),
        ("another area", "moved-in", "moved-no-place"),
        ("GRT", "traveller", "traveller"),
    ],
)
def test_where_a_family_came_from_is_why_the_child_is_on_the_list(take_rows, came_from, kind, reason):
    take_rows(FEED, [{**ARRIVED, "Came from": came_from}])

    told = Circumstance.objects.get()
    assert (told.kind, told.valid_from, told.valid_to) == (kind, date(2026, 9, 14), None)
    entry = ListEntry.objects.get()
    assert (entry.standing, entry.since) == ("on", date(2026, 9, 14))
    assert reason in reasons()


def test_who_asked_for_a_place_waits_from_that_day(take_rows):
    take_rows(FEED, [{**ARRIVED, "Awaiting a place since": "21/09/2026"}])

    assert {"new-to-country", "awaiting-place"} <= reasons()
    assert Circumstance.objects.get(kind="awaiting-place").valid_from == date(2026, 9, 21)


def test_the_place_that_was_found_ends_both_on_its_first_day(take_rows):
    waiting = {**ARRIVED, "Awaiting a place since": "21/09/2026"}
    take_rows(FEED, [waiting], received="2026-10-01")
    take_rows(FEED, [{**waiting, "Place starts on": "02/11/2026", "Place found at": "990003"}])

    assert {(one.valid_to, one.place) for one in Circumstance.objects.all()} == {
        (date(2026, 11, 2), "Brook School")
    }


def test_a_school_without_a_first_day_is_no_place_yet(take_rows):
    outcome = take_rows(FEED, [{**ARRIVED, "Place found at": "990003"}])

    assert [item["held_back"] for item in outcome.problems] == [False]
    assert Circumstance.objects.get().valid_to is None


def test_a_family_that_left_again_neither_lives_here_nor_waits(take_rows):
    take_rows(FEED, [ARRIVED], received="2026-10-01")
    take_rows(FEED, [{**ARRIVED, "Left on": "02/11/2026"}])

    assert Circumstance.objects.get().valid_to == Address.objects.get().valid_to == date(2026, 11, 2)


def test_a_family_that_came_twice_is_told_of_twice(take_rows):
    take_rows(FEED, [{**ARRIVED, "Left on": "02/10/2026"}, {**ARRIVED, "Arrived on": "09/11/2026"}])

    assert Circumstance.objects.count() == 2


@pytest.mark.parametrize(("home", "who"), [("", "ours"), ("999", "ours"), ("998", "other")])
def test_they_live_here_unless_another_authority_is_named(take_rows, home, who):
    take_rows(FEED, [{**ARRIVED, "Home authority": home}])

    assert ListEntry.objects.get().responsible == who


def test_that_a_family_travels_is_guarded_as_ethnicity_is():
    assert feeds()[FEED].column("came_from").field_class == FieldClass.ETHNICITY_RELIGION


def test_a_country_and_a_language_are_left_unread(take_rows):
    outcome = take_rows(FEED, [{**ARRIVED, "Country of origin": "Freedonia", "First language": "Freedonian"}])

    assert set(outcome.ignored) == {"Country of origin", "First language"}
