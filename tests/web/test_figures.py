"""The list in figures: the rows behind each number for who sees children, rounded numbers for who may know none."""

import csv
import io
import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client
from lxml import html

from sightline.access.models import AccessRecord
from sightline.population.models import ListEntry
from sightline.population.tables import ON
from tests.web.made_up_authority import MadeUp, make, somebody
from tests.web.markup import check_markup, words

pytestmark = pytest.mark.django_db

FIGURES = "/figures/"


@pytest.fixture
def made_up() -> MadeUp:
    return make()


def look(client: Client, role: str, address: str = FIGURES) -> html.HtmlElement:
    """The figures as somebody in a role sees them."""
    client.force_login(somebody(role))
    response = client.get(address)
    assert response.status_code == 200
    return check_markup(response.content.decode())


def lines(page: html.HtmlElement, question: str) -> dict[str, str]:
    """The lines of one question with their numbers as printed."""
    [table] = [one for one in page.xpath("//table") if words(one.xpath("./caption")[0]) == question]
    return {words(row.xpath("./th")[0]): words(row.xpath("./td")[0]) for row in table.xpath("./tbody/tr")}


def test_every_number_is_the_length_of_the_list_behind_it(made_up: MadeUp, client: Client) -> None:
    page = look(client, "senior-officer")
    links = page.xpath("//tbody//th/a")
    assert len(links) > 5
    for link in links:
        printed = words(link.xpath("./ancestor::tr/td")[0])
        listed = html.fromstring(client.get(link.get("href")).content)
        count = words(listed.xpath("//*[contains(@class, 'sightline-count')]")[0])
        assert re.search(r"\d+", count).group() == printed, (words(link), count)


def test_a_question_with_one_answer_a_child_adds_up_to_the_list(made_up: MadeUp, client: Client) -> None:
    page = look(client, "senior-officer")
    on_list = ListEntry.objects.filter(standing=ON).count()
    for question in (
        "How many hours a week are planned?",
        "For how long have they been on the list?",
        "How old are they?",
        "Which locality are they in?",
    ):
        assert sum(int(number) for number in lines(page, question).values()) == on_list


def test_what_is_not_known_has_a_line_of_its_own_even_where_it_is_none(
    made_up: MadeUp, client: Client
) -> None:
    ListEntry.objects.update(standing=ON, year=None, hours_planned=None, since=None, locality=None)
    page = look(client, "senior-officer")
    assert lines(page, "How many hours a week are planned?")["Not known"] == "6"
    assert lines(page, "How old are they?")["Year not known"] == "6"
    assert lines(page, "For how long have they been on the list?")["Not known since when"] == "6"
    assert lines(page, "Which locality are they in?") == {"Locality not known": "6"}
    ListEntry.objects.update(year=8, hours_planned=8, comparator_hours=24)
    page = look(client, "senior-officer")
    assert lines(page, "How many hours a week are planned?")["Not known"] == "0"
    assert lines(page, "How old are they?")["Year not known"] == "0"


@pytest.mark.parametrize("role", ["governor", "member", "privacy-officer"])
def test_who_may_know_no_child_reads_rounded_numbers_and_nothing_to_click(
    made_up: MadeUp, client: Client, role: str
) -> None:
    ListEntry.objects.update(standing=ON, year=8, hours_planned=8, comparator_hours=24)
    ListEntry.objects.filter(child=made_up.child("Ben")).update(hours_planned=None)
    page = look(client, role)
    assert "About 10 children on 23 November 2026. The hours are known of about 10." in words(page)
    assert lines(page, "How many hours a week are planned?")["Not known"] == "low"
    assert {words(cell) for cell in page.xpath("//tbody//td[1]")} == {"0", "10", "low"}
    assert not page.xpath("//tbody//a")
    assert not AccessRecord.objects.exists()


def test_fewer_than_five_are_not_counted_for_who_may_know_no_child(made_up: MadeUp, client: Client) -> None:
    assert 0 < ListEntry.objects.filter(standing=ON).count() < 5
    assert "Fewer than five on 23 November 2026" in words(look(client, "governor"))


def test_nobody_on_the_list_is_no_reason_to_rest(made_up: MadeUp, client: Client) -> None:
    ListEntry.objects.update(standing="off")
    page = look(client, "member")
    assert (
        "None is on the list on 23 November 2026. That is what everybody who has sent anything says"
        in words(page)
    )
    assert not page.xpath("//table")


def test_a_reason_that_a_role_does_not_show_is_in_no_line(made_up: MadeUp, client: Client) -> None:
    seen = lines(look(client, "senior-officer"), "Why are they on the list?")
    assert "In custody" in seen
    client.logout()
    hidden = look(client, "virtual-school")
    assert "In custody" not in words(hidden.xpath("//main")[0])
    assert "Larch House" not in words(hidden.xpath("//main")[0])


def test_a_team_counts_its_own_part_of_the_authority(made_up: MadeUp, client: Client) -> None:
    assert set(lines(look(client, "team-leader"), "Which locality are they in?")) <= {"North team"}


def test_the_same_questions_of_another_day(made_up: MadeUp, client: Client) -> None:
    before = look(client, "senior-officer", f"{FIGURES}?as_at=2026-08-31&known_on=2026-08-31")
    assert "None is on the list on 31 August 2026" in words(before)
    assert "You are looking back." in words(before)
    then = look(client, "senior-officer", f"{FIGURES}?as_at=2026-11-20")
    listed = html.fromstring(client.get("/children/?as_at=2026-11-20&standing=on").content)
    count = words(listed.xpath("//*[contains(@class, 'sightline-count')]")[0])
    number = re.search(r"\d+", count).group()
    assert f"{number} children on 20 November 2026" in words(then)
    assert not then.xpath("//tbody//a")


def test_a_day_to_come_is_refused_in_words(made_up: MadeUp, client: Client) -> None:
    page = look(client, "senior-officer", f"{FIGURES}?as_at=2027-01-01")
    assert "Enter today’s date or an earlier one" in words(page)
    assert "on 23 November 2026" in words(page)


def test_the_file_says_what_the_page_says(made_up: MadeUp, client: Client) -> None:
    page = look(client, "governor")
    response = client.get("/figures/file/")
    assert response["Content-Disposition"] == 'attachment; filename="figures-2026-11-23.csv"'
    table = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    question = "How many hours a week are planned?"
    told = {row["Line"]: row["Children"] for row in table if row["Question"] == question}
    assert told == lines(page, question)
    assert {row["As at"] for row in table} == {"2026-11-23"}


def test_queries_do_not_grow_with_the_list(
    made_up: MadeUp,
    client: Client,
    django_assert_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    client.force_login(somebody("member"))
    client.get(FIGURES)
    ListEntry.objects.filter(child=made_up.child("Ben")).update(standing="off")
    with django_assert_num_queries(7):
        client.get(FIGURES)
    ListEntry.objects.update(standing=ON)
    with django_assert_num_queries(7):
        client.get(FIGURES)
