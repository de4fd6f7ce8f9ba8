"""A child's page: one sentence, why, hours, rolls, gaps, who says so; and deciding whose record a record is."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from sightline.access.door import writing
from sightline.access.models import Change
from sightline.access.policy import Action
from sightline.domain.known import Known, NotKnown
from sightline.population.tables import reasons
from sightline.record.links import join
from sightline.record.models import Child, PossibleMatch, SourcePerson
from sightline.web.staff.links.side_by_side import agreement
from tests.web.made_up_authority import MadeUp, make, somebody
from tests.web.markup import check_markup, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def made_up() -> MadeUp:
    return make()


@pytest.fixture
def officer(made_up: MadeUp, client: Client) -> Client:
    client.force_login(somebody("data-officer", "Luca Birchworth"))
    return client


def see(client: Client, address: str) -> html.HtmlElement:
    response = client.get(address)
    assert response.status_code == 200, response.headers.get("Location")
    return check_markup(response.content.decode())


def section(page: html.HtmlElement, name: str) -> html.HtmlElement:
    [found] = page.xpath(f"//section[@aria-labelledby='{name}']")
    return found


def rows(part: html.HtmlElement) -> list[list[str]]:
    return [[words(cell) for cell in row.xpath("th | td")] for row in part.xpath(".//tbody/tr")]


class TestAChild:
    @pytest.fixture
    def page(self, officer: Client, made_up: MadeUp) -> html.HtmlElement:
        return see(officer, f"/children/{made_up.child('Amara')}/")

    def test_the_name_is_the_heading_and_not_in_the_title(self, page: html.HtmlElement) -> None:
        assert words(page.xpath("//h1")[0]) == "Amara Whitlock"
        assert words(page.xpath("//title")[0]) == "SL-000001 – Sightline"

    def test_one_sentence_comes_first(self, page: html.HtmlElement) -> None:
        assert words(page.xpath("//p[@class='sightline-sentence']")[0]) == (
            "On the roll of High School; at school for 8 hours a week; in the week of 16 November 2026 offered 8 of "
            "24 hours a week, attended not known; review of the part-time timetable 3 days overdue."
        )

    def test_why_the_child_is_on_the_list_with_the_source_of_law(self, page: html.HtmlElement) -> None:
        why = words(section(page, "why"))
        assert "On the list since 9 September 2026." in why
        assert "The school has told us of a part-time timetable." in why
        assert reasons()["part-time-timetable"].source in why

    def test_hours_week_by_week_with_what_was_before(self, page: html.HtmlElement) -> None:
        weeks = rows(section(page, "hours-so-far-heading"))
        assert weeks[:2] == [
            ["16 November 2026", "8", "8", "not known", "24"],
            ["9 November 2026", "8", "8", "6", "24"],
        ]
        assert ["26 October 2026", "schools closed all week"] in weeks
        assert ["14 September 2026", "8", "8", "not known", "24"] in weeks
        assert len(section(page, "hours-so-far-heading").xpath(".//svg[@role='img']")) == 1

    def test_rolls_and_provision_with_who_says_so(self, page: html.HtmlElement) -> None:
        assert rows(section(page, "periods-heading")) == [
            ["High School", "main registration", "2 September 2026", "still so", "Officers (school rolls)"],
        ]

    def test_what_is_not_known_is_said(self, page: html.HtmlElement) -> None:
        unknown = section(page, "unknown")
        assert [words(one) for one in unknown.xpath(".//*[@class='sightline-unknowns__words']")] == [
            "Hours attended in the last school week are not known.",
            "When the child was last seen, and by whom, is not known.",
        ]

    def test_each_gap_says_who_could_tell_and_leads_to_where_it_is_written_down(
        self, page: html.HtmlElement, made_up: MadeUp
    ) -> None:
        unknown = section(page, "unknown")
        who = [words(one) for one in unknown.xpath(".//*[@class='sightline-unknowns__who']")]
        assert who[0].startswith("The school or the provider could tell us. Record what they say")
        assert who[1].startswith("Whoever works with the family could tell us.")
        tell = f"/children/{made_up.child('Amara')}/tell"
        assert unknown.xpath(".//a/@href") == [f"{tell}/weekly-hours/", f"{tell}/last-seen/"]

    def test_every_value_has_the_sender_who_said_it(self, page: html.HtmlElement) -> None:
        [chosen] = section(page, "sources").xpath("table[contains(@class, 'sightline-chosen')]")
        officers = "Officers entered by hand, received 1 September 2026"
        assert rows(chosen) == [
            ["Name", "Amara Whitlock", officers],
            ["Date of birth", "4 March 2012", officers],
            ["UPN", "X999200000001", officers],
            ["Sex", "Female", officers],
            ["ULN", "not known", "nobody"],
            ["NHS number", "not known", "nobody"],
            ["Ethnicity", "White British", officers],
        ]

    def test_a_child_off_the_list_is_told_why(self, officer: Client, made_up: MadeUp) -> None:
        page = see(officer, f"/children/{made_up.child('Dev')}/")
        said = words(section(page, "why"))
        assert "Why is this child not on the list?" in said
        assert "On the roll of a school in the usual way, as far as anybody has told us." in said

    def test_senders_who_disagree_are_both_quoted(self, officer: Client, made_up: MadeUp) -> None:
        page = see(officer, f"/children/{made_up.child('Ben')}/")
        assert "Also known as Benjamin Whitlock" in words(page.xpath("//h1/following-sibling::p")[0])
        assert "Name: “Ben Whitlock” (Officers); “Benjamin Whitlock” (Larch House)" in words(
            section(page, "sources")
        )

    def test_flags_that_must_be_before_ones_eyes(self, officer: Client, made_up: MadeUp) -> None:
        page = see(officer, f"/children/{made_up.child('Ben')}/")
        assert [words(flag) for flag in page.xpath("//li[@class='sightline-flag']")] == ["Looked after"]


def test_the_record_on_a_day_and_as_known_on_one(officer: Client, made_up: MadeUp) -> None:
    ben = made_up.child("Ben")
    page = see(officer, f"/children/{ben}/?as_at=2026-09-10&known_on=2026-09-30")
    said = words(page)
    assert "This is the record as it was on 10 September 2026, as the authority knew it at the end of" in said
    assert "In custody" not in words(section(page, "why"))
    assert "Traveller" in words(section(page, "why"))
    assert officer.get(f"/children/{ben}/?known_on=2026-08-31").status_code == 404
    assert page.xpath(f"//a[@href='/children/{ben}/']"), "the way back to now"


def test_a_page_takes_the_same_number_of_queries_however_many_have_told(
    officer: Client, made_up: MadeUp
) -> None:
    def queries(name: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            officer.get(f"/children/{made_up.child(name)}/")
        return len(captured)

    queries("Amara")
    before = queries("Amara")
    assert before <= 22
    with made_up.recorder.writing(received_at=datetime(2026, 10, 1, 9, tzinfo=UTC)) as session:
        for number in range(8):
            made_up.recorder.person(
                session,
                Child.objects.get(pk=made_up.child("Amara")),
                source=f"school {number}",
                forename="Amara",
                surname="Whitlock",
            )
    assert queries("Amara") == before


class TestTheSameChildOrNot:
    @pytest.fixture
    def address(self, made_up: MadeUp) -> str:
        return f"/children/{made_up.child('Eve')}/same/{made_up.child('Fay')}/"

    def test_the_question_stands_on_both_records(self, officer: Client, made_up: MadeUp) -> None:
        for one, other in (("Eve", "Fay"), ("Fay", "Eve")):
            page = see(officer, f"/children/{made_up.child(one)}/")
            [way] = page.xpath("//div[contains(@class, 'sightline-question')]//a")
            assert words(way).startswith(f"Compare with {other} Whitlock")
            assert way.get("href") == f"/children/{made_up.child(one)}/same/{made_up.child(other)}/"

    def test_one_beyond_the_scope_is_not_named(self, made_up: MadeUp, client: Client) -> None:
        client.force_login(somebody("key-worker"))
        page = see(client, f"/children/{made_up.child('Eve')}/")
        [question] = page.xpath("//div[contains(@class, 'sightline-question')]")
        assert "A child outside the part of the authority that you see" in words(question)
        assert not question.xpath(".//a")

    def test_side_by_side_with_words_for_what_agrees(self, officer: Client, address: str) -> None:
        lines = rows(see(officer, address))
        assert lines[0] == ["Name", "Eve Whitlock", "Fay Whitlock", "different"]
        assert lines[1] == ["Date of birth", "9 September 2012", "9 September 2012", "the same"]
        assert lines[4] == ["ULN", "not known", "not known", "cannot be compared"]

    def test_a_decision_needs_a_reason(self, officer: Client, address: str) -> None:
        response = officer.post(address, {"decision": "same", "reason": "  "})
        page = check_markup(response.content.decode())
        [problem] = page.xpath("//*[contains(@class, 'govuk-error-summary')]//a")
        assert words(problem) == "Say how you know: the next person to open this record will ask"
        assert PossibleMatch.objects.get().state == PossibleMatch.State.OPEN

    def test_a_decision_is_one_of_two(self, officer: Client, address: str) -> None:
        response = officer.post(address, {"reason": "The return key was pressed"})
        page = check_markup(response.content.decode())
        assert "Choose one of the two buttons" in words(
            page.xpath("//*[contains(@class, 'govuk-error-summary')]")[0]
        )
        assert page.xpath("//textarea")[0].text.strip() == "The return key was pressed"
        assert PossibleMatch.objects.get().state == PossibleMatch.State.OPEN

    def test_yes_makes_one_record_of_two(self, officer: Client, made_up: MadeUp, address: str) -> None:
        eve, fay = made_up.child("Eve"), made_up.child("Fay")
        response = officer.post(address, {"decision": "same", "reason": "The mother rang"})
        assert response.headers["Location"] == f"/children/{eve}/"
        said = words(see(officer, f"/children/{eve}/"))
        assert "The two records are now one child’s." in said
        assert "by Luca Birchworth: The mother rang" in said
        moved = officer.get(f"/children/{fay}/?as_at=2026-11-01")
        assert (moved.status_code, moved.headers["Location"]) == (302, f"/children/{eve}/?as_at=2026-11-01")
        assert (Change.objects.latest("pk").reason, Change.objects.latest("pk").actor.name) == (
            "The mother rang",
            "Luca Birchworth",
        )

    def test_what_was_known_before_stays_what_it_was(
        self, officer: Client, made_up: MadeUp, address: str
    ) -> None:
        officer.post(address, {"decision": "same", "reason": "The mother rang"})
        page = see(officer, f"/children/{made_up.child('Fay')}/?known_on=2026-11-22")
        assert words(page.xpath("//h1")[0]) == "Fay Whitlock"

    def test_no_keeps_them_apart_for_good(self, officer: Client, made_up: MadeUp, address: str) -> None:
        response = officer.post(address, {"decision": "apart", "reason": "Twins"})
        page = see(officer, response.headers["Location"])
        assert "The two records stay apart." in words(page)
        assert not page.xpath("//div[contains(@class, 'sightline-question')]")
        assert PossibleMatch.objects.get().state == PossibleMatch.State.LEFT_APART
        assert made_up.child("Fay") in SourcePerson.objects.values_list("child", flat=True)

    def test_a_question_that_somebody_answered_meanwhile(
        self, officer: Client, made_up: MadeUp, address: str
    ) -> None:
        PossibleMatch.objects.update(state=PossibleMatch.State.LEFT_APART)
        response = officer.post(address, {"decision": "same", "reason": "The mother rang"}, follow=True)
        assert "That question has been answered meanwhile." in response.content.decode()
        assert SourcePerson.objects.filter(child=made_up.child("Fay")).exists()


class TestTakingApart:
    @pytest.fixture
    def address(self, made_up: MadeUp) -> str:
        return f"/children/{made_up.child('Ben')}/apart/"

    @pytest.fixture
    def in_unit(self, made_up: MadeUp) -> str:
        return str(SourcePerson.objects.get(source__slug="larch").pk)

    def test_the_way_there_stands_where_there_is_more_than_one_record(
        self, officer: Client, made_up: MadeUp, address: str
    ) -> None:
        assert see(officer, f"/children/{made_up.child('Ben')}/").xpath(f"//a[@href='{address}']")
        assert not see(officer, f"/children/{made_up.child('Amara')}/").xpath(
            "//a[contains(@href, '/apart/')]"
        )
        alone = officer.get(f"/children/{made_up.child('Amara')}/apart/", follow=True)
        assert "there is nothing to take apart" in alone.content.decode()

    def test_what_would_come_of_it_is_shown_before_anything_changes(
        self, officer: Client, made_up: MadeUp, address: str, in_unit: str
    ) -> None:
        given = {"records": in_unit, "reason": "Another boy of that name"}
        page = check_markup(officer.post(address, given).content.decode())
        sides = [words(side) for side in page.xpath("//section[@class='sightline-two__side']")]
        assert sides[0].startswith("Stays with Ben Whitlock, SL-000002 Officers: Ben Whitlock")
        assert sides[1].startswith("Becomes a child of its own Larch House: Benjamin Whitlock")
        assert SourcePerson.objects.filter(child=made_up.child("Ben")).count() == 2
        again = check_markup(officer.post(address, given | {"change": "yes"}).content.decode())
        assert again.xpath(f"//input[@value='{in_unit}']/@checked")
        assert words(again.xpath("//textarea")[0]) == "Another boy of that name"

    def test_the_records_chosen_become_a_child_of_their_own(
        self, officer: Client, made_up: MadeUp, address: str, in_unit: str
    ) -> None:
        given = {"records": in_unit, "reason": "Another boy of that name", "take_apart": "yes"}
        response = officer.post(address, given)
        page = see(officer, response.headers["Location"])
        fresh = SourcePerson.objects.get(pk=in_unit).child
        assert fresh.pk != made_up.child("Ben")
        assert f"Taken apart: the other child is now {fresh.reference}." in words(page)
        assert words(see(officer, f"/children/{fresh.pk}/").xpath("//h1")[0]) == "Benjamin Whitlock"

    @pytest.mark.parametrize(
        ("records", "reason", "said"),
        [
            ([], "x", "Choose the records that are of another child"),
            (["all"], "x", "Leave at least one record: it stays with this child"),
            (["99"], "x", "These records have changed meanwhile. Look again and choose"),
            (["one"], "", "Say how you know: the next person to open this record will ask"),
        ],
    )
    def test_what_is_missing_is_said(
        self,
        officer: Client,
        made_up: MadeUp,
        address: str,
        in_unit: str,
        records: list[str],
        reason: str,
        said: str,
    ) -> None:
        both = [
            str(pk)
            for pk in SourcePerson.objects.filter(child=made_up.child("Ben")).values_list("pk", flat=True)
        ]
        chosen = {"all": both, "one": [in_unit]}.get(records[0], records) if records else []
        response = officer.post(address, {"records": chosen, "reason": reason, "take_apart": "yes"})
        page = check_markup(response.content.decode())
        [problem] = page.xpath("//*[contains(@class, 'govuk-error-summary')]//a")
        assert words(problem) == said
        assert page.xpath(f"//*[@id='{problem.get('href')[1:]}']"), "the error leads to its field"
        assert SourcePerson.objects.filter(child=made_up.child("Ben")).count() == 2


def test_a_joined_id_is_nobodys_to_take_apart(officer: Client, made_up: MadeUp) -> None:
    ben, dev = (Child.objects.get(pk=made_up.child(name)) for name in ("Ben", "Dev"))
    with writing(viewer=made_up.recorder.viewer, action=Action.DECIDE_LINKS, reason="a test") as session:
        join(session, keep=ben, other=dev, why="a test")
    assert officer.get(f"/children/{dev.pk}/apart/").status_code == 404


def test_known_values_are_compared_and_gaps_are_not() -> None:
    assert agreement(Known("Whitlock"), Known("WHITLOCK")) == "the same"
    assert agreement(Known(date(2012, 1, 2)), Known(date(2012, 2, 1))) == "different"
    assert agreement(NotKnown(), NotKnown()) == "cannot be compared"
    assert agreement(Known(Decimal(1)), NotKnown()) == "cannot be compared"
