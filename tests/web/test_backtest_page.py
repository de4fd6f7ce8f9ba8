"""The page on which other figures of a rule are tried, and the command that does the same."""

import json
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from sightline.access.models import AccessRecord
from sightline.attendance.door import Place
from sightline.cli.main import run
from sightline.cli.outcome import DONE, REFUSED
from sightline.record.models import Provider
from tests.web.made_up_authority import MadeUp, make, somebody
from tests.web.markup import words
from tests.web.test_rules_pages import away, rows, see

pytestmark = pytest.mark.django_db

PAGE = "/rules/registers/fifteen-days-missed/backtest/"
PERIOD = "?first=2026-09-01&last=2026-10-30"
TWENTY = PERIOD + "&figure-sessions=20"


@pytest.fixture
def made_up() -> MadeUp:
    return make()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings, monkeypatch) -> Path:
    settings.SIGHTLINE_REGISTERS = tmp_path / "registers"
    monkeypatch.setenv("SIGHTLINE_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def officer(made_up: MadeUp, client: Client) -> Client:
    client.force_login(somebody("data-officer"))
    return client


def children(page: html.HtmlElement) -> list[list[str]]:
    """The rows of the table of children."""
    [table] = page.xpath("//table[.//th[normalize-space()='Child']]")
    return [[words(cell) for cell in row.xpath("th | td")] for row in table.xpath("tbody/tr")]


def test_the_page_begins_with_the_figures_in_force(officer: Client) -> None:
    page = see(officer, PAGE)
    assert page.xpath("//input[@name='figure-sessions']/@value") == ["30"]
    assert not page.xpath("//table")
    assert "There is a problem" not in words(page)


def test_whom_other_figures_would_have_raised_and_when(officer: Client, made_up: MadeUp) -> None:
    away(made_up, "Amara")
    page = see(officer, PAGE + TWENTY)
    assert children(page) == [
        ["Amara Whitlock SL-000001", "25 September 2026", "18 September 2026", "7 days sooner"]
    ]
    weeks = {
        week: (in_force, tried) for week, in_force, tried in (row for row in rows(page) if len(row) == 3)
    }
    assert weeks["14 September 2026"] == ("0", "1")
    assert weeks["21 September 2026"] == ("1", "0")
    assert len(weeks) == 9
    assert "it raises 1 child in this time. With the figures tried it raises 1 child" in words(page)
    [picture] = page.xpath("//*[local-name()='svg'][@role='img']")
    assert len(picture.xpath(".//*[local-name()='rect']")) == 18


def test_who_is_raised_by_neither_is_not_named(officer: Client, made_up: MadeUp) -> None:
    away(made_up, "Amara")
    page = see(officer, PAGE + PERIOD + "&figure-sessions=40")
    assert children(page)[0][1:] == ["25 September 2026", "not at all", "not found"]
    assert "Ben" not in words(page)
    nobody = see(officer, PAGE + "?first=2026-10-05&last=2026-10-30&figure-sessions=20")
    assert not nobody.xpath("//table")
    assert "it raises 0 children" in words(nobody) or "it raises no children" in words(nobody)


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("?first=2026-09-01&last=2026-10-30&figure-sessions=none", "Enter a whole number from 1 to 1,000"),
        ("?first=2026-09-01&last=2026-10-30&figure-sessions=0", "Enter a whole number from 1 to 1,000"),
        ("?first=2026-09-01&last=2026-10-30&figure-sessions=1001", "Enter a whole number from 1 to 1,000"),
        ("?first=soon&last=2026-10-30", "Enter a date like 23/11/2026"),
        ("?first=2026-10-30&last=2026-10-29", "Enter a day that is not before the first one"),
        ("?first=2026-08-31&last=2026-10-29", "Enter a day of the same school year: it ends on 31 August"),
        ("?first=2026-08-31&last=2099-10-29", "Enter today’s date or an earlier one"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(officer: Client, query: str, problem: str) -> None:
    page = see(officer, PAGE + query)
    [summary] = page.xpath("//div[@data-module='govuk-error-summary']")
    assert problem in words(summary)
    assert "Error: " in words(page.xpath("//title")[0])
    typed = dict(part.split("=") for part in query[1:].split("&"))
    assert {name: page.xpath(f"//input[@name='{name}']/@value") for name in typed} == {
        name: [value] for name, value in typed.items()
    }


def test_before_a_register_came_the_page_says_how_they_get_here(officer: Client) -> None:
    assert "attendance-marks" in words(see(officer, PAGE + TWENTY))


def test_a_locality_sees_its_own_children_and_only_they_are_noted(made_up: MadeUp, client: Client) -> None:
    away(made_up, "Amara", "Fay")
    client.force_login(somebody("key-worker"))
    assert [row[0] for row in children(see(client, PAGE + TWENTY))] == ["Amara Whitlock SL-000001"]
    [noted] = AccessRecord.objects.all()
    assert noted.children == [made_up.child("Amara")]


def test_marks_of_a_guarded_place_raise_nobody_for_who_may_not_see_it(
    made_up: MadeUp, client: Client
) -> None:
    away(made_up, "Ben", place=Place(provider=Provider.objects.get(name="Larch House").pk))
    client.force_login(somebody("key-worker"))
    assert "it raises 1" not in words(see(client, PAGE + TWENTY))
    client.force_login(somebody("data-officer"))
    assert [row[0] for row in children(see(client, PAGE + TWENTY))] == ["Ben Whitlock SL-000002"]


def test_the_queries_do_not_grow_with_the_children(officer: Client, made_up: MadeUp) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            officer.get(PAGE + TWENTY)
        return len(captured)

    away(made_up, "Amara")
    queries()
    before = queries()
    away(made_up, "Ben", "Cora", "Dev", "Eve")
    queries()
    assert queries() == before


class TestCommand:
    ASKED = ("backtest", "fifteen-days-missed", "--from", "2026-09-01", "--to", "2026-10-30")

    def test_it_says_the_same_as_the_page(self, made_up: MadeUp, capsys) -> None:
        away(made_up, "Amara")
        officer = somebody("data-officer").email
        assert run([*self.ASKED, "--set", "sessions=20", "--json", "--as", officer]) == DONE
        told = json.loads(capsys.readouterr().out)
        assert told["in_force"] == {"sessions": 30}
        assert told["tried"] == {"sessions": 20}
        assert told["children"] == [{"child": "SL-000001", "in_force": "2026-09-25", "tried": "2026-09-18"}]
        assert {"week": "2026-09-14", "in_force": 0, "tried": 1} in told["weeks"]
        assert run([*self.ASKED, "--set", "sessions=20", "--as", officer]) == DONE
        out = capsys.readouterr().out
        assert "tried (sessions=20): 1 child" in out
        assert "week of 14 September 2026: 0 in force, 1 tried" in out

    @pytest.mark.parametrize("figure", ["days=3", "sessions=0"])
    def test_a_figure_that_can_not_be_tried(self, made_up: MadeUp, figure: str, capsys) -> None:
        assert run([*self.ASKED, "--set", figure, "--as", somebody("data-officer").email]) == REFUSED
        assert "sessions" in capsys.readouterr().err

    def test_a_form_that_is_none(self, capsys) -> None:
        with pytest.raises(SystemExit):
            run([*self.ASKED, "--set", "sessions"])
        assert "NAME=VALUE" in capsys.readouterr().err

    def test_without_registers_there_is_nothing_to_ask(self, made_up: MadeUp, capsys) -> None:
        assert run([*self.ASKED, "--as", somebody("data-officer").email]) == REFUSED
        assert "no register of this school year" in capsys.readouterr().err
