"""The list: who is on it in which words, what it can be narrowed by, its pages, and looking back."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from sightline.record.door import add
from sightline.record.models import Notice, Registration
from sightline.web.staff.children import views
from sightline.web.staff.children.rows import keys_by_name
from tests.web.made_up_authority import MadeUp, make, somebody
from tests.web.markup import check_markup, words

pytestmark = pytest.mark.django_db

ALL = "standing=on&standing=to+be+checked&standing=off"


@pytest.fixture
def made_up() -> MadeUp:
    return make()


@pytest.fixture
def officer(made_up: MadeUp, client: Client) -> Client:
    client.force_login(somebody("operational-lead"))
    return client


def listed(page: html.HtmlElement) -> list[str]:
    """The children of a page, in order."""
    return [words(link) for link in page.xpath("//th[contains(@class, 'sightline-list__child')]/a")]


def see(client: Client, address: str) -> html.HtmlElement:
    response = client.get(address)
    assert response.status_code == 200
    return check_markup(response.content.decode())


def cells(page: html.HtmlElement, name: str) -> dict[str, str]:
    """One child's row, by its columns."""
    [row] = page.xpath(f"//tr[.//a[contains(., '{name}')]]")
    return {cell.get("data-label"): words(cell) for cell in row.xpath("td")}


def test_a_row_says_everything_in_words(officer: Client) -> None:
    page = see(officer, "/children/")
    assert listed(page) == ["Whitlock, Amara", "Whitlock, Ben", "Whitlock, Cora", "Whitlock, Fay"]
    [child] = page.xpath("//th[.//a[contains(., 'Amara')]]")
    assert words(child) == "Whitlock, Amara Year 10, age 14, SL-000001"
    assert cells(page, "Amara") == {
        "Why": "Part-time timetable",
        "Since": "9 September 2026",
        "Hours a week": "8 of 24",
        "Provision": "own school only",
        "School roll": "High School",
        "Key person": "not known",
        "Next date": "Review of the part-time timetable: 20 November 2026 3 days overdue",
    }
    [bar] = page.xpath("//tr[.//a[contains(., 'Amara')]]//svg[@role='img']")
    assert (
        bar.get("aria-label")
        == "Planned 8, offered 8, attended hours not known, full time is 24 hours a week."
    )
    assert cells(page, "Fay")["Hours a week"] == "8 of 24"


def test_schools_and_providers_lead_to_their_pages(officer: Client) -> None:
    page = see(officer, "/children/?standing=on&standing=to+be+checked&standing=off")
    ways = {
        (cell.get("data-label"), words(link)): link.get("href")
        for cell in page.xpath("//td[@data-label='School roll' or @data-label='Provision']")
        for link in cell.xpath(".//a")
    }
    assert ways["School roll", "High School"] == "/schools/900001/"
    assert {label for label, _ in ways} == {"School roll", "Provision"}
    for way in ways.values():
        see(officer, way)


def test_a_name_that_two_providers_have_leads_nowhere() -> None:
    assert keys_by_name([("p1", "Larch"), ("p2", "Birch"), ("p3", "Larch")]) == {"Larch": "", "Birch": "p2"}


def test_the_count_comes_first_and_both_ways(officer: Client) -> None:
    assert words(see(officer, "/children/").xpath("//p[contains(@class, 'sightline-count')]")[0]) == (
        "4 children on the list. 1 of them may be the same child as another: without those, 3."
    )


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("reason=part-time-timetable", "Amara Fay"),
        ("reason=in-custody&reason=camhs-inpatient", "Ben Cora"),
        ("locality=north", "Amara Ben Cora"),
        ("locality=south", "Fay"),
        ("school=900002", "Fay"),
        ("provider=provider-1", "Ben"),
        ("hours=part+time", "Amara Ben Cora Fay"),
        ("hours=not+known", ""),
        ("roll=none", ""),
        ("missing_education=yes", ""),
        ("missing_education=no", "Amara Ben Cora Fay"),
        ("standing=off", "Dev Eve"),
        ("maybe_same=yes", "Fay"),
        ("hours=5-10", "Amara Cora Fay"),
        ("hours=15-21", "Ben"),
        ("unknown=hours+attended", "Amara Ben Cora Fay"),
        ("unknown=roll&unknown=provision", ""),
        ("since_from=2026-09-10", "Cora"),
        ("since_from=2026-09-09&since_before=2026-10-01", "Amara Fay"),
        ("next=overdue", "Amara Fay"),
        ("next=review-overdue", "Amara Fay"),
        ("next=7", ""),
        ("next=none", "Ben Cora"),
        ("key_person=mine", ""),
        ("key_person=none", "Amara Ben Cora Fay"),
        ("year=11", "Ben"),
        ("year=not+known", ""),
        ("reason=nothing&hours=lots&standing=gone&sort=sideways", "Amara Ben Cora Fay"),
        ("unknown=nothing&next=never&year=99&key_person=you", "Amara Ben Cora Fay"),
    ],
)
def test_the_list_can_be_narrowed(officer: Client, asked: str, names: str) -> None:
    page = see(officer, f"/children/?{asked}")
    assert listed(page) == [f"Whitlock, {name}" for name in names.split()]


def test_each_filter_has_a_chip_that_takes_it_away(officer: Client) -> None:
    page = see(officer, "/children/?reason=medical&reason=in-custody&locality=north&sort=since")
    chips = page.xpath("//a[@class='moj-filter__tag']")
    assert {words(chip) for chip in chips} == {
        "Remove this filter: Medical need",
        "Remove this filter: In custody",
        "Remove this filter: North team",
    }
    [medical] = [chip for chip in chips if "Medical" in words(chip)]
    assert medical.get("href") == "/children/?reason=in-custody&locality=north&sort=since"
    assert page.xpath("//input[@value='medical']/@checked")
    assert words(page.xpath("//select[@id='locality']/option[@selected]")[0]) == "North team"


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ("name", "Amara Ben Cora Fay"),
        ("since", "Ben Amara Fay Cora"),
        ("hours", "Cora Amara Fay Ben"),
        ("next date", "Amara Fay Ben Cora"),
        ("age", "Ben Amara Fay Cora"),
        ("offered", "Ben Cora Amara Fay"),
        ("attended", "Amara Ben Cora Fay"),
        ("roll", "Fay Amara Ben Cora"),
        ("key person", "Amara Ben Cora Fay"),
    ],
)
def test_the_list_can_be_put_in_order_both_ways(officer: Client, order: str, names: str) -> None:
    page = see(officer, f"/children/?sort={order.replace(' ', '+')}")
    assert listed(page) == [f"Whitlock, {name}" for name in names.split()]
    [heading] = page.xpath("//th[@aria-sort='ascending']")
    [turned] = heading.xpath(".//a[contains(., 'turn the order round')]/@href")
    page = see(officer, turned)
    assert listed(page) == [f"Whitlock, {name}" for name in reversed(names.split())]
    [heading] = page.xpath("//th[@aria-sort='descending']")
    [back] = heading.xpath(".//a[contains(., 'turn the order round')]/@href")
    assert "direction" not in back


def test_every_column_can_be_put_in_order(officer: Client) -> None:
    headings = see(officer, "/children/").xpath(
        "//table[contains(@class, 'sightline-list')]//th[@scope='col']"
    )
    assert [words(heading.xpath(".//a")[0]).split(":")[0].split(" ")[0] for heading in headings] == [
        "Child",
        "Why",
        "Since",
        "planned",
        "Provision",
        "School",
        "Key",
        "Next",
    ]


def test_a_filter_keeps_the_order_and_the_order_keeps_the_filter(officer: Client) -> None:
    page = see(officer, "/children/?locality=north&sort=since&direction=descending&as_at=2026-11-22")
    kept = {
        one.get("name"): one.get("value")
        for one in page.xpath("//form[@method='get']//input[@type='hidden']")
    }
    assert (kept["sort"], kept["direction"]) == ("since", "descending")
    [by_name] = page.xpath("//th/a[starts-with(normalize-space(), 'Child')]/@href")
    assert by_name == "/children/?locality=north&as_at=2026-11-22"


def test_a_school_outside_the_scope_is_not_among_the_choices(officer: Client, client: Client) -> None:
    def schools() -> list[str]:
        return [words(one) for one in see(client, "/children/").xpath("//select[@id='school']/option")][1:]

    assert schools() == ["Far School", "High School"]
    client.force_login(somebody("team-leader"))
    assert schools() == ["High School"]


class TestSearch:
    @pytest.mark.parametrize(
        ("text", "names"),
        [
            ("amara", "Amara"),
            ("Whitlock dev", "Dev"),
            ("X999200000002", "Ben"),
            ("SL-000003", "Cora"),
            ("nobody", ""),
        ],
    )
    def test_a_child_is_found_on_the_list_or_not(self, officer: Client, text: str, names: str) -> None:
        response = officer.post("/children/search/", {"text": text})
        assert response.status_code == 302
        page = see(officer, response.headers["Location"])
        assert listed(page) == [f"Whitlock, {name}" for name in names.split()]
        assert page.xpath("//input[@name='text']/@value") == [text]

    def test_what_is_looked_for_is_in_no_address(self, officer: Client) -> None:
        response = officer.post("/children/search/", {"text": "Whitlock"})
        page = see(officer, response.headers["Location"])
        addresses = [response.headers["Location"], *page.xpath("//@href")]
        assert not [address for address in addresses if "hitlock" in address]

    def test_nobody_elses_search_is_to_be_had(self, officer: Client) -> None:
        address = officer.post("/children/search/", {"text": "Amara"}).headers["Location"]
        other = Client()
        other.force_login(somebody("operational-lead"))
        assert "Looked for" not in other.get(address).content.decode()

    def test_an_empty_search_shows_the_list(self, officer: Client) -> None:
        assert officer.post("/children/search/", {"text": " "}).headers["Location"] == "/children/"

    def test_the_last_ten_are_kept(self, officer: Client) -> None:
        first = officer.post("/children/search/", {"text": "Amara"}).headers["Location"]
        for number in range(10):
            officer.post("/children/search/", {"text": f"name {number}"})
        assert "Looked for" not in officer.get(first).content.decode()


def pages_of(client: Client, address: str) -> Iterator[html.HtmlElement]:
    """Every page of a list, one after the other, by its own links."""
    while address:
        page = see(client, address)
        yield page
        address = next(iter(page.xpath("//a[@rel='next']/@href")), "")


@pytest.mark.parametrize("days", ["", "&as_at=2026-11-22"])
def test_every_child_is_on_exactly_one_page(
    officer: Client, monkeypatch: pytest.MonkeyPatch, days: str
) -> None:
    monkeypatch.setattr(views, "PAGE", 2)
    pages = list(pages_of(officer, f"/children/?{ALL}{days}"))
    assert [name.split()[1] for page in pages for name in listed(page)] == [
        "Amara",
        "Ben",
        "Cora",
        "Dev",
        "Eve",
        "Fay",
    ]
    said = [words(page.xpath("//p[@class='moj-pagination__results']")[0]) for page in pages]
    assert said == ["Showing 1 to 2 of 6", "Showing 3 to 4 of 6", "Showing 5 to 6 of 6"]
    assert not pages[0].xpath("//a[@rel='prev']")
    assert listed(see(officer, pages[2].xpath("//a[@rel='prev']/@href")[0])) == listed(pages[1])
    numbered = pages[1].xpath("//nav[@aria-label='Pages of the list']//li/a")
    assert [words(link) for link in numbered] == ["1", "2", "3"]
    assert listed(see(officer, numbered[2].get("href"))) == listed(pages[2])
    assert officer.get(f"/children/?{ALL}{days}&page=99").headers["Location"] == numbered[2].get("href")


@pytest.mark.parametrize("page", ["0", "-1", "two", "9" * 40])
def test_a_page_that_is_no_number_is_the_first(officer: Client, page: str) -> None:
    assert (
        len(listed(see(officer, officer.get(f"/children/?page={page}", follow=True).request["PATH_INFO"])))
        == 4
    )


def test_the_list_takes_the_same_number_of_queries_however_long_it_is(
    officer: Client, made_up: MadeUp
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            officer.get(f"/children/?{ALL}&locality=north&reason=part-time-timetable")
        return len(captured)

    queries()
    before = queries()
    assert before <= 14
    recorder = made_up.recorder
    with recorder.writing(received_at=datetime(2026, 10, 1, 9, tzinfo=UTC)) as session:
        for number in range(30):
            person = recorder.person(session, date_of_birth=date(2012, 1, 1 + number % 28))
            shared = {"source_person": person, "child": person.child, "valid_from": date(2026, 9, 9)}
            school = recorder.school("High School")
            add(
                session,
                [
                    Registration(establishment=school, status="C", **shared),
                    Notice(establishment=school, kind="part-time", **shared),
                ],
            )
    assert len(listed(see(officer, "/children/?reason=part-time-timetable"))) == 32
    assert queries() == before


class TestLookingBack:
    def test_a_day_before_most_were_on_the_list(self, officer: Client) -> None:
        page = see(officer, "/children/?as_at=2026-09-05")
        assert listed(page) == ["Whitlock, Ben"]
        assert "This is the list as it was on 5 September 2026, as the authority knows it now." in words(page)

    def test_what_was_not_yet_known(self, officer: Client) -> None:
        assert listed(see(officer, "/children/?known_on=2026-08-31")) == []
        assert len(listed(see(officer, "/children/?known_on=2026-09-01"))) == 4

    def test_the_way_to_a_child_keeps_the_day(self, officer: Client, made_up: MadeUp) -> None:
        page = see(officer, "/children/?as_at=2026-10-05&known_on=2026-10-06")
        ways = page.xpath("//th//a[contains(., 'Amara')]/@href")
        assert ways == [f"/children/{made_up.child('Amara')}/?as_at=2026-10-05&known_on=2026-10-06"]

    def test_today_is_now(self, officer: Client) -> None:
        assert "looking back" not in words(see(officer, "/children/?as_at=2026-11-23&known_on=2026-11-23"))

    @pytest.mark.parametrize(
        ("asked", "said"),
        [
            ("as_at=soon", "Enter a date like 23/11/2026"),
            ("known_on=31/02/2026", "Enter a date like 23/11/2026"),
            ("as_at=2026-11-24", "Enter today’s date or an earlier one"),
        ],
    )
    def test_a_day_that_cannot_be_shown_is_said_to_be_so(
        self, officer: Client, asked: str, said: str
    ) -> None:
        page = see(officer, f"/children/?{asked}")
        [problem] = page.xpath("//*[contains(@class, 'govuk-error-summary')]//a")
        assert words(problem) == said
        assert page.xpath(f"//input[@id='{problem.get('href')[1:]}']/@value") == [asked.split("=")[1]]
        assert words(page.xpath("//title")[0]).startswith("Error: ")
        assert len(listed(page)) == 4
