"""What was typed is kept when a form cannot be taken: for the same account, on the same page, for a day."""

from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client

from sightline.access.models import Account
from sightline.record.models import Contact
from sightline.web.shared import kept_forms
from tests.web.by_hand import SAID, filled, page, see
from tests.web.made_up_authority import MadeUp, make, somebody
from tests.web.markup import words

pytestmark = pytest.mark.django_db

TYPED = {"name": "Ruth Whitlock", "phone": "01632 960 001", **SAID}
PASSWORD = "three words together"


@pytest.fixture
def made_up() -> MadeUp:
    return make()


@pytest.fixture
def account(made_up: MadeUp) -> Account:
    account = somebody("data-officer", "Luca Birchworth")
    account.set_password(PASSWORD)
    account.save()
    return account


@pytest.fixture
def at(made_up: MadeUp) -> str:
    return f"/children/{made_up.child('Dev')}/tell/contact/"


@pytest.fixture
def begun(client: Client, account: Account, at: str) -> dict[str, str]:
    """A form that somebody began while signed in, as it will be sent."""
    client.force_login(account)
    return {**filled(see(client, at)), **TYPED}


def sign_in(client: Client, account: Account, onward: str = "/") -> str:
    answer = client.post("/sign-in/", {"username": account.email, "password": PASSWORD, "next": onward})
    return answer.headers["Location"]


def shows_what_was_typed(client: Client, at: str) -> bool:
    shown = see(client, at)
    kept = {name: filled(shown)[name] for name in TYPED} == TYPED
    assert kept == ("What you typed has been kept" in words(shown))
    return kept


class TestSignedOutWhileTyping:
    def test_what_was_typed_comes_back_after_signing_in(
        self, client: Client, account: Account, at: str, begun: dict[str, str]
    ) -> None:
        client.logout()
        asked = client.post(at, begun)
        assert asked.headers["Location"] == f"/sign-in/?next={at}"
        assert not Contact.objects.exists()
        assert sign_in(client, account, at) == at
        shown = see(client, at)
        assert "What you typed has been kept" in words(shown)
        assert client.post(at, filled(shown)).status_code == 302
        assert Contact.objects.get().name == "Ruth Whitlock"

    def test_it_comes_back_once(
        self, client: Client, account: Account, at: str, begun: dict[str, str]
    ) -> None:
        client.logout()
        client.post(at, begun)
        sign_in(client, account)
        assert shows_what_was_typed(client, at)
        assert not shows_what_was_typed(client, at)

    def test_it_is_shown_to_nobody_else(
        self, client: Client, account: Account, at: str, begun: dict[str, str]
    ) -> None:
        client.logout()
        client.post(at, begun)
        client.force_login(somebody("operational-lead", "Ada Birch"))
        assert not shows_what_was_typed(client, at)
        client.force_login(account)
        assert not shows_what_was_typed(client, at)

    def test_it_is_on_its_own_page_only(
        self, client: Client, account: Account, at: str, begun: dict[str, str], made_up: MadeUp
    ) -> None:
        other = f"/children/{made_up.child('Amara')}/tell/contact/"
        client.logout()
        client.post(other, begun)
        client.post(at, begun)
        sign_in(client, account)
        assert not shows_what_was_typed(client, other)
        assert shows_what_was_typed(client, at)

    def test_a_stranger_keeps_nothing(self, client: Client, account: Account, at: str) -> None:
        forged = signing.dumps([account.pk, at], salt="another")
        for ticket in ("", "nonsense", forged):
            client.post(at, {**TYPED, kept_forms.TICKET: ticket})
            assert client.session.get("kept_forms") is None

    def test_a_form_older_than_a_day_is_not_kept(
        self, client: Client, at: str, begun: dict[str, str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        client.logout()
        monkeypatch.setattr(kept_forms, "KEPT_FOR", timedelta(seconds=-1))
        client.post(at, begun)
        assert client.session.get("kept_forms") is None

    def test_what_was_kept_is_forgotten_after_a_day(
        self,
        client: Client,
        account: Account,
        at: str,
        begun: dict[str, str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        client.logout()
        client.post(at, begun)
        sign_in(client, account)
        monkeypatch.setattr(kept_forms, "KEPT_FOR", timedelta(seconds=-1))
        assert not shows_what_was_typed(client, at)

    def test_more_than_a_person_types_is_not_kept(
        self, client: Client, at: str, begun: dict[str, str]
    ) -> None:
        client.logout()
        client.post(at, begun | {"name": "x" * 200_000})
        assert client.session.get("kept_forms") is None

    def test_nothing_of_it_is_in_an_address_or_in_the_log(
        self, client: Client, at: str, begun: dict[str, str], caplog: pytest.LogCaptureFixture
    ) -> None:
        client.logout()
        asked = client.post(at, begun)
        assert "Ruth" not in asked.headers["Location"] + asked.content.decode() + caplog.text


class TestAPageThatHadGrownStale:
    """Signing in anew in another window changes the token against forgery that an open form carries."""

    @pytest.fixture
    def strict(self, account: Account) -> Client:
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(account)
        return strict

    def test_what_was_typed_stands_there_to_be_sent_again(self, strict: Client, at: str) -> None:
        begun = {**filled(see(strict, at)), **TYPED}
        answer = strict.post(at, begun)
        assert (answer.status_code, answer.headers["Location"]) == (302, at)
        shown = see(strict, at)
        assert "Your form was not sent" in words(shown)
        assert {name: filled(shown)[name] for name in TYPED} == TYPED
        assert not Contact.objects.exists()

    def test_a_form_without_a_ticket_is_refused_as_ever(self, strict: Client, at: str) -> None:
        refused = page(strict.post(at, TYPED), 403)
        assert words(refused.xpath("//h1")[0]) == "Your form was not sent"
        assert strict.session.get("kept_forms") is None

    def test_a_form_of_somebody_else_is_refused(self, strict: Client, at: str) -> None:
        other = Client()
        other.force_login(somebody("operational-lead", "Ada Birch"))
        begun = {**filled(see(other, at)), **TYPED}
        assert strict.post(at, begun).status_code == 403
