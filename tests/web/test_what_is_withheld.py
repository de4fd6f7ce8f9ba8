"""What a role does not show is in no page: not as a word, a filter, a count or a sender's name."""

import re
from dataclasses import replace

import pytest
from django.test import Client

from sightline.access.policy import FieldClass, roles
from tests.web.made_up_authority import MadeUp, make, somebody
from tests.web.markup import check_markup, words

pytestmark = pytest.mark.django_db

# What tells of each class, in any page about a child. Ben is in custody, looked after and a traveller; Cora is on a
# ward. Larch House is a secure unit and sends a list of its own.
TELLS = {
    FieldClass.CRIMINAL: r"custody|secure|larch|court|police",
    FieldClass.HEALTH: r"mental|medical|clinician|in-patient|ward\b|willow|a health service|pregnant",
    FieldClass.SAFEGUARDING: r"looked after|protection plan|whereabouts|was last seen",
    FieldClass.ETHNICITY_RELIGION: r"traveller|gypsy|white british",
}
# General words about no child, which everybody reads.
GENERAL = re.compile(r"The role in which this was made does not show[^.]*\.")
PAGES = (
    "/",
    "/children/",
    "/children/?standing=on&standing=to+be+checked&standing=off&sort=since",
    "/children/?sort=next+date",
    "/children/?as_at=2026-11-01&known_on=2026-11-20",
    "/children/{ben}/",
    "/children/{ben}/?as_at=2026-11-01&known_on=2026-11-20",
    "/children/{ben}/?whole=yes&story=provision",
    "/children/{cora}/",
    "/children/{cora}/?whole=yes",
    "/schools/?elsewhere=yes&closed=yes",
    "/schools/900001/",
    "/providers/",
    "/providers/provider-3/",
    "/reports/",
    "/reports/inspection-list/",
    "/reports/tracking-sheet/",
)


@pytest.fixture
def made_up() -> MadeUp:
    return make()


@pytest.fixture
def sees_all_but(monkeypatch: pytest.MonkeyPatch):
    """Take one class away from the operational lead, who sees all of them."""

    def make_it_so(hidden: FieldClass) -> None:
        role = roles()["operational-lead"]
        monkeypatch.setitem(roles(), "operational-lead", replace(role, classes=role.classes - {hidden}))

    return make_it_so


def text_of(client: Client, address: str) -> str:
    """Everything that a page says, the names of pictures and the values of fields among it, but for general words."""
    response = client.get(address)
    assert response.status_code == 200, address
    tree = check_markup(response.content.decode())
    said = [words(tree), *tree.xpath("//@aria-label | //@value | //@title | //@href | //title/text()")]
    return GENERAL.sub("", " ".join(said))


def found_in(client: Client, made_up: MadeUp, pattern: str) -> set[str]:
    """What of a pattern is found in any of the pages."""
    ids = {"ben": made_up.child("Ben"), "cora": made_up.child("Cora")}
    return {
        match.lower()
        for page in PAGES
        for match in re.findall(pattern, text_of(client, page.format(**ids)), re.IGNORECASE)
    }


@pytest.mark.parametrize("hidden", TELLS)
def test_what_a_role_does_not_show_is_nowhere(
    hidden: FieldClass, made_up: MadeUp, sees_all_but, client: Client
) -> None:
    client.force_login(somebody("operational-lead"))
    assert len(found_in(client, made_up, TELLS[hidden])) > 2, "the record tells of it to whoever may see"
    sees_all_but(hidden)
    assert found_in(client, made_up, TELLS[hidden]) == set()


def test_what_is_withheld_is_said_to_be(made_up: MadeUp, sees_all_but, client: Client) -> None:
    client.force_login(somebody("operational-lead"))
    sees_all_but(FieldClass.CRIMINAL)
    page = check_markup(client.get(f"/children/{made_up.child('Ben')}/").content.decode())
    said = words(page)
    assert "There is a reason that your role does not show." in said
    assert "a place that your role does not show" in said
    assert "a sender that your role does not show" in said
    [row] = check_markup(client.get("/children/").content.decode()).xpath(
        "//tr[.//a[contains(., 'Whitlock, Ben')]]"
    )
    assert words(row.xpath(".//td[@data-label='Provision']")[0]) == "withheld"
    assert "withheld" in words(row.xpath(".//td[@data-label='Why']")[0])


def test_a_hidden_reason_cannot_be_asked_for(made_up: MadeUp, sees_all_but, client: Client) -> None:
    client.force_login(somebody("operational-lead"))
    address = "/children/?reason=in-custody"
    assert "Whitlock, Amara" not in client.get(address).content.decode()
    sees_all_but(FieldClass.CRIMINAL)
    everybody = client.get("/children/").content.decode()
    asked = client.get(address).content.decode()
    for name in ("Amara", "Ben", "Cora"):
        assert (f"Whitlock, {name}" in asked) == (f"Whitlock, {name}" in everybody)


def test_hours_are_the_same_for_whoever_may_see_less(made_up: MadeUp, sees_all_but, client: Client) -> None:
    """Hours are education: worked out without the hidden placement they would be wrong ones."""

    def weeks() -> list[str]:
        page = check_markup(client.get(f"/children/{made_up.child('Ben')}/").content.decode())
        return [
            words(row) for row in page.xpath("//section[@aria-labelledby='hours-so-far-heading']//tbody/tr")
        ]

    client.force_login(somebody("operational-lead"))
    for_all = weeks()
    sees_all_but(FieldClass.CRIMINAL)
    assert weeks() == for_all
    assert any("15" in week for week in for_all)
