"""Who says so: each value with its column; where senders disagree, the way to settle it by one's own word."""

import pytest
from django.test import Client
from lxml import html

from sightline.record.models import Child
from sightline.web.staff.child.told import columns_of
from tests.web.by_hand import see, send
from tests.web.made_up_authority import MadeUp, make, somebody
from tests.web.markup import words


@pytest.fixture
def made_up(db: None) -> MadeUp:
    """The made-up authority, where two senders spell Amara's name otherwise."""
    made = make()
    with made.recorder.writing() as session:
        amara = Child.objects.get(pk=made.child("Amara"))
        made.recorder.person(
            session, amara, source="send", feed="send", forename="Amarah", surname="Whitlock"
        )
    return made


def sources(client: Client, made_up: MadeUp) -> html.HtmlElement:
    [found] = see(client, f"/children/{made_up.child('Amara')}/").xpath(
        "//section[@aria-labelledby='sources']"
    )
    return found


def test_a_disagreement_is_settled_by_the_word_of_an_officer(client: Client, made_up: MadeUp) -> None:
    client.force_login(somebody("data-officer"))
    found = sources(client, made_up)
    assert "Name: “Amara Whitlock” (Officers); “Amarah Whitlock” (Send)" in words(found)
    [address] = found.xpath(".//a[starts-with(., 'Settle it')]/@href")
    assert send(client, address, forename="Amarah", surname="Whitlock").status_code == 302
    settled = words(sources(client, made_up))
    assert "Name Amarah Whitlock Told to us and entered by hand" in settled
    assert "“Amara Whitlock” (Officers)" in settled


def test_who_may_not_record_is_not_led_there(client: Client, made_up: MadeUp) -> None:
    client.force_login(somebody("inspector"))
    assert not sources(client, made_up).xpath(".//a[contains(@href, '/tell/')]")


@pytest.mark.once
def test_a_value_is_read_from_a_column_of_its_feed() -> None:
    assert columns_of("school-roll")["upn"] == "UPN"
    assert " and " in columns_of("school-roll")["name"]
    assert columns_of("by-hand") == {}
