"""My day: who has not told us, what needs whoever looks, and what changed since they last said to have seen it."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from lxml import html

from sightline.access.looked import has_seen
from sightline.access.models import AccessRecord, Account, Change
from sightline.access.viewer import viewer_for
from sightline.record.door import add, correct
from sightline.record.models import (
    GoneFromFeed,
    KeyPerson,
    NextStep,
    Notice,
    Placement,
    Registration,
    StaffMember,
)
from sightline.web.staff.home import changed, needs
from sightline.web.staff.home.figures import AtAGlance
from tests.web.made_up_authority import TERM, MadeUp, make, somebody
from tests.web.markup import check_markup, words

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)


@pytest.fixture
def made_up() -> MadeUp:
    return make()


def see(client: Client, account: Account, address: str = "/") -> html.HtmlElement:
    client.force_login(account)
    response = client.get(address, follow=True)
    assert response.status_code == 200
    return check_markup(response.content.decode())


def lines(page: html.HtmlElement, title: str) -> list[str]:
    """The lines of one group of what needs whoever looks."""
    return [words(row) for row in page.xpath(f"//table[caption[text()='{title}']]/tbody/tr")]


def told(made_up: MadeUp, name: str, *facts: Any) -> None:
    """Write facts about one of the made-up children."""
    person = made_up.persons[name]
    with made_up.recorder.writing() as session:
        for fact in facts:
            fact.source_person, fact.child_id = person, made_up.child(name)
        add(session, facts)


class TestTheSentence:
    def test_who_has_not_told_us_is_counted_by_who_owes_it(self, made_up: MadeUp) -> None:
        with made_up.recorder.writing() as session:
            correct(session, Notice.objects.get(child=made_up.child("Fay")), hours_offered=None)
        glance = AtAGlance(made_up.recorder.viewer, TODAY)
        assert glance.sentence == "We know the hours of 3 of 4 children; 1 school has not told us."
        tutor = made_up.recorder.provider("Riverside Tuition")
        told(made_up, "Dev", Placement(provider=tutor, valid_from=TERM, arranged_by="authority"))
        glance = AtAGlance(made_up.recorder.viewer, TODAY)
        assert glance.sentence == (
            "We know the hours of 3 of 5 children; 1 school and 1 provider have not told us."
        )
        assert words(html.fromstring(f"<p>{glance.figures()[1].words}</p>")).endswith("2 not known left out")

    def test_a_place_that_may_not_be_named_is_nobody_who_should_tell(self, made_up: MadeUp) -> None:
        unit = Placement.objects.get(child=made_up.child("Ben"))
        with made_up.recorder.writing() as session:
            correct(session, unit, hours_planned=None)
        seen = AtAGlance(made_up.recorder.viewer, TODAY).sentence
        assert seen == "We know the hours of 3 of 4 children; 1 provider has not told us."
        hidden = AtAGlance(viewer_for(somebody("key-worker")), TODAY).sentence
        assert hidden == (
            "We know the hours of 2 of 3 children; for 1 child the list names nobody who should tell us."
        )

    def test_no_hours_at_all_have_no_middle(self, made_up: MadeUp, client: Client) -> None:
        with made_up.recorder.writing() as session:
            for notice in Notice.objects.all():
                correct(session, notice, valid_to=date(2026, 11, 1))
            for placement in Placement.objects.all():
                correct(session, placement, hours_planned=None)
        assert not AtAGlance(made_up.recorder.viewer, TODAY).figures()[1].figure.is_known
        assert "not known" in words(see(client, somebody("senior-officer")))


class TestWhatNeedsMe:
    def test_each_line_says_which_child_what_why_and_by_when(self, made_up: MadeUp, client: Client) -> None:
        told(made_up, "Ben", NextStep(description="Ring the unit", due_on=date(2026, 11, 25)))
        told(made_up, "Cora", NextStep(description="Not yet", due_on=date(2026, 12, 25)))
        told(made_up, "Dev", NextStep(description="Not on the list", due_on=date(2026, 11, 1)))
        with made_up.recorder.writing() as session:
            roll = Registration.objects.get(child=made_up.child("Amara")).source_person
            gone = GoneFromFeed(source_person=roll, child=roll.child, noticed_on=date(2026, 11, 20))
            add(session, [gone])
            notice = Notice.objects.get(child=made_up.child("Fay"))
            correct(session, notice, full_time_on=date(2026, 11, 9))
        page = see(client, somebody("operational-lead"))
        nobody = "no key person is named"
        assert lines(page, "Reviews overdue") == [
            f"Whitlock, {name} The review is overdue {nobody} 20 November 2026" for name in ("Amara", "Fay")
        ]
        assert lines(page, "Next steps due") == [f"Whitlock, Ben Ring the unit {nobody} 25 November 2026"]
        assert lines(page, "No longer in a sender’s list") == [
            "Whitlock, Amara Not in the list of Officers of 20 November 2026: where is the child now? "
            f"{nobody} no date"
        ]
        assert lines(page, "Notices past their planned end") == [
            f"Whitlock, Fay Part-time timetable past its planned end {nobody} 9 November 2026"
        ]

    def test_a_key_person_reads_of_their_own_children_under_any_of_their_names(
        self, made_up: MadeUp, client: Client
    ) -> None:
        una = somebody("operational-lead", "Una Key")
        StaffMember.objects.create(key="E1", name="U. Key", email=una.email.upper())
        told(made_up, "Fay", KeyPerson(name="U. Key", valid_from=TERM))
        told(made_up, "Amara", KeyPerson(name="Somebody Else", valid_from=TERM))
        page = see(client, una)
        assert lines(page, "Reviews overdue") == [
            "Whitlock, Fay The review is overdue you are the key person 20 November 2026"
        ]
        other = see(client, somebody("team-leader", "Tom"))
        assert lines(other, "Reviews overdue") == [
            "Whitlock, Amara The review is overdue key person: Somebody Else 20 November 2026"
        ]
        mine = see(client, una, "/children/?key_person=mine")
        assert [words(one) for one in mine.xpath("//th//a[contains(., 'Whitlock')]")] == ["Whitlock, Fay"]

    def test_pairs_are_for_who_decides_them(self, made_up: MadeUp, client: Client) -> None:
        told(made_up, "Eve", Notice(kind="part-time", valid_from=TERM, hours_offered=Decimal(5)))
        title = "The same child, or two?"
        [line] = lines(see(client, somebody("operational-lead")), title)
        assert line.startswith("Whitlock, Eve May be the same child as another you decide who is who")
        assert not lines(see(client, somebody("strategic-lead")), title)

    def test_who_looks_and_does_not_act_is_told_so(self, made_up: MadeUp, client: Client) -> None:
        page = see(client, somebody("inspector"))
        assert "Your role looks and does not act, so nothing waits for you." in words(page)

    def test_a_long_group_has_a_page_of_its_own(
        self, made_up: MadeUp, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(needs.Needs.group, "__kwdefaults__", {"offset": 0, "size": 1})
        account = somebody("operational-lead")
        [way] = see(client, account).xpath("//a[starts-with(normalize-space(), 'All 2: Reviews overdue')]")
        assert len(lines(see(client, account, way.get("href")), "Reviews overdue")) == 2
        assert client.get("/needs/nothing/").status_code == 404
        assert client.get("/needs/reviews/?page=9").headers["Location"] == "/needs/reviews/?page=1"
        assert "Nothing waits here." in words(see(client, account, "/needs/next-steps/"))

    def test_a_sender_that_may_not_be_named_is_not_told_of(self, made_up: MadeUp, client: Client) -> None:
        """Ben is gone from the list of the secure unit: the key worker reads nothing of it."""
        with made_up.recorder.writing() as session:
            held = Placement.objects.get(child=made_up.child("Ben")).source_person
            add(
                session,
                [GoneFromFeed(source_person=held, child=held.child, noticed_on=date(2026, 11, 20))],
            )
        title = "No longer in a sender’s list"
        assert len(lines(see(client, somebody("operational-lead")), title)) == 1
        worker = somebody("key-worker")
        assert not lines(see(client, worker), title)
        assert "Larch" not in words(see(client, worker, "/needs/gone/"))

    def test_whoever_stands_on_the_page_is_in_the_access_log(self, made_up: MadeUp, client: Client) -> None:
        account = somebody("key-worker")
        account.last_looked_at = datetime.now(UTC) + timedelta(days=9)
        account.save()
        see(client, account)
        assert AccessRecord.objects.get().children == [made_up.child("Amara")]


class TestWhatChanged:
    def test_the_first_time_it_is_the_last_seven_days(self, made_up: MadeUp, client: Client) -> None:
        page = see(client, somebody("senior-officer"))
        assert "What changed in the last 7 days" in words(page)
        assert "Came on the list (4)" in words(page)

    def test_what_was_seen_is_not_told_again(self, made_up: MadeUp, client: Client) -> None:
        account = somebody("operational-lead")
        page = see(client, account)
        [until] = page.xpath("//input[@name='until']/@value")
        response = client.post("/seen/", {"until": until}, follow=True)
        assert "Nothing on the list has changed." in words(check_markup(response.content.decode()))
        account.refresh_from_db()
        assert account.last_looked_at is not None
        change = Change.objects.latest("pk")
        assert (change.actor, change.reason) == (account, "Has seen what changed on the list.")
        told(made_up, "Dev", Notice(kind="part-time", valid_from=TERM, hours_offered=Decimal(5)))
        page = see(client, account)
        assert "What changed since you last looked" in words(page)
        assert words(page.xpath("//ul[contains(@class, 'sightline-changes')]")[0]) == (
            "Whitlock, Dev SL-000004: Part-time timetable"
        )

    def test_what_was_seen_only_moves_on(self, made_up: MadeUp) -> None:
        viewer = viewer_for(somebody("operational-lead"))
        seen = datetime(2026, 11, 20, 9, tzinfo=UTC)
        has_seen(viewer, seen)
        has_seen(viewer, seen - timedelta(days=1))
        assert Account.objects.get(pk=viewer.account.pk).last_looked_at == seen
        has_seen(viewer, datetime(2030, 1, 1, tzinfo=UTC))
        last = Account.objects.get(pk=viewer.account.pk).last_looked_at
        assert last is not None and seen < last < datetime(2026, 11, 24, tzinfo=UTC)

    @pytest.mark.parametrize("until", ["", "yesterday", "2026-11-23T09:00:00", "2026-13-45T09:00:00Z"])
    def test_a_moment_that_is_none_counts_as_now(self, made_up: MadeUp, client: Client, until: str) -> None:
        account = somebody("key-worker")
        client.force_login(account)
        assert client.post("/seen/", {"until": until}).status_code == 302
        account.refresh_from_db()
        assert account.last_looked_at is not None and account.last_looked_at.date() == TODAY

    def test_only_staff_say_what_they_have_seen(self, made_up: MadeUp, client: Client) -> None:
        client.force_login(somebody("governor"))
        assert client.post("/seen/").status_code == 403

    def test_all_of_one_kind_on_pages_of_its_own(
        self, made_up: MadeUp, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(changed, "SHOWN", 1)
        account = somebody("senior-officer")
        [way] = see(client, account).xpath("//a[starts-with(normalize-space(), 'All 4: Came on the list')]")
        page = see(client, account, way.get("href"))
        assert len(page.xpath("//ul[contains(@class, 'sightline-changes')]/li")) == 4
        assert "Nothing of this kind has changed." in words(see(client, account, "/changed/hours/"))
        assert client.get("/changed/nothing/").status_code == 404
        assert client.get("/changed/came-on/?page=9").status_code == 302


def test_home_takes_the_same_number_of_queries_however_long_the_list_is(
    made_up: MadeUp, client: Client
) -> None:
    client.force_login(somebody("operational-lead"))

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/").status_code == 200
        return len(captured)

    queries()
    before = queries()
    with made_up.recorder.writing() as session:
        for number in range(30):
            person = made_up.recorder.person(session, date_of_birth=date(2012, 1, 1 + number % 28))
            about = {"source_person": person, "child": person.child, "valid_from": date(2026, 9, 9)}
            school = made_up.recorder.school("High School")
            add(
                session,
                [
                    Registration(establishment=school, status="C", **about),
                    Notice(
                        establishment=school,
                        kind="part-time",
                        hours_offered=8,
                        review_on=date(2026, 11, 2),
                        **about,
                    ),
                ],
            )
    assert queries() == before


class TestTheDemonstration:
    def test_one_click_looks_as_somebody_else(self, made_up: MadeUp, client: Client) -> None:
        worker = somebody("key-worker", "Ada Birch")
        account = somebody("senior-officer")
        assert "See it as somebody else" not in words(see(client, account))
        with override_settings(SIGHTLINE_DEMO=True):
            page = see(client, account)
            [button] = page.xpath("//button[@name='account' and contains(., 'Ada Birch')]")
            response = client.post("/see-as/", {"account": button.get("value"), "next": "/"}, follow=True)
        assert int(button.get("value")) == worker.pk
        assert "Ada Birch" in response.content.decode()

    def test_what_did_we_know_leads_to_the_list_of_a_day(self, made_up: MadeUp, client: Client) -> None:
        account = somebody("senior-officer")
        [form] = see(client, account).xpath("//section[@aria-labelledby='then']//form")
        assert (form.get("action"), form.xpath(".//input/@name")) == ("/children/", ["as_at", "known_on"])
        page = see(client, account, "/children/?known_on=2026-08-31&as_at=")
        assert "as the authority knew it at the end of 31 August 2026" in words(page)
