"""Every kind of fact on a child's page: told in its section and in the story, with who says so; or left out."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from sightline.access.door import writing
from sightline.access.models import AccessRecord
from sightline.access.policy import Action, FieldClass, roles
from sightline.record.door import add
from sightline.record.models import (
    FACTS,
    Address,
    Attainment,
    AttendanceTotal,
    Circumstance,
    Concern,
    Contact,
    Course,
    Delivery,
    Establishment,
    EvidenceDocument,
    Exclusion,
    ExpectedEvent,
    Fact,
    KeyPerson,
    LastSeen,
    NextStep,
    Notice,
    Placement,
    PossibleMatch,
    Provider,
    Registration,
    Review,
    SourcePerson,
    SourcePersonVersion,
    SpecifiedProvision,
    TimetableSession,
    WeeklyHours,
)
from sightline.web.staff.child.kinds import KINDS
from tests.web.made_up_authority import MOMENT, MadeUp, make, somebody
from tests.web.markup import check_markup, words

pytestmark = pytest.mark.django_db

DAY = date(2026, 10, 5)
MONDAY = date(2026, 10, 5)


@pytest.fixture
def made_up() -> MadeUp:
    return make()


@pytest.fixture
def officer(made_up: MadeUp, client: Client) -> Client:
    client.force_login(somebody("operational-lead"))
    return client


def everything(made_up: MadeUp, person: SourcePerson) -> list[Fact]:
    """One fact of every kind about the child of a source person."""
    high = made_up.recorder.school("High School")
    tuition = Provider.objects.get(key="provider-3")
    about: dict[str, Any] = {"source_person": person, "child_id": person.child_id, "valid_from": DAY}
    return [
        Address(**about, line="1 Heath Row", postcode="ZZ1 1AA"),
        Attainment(**about, subject="Mathematics", result="5", scale="gcse"),
        Circumstance(**about, kind="ehc-plan", primary_need="ASD"),
        Concern(**about, raised_by="Gran Whitlock", relation="grandmother", words="She is at home all day."),
        Contact(**about, name="Mara Whitlock", relation="mother", phone="01632 960001"),
        Course(**about, subject="Science", board="A board"),
        EvidenceDocument(
            **about, title="Letter from the head", field_class="education", file_name="letter.pdf"
        ),
        Exclusion(
            **(about | {"valid_to": date(2026, 10, 9)}),
            establishment=high,
            kind="SUSP",
            reasons=["DB"],
            words="Threw a chair.",
        ),
        ExpectedEvent(**about, kind="move", expected_on=date(2026, 12, 1)),
        KeyPerson(**about, name="Ada Birch", phone="01632 960002"),
        LastSeen(**about, seen_by="the attendance officer", place="at home"),
        NextStep(**about, description="Visit the college", by_whom="Ada Birch", due_on=date(2026, 12, 1)),
        Notice(
            **(about | {"valid_to": date(2026, 10, 12)}),
            kind="long-absence",
            establishment=high,
            reason="behaviour",
            words="Away since half term.",
        ),
        Placement(
            **about,
            provider=tuition,
            hours_planned=Decimal(6),
            arranged_by="authority",
            reason="medical",
            reason_words="Too ill for class.",
        ),
        Registration(
            **(about | {"valid_from": date(2024, 9, 1), "valid_to": date(2026, 7, 20)}),
            establishment=high,
            status="M",
            leaving_ground="custody_4m",
        ),
        Review(**about, held_on=DAY, outcome="More hours from January."),
        SpecifiedProvision(**about, description="Speech therapy", hours=Decimal("1.5"), section="F"),
        TimetableSession(
            **about, provider=tuition, weekday=1, starts=time(9), ends=time(11), subject="English"
        ),
        WeeklyHours(**(about | {"valid_to": date(2026, 10, 12)}), provider=tuition, hours_offered=Decimal(4)),
    ]


@pytest.fixture
def told_all(made_up: MadeUp) -> int:
    """Dev, of whom everything there is has been told."""
    person = SourcePerson.objects.get(pk=made_up.persons["Dev"].pk)
    with made_up.recorder.writing(received_at=MOMENT) as session:
        add(session, everything(made_up, person), delivery=Delivery.objects.get())
    return made_up.child("Dev")


def see(client: Client, address: str) -> html.HtmlElement:
    response = client.get(address)
    assert response.status_code == 200, address
    return check_markup(response.content.decode())


def said_in(page: html.HtmlElement, name: str) -> str:
    [found] = page.xpath(f"//section[@aria-labelledby='{name}']")
    return words(found)


def test_every_kind_of_fact_has_words() -> None:
    assert set(KINDS) == set(FACTS)


SECTIONS = {
    "why": ["Education, health and care plan"],
    "hours": ["Week of 5 October 2026 with Riverside Tuition", "Tuesday, 09:00 to 11:00", "English"],
    "rolls": [
        "On the roll of High School from 1 September 2024 to 19 July 2026",
        "main registration of two",
        "Placed with Riverside Tuition since 5 October 2026 now",
        "Hours planned a week 6",
        "Suspension by High School from 5 October 2026 to 8 October 2026",
        "Threw a chair.",
        "Too ill for class.",
    ],
    "plan": [
        "Review held",
        "More hours from January.",
        "Next step: Visit the college",
        "By whom Ada Birch",
        "Expected: move to another area",
        "Notice of out of school fifteen days or more from High School",
        "Away since half term.",
    ],
    "concerns": ["A concern was raised", "Gran Whitlock", "Seen by the attendance officer", "at home"],
    "people": ["Key person: Ada Birch", "Mara Whitlock", "mother", "1 Heath Row", "ZZ1 1AA"],
    "learning": ["The plan specifies: Speech therapy", "1.5", "Mathematics: 5", "Course in Science"],
    "documents": ["Letter from the head", "letter.pdf"],
}


@pytest.mark.parametrize("name", SECTIONS)
def test_each_section_tells_what_was_told(name: str, officer: Client, told_all: int) -> None:
    said = said_in(see(officer, f"/children/{told_all}/"), name)
    for part in SECTIONS[name]:
        assert part in said, part
    assert "Officers (school rolls); roll of high school.csv, received 1 September 2026" in said


def test_places_lead_to_their_own_pages(officer: Client, told_all: int) -> None:
    page = see(officer, f"/children/{told_all}/")
    assert page.xpath("//a[@href='/schools/900001/']")
    assert page.xpath("//a[@href='/providers/provider-3/']")


def test_a_child_of_whom_little_was_told_has_a_whole_page_too(officer: Client, made_up: MadeUp) -> None:
    page = see(officer, f"/children/{made_up.child('Eve')}/")
    assert "No review, next step or notice is on record." in said_in(page, "plan")
    assert "No concern is on record" in said_in(page, "concerns")
    assert "Who the key person is, is not known" in said_in(page, "people")
    assert "what the child has learnt is not known" in said_in(page, "learning")
    assert "No document is attached" in said_in(page, "documents")


class TestTheStory:
    def events(self, page: html.HtmlElement) -> list[str]:
        return [words(one) for one in page.xpath("//*[contains(@class, 'moj-timeline__title')]")]

    def test_what_began_and_ended_is_told_the_latest_first(self, officer: Client, told_all: int) -> None:
        events = self.events(see(officer, f"/children/{told_all}/"))
        assert events[0] == "Ended: notice of out of school fifteen days or more from High School"
        assert events.index("Ended: suspension by High School") < events.index("Suspension by High School")
        assert "Expected: move to another area" in events
        assert not any(one.startswith("Week of") for one in events)

    def test_one_part_of_it_is_asked_for_by_its_address(self, officer: Client, told_all: int) -> None:
        page = see(officer, f"/children/{told_all}/?story=exclusions")
        assert self.events(page) == ["Ended: suspension by High School", "Suspension by High School"]
        [chosen] = page.xpath("//nav[@aria-label='Parts of the story']//a[@aria-current]")
        assert words(chosen) == "Suspensions and exclusions (2)"

    def test_a_part_that_there_is_not_means_the_whole(self, officer: Client, told_all: int) -> None:
        whole = self.events(see(officer, f"/children/{told_all}/"))
        assert self.events(see(officer, f"/children/{told_all}/?story=gossip")) == whole

    def test_it_ends_on_the_day_that_is_asked_about(self, officer: Client, told_all: int) -> None:
        page = see(officer, f"/children/{told_all}/?as_at=2026-10-06&story=exclusions")
        assert self.events(page) == ["Suspension by High School"]
        assert "/?as_at=2026-10-06&story=plan#story" in " ".join(page.xpath("//nav//a/@href"))

    def test_what_has_no_day_comes_last(self, officer: Client, made_up: MadeUp) -> None:
        person = SourcePerson.objects.get(pk=made_up.persons["Dev"].pk)
        with made_up.recorder.writing(received_at=MOMENT) as session:
            add(
                session,
                [Attainment(source_person=person, child_id=person.child_id, subject="Art", result="4")],
            )
        page = see(officer, f"/children/{person.child_id}/")
        assert self.events(page)[-1].startswith(("Art: 4", "Home"))
        assert "day not known" in said_in(page, "story")


# A word that stands in one fact of each class alone.
HIDDEN = {
    FieldClass.THIRD_PARTY: ["Mara", "Gran ", "01632 960001", "grandmother"],
    FieldClass.SAFEGUARDING: [
        "She is at home",
        "attendance officer",
        "More hours from January",
        "Threw a chair",
    ],
    FieldClass.HEALTH: ["Too ill", "Medical"],
    FieldClass.CRIMINAL: ["In custody for four months"],
}


@pytest.mark.parametrize("hidden", HIDDEN)
def test_what_a_role_does_not_show_is_left_out(
    hidden: FieldClass, officer: Client, told_all: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def page() -> str:
        return html.tostring(see(officer, f"/children/{told_all}/?whole=yes"), encoding="unicode")

    before = page()
    role = roles()["operational-lead"]
    monkeypatch.setitem(roles(), "operational-lead", replace(role, classes=role.classes - {hidden}))
    after = page()
    for text in HIDDEN[hidden]:
        assert text in before, text
        assert text not in after, text


def test_a_document_and_an_address_are_guarded_by_their_own_class(
    made_up: MadeUp, client: Client, told_all: int
) -> None:
    person = SourcePerson.objects.get(pk=made_up.persons["Dev"].pk)
    about: dict[str, Any] = {"source_person": person, "child_id": told_all, "valid_from": DAY}
    with made_up.recorder.writing(received_at=MOMENT) as session:
        add(
            session,
            [
                EvidenceDocument(**about, title="Letter of a court", field_class="criminal"),
                Address(**about, line="A refuge", postcode="ZZ9 9ZZ", shielded=True),
            ],
        )
    client.force_login(somebody("operational-lead"))
    page = see(client, f"/children/{told_all}/")
    assert "Letter of a court" in said_in(page, "documents")
    assert "A refuge" in said_in(page, "people")
    client.force_login(somebody("virtual-school"))
    text = words(see(client, f"/children/{told_all}/"))
    assert "court" not in text
    assert "refuge" not in text
    assert "kept apart" not in text.replace("addresses kept apart", "")


@pytest.mark.parametrize("looking", ["", "?as_at=2026-10-20", "?known_on=2026-09-01"])
def test_an_address_that_a_sender_tells_plainly_is_guarded_once_the_child_has_one_that_is_kept_apart(
    made_up: MadeUp, client: Client, told_all: int, looking: str
) -> None:
    person = SourcePerson.objects.get(pk=made_up.persons["Dev"].pk)
    about: dict[str, Any] = {"source_person": person, "child_id": told_all}
    with made_up.recorder.writing(received_at=MOMENT) as session:
        add(session, [Address(**about, line="1 Plain Street", postcode="ZZ1 1ZZ", valid_from=DAY)])
    before, after = Client(), Client()
    before.force_login(somebody("virtual-school"))
    after.force_login(somebody("operational-lead"))
    assert "ZZ1 1ZZ" in words(see(before, f"/children/{told_all}/{looking}"))
    with made_up.recorder.writing(received_at=MOMENT + timedelta(days=1)) as session:
        later = DAY + timedelta(days=30)
        add(session, [Address(**about, line="A refuge", postcode="ZZ9 9ZZ", shielded=True, valid_from=later)])

    text = words(see(before, f"/children/{told_all}/{looking}"))

    assert "Plain Street" not in text
    assert "ZZ1 1ZZ" not in text
    assert "Plain Street" in words(see(after, f"/children/{told_all}/{looking}"))
    fact = Address.objects.get(line="1 Plain Street").fact
    assert before.get(f"/children/{told_all}/facts/{fact}/").status_code == 404


def test_who_told_whoever_entered_it(made_up: MadeUp, client: Client) -> None:
    person = SourcePerson.objects.get(pk=made_up.persons["Dev"].pk)
    with writing(
        viewer=made_up.recorder.viewer,
        action=Action.RECORD_FACTS,
        reason="a phone call",
        told_by="mother (Mara Whitlock)",
        told_how="phone",
        received_at=MOMENT,
    ) as session:
        add(
            session,
            [KeyPerson(source_person=person, child_id=person.child_id, name="Ada Birch", valid_from=DAY)],
        )
    address = f"/children/{person.child_id}/"
    client.force_login(somebody("operational-lead"))
    assert "told mother (Mara Whitlock), by a phone call; entered by hand" in said_in(
        see(client, address), "people"
    )
    client.force_login(somebody("virtual-school"))
    said = said_in(see(client, address), "people")
    assert "told by a phone call; entered by hand" in said
    assert "Mara" not in said


class TestTheWaysOn:
    def links(self, page: html.HtmlElement, text: str) -> list[str]:
        return [one.get("href") for one in page.xpath(".//a") if words(one).startswith(text)]

    def test_who_may_record_is_led_to_correct_and_to_tell(self, officer: Client, told_all: int) -> None:
        page = see(officer, f"/children/{told_all}/")
        [hours] = page.xpath("//section[@aria-labelledby='hours']")
        assert len(self.links(hours, "Correct Week of 5 October 2026")) == 1
        assert self.links(page, "Record something that we were told") == [f"/children/{told_all}/tell/"]
        assert self.links(page, "Attach a document") == [f"/children/{told_all}/attach/"]

    def test_an_inspector_reads_and_does_not_correct(
        self, made_up: MadeUp, client: Client, told_all: int
    ) -> None:
        client.force_login(somebody("inspector"))
        page = see(client, f"/children/{told_all}/")
        assert self.links(page, "History")
        for text in ("Correct", "Record", "Attach"):
            assert self.links(page, text) == [], text

    def test_nobody_corrects_what_was_known_once(self, officer: Client, told_all: int) -> None:
        page = see(officer, f"/children/{told_all}/?as_at=2026-11-01")
        assert self.links(page, "Correct") == []

    def test_a_fact_that_is_shown_in_part_is_not_opened(
        self, made_up: MadeUp, client: Client, told_all: int
    ) -> None:
        client.force_login(somebody("virtual-school"))
        page = see(client, f"/children/{told_all}/")
        assert self.links(page, "History of On the roll of High School, from 1 September 2024") == []
        assert self.links(page, "History of Placed with Riverside Tuition")


def test_the_whole_record_is_opened_to_print_it(officer: Client, told_all: int) -> None:
    page = see(officer, f"/children/{told_all}/")
    assert page.xpath("//details[not(@open)]")
    [way] = page.xpath("//a[contains(., 'Open the whole record')]/@href")
    whole = see(officer, way)
    assert whole.xpath("//details")
    assert not whole.xpath("//details[not(@open)]")


def test_each_kind_of_fact_is_read_once(officer: Client, told_all: int) -> None:
    with CaptureQueriesContext(connection) as captured:
        officer.get(f"/children/{told_all}/")
    asked = [query["sql"] for query in captured.captured_queries]
    for model in (*FACTS, SourcePersonVersion, Establishment, Provider):
        reads = [sql for sql in asked if f'FROM "{model._meta.db_table}"' in sql and "EXISTS(" not in sql]
        # Of the kinds told here, no fact counts sessions: what is not there is not asked for.
        assert len(reads) == (0 if model is AttendanceTotal else 1), model
    # Who looks, whose record, which kinds, the calendar, the link and the log: the same for every child.
    assert len(asked) <= len(FACTS) + 20


def test_the_queries_do_not_grow_with_the_facts(officer: Client, made_up: MadeUp, told_all: int) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            officer.get(f"/children/{told_all}/")
        return len(captured)

    queries()
    before = queries()
    for number in range(3):
        with made_up.recorder.writing(received_at=datetime(2026, 10, number + 1, tzinfo=UTC)) as session:
            person = made_up.recorder.person(
                session,
                SourcePerson.objects.get(pk=made_up.persons["Dev"].pk).child,
                source=f"service {number}",
                forename="Dev",
                surname="Whitlock",
            )
            add(session, everything(made_up, person))
    assert queries() == before


def test_the_queries_do_not_grow_with_those_who_may_be_the_same(officer: Client, made_up: MadeUp) -> None:
    eve = made_up.child("Eve")

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            officer.get(f"/children/{eve}/")
        return len(captured)

    queries()
    before = queries()
    with made_up.recorder.writing() as session:
        for name in ("Amara", "Ben", "Cora"):
            first, second = sorted((made_up.persons[name].pk, made_up.persons["Eve"].pk))
            PossibleMatch.objects.create(
                first_id=first, second_id=second, why="Alike.", change=session.change
            )
    assert queries() == before
    shown = AccessRecord.objects.latest("pk").children
    assert set(shown) == {made_up.child(name) for name in ("Amara", "Ben", "Cora", "Eve", "Fay")}
