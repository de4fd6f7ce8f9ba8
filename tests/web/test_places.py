"""Schools and providers: what each told us, its children, its calendar and its taught week."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from sightline.access.models import AccessRecord
from sightline.intake.models import IntakeRun, StagedRow
from sightline.record.door import add
from sightline.record.models import (
    CalendarEntry,
    Delivery,
    Establishment,
    EstablishmentLink,
    Placement,
    Programme,
    Provider,
    Source,
    SourcePerson,
    TaughtWeek,
)
from tests.web.made_up_authority import MOMENT, MadeUp, make, somebody
from tests.web.markup import check_markup, words

pytestmark = pytest.mark.django_db

HIGH = "/schools/900001/"
TUITION = "/providers/provider-3/"


@pytest.fixture
def made_up() -> MadeUp:
    return make()


@pytest.fixture
def officer(made_up: MadeUp, client: Client) -> Client:
    client.force_login(somebody("data-officer"))
    return client


def see(client: Client, address: str) -> html.HtmlElement:
    response = client.get(address)
    assert response.status_code == 200, address
    return check_markup(response.content.decode())


def section(page: html.HtmlElement, name: str) -> html.HtmlElement:
    [found] = page.xpath(f"//section[@aria-labelledby='{name}']")
    return found


def rows(part: html.HtmlElement) -> list[list[str]]:
    return [[words(cell) for cell in row.xpath("th | td")] for row in part.xpath(".//tbody/tr")]


def facts(page: html.HtmlElement) -> dict[str, str]:
    [told] = page.xpath("//dl[@class='sightline-facts']")
    return {words(one.xpath("dt")[0]): words(one.xpath("dd")[0]) for one in told.xpath("div")}


def came(made_up: MadeUp, source: Source, *, day: int, waiting: int = 0, feed: str = "school-roll") -> None:
    """A file of a sender, received on a day of October, some of whose rows wait."""
    at = datetime(2026, 10, day, 9, tzinfo=UTC)
    with made_up.recorder.writing(received_at=at) as session:
        delivery = Delivery.objects.create(
            source=source,
            feed=feed,
            file_name=f"file of day {day}.csv",
            sha256=f"{day:064}",
            size=1,
            received_at=at,
            recorded_at=session.change.recorded_at,
            change=session.change,
        )
    run = IntakeRun.objects.create(
        delivery=delivery, state=IntakeRun.State.APPLIED, counts={"rows": 40 + day, "taken": 40}
    )
    for row in range(waiting):
        StagedRow.objects.create(run=run, row_number=row + 2, state=StagedRow.State.QUARANTINED, values={})


@pytest.fixture
def school_sender(made_up: MadeUp) -> Source:
    high = Establishment.objects.get(urn="900001")
    return Source.objects.create(slug="school-900001", title="High School", kind="school", establishment=high)


class TestSchools:
    def test_each_school_with_its_children_and_what_came_last(
        self, officer: Client, made_up: MadeUp, school_sender: Source
    ) -> None:
        came(made_up, school_sender, day=1)
        came(made_up, school_sender, day=5, waiting=2)
        page = see(officer, "/schools/")
        assert rows(page) == [
            [
                "Far School URN 900002",
                "mainstream school phase not known",
                "South team",
                "1 on the list at Far School",
                "none",
                "nothing yet",
                "none",
            ],
            [
                "High School URN 900001",
                "mainstream school phase not known",
                "North team",
                "3 on the list at High School",
                "none",
                "5 October 2026 School rolls",
                "2",
            ],
        ]

    def test_what_is_asked_for_narrows_the_list_and_can_be_taken_back(self, officer: Client) -> None:
        page = see(officer, "/schools/?text=far&kind=mainstream&locality=south")
        assert [row[0] for row in rows(page)] == ["Far School URN 900002"]
        chips = [words(one) for one in page.xpath("//a[@class='moj-filter__tag']")]
        assert sorted(chips) == [
            "Remove this filter: Mainstream school",
            "Remove this filter: South team",
            "Remove this filter: far",
        ]
        assert "/schools/?kind=mainstream&locality=south" in page.xpath("//a[@class='moj-filter__tag']/@href")

    def test_a_selection_without_a_school_leads_back(self, officer: Client) -> None:
        page = see(officer, "/schools/?text=nowhere")
        assert "No school is in this selection." in words(page)

    def test_what_is_no_choice_counts_as_not_asked(self, officer: Client) -> None:
        assert len(rows(see(officer, "/schools/?kind=palace&phase=x&page=99999999&elsewhere=maybe"))) == 2

    def test_schools_of_elsewhere_and_closed_ones_are_asked_for(self, officer: Client) -> None:
        Establishment.objects.create(urn="900090", name="Distant School", authority_code="998")
        Establishment.objects.create(
            urn="900091", name="Old School", authority_code="999", close_date=date(2020, 8, 31)
        )
        assert len(rows(see(officer, "/schools/"))) == 2
        page = see(officer, "/schools/?elsewhere=yes&closed=yes")
        assert [row[0].split(" URN")[0] for row in rows(page)] == [
            "Distant School",
            "Far School",
            "High School",
            "Old School",
        ]

    def test_before_any_register_the_page_says_how_schools_get_here(self, client: Client) -> None:
        client.force_login(somebody("data-officer"))
        assert "No school is known yet." in words(see(client, "/schools/"))

    def test_a_long_list_comes_in_pages_and_takes_no_more_queries(self, officer: Client) -> None:
        def queries() -> int:
            with CaptureQueriesContext(connection) as captured:
                officer.get("/schools/")
            return len(captured)

        queries()
        before = queries()
        Establishment.objects.bulk_create(
            Establishment(urn=f"91{number:04}", name=f"School {number:03}", authority_code="999")
            for number in range(60)
        )
        assert queries() == before
        page = see(officer, "/schools/?page=2")
        assert len(rows(page)) == 12
        assert "Showing 51 to 62 of 62" in words(page)


class TestASchool:
    def test_what_the_register_says_and_what_it_does_not(self, officer: Client) -> None:
        told = facts(see(officer, HIGH))
        assert (told["URN"], told["Locality"], told["Authority"]) == ("900001", "North team", "Ambershire")
        assert (told["Ages"], told["Opened"]) == ("not known", "not known")
        assert "Closed" not in told

    def test_a_school_that_told_nothing_says_so_of_each_file_it_owes(self, officer: Client) -> None:
        told = rows(section(see(officer, HIGH), "told"))
        assert ["School rolls", "nothing yet"] in told
        assert all(one[1] == "nothing yet" for one in told)

    def test_what_it_told_with_its_last_file(
        self, officer: Client, made_up: MadeUp, school_sender: Source
    ) -> None:
        came(made_up, school_sender, day=1, waiting=1)
        came(made_up, school_sender, day=5)
        told = rows(section(see(officer, HIGH), "told"))
        assert told[0] == ["School rolls", "5 October 2026 2 files so far", "file of day 5.csv", "45", "1"]

    def test_an_academy_shows_what_it_sent_before_it_was_one(
        self, officer: Client, made_up: MadeUp, school_sender: Source
    ) -> None:
        came(made_up, school_sender, day=5, waiting=1)
        new = Establishment.objects.create(
            urn="900080", name="High Academy", authority_code="999", lowest_age=11, highest_age=18
        )
        with made_up.recorder.writing() as session:
            add(
                session,
                [
                    EstablishmentLink(
                        predecessor=school_sender.establishment,
                        successor=new,
                        kind="succeeded",
                        since=date(2026, 9, 1),
                    )
                ],
            )
        page = see(officer, "/schools/900080/")
        assert rows(section(page, "told"))[0][2] == "file of day 5.csv"
        assert "Was before High School, URN 900001, since 1 September 2026" in words(page)
        assert "Became High Academy" in words(see(officer, HIGH))
        assert facts(page)["Ages"] == "11 to 18"

    def test_its_children_lead_to_their_pages(self, officer: Client, made_up: MadeUp) -> None:
        there = section(see(officer, HIGH), "children")
        assert rows(there)[0] == [
            "Whitlock, Amara SL-000001",
            "9 September 2026",
            "8",
            "8",
            "not known",
            "24",
        ]
        assert there.xpath(f".//a[@href='/children/{made_up.child('Amara')}/']")
        assert AccessRecord.objects.latest("pk").purpose == "page staff:school"

    def test_only_children_of_ones_own_part_are_counted_and_shown(
        self, made_up: MadeUp, client: Client
    ) -> None:
        client.force_login(somebody("key-worker"))
        there = words(section(see(client, "/schools/900002/"), "children"))
        assert "0 children on the list" in there
        assert "Whitlock" not in there

    def test_a_school_without_terms_of_its_own_has_the_authoritys_or_the_usual_ones(
        self, officer: Client, made_up: MadeUp
    ) -> None:
        assert "Nobody has told us the terms" in words(section(see(officer, HIGH), "calendar"))
        with made_up.recorder.writing() as session:
            session.touch_everybody()
            add(
                session,
                [
                    CalendarEntry(
                        kind="term",
                        name="Autumn term",
                        valid_from=date(2026, 9, 2),
                        valid_to=date(2026, 12, 19),
                    ),
                    CalendarEntry(
                        kind="half term",
                        name="Half term",
                        valid_from=date(2026, 10, 26),
                        valid_to=date(2026, 10, 31),
                    ),
                    CalendarEntry(
                        establishment=made_up.recorder.school("High School"),
                        kind="training day",
                        name="Training day",
                        valid_from=date(2026, 9, 3),
                        valid_to=date(2026, 9, 4),
                    ),
                ],
            )
        there = section(see(officer, HIGH), "calendar")
        assert "the authority’s stand in" in words(there)
        table = rows(there)
        assert ["Autumn term", "2 September 2026", "18 December 2026", "72", "the authority"] in table
        assert ["Training day", "3 September 2026", "3 September 2026", "the school"] in table
        assert ["Half term", "26 October 2026", "30 October 2026", "the authority"] in table
        assert any(row[-1] == "assumed" for row in table), "the rest of the year is assumed"
        assert there.xpath(".//svg[@role='img']//rect")

    def test_the_taught_week_is_told_or_assumed(self, officer: Client, made_up: MadeUp) -> None:
        high = made_up.recorder.school("High School")
        with made_up.recorder.writing() as session:
            session.touch_everybody()
            week = TaughtWeek(
                establishment=high, key_stage=3, hours=Decimal("26.5"), valid_from=date(2026, 9, 1)
            )
            add(session, [week])
        told = rows(section(see(officer, HIGH), "taught"))
        assert told[2] == ["Key stage 3", "26.5", "told: the school’s own word, since 1 September 2026"]
        assert told[3][2].startswith("assumed: Local Government Ombudsman")

    def test_there_is_no_school_of_a_number_that_was_never_given(self, officer: Client) -> None:
        assert officer.get("/schools/123456/").status_code == 404

    def test_a_school_that_only_a_link_names_has_a_page(self, officer: Client) -> None:
        Establishment.objects.create(urn="900077", is_stub=True)
        page = see(officer, "/schools/900077/")
        assert words(page.xpath("//h1")[0]) == "School 900077"
        assert "The register no longer holds this school." in words(page)


class TestProviders:
    def test_each_provider_with_its_children(self, officer: Client, made_up: MadeUp) -> None:
        came(made_up, Source.objects.get(slug="larch"), day=5, feed="provider-roll")
        assert rows(see(officer, "/providers/")) == [
            [
                "Larch House",
                "secure setting",
                "1 on the list at Larch House",
                "none",
                "5 October 2026 Children with providers",
                "none",
            ],
            ["Riverside Tuition", "home tuition", "none", "none", "nothing yet", "none"],
            [
                "Willow Ward",
                "in-patient mental health unit",
                "1 on the list at Willow Ward",
                "none",
                "nothing yet",
                "none",
            ],
        ]

    def test_filters_and_an_empty_selection(self, officer: Client) -> None:
        assert [row[0] for row in rows(see(officer, "/providers/?text=river&kind=home-tuition"))] == [
            "Riverside Tuition"
        ]
        assert "No provider is in this selection." in words(see(officer, "/providers/?text=nowhere"))

    def test_before_any_provider_the_page_says_how_they_get_here(self, client: Client) -> None:
        client.force_login(somebody("data-officer"))
        assert "No provider is known yet." in words(see(client, "/providers/"))

    def test_everything_that_nobody_told_is_said_to_be_unknown(self, officer: Client) -> None:
        page = see(officer, TUITION)
        told = facts(page)
        assert {label for label, value in told.items() if value == "not known"} == set(told) - {"Kind"}
        assert "Which programmes it runs is not known." in words(page)
        assert "No child who is on the list" in words(section(page, "children"))

    def test_everything_told(self, officer: Client, made_up: MadeUp) -> None:
        tuition = Provider.objects.get(key="provider-3")
        tuition.registered, tuition.places, tuition.group_size = "no", 0, 4
        tuition.inspected_on, tuition.subjects, tuition.urn = (
            date(2025, 3, 4),
            "English, mathematics",
            "900001",
        )
        tuition.save()
        amara = SourcePerson.objects.get(pk=made_up.persons["Amara"].pk)
        with made_up.recorder.writing(received_at=MOMENT) as session:
            Programme.objects.create(provider=tuition, name="Return to school", change=session.change)
            placed = Placement(
                source_person=amara,
                child=amara.child,
                provider=tuition,
                valid_from=date(2026, 9, 9),
                hours_planned=Decimal(6),
            )
            add(session, [placed])
        page = see(officer, TUITION)
        told = facts(page)
        assert (told["Registered as a school"], told["Places"], told["Children in a group"]) == (
            "no",
            "none",
            "4",
        )
        assert told["Last inspected"] == "4 March 2025"
        assert "Return to school" in words(page)
        assert page.xpath("//a[@href='/schools/900001/']")
        there = section(page, "children")
        assert "planned are known of 1 of 1 child (6 hours a week in all)" in words(there)
        assert rows(there) == [
            ["Whitlock, Amara SL-000001", "9 September 2026", "6", "not known", "not known", "24"]
        ]

    def test_the_queries_do_not_grow_with_the_children(self, officer: Client, made_up: MadeUp) -> None:
        def queries() -> int:
            with CaptureQueriesContext(connection) as captured:
                officer.get(TUITION)
            return len(captured)

        def place(*people: SourcePerson) -> None:
            tuition = Provider.objects.get(key="provider-3")
            with made_up.recorder.writing(received_at=MOMENT) as session:
                add(
                    session,
                    [
                        Placement(
                            source_person=one,
                            child_id=one.child_id,
                            provider=tuition,
                            valid_from=date(2026, 9, 9),
                        )
                        for one in people
                    ],
                )

        first, *others = made_up.persons.values()
        place(first)
        queries()
        before = queries()
        place(*others)
        assert len(rows(section(see(officer, TUITION), "children"))) > 2
        assert queries() == before
