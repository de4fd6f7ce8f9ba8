"""Adding a child: search first, nobody added twice unseen, nothing told of whom the viewer may not see."""

import pytest
from django.test import Client

from sightline.access.models import AccessRecord, Change
from sightline.population.models import ListEntry
from sightline.record import door
from sightline.record.models import (
    Address,
    Child,
    LinkInterval,
    Locality,
    LocalityArea,
    PossibleMatch,
)
from tests.web.by_hand import SAID, filled, page, problems, see, signed_in
from tests.web.made_up_authority import MadeUp, make
from tests.web.markup import words

pytestmark = pytest.mark.django_db

ADD = "/children/add/"
AMARA = {"surname": "Whitlock", "forename": "Amara", "date_of_birth": "4/3/2012"}
NEW = {"surname": "Okonkwo", "forename": "Ife", "date_of_birth": "5/5/2013"}


@pytest.fixture
def made_up() -> MadeUp:
    return make()


@pytest.fixture
def officer(made_up: MadeUp, client: Client) -> Client:
    signed_in(client)
    return client


def search(client: Client, **typed: str):
    return client.post(ADD, {**filled(see(client, ADD)), **typed, "search": "yes"})


def add(client: Client, **typed: str):
    """Search, look at who was found, and say “none of these”."""
    found = page(search(client, **typed))
    sent = {**filled(found), **SAID, **typed, "add": "yes"}
    return client.post(ADD, {**sent, "seen": found.xpath("//input[@name='seen']/@value")})


def named(shown) -> list[str]:
    return [words(one) for one in shown.xpath("//tbody//th/a")]


class TestSearching:
    @pytest.mark.parametrize(
        ("typed", "found"),
        [
            (AMARA, ["Amara Whitlock"]),
            ({"surname": "WHITLOCK", "forename": "amara"}, ["Amara Whitlock"]),
            ({"surname": "Whitlok", "forename": "Amarah", "date_of_birth": "4/3/2012"}, ["Amara Whitlock"]),
            ({"forename": "Amara", "date_of_birth": "4/3/2012"}, ["Amara Whitlock"]),
            ({"surname": "Whitlock", "forename": "Amara", "date_of_birth": "5/3/2012"}, ["Amara Whitlock"]),
            ({"surname": "Whitlock", "forename": "Zoe", "date_of_birth": "9/9/2012"},
             ["Eve Whitlock", "Fay Whitlock"]),
            (NEW, []),
        ],
    )  # fmt: skip
    def test_who_may_be_the_same_is_named(
        self, officer: Client, made_up: MadeUp, typed: dict[str, str], found: list[str]
    ) -> None:
        shown = page(search(officer, **typed))
        assert named(shown) == found
        assert not Change.objects.filter(reason=SAID["why"]).exists()
        assert {name: filled(shown)[name] for name in typed} == typed

    def test_a_number_finds_its_child_whatever_the_name(self, officer: Client, made_up: MadeUp) -> None:
        recorder = made_up.recorder
        with recorder.writing() as session:
            person = recorder.person(session, forename="Gil", surname="Other", upn="M999000026001")
        shown = page(search(officer, upn="M999000026001"))
        assert named(shown) == ["Gil Other"]
        assert "the same UPN" in words(shown)
        looked = AccessRecord.objects.order_by("pk").last()
        assert (looked.purpose, looked.children) == ("page staff:add-child", [person.child_id])

    @pytest.mark.parametrize("typed", [{}, {"surname": "Whitlock"}, {"date_of_birth": "4/3/2012"}])
    def test_with_too_little_nobody_is_looked_for(
        self, officer: Client, made_up: MadeUp, typed: dict[str, str]
    ) -> None:
        refused = page(search(officer, **typed))
        assert set(problems(refused)) == {"surname"}
        assert named(refused) == []

    def test_of_somebody_out_of_scope_nothing_is_told_but_that_somebody_must_look(
        self, client: Client, made_up: MadeUp
    ) -> None:
        signed_in(client, "team-leader")
        shown = page(search(client, surname="Whitlock", forename="Fay", date_of_birth="9/9/2012"))
        assert named(shown) == ["Eve Whitlock"]
        text = words(shown)
        assert "Somebody with wider sight must look." in text
        assert "SL-000006" not in text
        assert AccessRecord.objects.get().children == [made_up.child("Eve")]

    def test_a_postcode_does_not_find_who_is_kept_apart(self, client: Client, made_up: MadeUp) -> None:
        recorder = made_up.recorder
        with recorder.writing() as session:
            person = recorder.person(session, forename="Gil", surname="Other", postcode="AB1 2CD",
                                     date_of_birth="2013-05-05")  # fmt: skip
            door.add(
                session,
                [Address(source_person=person, child=person.child, postcode="AB1 2CD", shielded=True)],
            )
        typed = NEW | {"postcode": "AB1 2CD"}
        for role, found in (("strategic-lead", []), ("data-officer", ["Gil Other"])):
            signed_in(client, role)
            assert named(page(search(client, **typed))) == found


class TestAdding:
    def test_a_child_whom_nobody_knew_is_in_sight_at_once(self, officer: Client, made_up: MadeUp) -> None:
        answer = add(officer, **NEW)
        child = Child.objects.latest("pk")
        assert answer.headers["Location"] == f"/children/{child.pk}/"
        entry = ListEntry.objects.get(child=child)
        assert (entry.surname, entry.forename) == ("Okonkwo", "Ife")
        change = Change.objects.get(pk=child.created_by_id)
        assert (change.told_by, change.action) == ("the mother (Ruth Whitlock)", "record_facts")
        assert not PossibleMatch.objects.filter(second__child=child).exists()

    def test_whoever_the_rules_would_have_joined_is_a_question(
        self, officer: Client, made_up: MadeUp
    ) -> None:
        before = Child.objects.count()
        answer = add(officer, **AMARA)
        child = Child.objects.latest("pk")
        assert Child.objects.count() == before + 1
        assert LinkInterval.objects.get(child=child).decided_by == "person"
        question = PossibleMatch.objects.get(second__child=child)
        assert (question.state, question.first.child_id) == ("open", made_up.child("Amara"))
        assert "somebody who decides such questions is asked" in words(
            see(officer, answer.headers["Location"])
        )

    def test_nobody_is_added_before_who_may_be_the_same_was_seen(
        self, officer: Client, made_up: MadeUp
    ) -> None:
        before = Child.objects.count()
        sent = {**filled(see(officer, ADD)), **SAID, **AMARA, "add": "yes"}
        shown = page(officer.post(ADD, sent))
        assert named(shown) == ["Amara Whitlock"]
        assert Child.objects.count() == before

    def test_who_told_us_is_asked_before_anybody_is_added(self, officer: Client, made_up: MadeUp) -> None:
        refused = page(add(officer, **NEW, told_by=""))
        assert set(problems(refused)) == {"told_by"}
        assert filled(refused)["surname"] == "Okonkwo"

    def test_a_number_that_fails_its_check_is_refused(self, officer: Client, made_up: MadeUp) -> None:
        before = Child.objects.count()
        refused = page(search(officer, **NEW, upn="A999000026001"))
        assert set(problems(refused)) == {"upn"}
        assert Child.objects.count() == before

    def test_a_child_beyond_the_adders_sight_is_said_to_be(self, client: Client, made_up: MadeUp) -> None:
        signed_in(client, "team-leader")
        answer = add(client, **NEW)
        assert answer.headers["Location"] == "/children/"
        assert "outside the part of the authority that you see" in words(see(client, "/children/"))

    def test_a_child_of_the_adders_own_locality_opens(self, client: Client, made_up: MadeUp) -> None:
        with made_up.recorder.writing() as session:
            area = LocalityArea(locality=Locality.objects.get(key="north"), postcode_sector="AB1 2")
            door.add(session, [area])
        signed_in(client, "team-leader")
        answer = add(client, **NEW, postcode="AB1 2CD")
        assert answer.headers["Location"] == f"/children/{Child.objects.latest('pk').pk}/"

    @pytest.mark.parametrize("role", ["inspector", "governor", "school"])
    def test_who_may_not_record_adds_nobody(self, client: Client, made_up: MadeUp, role: str) -> None:
        signed_in(client, role)
        assert client.get(ADD).status_code == 403
        assert client.post(ADD, {**NEW, "add": "yes"}).status_code == 403
