"""Finding a child: by whatever was told, however it is spelt, and never by what the viewer may not see."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sightline.access.models import AccessRecord
from sightline.access.viewer import viewer_for
from sightline.domain.known import NotKnown
from sightline.population import searching
from sightline.population.searching import find
from sightline.record.door import add
from sightline.record.links import join
from sightline.record.models import Address, Child, Contact
from tests.web.made_up_authority import MadeUp, make, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def made_up() -> MadeUp:
    """The made-up authority with two more children: one who has changed her name, and one whose home is kept apart."""
    made = make()
    recorder = made.recorder
    with recorder.writing() as session:
        sent = {
            "Zoë": {
                "surname": "Ó Briain-Smythe",
                "former_surname": "Oakapple",
                "preferred_forename": "Zo",
                "date_of_birth": date(2012, 2, 3),
                "uln": "9990000018",
                "nhs_number": "9990000018",
                "former_upn": "M999000026001",
                "address": "12 Larch Road, Northmere",
                "postcode": "ZZ9 1AB",
                "phone": "(01632) 960-123",
            },
            "Elizabeth": {"surname": "Sheltered", "address": "4 Hidden Row", "postcode": "ZZ9 7HH"},
        }
        for forename, values in sent.items():
            person = recorder.person(session, forename=forename, **values)
            made.children[forename], made.persons[forename] = person.child_id, person
        police = recorder.person(
            session, Child.objects.get(pk=made.child("Zoë")), source="police", feed="police", forename="Zoe"
        )
        police.key = "CRIME/77"
        police.save(update_fields=["key"])
        homes = [("Zoë", "1 Elm Close", "ZZ9 2CD", False), ("Elizabeth", "4 Hidden Row", "ZZ9 7HH", True)]
        facts = [
            Address(line=line, postcode=code, shielded=apart, source_person=made.persons[name])
            for name, line, code, apart in homes
        ]
        facts.append(Contact(name="A mother", phone="01632 960456", source_person=made.persons["Zoë"]))
        for fact in facts:
            fact.child_id = fact.source_person.child_id
        add(session, facts)
    return made


def found(role: str, text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.name.split()[0], one.by) for one in find(viewer_for(somebody(role)), text).children]


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("zoe smythe", ("the name",)),
        ("Smyth Zoe", ("the name",)),
        ("zoe Smithe", ("a name spelt alike",)),
        ("oakaple", ("a name spelt alike",)),
        ("Oakapple", ("the name",)),
        ("m999000026001", ("a UPN, ULN or NHS number",)),
        ("999 000 0018", ("a UPN, ULN or NHS number",)),
        ("crime/77", ("a sender’s own number",)),
        ("12 larch road", ("the home",)),
        ("zz91ab", ("the home",)),
        ("Elm Close ZZ9 2CD", ("the home",)),
        ("01632 960123", ("a phone number",)),
        ("+44 1632 960456", ("a phone number",)),
    ],
)
def test_a_child_is_found_by_anything_that_was_told(made_up: MadeUp, text: str, by: tuple[str, ...]) -> None:
    assert found("data-officer", text) == [("Zoë", by)]


def test_a_case_number_finds_through_joins(made_up: MadeUp) -> None:
    zoe, beth = (Child.objects.get(pk=made_up.child(name)) for name in ("Zoë", "Elizabeth"))
    with made_up.recorder.writing() as session:
        join(session, keep=zoe, other=beth, why="a test")
    for child in (zoe, beth):
        assert found("data-officer", f" {child.reference.lower()} ") == [("Zoë", ("the case number",))]


@pytest.mark.parametrize("text", ["", " - ", "SL-999999", "Nobody", "7", "x", "ZZ1 1ZZ", "12 Nowhere Street"])
def test_what_nobody_was_told_finds_nobody(made_up: MadeUp, text: str) -> None:
    page = find(viewer_for(somebody("data-officer")), text)
    assert (page.children, page.total, page.more) == ((), 0, False)


def test_a_short_word_finds_what_begins_with_it_and_a_pet_name_the_whole(made_up: MadeUp) -> None:
    assert ("Zoë", ("the name",)) in found("data-officer", "Zo")
    for text in ("Liz Sheltered", "Lizzie Sheltered"):
        assert found("data-officer", text) == [("Elizabeth", ("a name spelt alike",))]


class TestNothingHiddenIsFound:
    @pytest.mark.parametrize("text", ["ZZ9 7HH", "4 Hidden Row"])
    def test_a_home_that_is_kept_apart(self, made_up: MadeUp, text: str) -> None:
        assert found("data-officer", text) == [("Elizabeth", ("the home",))]
        page = find(viewer_for(somebody("strategic-lead")), text)
        assert (page.children, page.total, page.more) == ((), 0, False)

    def test_a_number_of_the_police(self, made_up: MadeUp) -> None:
        assert found("virtual-school", "CRIME/77") == []

    def test_a_phone_number_for_who_sees_no_other_people(self, made_up: MadeUp) -> None:
        assert found("virtual-school", "01632 960123") == []

    def test_a_child_of_another_locality(self, made_up: MadeUp) -> None:
        names = {name for name, _ in found("key-worker", "Whitlock")}
        assert "Amara" in names
        assert "Fay" not in names

    def test_who_sees_no_children(self, made_up: MadeUp) -> None:
        with pytest.raises(PermissionDenied):
            find(viewer_for(somebody("governor")), "Whitlock")


def test_pages_of_what_was_found_are_noted_as_shown(made_up: MadeUp) -> None:
    viewer = viewer_for(somebody("data-officer"))
    page = find(viewer, "Whitlock", offset=2, size=2)
    assert (page.total, [one.name for one in page.children]) == (6, ["Cora Whitlock", "Dev Whitlock"])
    viewer.write_access_record("a test")
    assert AccessRecord.objects.get().children == [one.child for one in page.children]


def test_what_is_not_known_of_a_child_is_said(made_up: MadeUp) -> None:
    with made_up.recorder.writing() as session:
        person = made_up.recorder.person(session, forename="", surname="", nhs_number="9990000026")
    [one] = find(viewer_for(somebody("data-officer")), "9990000026").children
    assert (one.child, one.name) == (person.child_id, "Name not known")
    assert (one.date_of_birth, one.upn) == (NotKnown("not told"), NotKnown("not told"))


def test_who_finds_too_many_is_told_so(made_up: MadeUp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "MOST_FOUND", 3)
    page = find(viewer_for(somebody("data-officer")), "Whitlock")
    assert (page.total, page.more) == (3, True)


def test_the_queries_do_not_grow_with_what_is_found(made_up: MadeUp) -> None:
    def queries(text: str) -> int:
        viewer = viewer_for(somebody("data-officer"))
        with CaptureQueriesContext(connection) as counted:
            find(viewer, text)
        return len(counted)

    assert queries("Whitlock") == queries("Oakapple") <= 14
