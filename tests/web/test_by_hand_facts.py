"""One fact: its history, and correcting, ending, withdrawing it; two people at it at once, and neither loses."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sightline.access.door import writing
from sightline.access.policy import Action
from sightline.record.door import add
from sightline.record.models import Circumstance, Notice, Placement, Registration, Review, WeeklyHours
from tests.web.by_hand import SAID, filled, page, problems, see, send, signed_in
from tests.web.made_up_authority import LAST_WEEK, MadeUp, make
from tests.web.markup import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def made_up() -> MadeUp:
    return make()


@pytest.fixture
def officer(made_up: MadeUp, client: Client) -> Client:
    signed_in(client)
    return client


def at(fact, name: str = "fact") -> str:
    return reverse(f"staff:{name}", kwargs={"child_id": fact.child_id, "fact": fact.fact})


@pytest.fixture
def week(made_up: MadeUp) -> WeeklyHours:
    return WeeklyHours.objects.get(child=made_up.child("Amara"), valid_from=LAST_WEEK)


@pytest.fixture
def notice(made_up: MadeUp) -> Notice:
    return Notice.objects.get(child=made_up.child("Amara"))


class TestHistory:
    def test_it_says_who_told_it_and_what_can_be_done(self, officer: Client, week: WeeklyHours) -> None:
        shown = see(officer, at(week))
        text = words(shown)
        assert "Hours offered 8" in text
        assert "Received 1 September 2026" in text
        assert "back-dated" in text
        assert [words(one) for one in shown.xpath("//main//a[@role='button']")] == [
            "Correct it",
            "Withdraw it",
        ]

    def test_file_row_and_column_stand_beside_what_a_file_said(
        self, officer: Client, made_up: MadeUp
    ) -> None:
        text = words(see(officer, at(Registration.objects.get(child=made_up.child("Amara")))))
        assert "in roll of high school.csv" in text
        assert "School High School (900001) column “School”" in text

    def test_an_inspector_reads_it_and_changes_nothing(self, client: Client, week: WeeklyHours) -> None:
        signed_in(client, "inspector")
        assert not see(client, at(week)).xpath("//main//a[@role='button']")
        for name in ("correct-fact", "end-fact", "withdraw-fact"):
            assert client.post(at(week, name)).status_code == 403

    def test_who_told_is_withheld_from_who_may_not_see_others(
        self, client: Client, officer: Client, week: WeeklyHours
    ) -> None:
        send(officer, at(week, "correct-fact"), hours_offered="5")
        other = Client()
        signed_in(other, "virtual-school")
        text = words(see(other, at(week)))
        assert "Ruth" not in text
        assert "Told by withheld" in text

    def test_a_sender_that_tells_too_much_is_named_nowhere_on_the_page(
        self, client: Client, made_up: MadeUp
    ) -> None:
        in_unit = Placement.objects.get(provider__kind="secure").source_person
        with writing(
            viewer=made_up.recorder.viewer,
            action=Action.RECORD_FACTS,
            reason="A file from Larch House.",
            told_by="Larch House",
        ) as session:
            [review] = add(
                session, [Review(source_person=in_unit, child=in_unit.child, due_on=date(2026, 12, 1))]
            )
        signed_in(client, "key-worker")
        text = words(see(client, at(review)))
        assert "Due on 1 December 2026" in text
        assert "a sender that your role does not show" in text
        assert "Larch" not in text

    @pytest.mark.parametrize("name", ["fact", "correct-fact", "end-fact", "withdraw-fact"])
    def test_a_fact_that_tells_too_much_is_none(self, client: Client, made_up: MadeUp, name: str) -> None:
        signed_in(client, "key-worker")
        custody = Circumstance.objects.get(kind="in-custody")
        unit = Placement.objects.get(provider__kind="secure")
        for fact in (custody, unit):
            assert client.get(at(fact, name)).status_code == 404
            assert client.post(at(fact, name), SAID).status_code == (405 if name == "fact" else 404)

    def test_a_long_history_takes_no_more_queries(self, officer: Client, week: WeeklyHours) -> None:
        send(officer, at(week, "correct-fact"), hours_offered="1")
        with CaptureQueriesContext(connection) as before:
            see(officer, at(week))
        for hours in ("2", "3", "4"):
            send(officer, at(week, "correct-fact"), hours_offered=hours)
        with CaptureQueriesContext(connection) as after:
            see(officer, at(week))
        assert len(after) <= len(before)

    def test_a_fact_is_only_found_with_its_own_child(
        self, officer: Client, made_up: MadeUp, week: WeeklyHours
    ) -> None:
        elsewhere = {"child_id": made_up.child("Dev"), "fact": week.fact}
        assert officer.get(reverse("staff:fact", kwargs=elsewhere)).status_code == 404
        never = {"child_id": made_up.child("Dev"), "fact": uuid4()}
        assert officer.get(reverse("staff:fact", kwargs=never)).status_code == 404


class TestCorrecting:
    def test_an_hour_takes_two_presses(self, officer: Client, week: WeeklyHours) -> None:
        answer = send(officer, at(week, "correct-fact"), hours_offered="5")
        assert answer.headers["Location"] == at(week)
        text = words(see(officer, at(week)))
        assert "As it stands version 2" in text
        assert "Told by the mother (Ruth Whitlock), by a phone call" in text
        assert "Until 23 November 2026 version 1" in text

    def test_what_goes_on_is_not_said_to_be_unknown(self, officer: Client, notice: Notice) -> None:
        text = words(see(officer, at(notice)))
        assert "First day of the timetable 9 September 2026" in text
        assert "Last day of the timetable still going on" in text

    def test_it_takes_a_reason(self, officer: Client, week: WeeklyHours) -> None:
        refused = page(send(officer, at(week, "correct-fact"), hours_offered="5", why=""))
        assert list(problems(refused)) == ["why"]
        assert filled(refused)["hours_offered"] == "5"

    def test_changing_nothing_is_no_correction(self, officer: Client, week: WeeklyHours) -> None:
        refused = page(send(officer, at(week, "correct-fact")))
        assert "You have changed nothing" in problems(refused)["monday"]

    def test_two_people_both_see_it_and_neither_loses(self, officer: Client, week: WeeklyHours) -> None:
        other = Client()
        signed_in(other, "operational-lead", "Ada Birch")
        began = filled(see(officer, at(week, "correct-fact")))
        send(other, at(week, "correct-fact"), hours_offered="6")
        both = page(officer.post(at(week, "correct-fact"), began | SAID | {"hours_offered": "5"}))
        assert "Ada Birch changed this on 23 November 2026" in words(both)
        [line] = [row for row in both.xpath("//tbody/tr") if words(row).startswith("Hours offered")]
        assert [words(cell) for cell in line.xpath("td")] == ["8", "6", "5", "different"]
        [line] = [row for row in both.xpath("//tbody/tr") if words(row).startswith("Or provider")]
        assert [words(cell) for cell in line.xpath("td")] == [*["not known"] * 3, "the same"]
        assert WeeklyHours.objects.get(fact=week.fact).hours_offered == 6
        officer.post(at(week, "correct-fact"), filled(both))
        said = WeeklyHours.versions.filter(fact=week.fact).order_by("version")
        assert [one.hours_offered for one in said] == [8, 6, 5]

    def test_what_was_withdrawn_meanwhile_can_be_recorded_anew(
        self, officer: Client, week: WeeklyHours
    ) -> None:
        other = Client()
        signed_in(other, "operational-lead", "Ada Birch")
        began = filled(see(officer, at(week, "correct-fact")))
        send(other, at(week, "withdraw-fact"))
        both = page(officer.post(at(week, "correct-fact"), began | SAID | {"hours_offered": "5"}))
        assert "Ada Birch withdrew this" in words(both)
        [button] = both.xpath("//main//button[@formaction]")
        assert officer.post(button.get("formaction"), filled(both)).status_code == 302
        fresh = WeeklyHours.objects.get(child=week.child_id, valid_from=LAST_WEEK)
        assert (fresh.hours_offered, fresh.fact == week.fact) == (5, False)


class TestEndingAndWithdrawing:
    def test_when_it_ended(self, officer: Client, notice: Notice) -> None:
        send(officer, at(notice, "end-fact"), last_day="20/11/2026")
        assert Notice.objects.get(fact=notice.fact).valid_to == date(2026, 11, 21)

    @pytest.mark.parametrize("last", ["", "1/9/2026", "soon"])
    def test_a_last_day_that_cannot_be_is_said(self, officer: Client, notice: Notice, last: str) -> None:
        refused = page(send(officer, at(notice, "end-fact"), last_day=last))
        assert list(problems(refused)) == ["last_day"]
        assert filled(refused)["last_day"] == last

    def test_what_does_not_last_has_no_end(self, officer: Client, week: WeeklyHours) -> None:
        assert officer.get(at(week, "end-fact")).status_code == 404

    def test_what_never_was_so(self, officer: Client, notice: Notice) -> None:
        assert send(officer, at(notice, "withdraw-fact")).status_code == 302
        text = words(see(officer, at(notice)))
        assert "Not on the record any more. Luca Birchworth withdrew it" in text
        for name in ("correct-fact", "end-fact", "withdraw-fact"):
            assert officer.get(at(notice, name)).headers["Location"] == at(notice)

    @pytest.mark.parametrize("name", ["end-fact", "withdraw-fact"])
    def test_what_somebody_changed_meanwhile_is_shown_first(
        self, officer: Client, notice: Notice, name: str
    ) -> None:
        other = Client()
        signed_in(other, "operational-lead", "Ada Birch")
        began = filled(see(officer, at(notice, name)))
        send(other, at(notice, "correct-fact"), hours_offered="12")
        both = page(officer.post(at(notice, name), began | SAID | {"last_day": "20/11/2026"}))
        assert "Ada Birch changed this" in words(both)
        assert "Hours offered a week 12" in words(both)
        assert officer.post(at(notice, name), filled(both)).status_code == 302
