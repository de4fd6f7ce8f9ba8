"""The form on which the figures of a rule are set, and where they are shown afterwards."""

import pytest
from django.test import Client

from sightline.watch.figures import last_set, rules_in_force, set_figures
from tests.web.made_up_authority import MadeUp, make, somebody
from tests.web.markup import check_markup, words
from tests.web.test_rules_pages import rows, see

pytestmark = pytest.mark.django_db

RULE = "/rules/registers/fifteen-days-missed/"
FORM = RULE + "figures/"


@pytest.fixture
def made_up() -> MadeUp:
    return make()


@pytest.fixture
def lead(made_up: MadeUp, client: Client) -> Client:
    client.force_login(somebody("operational-lead"))
    return client


def sessions_in_force() -> int:
    return rules_in_force()["fifteen-days-missed"].settings["sessions"]


def test_a_figure_is_set_with_a_reason_and_shown_with_who_set_it(lead: Client) -> None:
    page = see(lead, FORM)
    assert page.xpath("//input[@name='figure-sessions']/@value") == ["30"]
    [seen] = page.xpath("//input[@name='seen']/@value")
    sent = lead.post(FORM, {"figure-sessions": "20", "reason": "We ask sooner", "seen": seen})
    assert (sent.status_code, sent["Location"]) == (302, RULE)
    page = see(lead, RULE)
    assert rows(page)[0][1] == "20"
    [meaning, value, by, why] = rows(page)[1]
    assert (value, why) == ("20", "We ask sooner")
    assert "2026" in by
    assert "In force: 20" in words(see(lead, FORM))
    assert see(lead, RULE + "backtest/").xpath("//input[@name='figure-sessions']/@value") == ["20"]


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"figure-sessions": "none", "reason": "Sooner"}, "Enter a whole number from 1 to 1,000"),
        ({"figure-sessions": "0", "reason": "Sooner"}, "Enter a whole number from 1 to 1,000"),
        ({"figure-sessions": "20", "reason": " "}, "Say why the figures are set so"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(lead: Client, given, problem) -> None:
    page = check_markup(lead.post(FORM, {**given, "seen": "0"}).content.decode())
    assert problem in words(page.xpath("//div[@data-module='govuk-error-summary']")[0])
    assert page.xpath("//input[@name='figure-sessions']/@value") == [given["figure-sessions"]]
    assert sessions_in_force() == 30


def test_the_second_of_two_sees_what_the_first_set_and_may_send_again(lead: Client, made_up: MadeUp) -> None:
    other = made_up.recorder.viewer
    set_figures(other, "fifteen-days-missed", {"sessions": 25}, reason="Theirs", seen=0)
    given = {"figure-sessions": "20", "reason": "Mine", "seen": "0"}
    page = check_markup(lead.post(FORM, given).content.decode())
    assert "Somebody else has set figures of this rule" in words(page)
    assert page.xpath("//input[@name='figure-sessions']/@value") == ["20"]
    assert "Theirs" in words(page)
    assert sessions_in_force() == 25
    [seen] = page.xpath("//input[@name='seen']/@value")
    assert seen == str(last_set("fifteen-days-missed"))
    assert lead.post(FORM, {**given, "seen": seen}).status_code == 302
    assert sessions_in_force() == 20


def test_who_may_not_set_figures_sees_who_did_and_no_way_to_the_form(made_up: MadeUp, client: Client) -> None:
    set_figures(made_up.recorder.viewer, "fifteen-days-missed", {"sessions": 25}, reason="Theirs", seen=0)
    client.force_login(somebody("key-worker"))
    page = see(client, RULE)
    assert "Theirs" in words(page)
    assert FORM not in page.xpath("//a/@href")
    assert client.post(FORM, {"figure-sessions": "1", "reason": "x", "seen": "0"}).status_code == 403
    assert sessions_in_force() == 25
