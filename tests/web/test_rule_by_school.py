"""A rule by school: whom it counts where, beside what chance would give, for whom."""

import csv
import io
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from lxml import html

from sightline.access.models import AccessRecord
from sightline.access.viewer import viewer_for
from sightline.attendance.door import Place
from sightline.record.models import Establishment, Provider
from sightline.watch.by_school import School, compared, counted_by_school
from sightline.watch.rates import Beside, Counted
from sightline.watch.rules import RULES
from tests.web.made_up_authority import MadeUp, make, somebody
from tests.web.markup import check_markup, words
from tests.web.test_register_pages import send

pytestmark = pytest.mark.django_db

PAGE = "/rules/registers/fifteen-days-missed/schools/"
THEN = "as_at=2026-10-16"
AWAY = "O " * 60


@pytest.fixture(autouse=True)
def kept(settings, tmp_path) -> None:
    settings.SIGHTLINE_REGISTERS = tmp_path


@pytest.fixture
def made_up() -> MadeUp:
    return make()


def far() -> Place:
    return Place(establishment=Establishment.objects.get(name="Far School").pk)


def look(client: Client, role: str, query: str = THEN) -> html.HtmlElement:
    client.force_login(somebody(role))
    response = client.get(f"{PAGE}?{query}")
    assert response.status_code == 200
    return check_markup(response.content.decode())


def rows(page: html.HtmlElement) -> list[list[str]]:
    return [[words(cell) for cell in row.xpath("./*")[:4]] for row in page.xpath("//tbody/tr")]


def test_each_school_has_its_pupils_and_those_found(made_up: MadeUp, client: Client) -> None:
    send(made_up, "Amara", AWAY)
    send(made_up, "Dev", "/ \\ " * 30)
    send(made_up, "Fay", "/ \\ " * 30, place=far())
    page = look(client, "data-officer")
    assert rows(page) == [
        ["High School phase not known", "1", "2", "50.0%"],
        ["Far School phase not known", "0", "1", "0.0%"],
    ]
    assert "1 of 3 pupils by the registers up to 16 October 2026, at 2 schools" in words(page)
    assert not AccessRecord.objects.exists()


def test_a_pupil_counts_where_the_latest_mark_is(made_up: MadeUp, client: Client) -> None:
    send(made_up, "Amara", AWAY)
    send(made_up, "Dev", "/ \\ ")
    send(made_up, "Amara", "/ \\ ", first=date(2026, 10, 12), place=far())
    assert rows(look(client, "data-officer"))[0] == ["Far School phase not known", "1", "1", "100.0%"]
    before = look(client, "data-officer", "as_at=2026-10-09")
    assert rows(before) == [["High School phase not known", "1", "2", "50.0%"]]


def test_whom_only_a_provider_marks_counts_at_no_school(made_up: MadeUp, client: Client) -> None:
    tuition = Place(provider=Provider.objects.get(name="Riverside Tuition").pk)
    send(made_up, "Amara", AWAY, place=tuition)
    page = look(client, "data-officer")
    assert "No register of a school whose pupils you may see has come in" in words(page)


def test_a_locality_counts_its_own_children(made_up: MadeUp, client: Client) -> None:
    send(made_up, "Amara", AWAY)
    send(made_up, "Fay", AWAY, place=far())
    assert len(rows(look(client, "data-officer"))) == 2
    assert rows(look(client, "team-leader")) == [["High School phase not known", "1", "1", "100.0%"]]


def test_a_school_of_a_kind_that_a_role_does_not_see_is_not_there(made_up: MadeUp, client: Client) -> None:
    send(made_up, "Ben", AWAY, place=far())
    Establishment.objects.filter(name="Far School").update(group="secure")
    assert rows(look(client, "data-officer"))[0][0].startswith("Far School")
    hidden = look(client, "virtual-school")
    assert "Far School" not in words(hidden) and not rows(hidden)


def test_schools_are_compared_within_a_phase_and_put_in_order(made_up: MadeUp, client: Client) -> None:
    Establishment.objects.filter(name="Far School").update(phase="Primary")
    send(made_up, "Amara", AWAY)
    send(made_up, "Fay", "/ \\ " * 30, place=far())
    assert [row[0] for row in rows(look(client, "data-officer", f"{THEN}&sort=name"))] == [
        "Far School Primary",
        "High School phase not known",
    ]
    primary = look(client, "data-officer", f"{THEN}&phase=Primary&sort=nonsense&page=x")
    assert [row[0] for row in rows(primary)] == ["Far School Primary"]
    assert "0 of 1 pupil " in words(primary)


def test_the_plain_table_says_the_same(made_up: MadeUp, client: Client) -> None:
    Establishment.objects.filter(name="High School").update(name="=High School")
    send(made_up, "Amara", AWAY)
    client.force_login(somebody("inspector"))
    response = client.get(f"{PAGE}file/?{THEN}")
    heading, *lines = csv.reader(io.StringIO(response.content.decode("utf-8-sig")))
    assert response["Cache-Control"] == "private, no-store"
    [told] = [dict(zip(heading, line, strict=True)) for line in lines]
    assert (told["School"], told["Pupils"], told["Found"]) == ("'=High School", "1", "1")
    assert (told["Expected by chance"], told["Beside chance"]) == ("1.0", "as chance gives")


def test_who_may_not_know_the_children_gets_no_exact_number(
    made_up: MadeUp, client: Client, tmp_path
) -> None:
    send(made_up, "Amara", AWAY)
    for role in ("governor", "member", "privacy-officer", "school"):
        account = somebody(role)
        with pytest.raises(PermissionDenied):
            counted_by_school(viewer_for(account), RULES["fifteen-days-missed"], date(2026, 10, 16), tmp_path)
    client.force_login(somebody("data-officer"))
    assert client.get("/rules/registers/nonsense/schools/").status_code == 404


def test_a_school_far_beyond_chance_comes_first_and_says_so() -> None:
    schools = [School(str(n), f"School {n}", "", Counted(3, 60)) for n in range(50)]
    found = compared([*schools, School("99", "School 99", "", Counted(20, 60))])
    assert [one.school.urn for one in found.rates if one.chance.beside == Beside.MORE] == ["99"]
    assert found.everybody == Counted(170, 3_060)


def test_the_number_of_queries_does_not_grow(
    made_up: MadeUp, tmp_path, django_assert_max_num_queries
) -> None:
    for forename in ("Amara", "Ben", "Cora", "Dev", "Eve"):
        send(made_up, forename, AWAY)
    send(made_up, "Fay", AWAY, place=far())
    viewer = viewer_for(somebody("data-officer"))
    with django_assert_max_num_queries(14):
        counted = counted_by_school(viewer, RULES["fifteen-days-missed"], date(2026, 10, 16), tmp_path)
    assert [one.counted for one in counted] == [Counted(1, 1), Counted(5, 5)]
