"""The search page: what is looked for stays out of addresses, and every child says by what it was found."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sightline.access.models import AccessRecord
from tests.web.made_up_authority import MadeUp, make, somebody
from tests.web.markup import check_markup, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def made_up() -> MadeUp:
    return make()


@pytest.fixture
def officer(made_up: MadeUp, client: Client) -> Client:
    client.force_login(somebody("data-officer"))
    return client


def look_for(client: Client, text: str):
    """Press the button of the search box, and follow it to what is found."""
    response = client.post("/find/", {"text": text})
    assert text.split()[0] not in response.headers["Location"]
    return check_markup(client.get(response.headers["Location"]).content.decode())


def test_a_child_is_found_and_says_by_what(officer: Client, made_up: MadeUp) -> None:
    page = look_for(officer, "Amarra Whitlock")
    assert words(page.xpath("//h1")[0]) == "1 child found"
    [one] = page.xpath("//li[@class='sightline-found__one']")
    assert words(one).startswith("Amara Whitlock SL-000001")
    assert "Found by a name spelt alike" in words(one)
    assert page.xpath("//input[@name='text']/@value") == ["Amarra Whitlock"]
    assert made_up.child("Amara") in AccessRecord.objects.latest("pk").children


def test_nobody_found_says_what_to_try(officer: Client) -> None:
    assert "Nobody whom you may see was found." in words(look_for(officer, "Xanthorpe"))


def test_nothing_typed_is_said_at_the_box(officer: Client) -> None:
    page = check_markup(officer.post("/find/", {"text": " "}).content.decode())
    [problem] = page.xpath("//*[contains(@class, 'govuk-error-summary')]//a")
    assert words(problem) == "Enter a name, a number, an address or a phone number"
    assert page.xpath(f"//*[@id='{problem.get('href')[1:]}']")


def test_what_is_looked_for_is_kept_for_whoever_looked_alone(officer: Client) -> None:
    address = officer.post("/find/", {"text": "Amara"}).headers["Location"]
    other = Client()
    other.force_login(somebody("inspector"))
    assert "Amara" not in other.get(address).content.decode()


def test_a_page_beyond_the_last_leads_to_the_last(officer: Client) -> None:
    address = officer.post("/find/", {"text": "Whitlock"}).headers["Location"]
    assert officer.get(f"{address}?page=9").headers["Location"] == f"{address}?page=1"


def test_the_queries_are_few_and_do_not_grow(officer: Client) -> None:
    def queries(text: str) -> int:
        address = officer.post("/find/", {"text": text}).headers["Location"]
        officer.get(address)
        with CaptureQueriesContext(connection) as counted:
            officer.get(address)
        return len(counted)

    assert queries("Whitlock") == queries("Amara") <= 22
