"""What the tests of entry by hand share: a made-up authority, somebody signed in, forms filled in as a person would."""

from django.http import HttpResponse
from django.test import Client
from lxml import html

from sightline.access.models import Account
from sightline.access.policy import FieldClass
from sightline.intake.by_hand.sayer import Sayer
from sightline.intake.documents import Upload, attach
from sightline.record.models import Notice
from tests.web.made_up_authority import MadeUp, somebody
from tests.web.markup import check_markup, words

SAID = {"told_by": "mother", "told_by_name": "Ruth Whitlock", "told_how": "phone", "why": "She rang."}


def signed_in(client: Client, role: str = "data-officer", name: str = "Luca Birchworth") -> Account:
    """Sign somebody with this role in."""
    account = somebody(role, name)
    client.force_login(account)
    return account


def page(response: HttpResponse, status: int = 200) -> html.HtmlElement:
    """The page of an answer, well formed."""
    assert response.status_code == status, response.headers.get("Location")
    return check_markup(response.content.decode())


def see(client: Client, address: str) -> html.HtmlElement:
    """The page at an address."""
    return page(client.get(address))


def filled(shown: html.HtmlElement) -> dict[str, str]:
    """What stands in the form of a page, as a browser would send it: fields, choices made, and what is hidden."""
    [form] = shown.xpath("//main//form")
    typed = {}
    for field in form.xpath(".//input[@name] | .//textarea[@name] | .//select[@name]"):
        name, kind = field.get("name"), field.get("type")
        if field.tag == "select":
            typed[name] = next(
                iter(field.xpath(".//option[@selected]/@value")), field.xpath(".//option/@value")[0]
            )
        elif field.tag == "textarea":
            typed[name] = (field.text or "").strip()
        elif kind == "radio":
            if field.get("checked") is not None:
                typed[name] = field.get("value")
        elif kind != "file":
            typed[name] = field.get("value", "")
    typed.pop("csrfmiddlewaretoken", None)
    return typed


def send(client: Client, at: str, /, **typed: object) -> HttpResponse:
    """Open a form, fill in what is given over what stands there, and send it."""
    return client.post(at, {**filled(see(client, at)), **SAID, **typed})


def problems(shown: html.HtmlElement) -> dict[str, str]:
    """What is said to be wrong, by the question that it links to."""
    links = shown.xpath("//div[contains(@class, 'govuk-error-summary')]//a")
    for link in links:
        assert shown.xpath(f"//*[@id='{link.get('href')[1:]}']"), "each problem leads to its question"
    return {link.get("href").removeprefix("#id_"): words(link) for link in links}


def addresses_by_hand(made_up: MadeUp) -> dict[str, dict[str, object]]:
    """What the addresses of entry by hand need filled in: Amara's notice, and a document about her."""
    child = made_up.child("Amara")
    fact = {"child_id": child, "fact": Notice.objects.get(child=child).fact}
    letter = attach(
        made_up.recorder.viewer,
        child,
        Upload("letter.txt", b"She is well again."),
        title="Letter",
        field_class=FieldClass.EDUCATION,
        sayer=Sayer("the mother", "letter"),
    )
    return {
        "staff:add-child": {},
        "staff:tell": {"child_id": child},
        "staff:tell-kind": {"child_id": child, "kind": "contact"},
        "staff:attach": {"child_id": child},
        "staff:document": {"child_id": child, "fact": letter.fact},
        **{f"staff:{name}": fact for name in ("fact", "correct-fact", "end-fact", "withdraw-fact")},
    }
