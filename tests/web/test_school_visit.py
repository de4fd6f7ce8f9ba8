"""The list for a visit to a school: who missed fifteen days, what was done, and who is new since the last visit."""

import csv
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sightline.access.models import AccessRecord
from sightline.watch.night import run_night
from tests.web.made_up_authority import MadeUp, make, somebody
from tests.web.markup import words
from tests.web.test_register_pages import MONDAY, send
from tests.web.test_rules_pages import away, rows, see

pytestmark = pytest.mark.django_db

VISIT = "/schools/900001/visit/"


@pytest.fixture
def made_up() -> MadeUp:
    return make()


@pytest.fixture
def officer(made_up: MadeUp, client: Client) -> Client:
    client.force_login(somebody("data-officer"))
    return client


@pytest.fixture
def missed(made_up: MadeUp, tmp_path: Path) -> MadeUp:
    """Amara reaches fifteen days on 25 September; Ben a week later; Cora misses fourteen."""
    week = "O O O O O O O O O O . . . . "
    away(made_up, "Amara")
    send(made_up, "Ben", week * 3, first=MONDAY + timedelta(days=7))
    send(made_up, "Cora", (week * 3).strip()[: -len(" O O . . . .")])
    run_night(made_up.recorder.viewer, date(2026, 10, 9), tmp_path)
    return made_up


def test_before_a_night_the_page_says_what_is_missing(officer: Client) -> None:
    assert "attendance-marks" in words(see(officer, VISIT))
    assert officer.get("/schools/999999/visit/").status_code == 404


def test_who_missed_fifteen_days_and_what_was_done(officer: Client, missed: MadeUp) -> None:
    page = see(officer, VISIT)
    told = rows(page)
    assert [row[:3] for row in told] == [
        ["Whitlock, Amara SL-000001", "25 September 2026", "30 sessions (15 days)"],
        ["Whitlock, Ben SL-000002", "2 October 2026", "30 sessions (15 days)"],
    ]
    assert "2 pupils missed fifteen school days" in words(page)
    assert all(row[3] for row in told)
    [noted] = AccessRecord.objects.all()
    assert sorted(noted.children) == [missed.child("Amara"), missed.child("Ben")]


def test_who_is_new_since_the_last_visit(officer: Client, missed: MadeUp) -> None:
    marked = [row[1] for row in rows(see(officer, VISIT + "?since=2026-09-26"))]
    assert marked == ["25 September 2026", "2 October 2026 new"]
    page = see(officer, VISIT + "?since=2026-09-26&only_new=on")
    assert [row[0] for row in rows(page)] == ["Whitlock, Ben SL-000002"]
    assert "1 pupil missed fifteen school days" in words(page)


def test_a_day_that_is_none_is_said_to_be_so_and_kept(officer: Client, missed: MadeUp) -> None:
    page = see(officer, VISIT + "?since=lately")
    assert "Enter a date like 23/11/2026" in words(page)
    assert page.xpath("//input[@name='since']/@value") == ["lately"]
    assert len(rows(page)) == 2


def test_the_same_as_a_table_to_take_along(officer: Client, missed: MadeUp) -> None:
    response = officer.get(VISIT + "file/?since=2026-09-26")
    first, second = csv.DictReader(StringIO(response.content.decode("utf-8-sig")))
    assert (first["Case number"], first["Days reached on"]) == ("SL-000001", "2026-09-25")
    assert (first["New since the last visit"], second["New since the last visit"]) == ("no", "yes")
    assert "no-store" in response["Cache-Control"]
    unsaid = csv.DictReader(StringIO(officer.get(VISIT + "file/").content.decode("utf-8-sig")))
    assert {row["New since the last visit"] for row in unsaid} == {"not known"}


def test_a_locality_sees_its_own(missed: MadeUp, client: Client) -> None:
    client.force_login(somebody("key-worker"))
    theirs = {row[0].split(",")[1].split()[0] for row in rows(see(client, VISIT))}
    on_the_list = words(see(client, "/children/?standing=on&standing=to-be-checked&standing=off"))
    assert theirs == {name for name in ("Amara", "Ben") if name in on_the_list}
    assert theirs


def test_the_queries_do_not_grow_with_the_pupils(officer: Client, made_up: MadeUp, tmp_path: Path) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            officer.get(VISIT)
        return len(captured)

    away(made_up, "Amara")
    run_night(made_up.recorder.viewer, date(2026, 9, 25), tmp_path)
    queries()
    few = queries()
    away(made_up, "Ben", "Cora")
    run_night(made_up.recorder.viewer, date(2026, 9, 25), tmp_path)
    assert queries() == few
