"""A child's page: one sentence, why, hours, rolls, gaps, who says so; and deciding whose record a record is."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from sightline.population.tables import reasons
from sightline.record.models import Child
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
