"""Recording what somebody told, page by page: what is asked, what is refused, what is kept, and who may."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sightline.access.models import Change
from sightline.intake.by_hand.kinds import KINDS
from sightline.record.models import Circumstance, Contact, SourcePersonVersion, WeeklyHours
from tests.web.by_hand import filled, page, problems, see, send, signed_in
from tests.web.made_up_authority import MadeUp, make
from tests.web.markup import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def made_up() -> MadeUp:
    return make()


@pytest.fixture
def officer(made_up: MadeUp, client: Client) -> Client:
    signed_in(client)
    return client


def address(made_up: MadeUp, name: str, kind: str) -> str:
    return reverse("staff:tell-kind", kwargs={"child_id": made_up.child(name), "kind": kind})


class TestWhatToRecord:
    def test_every_kind_stands_under_what_people_call_about(self, officer: Client, made_up: MadeUp) -> None:
        shown = see(officer, f"/children/{made_up.child('Dev')}/tell/")
        assert words(shown.xpath("//h1")[0]) == "What do you want to record?"
        listed = {words(link) for link in shown.xpath("//section//li/a")}
        assert listed == {kind.title for kind in KINDS.values()} | {"A document"}
        headings = [words(one) for one in shown.xpath("//section/h2")]
        assert headings[:3] == ["Hours and timetable", "School or provider", "Health"]

    def test_who_does_not_see_custody_is_not_asked_of_it(self, client: Client, made_up: MadeUp) -> None:
        signed_in(client, "key-worker")
        shown = words(see(client, f"/children/{made_up.child('Dev')}/tell/"))
        assert "custody" not in shown.lower()
        assert client.get(address(made_up, "Dev", "in-custody")).status_code == 403
        assert client.post(address(made_up, "Dev", "in-custody")).status_code == 403

    @pytest.mark.parametrize("kind", KINDS)
    def test_each_kind_has_a_page_that_says_what_is_missing_and_keeps_what_was_typed(
        self, officer: Client, made_up: MadeUp, kind: str
    ) -> None:
        at = address(made_up, "Dev", kind)
        shown = see(officer, at)
        assert words(shown.xpath("//h1")[0]) == KINDS[kind].question
        refused = page(officer.post(at, filled(shown) | {"told_by": "", "why": "As she said."}))
        assert problems(refused)["told_by"] == "Say who told you."
        assert words(refused.xpath("//title")[0]).startswith("Error: ")
        assert refused.xpath("//textarea[@name='why']")[0].text.strip() == "As she said."
        required = {column.name for column in KINDS[kind].columns if column.required}
        assert required <= problems(refused).keys()

    def test_there_is_no_page_for_a_kind_that_is_none(self, officer: Client, made_up: MadeUp) -> None:
        assert officer.get(address(made_up, "Dev", "star-sign")).status_code == 404


class TestRecording:
    def test_what_mum_said_of_last_week(self, officer: Client, made_up: MadeUp) -> None:
        answer = send(
            officer,
            address(made_up, "Dev", "weekly-hours"),
            monday="16/11/2026",
            provider="Riverside Tuition",
            hours_offered="7.5",
        )
        assert answer.headers["Location"] == f"/children/{made_up.child('Dev')}/"
        week = WeeklyHours.objects.get(child=made_up.child("Dev"))
        assert (week.hours_planned, week.hours_offered, week.hours_attended) == (None, 7.5, None)
        change = Change.objects.get(pk=week.change_id)
        assert (change.told_by, change.told_how, change.reason) == (
            "the mother (Ruth Whitlock)",
            "phone",
            "She rang.",
        )

    @pytest.mark.parametrize(
        ("kind", "typed", "wrong"),
        [
            ("weekly-hours", {"monday": "17/11/2026", "school": "High School", "hours_offered": "5"}, "monday"),
            ("weekly-hours", {"monday": "16/11/2026", "hours_offered": "5"}, "school"),
            ("weekly-hours", {"monday": "16/11/2026", "school": "High School"}, "hours_planned"),
            ("weekly-hours", {"monday": "16/11/2026", "school": "Hogwarts", "hours_offered": "5"}, "school"),
            ("weekly-hours", {"monday": "16/11/2026", "school": "High School", "hours_offered": "lots"},
             "hours_offered"),
            ("exclusion", {"school": "High School", "kind": "SUSP", "first_day": "2/11/2026"}, "last_day"),
            ("contact", {"name": "Ruth", "first_day": "31/2/2026"}, "first_day"),
            ("contact", {"name": "Ruth", "first_day": "2/11/2026", "last_day": "1/11/2026"}, "last_day"),
            ("last-seen", {"day": "24/11/2026", "seen_by": "PC Reed"}, "day"),
            ("contact", {"name": "Ruth", "received_on": "24/11/2026"}, "received_on"),
            ("address", {}, "line"),
            ("address", {"postcode": "not one"}, "postcode"),
            ("identity", {"nhs_number": "9990000000"}, "nhs_number"),
            ("identity", {"upn": "A999026001"}, "upn"),
            ("key-person", {}, "staff_member"),
        ],
    )  # fmt: skip
    def test_what_cannot_be_so_is_said_where_it_stands(
        self, officer: Client, made_up: MadeUp, kind: str, typed: dict[str, str], wrong: str
    ) -> None:
        changes = Change.objects.count()
        refused = page(send(officer, address(made_up, "Dev", kind), **typed))
        assert set(problems(refused)) == {wrong}
        assert {name: filled(refused).get(name) for name in typed} == typed
        assert Change.objects.count() == changes

    def test_a_week_can_be_filled_in_by_the_link_that_leads_here(
        self, officer: Client, made_up: MadeUp
    ) -> None:
        shown = see(officer, address(made_up, "Dev", "weekly-hours") + "?monday=16/11/2026&school=900001")
        assert (filled(shown)["monday"], filled(shown)["school"]) == ("16/11/2026", "900001")

    def test_who_the_child_is_shows_what_was_entered_before(self, officer: Client, made_up: MadeUp) -> None:
        at = address(made_up, "Dev", "identity")
        send(officer, at, forename="Devesh")
        shown = see(officer, at)
        assert filled(shown)["forename"] == "Devesh"
        assert "recorded by Luca Birchworth" in words(shown)
        send(officer, at, preferred_forename="Dev")
        now = SourcePersonVersion.objects.get(source_person__feed="by-hand")
        assert (now.forename, now.preferred_forename) == ("Devesh", "Dev")

    def test_an_address_that_is_kept_apart_is_not_asked_of_who_may_not_see_it(
        self, officer: Client, made_up: MadeUp
    ) -> None:
        dev = made_up.child("Dev")
        send(officer, address(made_up, "Dev", "identity"), address="1 Hidden Lane", postcode="AB1 2CD")
        send(officer, address(made_up, "Dev", "address"), line="1 Hidden Lane", shielded="yes")
        other = Client()
        signed_in(other, "strategic-lead")
        shown = see(other, address(made_up, "Dev", "identity"))
        assert "Hidden Lane" not in words(shown)
        assert "postcode" not in filled(shown)
        send(other, address(made_up, "Dev", "identity"), forename="Devesh")
        now = SourcePersonVersion.objects.get(source_person__child=dev, source_person__feed="by-hand")
        assert (now.forename, now.address) == ("Devesh", "1 Hidden Lane")
        refused = page(send(other, address(made_up, "Dev", "address"), line="2 Lane", shielded="yes"))
        assert "Your role does not show" in problems(refused)["line"]

    def test_what_stands_in_the_way_is_named(self, officer: Client, made_up: MadeUp) -> None:
        at = address(made_up, "Ben", "traveller")
        send(officer, at, first_day="2/11/2026")
        refused = page(send(officer, at, first_day="9/11/2026"))
        assert problems(refused) == {
            "first_day": "The same from 2 November 2026, still going on, is on record already. "
            "Correct or end that first."
        }
        assert Circumstance.objects.filter(kind="traveller").count() == 2

    def test_a_child_out_of_scope_is_nobody(self, client: Client, made_up: MadeUp) -> None:
        signed_in(client, "team-leader")
        assert client.get(address(made_up, "Fay", "contact")).status_code == 404
        assert client.post(address(made_up, "Fay", "contact"), {"name": "Ruth"}).status_code == 404

    def test_the_number_of_queries_does_not_grow(self, officer: Client, made_up: MadeUp) -> None:
        at = address(made_up, "Dev", "placement")
        see(officer, at)
        with CaptureQueriesContext(
            connection,
        ) as before:
            see(officer, at)
        for number in range(4):
            made_up.recorder.provider(f"Provider {number}", "college")
            send(officer, address(made_up, "Dev", "contact"), name=f"Contact {number}")
        with CaptureQueriesContext(connection) as after:
            see(officer, at)
        assert len(after) <= len(before) + 1
        assert Contact.objects.count() == 4
