"""The page of a child's register: every school and provider, for whoever may see it, as known on any day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from sightline.access.models import AccessRecord
from sightline.attendance.door import Place, SentMarks, take_marks
from sightline.attendance.numbering import NOT_SENT, stored_number
from sightline.record.models import Establishment, Provider
from tests.web.made_up_authority import MadeUp, make, somebody
from tests.web.markup import check_markup, words

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 9, 7)
DAY = timedelta(days=1)


@pytest.fixture
def made_up() -> MadeUp:
    return make()


@pytest.fixture
def officer(made_up: MadeUp, client: Client) -> Client:
    client.force_login(somebody("data-officer"))
    return client


def send(
    made_up: MadeUp,
    forename: str,
    codes: str,
    *,
    first: date = MONDAY,
    place: Place | None = None,
    received: date = date(2026, 10, 1),
) -> None:
    """Two codes a day from a first day on, at the High School unless a place is given."""
    marks = bytes(NOT_SENT if code == "." else stored_number(code) for code in codes.split())
    days = [first + DAY * number for number in range(len(marks) // 2)]
    high = Place(establishment=Establishment.objects.get(urn="900001").pk)
    at = datetime(received.year, received.month, received.day, 9, tzinfo=UTC)
    with made_up.recorder.writing(received_at=at) as session:
        take_marks(session, place or high, [SentMarks(made_up.persons[forename].pk, days, marks)])


def see(client: Client, child: int, query: str = "") -> html.HtmlElement:
    response = client.get(f"/children/{child}/register/{query}")
    assert response.status_code == 200
    return check_markup(response.content.decode())


def week(page: html.HtmlElement, label: str) -> list[str]:
    """The letters of each day of one week, as they stand in the calendar."""
    [row] = page.xpath(f"//table[contains(@class, 'sightline-register')]//tr[th[. = '{label}']]")
    return [
        " ".join(words(mark) for mark in cell.xpath(".//*[@aria-hidden='true']")) for cell in row.xpath("td")
    ]


def test_a_register_says_each_session_in_words_and_what_it_comes_to(officer: Client, made_up: MadeUp) -> None:
    send(made_up, "Amara", "/ \\ I I / N C2 C2 . .")
    page = see(officer, made_up.child("Amara"), "?as_at=2026-09-11")
    assert week(page, "7 Sep") == ["/ \\", "I I", "/ N", "C2 C2", "? ?"]
    said = words(page)
    [ill] = page.xpath("//tr[th[. = '7 Sep']]/td[2]")
    assert words(ill) == "IMorning: Illness. IAfternoon: Illness."
    assert "Attended 3 sessions of 8 that could be attended: 37.5%" in said
    assert "8 September 2026 I Illness 2" in said
    assert "the usual ones are assumed" in said
    assert page.xpath("//h2[. = 'High School']")


def test_two_registers_stand_one_under_the_other(officer: Client, made_up: MadeUp) -> None:
    send(made_up, "Amara", "B B B B")
    tuition = Place(provider=Provider.objects.get(name="Riverside Tuition").pk)
    send(made_up, "Amara", "/ \\ O O", place=tuition)
    page = see(officer, made_up.child("Amara"), "?as_at=2026-09-11")
    headings = [words(one) for one in page.xpath("//section/h2")]
    assert headings == ["What do the rules find?", "High School", "Riverside Tuition", "Look back"]


def test_before_a_register_came_the_page_says_how_they_get_here(officer: Client, made_up: MadeUp) -> None:
    page = see(officer, made_up.child("Ben"))
    assert "No register of this child has been sent." in words(page)
    assert "attendance-marks" in words(page)


def test_what_was_known_before_a_correction_can_be_seen_again(officer: Client, made_up: MadeUp) -> None:
    send(made_up, "Amara", "N N", received=date(2026, 9, 7))
    send(made_up, "Amara", "I I", received=date(2026, 9, 20))
    amara = made_up.child("Amara")
    assert week(see(officer, amara, "?as_at=2026-09-11"), "7 Sep")[0] == "I I"
    then = see(officer, amara, "?as_at=2026-09-11&known_on=2026-09-10")
    assert week(then, "7 Sep")[0] == "N N"
    assert "You are looking back." in words(then)


def test_each_school_year_has_its_own_register(officer: Client, made_up: MadeUp) -> None:
    send(made_up, "Amara", "/ \\")
    send(made_up, "Amara", "G G", first=date(2025, 9, 8))
    amara = made_up.child("Amara")
    before = see(officer, amara, "?year=2025")
    assert week(before, "8 Sep")[0] == "G G"
    assert "register 2025/26" in words(before)
    assert [words(one) for one in before.xpath("//nav[@aria-label='School years']//a")] == [
        "2026/27",
        "2025/26",
    ]
    assert "register 2026/27" in words(see(officer, amara, "?year=nonsense"))


def test_what_a_code_gives_away_is_kept_from_who_may_not_see_it(made_up: MadeUp, client: Client) -> None:
    send(made_up, "Amara", "Y5 Y5 I I")
    client.force_login(somebody("key-worker"))
    page = see(client, made_up.child("Amara"), "?as_at=2026-09-11")
    assert week(page, "7 Sep")[:2] == ["* *", "I I"]
    said = words(page)
    assert "the reason is one that your role does not show" in said
    assert "Y5" not in said and "detention" not in said


def test_a_register_of_a_guarded_place_is_withheld_whole(made_up: MadeUp, client: Client) -> None:
    larch = Place(provider=Provider.objects.get(name="Larch House").pk)
    send(made_up, "Ben", "/ \\", place=larch)
    ben = made_up.child("Ben")
    client.force_login(somebody("key-worker"))
    page = see(client, ben, "?as_at=2026-09-11")
    assert "There is a register that your role does not show." in words(page)
    assert "Larch" not in words(page) and not page.xpath("//table")
    client.force_login(somebody("data-officer"))
    assert "Larch House" in words(see(client, ben, "?as_at=2026-09-11"))


def test_the_looking_is_noted_and_a_child_out_of_scope_is_nobody(made_up: MadeUp, client: Client) -> None:
    client.force_login(somebody("key-worker"))
    assert client.get(f"/children/{made_up.child('Fay')}/register/").status_code == 404
    assert client.get("/children/999999/register/").status_code == 404
    assert not AccessRecord.objects.exists()
    client.get(f"/children/{made_up.child('Amara')}/register/")
    [noted] = AccessRecord.objects.all()
    assert (noted.purpose, noted.children) == ("page staff:register", [made_up.child("Amara")])


def test_the_childs_page_leads_to_the_register_on_the_same_day(officer: Client, made_up: MadeUp) -> None:
    amara = made_up.child("Amara")
    page = officer.get(f"/children/{amara}/?as_at=2026-10-01").content.decode()
    assert f"/children/{amara}/register/?as_at=2026-10-01" in page


def test_the_queries_do_not_grow_with_the_weeks(officer: Client, made_up: MadeUp) -> None:
    address = f"/children/{made_up.child('Amara')}/register/?as_at=2026-10-30"

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            officer.get(address)
        return len(captured)

    send(made_up, "Amara", "/ \\")
    queries()
    before = queries()
    for number in range(1, 7):
        send(made_up, "Amara", "/ \\ I I / \\ O O C2 C2", first=MONDAY + 7 * number * DAY)
    assert queries() == before
