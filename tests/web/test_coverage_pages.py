"""Who has not told us, on the pages: the figure first, one sender, a letter, a nil return, how often to ask."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from sightline.intake.models import Chase, Expectation, NilReturn
from tests.web.made_up_authority import MadeUp, make, somebody
from tests.web.markup import check_markup, words

pytestmark = pytest.mark.django_db

HIGH = "/coverage/school/900001/"


@pytest.fixture
def made_up() -> MadeUp:
    return make()


@pytest.fixture
def officer(made_up: MadeUp, client: Client) -> Client:
    client.force_login(somebody("data-officer", "Dana Ashdown"))
    return client


def see(client: Client, address: str) -> html.HtmlElement:
    response = client.get(address)
    assert response.status_code == 200, address
    return check_markup(response.content.decode())


def send(client: Client, address: str, **typed: str) -> html.HtmlElement:
    return check_markup(client.post(address, typed, follow=True).content.decode())


def text(page: html.HtmlElement) -> str:
    return words(page.xpath("//main")[0])


def test_the_share_of_known_hours_stands_first(officer: Client) -> None:
    page = see(officer, "/coverage/")
    assert words(page.xpath("//h1")[0]).startswith("We know the hours of ")
    assert page.xpath("//main//a[text()='High School']/@href") == [HIGH]


def test_the_list_is_narrowed_and_a_chip_takes_it_back(officer: Client) -> None:
    page = see(officer, "/coverage/?kind=school&late=yes&locality=North+team")
    assert [words(one) for one in page.xpath("//tbody//th/a")] == ["High School"]
    assert len(page.xpath("//a[contains(@class, 'moj-filter__tag')]")) == 3
    assert "No sender is in this selection" in text(see(officer, "/coverage/?text=nobody+is+called+so"))


def test_what_is_no_choice_counts_as_not_asked(officer: Client) -> None:
    whole = see(officer, "/coverage/").xpath("//tbody//th/a/@href")
    assert see(officer, "/coverage/?kind=dragon&locality=moon&page=x").xpath("//tbody//th/a/@href") == whole


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_the_page_goes_along_as_a_file(officer: Client, file_format: str) -> None:
    response = officer.get(f"/coverage/?late=yes&format={file_format}")
    assert response.headers["Content-Disposition"] == f'attachment; filename="coverage.{file_format}"'
    if file_format == "csv":
        first = response.content.decode("utf-8-sig").splitlines()[0]
        assert first.startswith("Kind,Sender,Number or key")


def test_a_sender_says_how_it_stands_with_each_feed(officer: Client) -> None:
    said = text(see(officer, HIGH))
    assert "Never sent" in said
    assert "Owed when it happens: no word does not mean that there is nothing" in said
    assert "It has never been asked." in said


def test_a_letter_names_no_child_and_is_noted_when_sent(made_up: MadeUp, officer: Client) -> None:
    page = see(officer, f"{HIGH}letter/")
    letter = words(page.xpath("//*[@class='sightline-coverage__letter']")[0])
    assert "High School" in letter
    assert "School rolls" in letter
    assert not any(name in letter for name in (*made_up.children, "Whitlock", "SL-0"))
    plain = officer.get(f"{HIGH}letter/text/")
    assert plain.headers["Content-Type"] == "text/plain; charset=utf-8"
    after = send(officer, f"{HIGH}letter/", how="letter", asked_on="2026-11-20")
    assert "Last asked on 20 November 2026, by letter, by Dana Ashdown." in text(after)
    assert "school-roll" in Chase.objects.get().feeds


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"how": "letter", "asked_on": ""}, "Give the day on which you asked"),
        ({"how": "", "asked_on": "2026-11-20"}, "Choose how you asked"),
        ({"how": "letter", "asked_on": "2026-12-24"}, "The day lies in the future"),
    ],
)
def test_a_letter_noted_wrongly_says_what_is_expected(
    officer: Client, typed: dict[str, str], problem: str
) -> None:
    page = send(officer, f"{HIGH}letter/", **typed)
    assert problem in words(page.xpath("//*[@class='govuk-error-summary']")[0])
    assert not Chase.objects.exists()


def test_a_nil_return_is_an_answer(officer: Client) -> None:
    said = {"told_by": "The school office", "told_how": "by phone"}
    page = send(officer, f"{HIGH}nil/part-time/", first="2026-11-02", last="2026-11-20", **said)
    assert "Noted: nothing to tell." in words(page)
    assert "said up to 20 November 2026" in text(page)
    again = send(officer, f"{HIGH}nil/part-time/", first="2026-11-02", last="2026-11-20", **said)
    assert "That was said before" in words(again)
    assert NilReturn.objects.count() == 1


@pytest.mark.parametrize(
    ("first", "last", "problem"),
    [
        ("2026-11-20", "2026-11-02", "The last day is before the first"),
        ("2026-11-02", "2027-07-20", "The period has not ended yet"),
        ("", "soon", "Give the last day as a date"),
    ],
)
def test_a_nil_return_that_cannot_be_keeps_what_was_typed(
    officer: Client, first: str, last: str, problem: str
) -> None:
    page = send(
        officer, f"{HIGH}nil/part-time/", first=first, last=last, told_by="The office", told_how="by phone"
    )
    assert problem in words(page.xpath("//*[@class='govuk-error-summary']")[0])
    assert page.xpath("//input[@name='told_by']/@value") == ["The office"]
    assert not NilReturn.objects.exists()


def test_how_often_is_agreed_with_one_sender(officer: Client) -> None:
    address = f"{HIGH}how-often/school-roll/"
    page = send(officer, address, how_often="monthly", grace="7", reason="Agreed with the head.")
    assert "Dana Ashdown" in text(page)
    assert "Agreed with the head." in text(page)
    assert Expectation.objects.get().how_often == "monthly"
    send(officer, address, how_often="usual", grace="3", reason="As everybody.")
    assert not Expectation.objects.exists()
    assert Expectation.versions.count() == 1


def test_how_often_asks_for_a_reason(officer: Client) -> None:
    page = send(officer, f"{HIGH}how-often/school-roll/", how_often="monthly", grace="900", reason="")
    summary = words(page.xpath("//*[@class='govuk-error-summary']")[0])
    assert "Say why" in summary
    assert "Days of grace cannot be more than 200" in summary


@pytest.mark.parametrize(
    "address",
    [
        "/coverage/school/123456/",
        "/coverage/dragon/900001/",
        f"{HIGH}nil/provider-roll/",
        "/coverage/sheets/no-such-feed/",
    ],
)
def test_what_is_not_there_is_not_found(officer: Client, address: str) -> None:
    assert officer.get(address).status_code == 404


def test_a_secure_unit_has_no_page_for_who_may_not_know_of_it(made_up: MadeUp, client: Client) -> None:
    client.force_login(somebody("key-worker"))
    assert client.get("/coverage/provider/provider-1/").status_code == 404
    assert "Larch House" not in text(see(client, "/coverage/"))


def test_who_may_not_say_anything_is_not_asked_to(made_up: MadeUp, client: Client) -> None:
    client.force_login(somebody("inspector"))
    page = see(client, HIGH)
    assert not page.xpath("//main//a[contains(@href, '/nil/') or contains(@href, '/how-often/')]")
    assert not page.xpath("//main//a[contains(@href, '/letter/')]")


def test_queries_do_not_grow_with_senders(made_up: MadeUp, officer: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            see(officer, "/coverage/")
        return len(captured)

    queries()
    before = queries()
    for number in range(60):
        made_up.recorder.school(f"School {number}", "mainstream")
    assert queries() <= before <= 25
    assert len(see(officer, "/coverage/").xpath("//tbody/tr")) == 50
