"""The list by what the registers show: narrowed, counted and taken away, for whoever may know, as at any night."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sightline.attendance.door import Place
from sightline.record.models import Provider
from sightline.watch.night import run_night
from tests.web.made_up_authority import MadeUp, make, somebody
from tests.web.markup import check_markup, words
from tests.web.test_register_pages import MONDAY, send
from tests.web.test_rules_pages import away, see
from tests.web.test_selection import taken_away

pytestmark = pytest.mark.django_db

EVERYBODY = "/children/?standing=on&standing=to-be-checked&standing=off"
MISSED = EVERYBODY + "&finding=fifteen-days-missed"
ILL = EVERYBODY + "&finding=fifteen-days-ill"


@pytest.fixture
def made_up() -> MadeUp:
    return make()


def night(made_up: MadeUp, tmp_path: Path, on: date) -> None:
    run_night(made_up.recorder.viewer, on, tmp_path)


def signed_in(client: Client, role: str) -> Client:
    client.force_login(somebody(role))
    return client


def named(client: Client, address: str) -> list[str]:
    page = see(client, address)
    return [words(one) for one in page.xpath("//th[contains(@class, 'sightline-list__child')]/a")]


def test_the_list_narrowed_to_those_whom_a_rule_finds(
    made_up: MadeUp, client: Client, tmp_path: Path
) -> None:
    officer = signed_in(client, "data-officer")
    assert named(officer, MISSED) == []
    away(made_up, "Amara", "Fay")
    night(made_up, tmp_path, date(2026, 9, 25))
    assert named(officer, MISSED) == ["Whitlock, Amara", "Whitlock, Fay"]
    page = see(officer, MISSED)
    assert "What the registers show" in words(page)
    assert "The registers show: Fifteen school days missed" in words(page.xpath("//tbody/tr")[0])
    assert named(officer, MISSED + "&finding=fifteen-days-ill") == ["Whitlock, Amara", "Whitlock, Fay"]
    assert named(officer, ILL) == []


def test_it_is_answered_by_the_night_of_the_day(made_up: MadeUp, client: Client, tmp_path: Path) -> None:
    officer = signed_in(client, "data-officer")
    away(made_up, "Amara")
    send(made_up, "Amara", "/ \\", first=MONDAY + timedelta(days=21))
    ten = EVERYBODY + "&finding=ten-days-unauthorised"
    for on in (date(2026, 9, 24), date(2026, 9, 25), date(2026, 9, 28)):
        night(made_up, tmp_path, on)
    assert named(officer, MISSED + "&as_at=2026-09-24") == []
    assert named(officer, MISSED + "&as_at=2026-09-25") == ["Whitlock, Amara"]
    assert named(officer, ten + "&as_at=2026-09-25") == ["Whitlock, Amara"]
    assert named(officer, ten) == []
    # The nights were made today: on an earlier day nobody knew of them.
    assert named(officer, MISSED + "&as_at=2026-09-25&known_on=2026-10-01") == []


def test_what_a_role_does_not_see_cannot_be_found_by_asking(
    made_up: MadeUp, client: Client, tmp_path: Path
) -> None:
    for forename in ("Amara", "Ben"):
        send(made_up, forename, "I I I I I I I I I I . . . . " * 3)
    larch = Place(provider=Provider.objects.get(name="Larch House").pk)
    send(made_up, "Ben", "/ \\", first=MONDAY + timedelta(days=5), place=larch)
    night(made_up, tmp_path, date(2026, 9, 25))
    assert named(signed_in(client, "data-officer"), ILL) == ["Whitlock, Amara", "Whitlock, Ben"]
    assert named(signed_in(client, "virtual-school"), ILL) == ["Whitlock, Amara"]
    assert named(client, MISSED) == ["Whitlock, Amara"]
    ben = next(row for row in see(client, EVERYBODY).xpath("//tbody/tr") if "Ben" in words(row))
    assert "The registers show" not in words(ben)


def test_the_selection_is_taken_away_as_it_is(made_up: MadeUp, client: Client, tmp_path: Path) -> None:
    officer = signed_in(client, "operational-lead")
    away(made_up, "Amara", "Fay")
    night(made_up, tmp_path, date(2026, 9, 25))
    file = taken_away(officer, MISSED.partition("?")[2] + "&locality=north")
    assert "SL-000001" in file
    assert "SL-000006" not in file


def test_the_queries_do_not_grow_with_the_findings(made_up: MadeUp, client: Client, tmp_path: Path) -> None:
    officer = signed_in(client, "data-officer")

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            check_markup(officer.get(MISSED).content.decode())
        return len(captured)

    away(made_up, "Amara")
    night(made_up, tmp_path, date(2026, 9, 25))
    queries()
    few = queries()
    away(made_up, "Ben", "Cora", "Dev", "Eve")
    night(made_up, tmp_path, date(2026, 9, 25))
    assert queries() == few
