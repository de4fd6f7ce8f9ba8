"""The pages of the nights: what each found, for whoever may know."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sightline.access.models import AccessRecord
from sightline.attendance.door import Place
from sightline.record.models import Provider
from sightline.watch.night import run_night
from sightline.watch.rules import RULES
from tests.web.made_up_authority import MadeUp, make, somebody
from tests.web.markup import words
from tests.web.test_register_pages import MONDAY, send
from tests.web.test_rules_pages import away, rows, see

pytestmark = pytest.mark.django_db

NIGHTS = "/rules/nights/"


@pytest.fixture
def made_up() -> MadeUp:
    return make()


@pytest.fixture
def officer(made_up: MadeUp, client: Client) -> Client:
    client.force_login(somebody("data-officer"))
    return client


def night(made_up: MadeUp, tmp_path: Path, day: int) -> None:
    """A night so many days after the first Monday."""
    run_night(made_up.recorder.viewer, MONDAY + timedelta(days=day), tmp_path)


def test_before_the_first_night_the_page_says_how_one_is_made(officer: Client) -> None:
    assert "sightline nightly" in words(see(officer, NIGHTS))
    assert officer.get(NIGHTS + "1/").status_code == 404


def test_each_night_with_what_is_new_and_what_ended(officer: Client, made_up: MadeUp, tmp_path: Path) -> None:
    away(made_up, "Amara")
    send(made_up, "Amara", "/ \\", first=MONDAY + timedelta(days=21))
    for day in (10, 18, 21):
        night(made_up, tmp_path, day)
    listed = [[row[0], *row[2:]] for row in rows(see(officer, NIGHTS))]
    [last, middle, first] = listed
    assert last[0] == "28 September 2026"
    page = see(officer, NIGHTS + "2/")
    new_of_each = [int(row[1]) for row in rows(page) if len(row) == 4]
    assert middle == ["25 September 2026", str(sum(new_of_each)), "0"]
    told = {row[0]: row[1:] for row in rows(page) if len(row) == 4}
    assert told["Fifteen school days missed"] == ["1", "0", "0"]
    assert list(told) == [rule.title for rule in RULES.values()]
    [[child, found]] = [row for row in rows(page) if len(row) == 2]
    assert child == "Amara Whitlock SL-000001"
    assert "Fifteen school days missed, 25 September 2026" in found
    assert "1 child with something new" in words(page)
    assert first[0] == "17 September 2026"
    ended = {row[0]: row[1:] for row in rows(see(officer, NIGHTS + "3/")) if len(row) == 4}
    assert ended["Fifteen school days missed"] == ["0", "1", "0"]
    assert ended["Ten school days running without leave"][2] == "1"


def test_whom_most_rules_find_comes_first(officer: Client, made_up: MadeUp, tmp_path: Path) -> None:
    send(made_up, "Amara", "O " * 20)
    away(made_up, "Ben")
    night(made_up, tmp_path, 18)
    names = [row[0] for row in rows(see(officer, NIGHTS + "1/")) if len(row) == 2]
    assert names == ["Ben Whitlock SL-000002", "Amara Whitlock SL-000001"]


def test_a_locality_counts_and_sees_its_own(made_up: MadeUp, client: Client, tmp_path: Path) -> None:
    away(made_up, "Amara", "Fay")
    night(made_up, tmp_path, 18)
    client.force_login(somebody("key-worker"))
    page = see(client, NIGHTS + "1/")
    assert {row[0] for row in rows(page) if len(row) == 2} == {"Amara Whitlock SL-000001"}
    counted = {row[0]: row[1] for row in rows(page) if len(row) == 4}
    assert counted["Fifteen school days missed"] == "1"
    [noted] = AccessRecord.objects.all()
    assert noted.children == [made_up.child("Amara")]


def test_who_may_not_see_a_place_learns_nothing_of_who_is_marked_there(
    made_up: MadeUp, client: Client, tmp_path: Path
) -> None:
    away(made_up, "Ben", place=Place(provider=Provider.objects.get(name="Larch House").pk))
    night(made_up, tmp_path, 18)
    client.force_login(somebody("key-worker"))
    assert "Nobody whom you may see is new." in words(see(client, NIGHTS + "1/"))
    client.force_login(somebody("data-officer"))
    assert {row[0] for row in rows(see(client, NIGHTS + "1/")) if len(row) == 2} == {"Ben Whitlock SL-000002"}


def test_the_queries_do_not_grow_with_the_findings(officer: Client, made_up: MadeUp, tmp_path: Path) -> None:
    def queries(number: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            officer.get(NIGHTS)
            officer.get(f"{NIGHTS}{number}/")
        return len(captured)

    away(made_up, "Amara")
    night(made_up, tmp_path, 18)
    queries(1)
    few = queries(1)
    away(made_up, "Ben", "Cora", "Dev", "Eve")
    night(made_up, tmp_path, 18)
    assert queries(2) == few
