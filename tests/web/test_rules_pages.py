"""The pages of the rules over the registers: what each asks, whom it finds, and who may know."""

from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from sightline.access.models import AccessRecord
from sightline.attendance.door import Place
from sightline.record.models import Provider
from sightline.watch.rules import RULES
from tests.web.made_up_authority import MadeUp, make, somebody
from tests.web.markup import check_markup, words
from tests.web.test_register_pages import MONDAY, send

pytestmark = pytest.mark.django_db

FOUND = "/rules/registers/fifteen-days-missed/found/"
LATE = "?as_at=2026-10-30"
SCHOOL_WEEK = "O O O O O O O O O O . . . . "


@pytest.fixture
def made_up() -> MadeUp:
    return make()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings) -> Path:
    settings.SIGHTLINE_REGISTERS = tmp_path / "registers"
    return tmp_path


@pytest.fixture
def officer(made_up: MadeUp, client: Client) -> Client:
    client.force_login(somebody("data-officer"))
    return client


def away(made_up: MadeUp, *forenames: str, place: Place | None = None) -> None:
    """Each is away without leave for three school weeks from 7 September: thirty sessions."""
    for forename in forenames:
        send(made_up, forename, SCHOOL_WEEK * 3, first=MONDAY, place=place, received=date(2026, 10, 1))


def see(client: Client, address: str) -> html.HtmlElement:
    response = client.get(address)
    assert response.status_code == 200, address
    return check_markup(response.content.decode())


def rows(page: html.HtmlElement) -> list[list[str]]:
    return [[words(cell) for cell in row.xpath("th | td")] for row in page.xpath("//tbody/tr")]


def test_every_rule_is_listed_with_what_it_finds(officer: Client) -> None:
    page = see(officer, "/rules/registers/")
    assert rows(page) == [[rule.title, rule.kind.capitalize(), rule.meaning] for rule in RULES.values()]


@pytest.mark.parametrize("slug", RULES)
def test_each_rule_says_its_duty_and_its_figures(slug: str, officer: Client) -> None:
    page = see(officer, f"/rules/registers/{slug}/")
    rule = RULES[slug]
    assert rule.source in words(page)
    assert [row[1] for row in rows(page)] == [str(one.value) for one in rule.parameters]


def test_a_rule_that_is_none(officer: Client) -> None:
    assert officer.get("/rules/registers/nothing/").status_code == 404
    assert officer.get("/rules/registers/nothing/found/").status_code == 404


def test_whom_a_rule_finds_since_when_and_by_what(officer: Client, made_up: MadeUp) -> None:
    away(made_up, "Amara")
    page = see(officer, FOUND + LATE)
    [[child, since, evidence]] = rows(page)
    assert (child, since) == ("Amara Whitlock SL-000001", "25 September 2026")
    assert evidence.startswith("Thirty sessions missed this school year") or evidence.startswith(
        "30 sessions"
    )
    assert page.xpath("//tbody//a/@href") == [f"/children/{made_up.child('Amara')}/register/{LATE}"]
    assert "1 child by the registers up to 30 October 2026" in words(page)
    before = see(officer, FOUND + "?as_at=2026-09-24")
    assert "The rule finds nobody whom you may see." in words(before)


def test_before_a_register_came_the_page_says_how_they_get_here(officer: Client) -> None:
    assert "attendance-marks" in words(see(officer, FOUND))


def test_a_locality_sees_its_own_children_and_only_they_are_noted(made_up: MadeUp, client: Client) -> None:
    away(made_up, "Amara", "Fay")
    client.force_login(somebody("key-worker"))
    page = see(client, FOUND + LATE)
    assert [row[0] for row in rows(page)] == ["Amara Whitlock SL-000001"]
    assert "Fay" not in words(page)
    [noted] = AccessRecord.objects.all()
    assert noted.children == [made_up.child("Amara")]


def test_marks_of_a_guarded_place_find_nobody_for_who_may_not_see_it(made_up: MadeUp, client: Client) -> None:
    away(made_up, "Ben", place=Place(provider=Provider.objects.get(name="Larch House").pk))
    client.force_login(somebody("key-worker"))
    assert rows(see(client, FOUND + LATE)) == []
    client.force_login(somebody("data-officer"))
    assert [row[0] for row in rows(see(client, FOUND + LATE))] == ["Ben Whitlock SL-000002"]


def test_only_whoever_is_on_the_page_is_noted(officer: Client, made_up: MadeUp, monkeypatch) -> None:
    away(made_up, "Amara", "Ben", "Cora")
    monkeypatch.setattr("sightline.web.staff.watch.views.PAGE", 2)
    assert len(rows(see(officer, FOUND + LATE))) == 2
    [noted] = AccessRecord.objects.all()
    assert len(noted.children) == 2
    assert len(rows(see(officer, FOUND + LATE + "&page=2"))) == 1


def test_the_queries_do_not_grow_with_the_children(officer: Client, made_up: MadeUp) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            officer.get(FOUND + LATE)
        return len(captured)

    away(made_up, "Amara")
    queries()
    before = queries()
    away(made_up, "Ben", "Cora", "Dev", "Eve")
    queries()
    assert queries() == before


def test_the_register_says_what_the_rules_find_in_it(officer: Client, made_up: MadeUp) -> None:
    away(made_up, "Amara")
    page = see(officer, f"/children/{made_up.child('Amara')}/register/{LATE}")
    [found] = page.xpath("//section[@aria-labelledby='findings']")
    assert "Fifteen school days missed" in words(found)
    assert "Since 25 September 2026." in words(found)
    assert "/rules/registers/fifteen-days-missed/" in found.xpath(".//a/@href")


def test_the_childs_page_says_what_the_rules_find(officer: Client, made_up: MadeUp) -> None:
    away(made_up, "Amara")
    address = f"/children/{made_up.child('Amara')}/"
    [rolls] = see(officer, address + LATE).xpath("//section[@aria-labelledby='rolls']")
    assert "Fifteen school days missed" in words(rolls)
    assert "Since 25 September 2026." in words(rolls)
    [before] = see(officer, address + "?as_at=2026-09-11").xpath("//section[@aria-labelledby='rolls']")
    assert "Fifteen school days missed" not in words(before)


def test_a_register_in_which_no_rule_finds_anything(officer: Client, made_up: MadeUp) -> None:
    send(made_up, "Amara", "/ \\ / \\")
    page = see(officer, f"/children/{made_up.child('Amara')}/register/{LATE}")
    assert "No rule finds anything in what has been sent so far." in words(page)
