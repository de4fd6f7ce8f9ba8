"""Signing in and out, looking as somebody in the demonstration, the pages for everybody, and what goes wrong."""

from collections.abc import Callable

import pytest
from django.conf import LazySettings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path

from sightline.access.accounts import set_up_operator
from sightline.access.models import AccessRecord, Account
from sightline.record.models import Installation
from sightline.web.middleware import ViewerMiddleware
from sightline.web.shared.demonstration import may_see_as
from sightline.web.shared.viewing import viewer
from sightline.web.urls import urlpatterns as pages

from .markup import check_markup, words

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

MakePerson = Callable[..., Account]
PASSWORD = "three words together"


def shows_children(request: HttpRequest) -> HttpResponse:
    viewer(request).note_shown([7, 3])
    return HttpResponse("shown")


def breaks(request: HttpRequest | None = None, **_: object) -> HttpResponse:
    raise RuntimeError("a fault of ours")


urlpatterns = [*pages, path("shown/", shows_children, name="shown"), path("breaks/", breaks)]


def title(response: HttpResponse) -> str:
    return words(check_markup(response.content.decode()).xpath("//title")[0])


def errors(response: HttpResponse) -> list[tuple[str, str]]:
    tree = check_markup(response.content.decode())
    found = []
    for link in tree.xpath("//*[contains(@class, 'govuk-error-summary')]//a"):
        assert tree.xpath(f"//*[@id='{link.get('href')[1:]}']"), "an error leads to its field"
        found.append((words(link), link.get("href")))
    return found


def sign_in(browser: Client, account: Account, password: str = PASSWORD, **more: str) -> HttpResponse:
    return browser.post("/sign-in/", {"username": account.email, "password": password, **more})


def test_a_page_for_staff_leads_to_signing_in_and_back(browser: Client, person: MakePerson) -> None:
    away = browser.get("/account/")
    assert away.headers["Location"] == "/sign-in/?next=/account/"
    back = sign_in(browser, person("Ada Birch", "key-worker"), next="/account/")
    assert back.headers["Location"] == "/account/"


def test_an_email_address_in_capitals_is_the_same_address(browser: Client, person: MakePerson) -> None:
    account = person("Ada Birch", "key-worker")
    account.email = account.email.upper()
    assert sign_in(browser, account).status_code == 302


@pytest.mark.parametrize(
    ("username", "password", "said"),
    [
        ("", "", [("Enter your email address", "#id_username"), ("Enter your password", "#id_password")]),
        (
            "ada",
            "x",
            [
                (
                    "Enter an email address in the correct format, like name@example.com",
                    "#id_username",
                )
            ],
        ),
        (
            "ada.birch@example.org",
            "wrong",
            [("The email address or the password is not right", "#id_username")],
        ),
        ("nobody@example.org", "wrong", [("The email address or the password is not right", "#id_username")]),
    ],
)
def test_signing_in_says_what_is_wrong(
    browser: Client, person: MakePerson, username: str, password: str, said: list[tuple[str, str]]
) -> None:
    person("Ada Birch", "key-worker")
    response = browser.post("/sign-in/", {"username": username, "password": password})
    assert errors(response) == said
    assert title(response) == "Error: Sign in – Sightline"


def test_a_closed_account_is_told_no_more_than_a_stranger(browser: Client, person: MakePerson) -> None:
    account = person("Ada Birch", "key-worker")
    Account.objects.filter(pk=account.pk).update(is_active=False)
    assert errors(sign_in(browser, account)) == [
        ("The email address or the password is not right", "#id_username"),
    ]


def test_signing_out_is_a_button_not_a_link(browser: Client, person: MakePerson) -> None:
    browser.force_login(person("Ada Birch", "key-worker"))
    assert browser.get("/sign-out/").status_code == 405
    assert browser.post("/sign-out/").headers["Location"] == "/sign-in/"
    assert browser.get("/account/").status_code == 302


class TestDemonstration:
    @pytest.fixture(autouse=True)
    def demonstration(self, settings: LazySettings) -> None:
        settings.SIGHTLINE_DEMO = True

    def test_its_people_are_one_click_away(self, browser: Client, person: MakePerson) -> None:
        member = person("Len Ox", "member")
        officer = person("Maureen Thistlewood", "senior-officer", "inspector")
        person("Nobody Yet")
        set_up_operator()
        tree = check_markup(browser.get("/sign-in/?next=/account/").content.decode())
        assert [words(button) for button in tree.xpath("//button[@name='account']")] == [
            "Senior accountable officer Inspector Maureen Thistlewood Sees the whole authority",
            "Elected member Len Ox Sees the whole authority",
        ]
        assert words(tree.xpath("//header")[0]).endswith("Every child, school and person here is made up.")
        response = browser.post("/see-as/", {"account": str(officer.pk), "next": "/account/"})
        assert response.headers["Location"] == "/account/"
        assert "Maureen Thistlewood" in browser.get("/account/").content.decode()
        browser.post("/see-as/", {"account": str(member.pk)})
        assert "Len Ox" in browser.get("/account/").content.decode()

    def test_it_opens_signed_in_as_the_operational_lead(self, browser: Client, person: MakePerson) -> None:
        assert browser.get("/", follow=True).redirect_chain == [("/sign-in/?next=/", 302)]
        lead = person("Len Ox", "operational-lead")
        assert browser.get("/", follow=True).redirect_chain == [("/sign-in/?next=/", 302), ("/", 302)]
        assert browser.session["_auth_user_id"] == str(lead.pk)
        browser.post("/sign-out/")
        assert "See it as" in browser.get("/sign-in/").content.decode()

    @pytest.mark.parametrize("onward", ["https://example.net/", "//example.net", ""])
    def test_it_leads_nowhere_else(self, browser: Client, person: MakePerson, onward: str) -> None:
        officer = person("Maureen Thistlewood", "senior-officer")
        response = browser.post("/see-as/", {"account": str(officer.pk), "next": onward})
        assert response.headers["Location"] == "/"

    @pytest.mark.parametrize("chosen", ["", "0", "x", "operator", "closed", "no role"])
    def test_nobody_else_is_to_be_had(self, browser: Client, person: MakePerson, chosen: str) -> None:
        closed = person("Gone Away", "key-worker")
        Account.objects.filter(pk=closed.pk).update(is_active=False)
        keys = {
            "operator": set_up_operator().pk,
            "closed": closed.pk,
            "no role": person("Nobody Yet").pk,
        }
        response = browser.post("/see-as/", {"account": str(keys.get(chosen, chosen))})
        assert response.status_code == 404
        assert browser.get("/account/").status_code == 302

    def test_a_record_of_a_real_authority_never_opens_without_a_password(
        self, browser: Client, person: MakePerson
    ) -> None:
        officer = person("Maureen Thistlewood", "senior-officer")
        person("Len Ox", "operational-lead")
        Installation.objects.update(authority_code="383")
        assert browser.get("/", follow=True).redirect_chain == [("/sign-in/?next=/", 302)]
        assert browser.post("/see-as/", {"account": str(officer.pk)}).status_code == 404
        assert "Maureen" not in browser.get("/sign-in/").content.decode()

    def test_before_an_authority_is_set_up_there_is_nobody_to_look_as(self) -> None:
        Installation.objects.all().delete()
        assert not may_see_as()

    def test_it_takes_a_press_of_a_button(self, browser: Client) -> None:
        assert browser.get("/see-as/").status_code == 405


def test_outside_the_demonstration_nobody_looks_as_another(browser: Client, person: MakePerson) -> None:
    officer = person("Maureen Thistlewood", "senior-officer")
    assert browser.post("/see-as/", {"account": str(officer.pk)}).status_code == 404
    page = browser.get("/sign-in/").content.decode()
    assert "Maureen" not in page
    assert "made up" not in page


def test_your_account_shows_the_roles_and_lets_one_be_chosen(browser: Client, person: MakePerson) -> None:
    browser.force_login(person("Ada Birch", "key-worker", "virtual-school"))
    before = check_markup(browser.get("/account/").content.decode())
    assert [words(button) for button in before.xpath("//button[@name='role']")] == [
        "Look in this role: Virtual school",
    ]
    assert "Ada BirchKey worker" in words(before.xpath("//nav")[0])
    browser.post("/account/role/", {"role": "virtual-school"})
    after = browser.get("/account/").content.decode()
    assert "You are now looking as: Virtual school." in after
    assert [words(button) for button in check_markup(after).xpath("//button[@name='role']")] == [
        "Look in this role: Key worker",
    ]


def test_a_role_that_is_not_held_cannot_be_chosen(browser: Client, person: MakePerson) -> None:
    browser.force_login(person("Ada Birch", "key-worker"))
    response = browser.post("/account/role/", {"role": "senior-officer"})
    assert response.status_code == 403
    assert "You do not hold this role." in response.content.decode()


def test_a_role_that_has_ended_is_no_longer_looked_in(browser: Client, person: MakePerson) -> None:
    account = person("Ada Birch", "key-worker", "virtual-school")
    browser.force_login(account)
    browser.post("/account/role/", {"role": "virtual-school"})
    account.roles_held.filter(role="virtual-school").update(ends_at="2026-10-01T00:00:00Z")
    assert "Key worker" in browser.get("/account/").content.decode()


def test_an_account_without_a_role_is_told_so(browser: Client, person: MakePerson) -> None:
    browser.force_login(person("Nobody Yet"))
    assert "You hold no role that is in force" in browser.get("/account/").content.decode()
    assert browser.get("/shown/").status_code == 403


def test_changing_the_password(browser: Client, person: MakePerson) -> None:
    account = person("Ada Birch", "key-worker")
    browser.force_login(account)
    wrong = browser.post(
        "/account/password/", {"old_password": "x", "new_password1": "short", "new_password2": "shorter"}
    )
    assert [message for message, _ in errors(wrong)] == [
        "The current password is not right",
        "The two new passwords are not the same",
    ]
    new = "four other words together"
    right = browser.post(
        "/account/password/", {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    )
    assert right.headers["Location"] == "/account/"
    assert "Your password has been changed." in browser.get("/account/").content.decode()
    account.refresh_from_db()
    assert account.check_password(new)


def test_an_empty_password_form_says_what_is_missing(browser: Client, person: MakePerson) -> None:
    browser.force_login(person("Ada Birch", "key-worker"))
    assert errors(browser.post("/account/password/")) == [
        ("Enter your current password", "#id_old_password"),
        ("Enter a new password", "#id_new_password1"),
        ("Enter the new password again", "#id_new_password2"),
    ]


def test_an_account_without_a_password_is_not_asked_to_change_it(browser: Client, person: MakePerson) -> None:
    browser.force_login(person("Ada Birch", "key-worker", password=None))
    page = browser.get("/account/").content.decode()
    assert "None: you do not sign in with a password" in page
    assert "/account/password/" not in page


def test_one_access_record_a_request_names_the_children_shown(browser: Client, person: MakePerson) -> None:
    account = person("Ada Birch", "key-worker")
    browser.force_login(account)
    browser.get("/shown/")
    browser.get("/account/")
    [record] = AccessRecord.objects.all()
    assert (record.account, record.role, record.children) == (account, "key-worker", [3, 7])
    assert record.purpose == "page shown"


def test_no_browser_keeps_a_page_that_was_made_for_somebody(browser: Client, person: MakePerson) -> None:
    browser.force_login(person("Ada Birch", "key-worker"))
    for address in ("/shown/", "/account/"):
        assert browser.get(address).headers["Cache-Control"] == "private, no-store"
    browser.logout()
    assert "Cache-Control" not in browser.get("/privacy/").headers


def test_a_page_that_cannot_be_logged_is_not_shown(
    person: MakePerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = RequestFactory().get("/shown/")
    request.user = person("Ada Birch", "key-worker")
    request.session = {}
    monkeypatch.setattr(AccessRecord.objects, "create", breaks)
    with pytest.raises(RuntimeError):
        ViewerMiddleware(shows_children)(request)


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/accessibility/", "Accessibility statement"),
        ("/privacy/", "Privacy"),
        ("/words/", "Words we use"),
    ],
)
def test_pages_for_everybody(browser: Client, address: str, heading: str) -> None:
    response = browser.get(address)
    tree = check_markup(response.content.decode())
    assert [words(one) for one in tree.xpath("//h1")] == [heading]
    assert title(response) == f"{heading} – Sightline"
    assert "Northmere Council" in words(tree.xpath("//main")[0] if address != "/words/" else tree)


def test_pages_for_everybody_stand_before_an_authority_is_set_up(client: Client) -> None:
    for address in ("/accessibility/", "/privacy/", "/words/", "/sign-in/"):
        check_markup(client.get(address).content.decode())


@pytest.mark.parametrize("address", ["/sign-in/", "/words/", "/nowhere/"])
def test_the_frame_leads_to_the_pages_that_exist(browser: Client, address: str) -> None:
    tree = check_markup(browser.get(address).content.decode())
    assert [words(link) for link in tree.xpath("//footer//a")] == [
        *("Words we use", "Accessibility statement", "Privacy"),
    ]
    assert tree.xpath("//a[@class='govuk-skip-link']/@href") == ["#main-content"]
    assert not tree.xpath("//*[contains(@class, 'crown') or contains(@class, 'crest')]")


@pytest.mark.parametrize("address", ["/sign-in/", "/account/", "/nowhere/"])
def test_the_content_policy_allows_nothing_from_elsewhere(browser: Client, address: str) -> None:
    policy = browser.get(address).headers["Content-Security-Policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";") if rule.strip())
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in policy
    assert not [source for source in policy.split() if source.startswith(("http", "*"))]


def test_a_page_that_is_not_there(browser: Client) -> None:
    response = browser.get("/nowhere/")
    assert (response.status_code, title(response)) == (404, "Page not found – Sightline")


def test_a_fault_of_ours_is_told_without_its_details(browser: Client, person: MakePerson) -> None:
    browser.force_login(person("Ada Birch", "key-worker"))
    browser.raise_request_exception = False
    response = browser.get("/breaks/")
    assert (response.status_code, title(response)) == (500, "Sorry, something went wrong – Sightline")
    assert "a fault of ours" not in response.content.decode()


def test_a_form_from_another_page_changes_nothing(person: MakePerson, authority: Installation) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(person("Ada Birch", "key-worker"))
    response = browser.post("/sign-out/")
    assert (response.status_code, title(response)) == (403, "Your form was not sent – Sightline")
    assert browser.get("/account/").status_code == 200


def test_a_request_that_cannot_be_read(client: Client) -> None:
    response = client.get("/sign-in/", headers={"host": "elsewhere.example"})
    assert response.status_code == 400
    assert title(response) == "Your browser sent something we could not read – Sightline"
