"""A place whose name tells too much is not there for who may not be told: no list, no search, no address."""

from dataclasses import replace

import pytest
from django.test import Client
from lxml import html

from sightline.access.policy import FieldClass, roles
from sightline.record.door import add
from sightline.record.models import Establishment, EstablishmentLink
from tests.web.made_up_authority import MadeUp, make, somebody
from tests.web.markup import check_markup, words

pytestmark = pytest.mark.django_db

HIGH = "/schools/900001/"
LARCH, WILLOW = "/providers/provider-1/", "/providers/provider-2/"


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


def see(client: Client, address: str) -> html.HtmlElement:
    response = client.get(address)
    assert response.status_code == 200, address
    return check_markup(response.content.decode())


class TestPlacesWhoseNameTellsTooMuch:
    @pytest.mark.parametrize(
        ("hidden", "address", "name"),
        [(FieldClass.CRIMINAL, LARCH, "Larch House"), (FieldClass.HEALTH, WILLOW, "Willow Ward")],
    )
    def test_they_are_not_there_for_who_may_not_be_told(
        self, made_up: MadeUp, client: Client, sees_all_but, hidden: FieldClass, address: str, name: str
    ) -> None:
        client.force_login(somebody("operational-lead"))
        assert words(see(client, address).xpath("//h1")[0]) == name
        assert name in words(see(client, "/providers/"))
        sees_all_but(hidden)
        for asked in (
            "/providers/",
            f"/providers/?text={name.split()[0]}",
            "/schools/?elsewhere=yes&closed=yes",
        ):
            assert name not in words(see(client, asked))
        assert "3 providers" not in words(see(client, "/providers/"))
        nobody = client.get("/providers/there-is-none/")
        found = client.get(address)
        assert found.status_code == nobody.status_code == 404
        assert words(html.fromstring(found.content)) == words(html.fromstring(nobody.content))

    def test_a_secure_school_neither(self, made_up: MadeUp, client: Client, sees_all_but) -> None:
        made_up.recorder.school("Hawthorn Secure Unit", "secure")
        urn = Establishment.objects.get(name="Hawthorn Secure Unit").urn
        client.force_login(somebody("operational-lead"))
        assert "Secure unit" in words(see(client, "/schools/"))
        assert client.get(f"/schools/{urn}/").status_code == 200
        sees_all_but(FieldClass.CRIMINAL)
        said = html.tostring(see(client, "/schools/?elsewhere=yes"), encoding="unicode").lower()
        assert "hawthorn" not in said
        assert "secure" not in said
        assert client.get(f"/schools/{urn}/").status_code == 404

    def test_nor_does_a_school_say_that_it_was_one(
        self, made_up: MadeUp, client: Client, sees_all_but
    ) -> None:
        secure = made_up.recorder.school("Hawthorn Secure Unit", "secure")
        with made_up.recorder.writing() as session:
            link = EstablishmentLink(
                predecessor=secure, successor=made_up.recorder.school("High School"), kind="succeeded"
            )
            add(session, [link])
        client.force_login(somebody("operational-lead"))
        assert "Hawthorn" in words(see(client, HIGH))
        sees_all_but(FieldClass.CRIMINAL)
        assert "Hawthorn" not in words(see(client, HIGH))
