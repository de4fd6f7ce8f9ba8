"""The first page of each role, the inspectors' list one click away, what is issued, and how the list is made."""

import csv
import io
import json

import pytest
from django.test import Client
from lxml import html

from sightline.access.models import AccessRecord
from sightline.access.viewer import viewer_for
from sightline.population.spec import cases
from sightline.population.tables import reasons
from sightline.record.models import Installation
from sightline.reports.models import IssuedReport
from sightline.reports.renderers import FormatUnavailable
from sightline.web.staff import reports
from tests.population.recording import Recorder
from tests.web.made_up_authority import MadeUp, make, somebody
from tests.web.markup import check_markup, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def made_up() -> MadeUp:
    return make()


def look(client: Client, role: str, address: str = "/") -> html.HtmlElement:
    """A page as somebody in a role sees it, wherever the address leads."""
    client.force_login(somebody(role))
    response = client.get(address, follow=True)
    assert response.status_code == 200
    return check_markup(response.content.decode())


def heading(page: html.HtmlElement) -> str:
    return words(page.xpath("//h1")[0])


class TestHome:
    def test_one_sentence_and_four_figures_with_the_rows_behind_them(
        self, made_up: MadeUp, client: Client
    ) -> None:
        page = look(client, "senior-officer")
        assert heading(page) == "We know the hours of 4 of 4 children."
        assert "Children missing out on full-time education on 23 November 2026." in words(page)
        figures = page.xpath("//a[@class='sightline-figure__link']")
        assert [words(figure) for figure in figures] == [
            "4 on the list",
            "8 hours a week planned: half have fewer, half more",
            "none whose hours are not known",
            "2 whose review is overdue",
        ]
        for figure, children in zip(figures, (4, 4, 0, 2), strict=True):
            behind = check_markup(client.get(figure.get("href")).content.decode())
            assert len(behind.xpath("//th[contains(@class, 'sightline-list__child')]")) == children

    def test_each_bar_leads_to_as_many_children_as_it_says(self, made_up: MadeUp, client: Client) -> None:
        page = look(client, "senior-officer")
        bars = page.xpath("//div[@class='sightline-bars']//tbody/tr[td[1]/span[@class='sightline-known']]")
        assert len(bars) >= 6
        for bar in bars:
            behind = check_markup(client.get(bar.xpath(".//a/@href")[0]).content.decode())
            shown = behind.xpath("//th[contains(@class, 'sightline-list__child')]")
            assert str(len(shown)) == words(bar.xpath("td")[0]), words(bar)

    def test_a_locality_counts_its_own(self, made_up: MadeUp, client: Client) -> None:
        page = look(client, "team-leader")
        assert heading(page) == "We know the hours of 3 of 3 children."
        assert "in your locality" in words(page)

    def test_a_hidden_reason_is_not_counted(self, made_up: MadeUp, client: Client) -> None:
        assert "In custody" in words(look(client, "senior-officer"))
        assert "In custody" not in words(look(client, "key-worker"))

    def test_the_inspectors_list_is_one_click_away(self, made_up: MadeUp, client: Client) -> None:
        [button] = look(client, "senior-officer").xpath("//a[contains(@class, 'govuk-button--start')]")
        assert (words(button), button.get("href")) == ("The inspectors are here", "/reports/inspection-list/")
        assert not look(client, "key-worker").xpath("//a[contains(@class, 'govuk-button--start')]")

    def test_an_empty_record_says_how_children_get_here(self, db: None, client: Client) -> None:
        page = look(client, "operational-lead")
        assert heading(page) == "No child is on record yet"
        assert "sightline intake school-roll FILE" in words(page)
        assert page.xpath("//a[@href='/intake/']") and page.xpath("//a[@href='/children/add/']")
        assert "ask a data officer" not in words(page)
        worker = look(client, "key-worker")
        assert "ask a data officer" in words(worker)
        assert not worker.xpath("//a[@href='/intake/']") and worker.xpath("//a[@href='/children/add/']")

    def test_a_record_with_nobody_on_the_list_is_no_good_news_by_itself(
        self, client: Client, db: None
    ) -> None:
        recorder = Recorder(viewer_for(somebody("data-officer")))
        recorder.authority()
        with recorder.writing() as session:
            recorder.person(session)
        page = look(client, "senior-officer")
        assert heading(page) == "No child is on the list today"
        assert "Check who has not." in words(page)

    @pytest.mark.parametrize("role", ["school", "provider", "partner", "family", "administrator"])
    def test_others_are_told_what_will_be_here(self, made_up: MadeUp, client: Client, role: str) -> None:
        page = look(client, role)
        assert "There is no page for the role" in heading(page)
        assert not page.xpath("//nav//a[contains(@href, 'children') or contains(@href, 'reports')]")


class TestFigures:
    @pytest.mark.parametrize("role", ["governor", "member", "privacy-officer"])
    def test_who_sees_figures_only_is_led_to_them(self, made_up: MadeUp, client: Client, role: str) -> None:
        page = look(client, role)
        assert heading(page) == "How many children are missing out on full-time education?"
        assert not AccessRecord.objects.exists()


class TestReports:
    ADDRESS = "/reports/inspection-list/"

    def test_the_gaps_stand_before_the_rows(self, made_up: MadeUp, client: Client) -> None:
        page = look(client, "inspector", self.ADDRESS)
        order = [
            section.get("aria-labelledby") or section.get("aria-label") for section in page.xpath("//section")
        ]
        assert order.index("gaps") < order.index("Inspection list")
        assert "When the child was last seen is not known for 4 of 4 children (100%)." in words(page)
        assert len(page.xpath("//section[@aria-label='Inspection list']//tbody/tr")) >= 4

    def test_as_at_and_as_known_on_any_day(self, made_up: MadeUp, client: Client) -> None:
        page = look(client, "inspector", f"{self.ADDRESS}?as_at=2026-09-10&known_on=2026-09-30")
        assert "as at 10 September 2026, as known on 30 September 2026." in words(page)
        assert page.xpath("//form[@method='post']//input[@name='as_at']/@value") == ["2026-09-10"]

    @pytest.mark.parametrize("file_format", list(reports.FORMATS))
    def test_what_is_issued_is_kept_and_opened_again(
        self, made_up: MadeUp, client: Client, file_format: str
    ) -> None:
        client.force_login(somebody("data-officer", "Luca Birchworth"))
        given = {"format": file_format, "for_whom": "For the visit", "as_at": "2026-11-20"}
        sent = client.post(self.ADDRESS, given)
        kept = IssuedReport.objects.get()
        assert sent.headers["Content-Disposition"] == (
            f'attachment; filename="inspection-list-2026-11-20.{file_format}"'
        )
        assert sent.headers["Cache-Control"] == "private, no-store"
        listing = check_markup(client.get("/reports/").content.decode())
        row = words(listing.xpath("//tbody/tr")[0])
        assert "by Luca Birchworth For the visit" in row
        assert kept.sha256[:12] in row
        again, *beside = listing.xpath("//tbody//a/@href")
        assert len(beside) == (1 if file_format == "csv" else 0)
        assert client.get(again).content == sent.content
        assert AccessRecord.objects.latest("pk").children == kept.children

    def test_the_gaps_of_a_plain_table_are_a_file_beside_it(self, made_up: MadeUp, client: Client) -> None:
        client.force_login(somebody("data-officer"))
        client.post(self.ADDRESS, {"format": "csv"})
        beside = client.get(f"/reports/issued/{IssuedReport.objects.get().pk}/read-first/")
        assert (
            "When the child was last seen is not known for 4 of 4 children (100%)." in beside.content.decode()
        )
        assert beside.headers["Content-Disposition"].endswith('inspection-list-2026-11-23.read-first.txt"')

    def test_the_files_say_what_the_page_says(self, made_up: MadeUp, client: Client) -> None:
        page = look(client, "data-officer", self.ADDRESS)
        shown = [words(cell) for cell in page.xpath("//section[@aria-label='Inspection list']//tbody/tr/th")]
        table = client.post(self.ADDRESS, {"format": "csv"}).content.decode("utf-8-sig")
        assert [row["Unique ID"] for row in csv.DictReader(io.StringIO(table))][: len(shown)] == shown
        assert json.loads(client.post(self.ADDRESS, {"format": "json"}).content)

    def test_a_format_that_this_machine_cannot_write_leads_back_with_the_reason(
        self, made_up: MadeUp, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def without_pango(*_: object, **__: object) -> None:
            raise FormatUnavailable("PDF needs the Pango library.")

        monkeypatch.setattr(reports, "issue", without_pango)
        client.force_login(somebody("data-officer"))
        response = client.post(self.ADDRESS, {"format": "pdf", "as_at": "2026-11-20"}, follow=True)
        assert response.redirect_chain == [(f"{self.ADDRESS}?as_at=2026-11-20", 302)]
        assert "Nothing was issued: PDF needs the Pango library." in response.content.decode()
        assert not IssuedReport.objects.exists()

    @pytest.mark.parametrize("file_format", ["", "exe", "as_csv"])
    def test_there_is_no_other_format(self, made_up: MadeUp, client: Client, file_format: str) -> None:
        client.force_login(somebody("data-officer"))
        assert client.post(self.ADDRESS, {"format": file_format}).status_code == 404

    def test_a_file_that_is_no_longer_what_was_issued_is_not_sent(
        self, made_up: MadeUp, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def tampered(*_: object) -> None:
            raise reports.NotAsIssued

        client.force_login(somebody("data-officer"))
        client.post(self.ADDRESS, {"format": "csv"})
        monkeypatch.setattr(reports, "open_again", tampered)
        response = client.get(f"/reports/issued/{IssuedReport.objects.get().pk}/", follow=True)
        assert "This file is no longer the one that was issued." in response.content.decode()

    def test_nothing_issued_yet(self, made_up: MadeUp, client: Client) -> None:
        page = look(client, "key-worker", "/reports/")
        assert "Nothing has been issued yet that your role may open." in words(page)


def test_the_rules_are_the_spec_table_in_words(made_up: MadeUp, client: Client) -> None:
    page = look(client, "key-worker", "/rules/who-is-on-the-list/")
    shown = [words(cell) for cell in page.xpath("//th[@scope='rowgroup']")]
    assert shown == [case.situation for case in cases()]
    answers = page.xpath("//table//tbody/tr")
    assert len(answers) == sum(len(case.answers) for case in cases())
    assert {one.title for one in reasons().values()} <= {words(key) for key in page.xpath("//dt")}


def test_the_navigation_leads_where_the_role_may_go(made_up: MadeUp, client: Client) -> None:
    def ways(role: str) -> list[str]:
        page = look(client, role)
        return [words(link) for link in page.xpath("//nav[@aria-label='Menu']//ul[@id='navigation']/li/a")][
            :-1
        ]

    assert Installation.objects.exists()
    assert ways("key-worker") == ["Children", "Coverage", "Schools", "Providers", "Reports", "Rules"]
    assert ways("governor") == ["Figures"]
    assert ways("school") == []
