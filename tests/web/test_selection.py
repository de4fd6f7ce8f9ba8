"""The selection taken away: exactly the children of the page, with what was chosen and the gaps stated first."""

import csv
import io

import pytest
from django.test import Client

from sightline.access.viewer import viewer_for
from sightline.population.filters import Filters
from sightline.record.models import reference_of
from sightline.reports.catalogue import Selected
from sightline.reports.catalogue import make as make_report
from sightline.reports.models import IssuedReport
from tests.web.made_up_authority import MadeUp, make, somebody
from tests.web.markup import check_markup, words

pytestmark = pytest.mark.django_db

SELECTIONS = [
    "locality=north",
    "reason=part-time-timetable",
    "hours=5-10&next=overdue",
    "unknown=hours+attended&year=11",
    "school=900002",
    "maybe_same=yes",
    "standing=on&since_before=2026-09-09",
    "locality=north&as_at=2026-10-05&known_on=2026-11-20",
]


@pytest.fixture
def made_up() -> MadeUp:
    return make()


def on_the_page(client: Client, query: str) -> set[str]:
    page = check_markup(client.get(f"/children/?{query}").content.decode())
    return {words(one) for one in page.xpath("//span[@class='sightline-reference']")}


def taken_away(client: Client, query: str, name: str = "inspection-list", format: str = "csv") -> str:
    """The file that the list's own way leads to, with the fields that its page has."""
    page = check_markup(client.get(f"/children/?{query}").content.decode())
    [way] = page.xpath(f"//a[contains(@href, '/reports/{name}/')]/@href")
    report = check_markup(client.get(way).content.decode())
    [form] = report.xpath("//form[@method='post' and .//button[@name='format']]")
    fields: dict[str, list[str]] = {}
    for field in form.xpath(".//input[@type='hidden' and @name != 'csrfmiddlewaretoken']"):
        fields.setdefault(field.get("name"), []).append(field.get("value"))
    response = client.post(form.get("action"), {**fields, "format": format, "for_whom": "The inspectors"})
    assert response.status_code == 200
    return response.content.decode("utf-8-sig")


@pytest.mark.parametrize("role", ["operational-lead", "virtual-school", "team-leader"])
@pytest.mark.parametrize("query", SELECTIONS)
def test_the_file_holds_exactly_the_children_of_the_page(
    made_up: MadeUp, client: Client, role: str, query: str
) -> None:
    client.force_login(somebody(role))
    if not on_the_page(client, query):
        assert "No child is in this selection." in client.get(f"/children/?{query}").content.decode()
        return
    rows = csv.DictReader(io.StringIO(taken_away(client, query)))
    assert {row["Unique ID"] for row in rows} == on_the_page(client, query)
    children = {reference_of(child) for child in IssuedReport.objects.get().children}
    assert children == on_the_page(client, query)
    assert IssuedReport.objects.get().change.reason == "The inspectors"


def test_what_was_chosen_stands_before_the_gaps_and_is_kept(made_up: MadeUp, client: Client) -> None:
    client.force_login(somebody("operational-lead"))
    taken_away(client, "locality=north&hours=5-10&since_from=2026-09-01", "tracking-sheet")
    kept = IssuedReport.objects.get()
    chosen = "Locality: North team; Hours planned: 5, fewer than 10; On the list since: from 1 September 2026"
    assert kept.gaps[0] == f"This is a part of the list and not the whole of it. Chosen: {chosen}."
    assert chosen in kept.read_first
    assert len(kept.gaps) > 1


def test_what_was_looked_for_by_name_is_in_no_file(made_up: MadeUp, client: Client) -> None:
    client.force_login(somebody("operational-lead"))
    query = client.post("/children/search/", {"text": "Amara"}).headers["Location"].partition("?")[2]
    text = taken_away(client, query)
    kept = IssuedReport.objects.get()
    assert kept.children == [made_up.child("Amara")]
    assert "Looked for: a name or a number" in kept.gaps[0]
    assert not [said for said in (text, kept.read_first, *kept.gaps) if "Amara" in said]


def test_the_whole_list_is_no_selection(made_up: MadeUp, client: Client) -> None:
    client.force_login(somebody("operational-lead"))
    taken_away(client, "")
    assert "part of the list" not in " ".join(IssuedReport.objects.get().gaps)


def test_a_report_of_a_selection_leads_back_to_its_children(made_up: MadeUp, client: Client) -> None:
    client.force_login(somebody("key-worker"))
    page = check_markup(client.get("/reports/inspection-list/?reason=part-time-timetable").content.decode())
    assert page.xpath("//a[text()='Back to these children']/@href") == [
        "/children/?reason=part-time-timetable"
    ]
    assert not page.xpath("//button[@name='format']"), "a key worker reads a report and issues none"
    look_back = page.xpath("//section[@aria-labelledby='look-back']//input[@type='hidden']")
    assert [(one.get("name"), one.get("value")) for one in look_back] == [("reason", "part-time-timetable")]


def test_a_hidden_reason_cannot_be_taken_away_by_asking_for_it(made_up: MadeUp, client: Client) -> None:
    client.force_login(somebody("virtual-school"))
    taken_away(client, "reason=in-custody")
    assert len(IssuedReport.objects.get().children) == 4, "a filter that is not the role's to choose is none"
    viewer = viewer_for(somebody("virtual-school"))
    selected = Selected(Filters(reasons=("in-custody",)), ())
    assert make_report(viewer, "inspection-list", selected=selected).children == frozenset()
