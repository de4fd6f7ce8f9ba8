"""Files in through the pages: drop, what each was taken for, progress, the result, history; nothing leaks."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sightline.access.models import AccessRecord
from sightline.intake import receiving
from sightline.intake.models import ReceivedFile
from sightline.record.models import Child
from sightline.web.shared import uploads
from tests.intake.dropping import run_jobs, table
from tests.intake.rows import ELIZABETH, TOMASZ, on_roll
from tests.web.dropping_in import (
    ADDRESS,
    FAULTY,
    LETTER,
    ROLL,
    UNKNOWN,
    last_file,
    look,
    page_of,
    post,
    shown,
    with_brook_school,
)
from tests.web.made_up_authority import MadeUp, somebody
from tests.web.markup import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def made_up(settings) -> MadeUp:
    settings.SIGHTLINE_DEMO = True
    return with_brook_school()


@pytest.fixture
def officer(made_up: MadeUp, client: Client) -> Client:
    """The browser of a data officer, who is called Dee."""
    client.force_login(somebody("data-officer", "Dee Ash"))
    return client


class TestTheFirstPage:
    def test_says_what_to_do_when_nothing_has_come(self, officer: Client) -> None:
        page = look(officer, ADDRESS)

        assert words(page.xpath("//h1")[0]) == "Files in"
        said = words(page)
        assert "No row waits to be mended." in said
        assert "No file has been taken yet. Begin with the public register of schools" in said
        assert "Up to 20 at once, up to 100 MB each" in said

    def test_is_in_the_navigation_of_who_may_take_files_only(self, made_up: MadeUp, client: Client) -> None:
        for role, there in (("data-officer", True), ("operational-lead", True), ("key-worker", False)):
            client.force_login(somebody(role))
            assert bool(look(client, "/children/").xpath(f"//nav//a[@href='{ADDRESS}']")) == there, role

    def test_names_everybody_who_has_sent_a_file(self, officer: Client) -> None:
        assert "Larch House" in look(officer, ADDRESS).xpath("//datalist/option/@value")

    def test_lists_what_waits_and_what_was_taken_by_feed(self, officer: Client) -> None:
        post(officer, FAULTY)
        run_jobs()

        page = look(officer, ADDRESS)

        [link] = page.xpath("//section[@aria-labelledby='waits']//a[contains(., 'row')]")
        assert (words(link), link.get("href")) == ("1 row", "/intake/waiting/?feed=school-roll")
        [row] = page.xpath("//section[@aria-labelledby='taken']//tbody/tr")
        assert words(row[0]).startswith("faulty.csv")
        assert [words(cell) for cell in row[1:]] == [
            "Brook School",
            "23 November 2026",
            "2",
            "1",
            "1",
            "0",
            "1",
        ]


class TestDropping:
    def test_each_file_says_what_it_was_taken_for(self, officer: Client) -> None:
        page = post(officer, ROLL, UNKNOWN, LETTER)

        roll, unknown, letter = (
            words(line) for line in page.xpath("//section[@aria-labelledby='dropped']//li")
        )
        assert roll.startswith("roll.csv Waits for its turn Taken for: ")
        assert roll.endswith("It is next.")
        assert unknown == (
            "list.csv Waits for you It is not certain what this file is. Say what it is: list.csv"
        )
        assert letter.startswith("letter.pdf Not taken in")
        assert "PDF" in letter

    def test_the_page_looks_again_by_itself_while_something_moves(self, officer: Client) -> None:
        post(officer, ROLL)
        address = f"{ADDRESS}?batch={last_file().batch}"

        assert officer.get(address).headers["Refresh"] == "3"
        assert "Refresh" not in officer.get(f"{address}&still").headers
        run_jobs()
        assert "Refresh" not in officer.get(address).headers
        assert "Refresh" not in officer.get(ADDRESS).headers

    @pytest.mark.parametrize(
        ("fields", "error", "field"),
        [
            ({"received_on": "24/11/2026"}, "cannot lie in the future", "received_on"),
            ({"received_on": "tomorrow"}, "like 23/11/2026", "received_on"),
            ({"source_name": "!?"}, "needs letters or digits", "source_name"),
        ],
    )
    def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
        self, officer: Client, fields: dict[str, str], error: str, field: str
    ) -> None:
        page = post(officer, ROLL, dry_run="on", **fields)

        [summary] = page.xpath("//*[contains(@class, 'govuk-error-summary')]//li/a")
        assert error in words(summary)
        [at_fault] = page.xpath(f"//*[@id='{summary.get('href')[1:]}']")
        assert (at_fault.get("name"), at_fault.get("value")) == (field, fields[field])
        assert page.xpath("//input[@name='dry_run']/@checked")
        assert words(page.xpath("//title")[0]).startswith("Error: ")
        assert not ReceivedFile.objects.exists()

    def test_no_file_and_too_many(self, officer: Client) -> None:
        assert "Choose at least one file" in words(post(officer))
        assert "Choose at most 20 at once" in words(post(officer, *[UNKNOWN] * 21))
        assert not ReceivedFile.objects.exists()

    def test_a_file_that_is_too_large_is_stopped_while_it_comes_in(
        self, officer: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(uploads, "LARGEST_FILE", 50)
        monkeypatch.setattr(receiving, "LARGEST_FILE", 50)

        page = post(officer, ROLL)

        assert "“roll.csv” is larger than" in words(page)
        assert "Send it in parts" in words(page)
        assert not ReceivedFile.objects.exists()

    def test_a_name_with_markup_in_it_is_text(self, officer: Client) -> None:
        page = post(officer, ("<script>alert(1)</script>.csv", ROLL[1]))

        assert "script>.csv" in words(page)
        assert not page.xpath("//section//script")


class TestProgress:
    @pytest.fixture
    def reading(self, officer: Client) -> ReceivedFile:
        """A file of which 12,400 of 88,000 rows were read in about two and a half seconds."""
        post(officer, ROLL)
        file = last_file()
        file.state, file.rows_read, file.rows_expected = "reading", 12_400, 88_000
        file.stage_began_at -= timedelta(seconds=2.5)
        file.save()
        return file

    def test_is_counted_and_its_rate_is_measured(self, officer: Client, reading: ReceivedFile) -> None:
        page = page_of(officer, reading)

        said = words(page.xpath("//*[@role='status']")[0])
        found = re.fullmatch(
            r"12,400 of about 88,000 rows read, ([\d,]+) a second; about (\d+) seconds left.", said
        )
        assert found, said
        assert 1_000 < int(found[1].replace(",", "")) < 5_000
        assert 15 <= int(found[2]) <= 75
        [bar] = page.xpath("//progress")
        assert (bar.get("value"), bar.get("max"), bar.get("aria-label")) == ("12400", "88000", "Rows read")

    def test_can_be_kept_still(self, officer: Client, reading: ReceivedFile) -> None:
        address = f"/intake/files/{reading.pk}/"
        assert officer.get(address).headers["Refresh"] == "3"
        [still] = page_of(officer, reading).xpath("//a[. = 'Keep it still']/@href")
        response = officer.get(still)
        assert "Refresh" not in response.headers
        assert "This page keeps still." in words(shown(response))

    @pytest.mark.parametrize(
        ("state", "changes", "said"),
        [
            ("reading", {"rows_expected": None}, "The file is being opened."),
            ("reading", {"rows_read": 0}, "About 88,000 rows to read."),
            ("reading", {"dry_run": True}, "About 88,000 rows are being tried, for 3 seconds so far."),
            (
                "publishing",
                {},
                "12,400 rows read. They are being written to the record, all at once or not at all",
            ),
            ("queued", {}, "It is next."),
        ],
    )
    def test_each_stage_in_words(
        self, officer: Client, reading: ReceivedFile, state: str, changes: dict, said: str
    ) -> None:
        ReceivedFile.objects.filter(pk=reading.pk).update(state=state, **changes)

        assert words(page_of(officer, reading).xpath("//*[@role='status']")[0]).startswith(said[:40])

    def test_says_how_many_are_before_and_when_no_worker_seems_to_be_there(self, officer: Client) -> None:
        post(officer, ROLL)
        post(officer, FAULTY)

        assert "1 file is before it." in words(page_of(officer))
        first = ReceivedFile.objects.earliest("id")
        first.stage_began_at -= timedelta(minutes=3)
        first.save()
        assert "The worker that reads files may not be running" in words(page_of(officer, first))


class TestTheResult:
    def test_is_a_sentence_with_the_ways_on(self, officer: Client) -> None:
        post(officer, ROLL, received_on="2026-11-02")
        run_jobs()
        ida = {**ELIZABETH, "Pupil ID": "900", "UPN": "", "Legal surname": "Dale", "Legal forename": "Ida"}
        unreadable = {**TOMASZ, "Date of birth": "31/02/2014"}
        post(officer, ("later.csv", table(on_roll(unreadable), on_roll(ida))))
        run_jobs()

        page = page_of(officer)

        assert words(page.xpath("//*[@class='sightline-sentence']")[0]) == (
            "1 row taken, 1 row waits for you, 1 child is no longer in this file, 1 child is new to the record."
        )
        assert page.xpath("//ul[contains(@class, 'sightline-ways-on')]//a/@href") == [
            "/intake/waiting/?feed=school-roll&source=school-990003",
            f"/intake/files/{last_file().pk}/children/gone/",
            f"/intake/files/{last_file().pk}/children/new/",
        ]
        [noted] = page.xpath("//section[@aria-labelledby='noted']//tbody/tr")
        assert [words(cell) for cell in noted][:2] == ["2", "Date of birth"]
        assert "31/02/2014" not in words(page)
        history = [words(row) for row in page.xpath("//section[@aria-labelledby='earlier']//tbody/tr/th")]
        assert history == ["later.csvthis file", "roll.csv"]

    def test_says_who_dropped_it_and_what_it_is(self, officer: Client) -> None:
        post(officer, ROLL)
        run_jobs()

        page = page_of(officer)
        rows = page.xpath("//dl//div")
        about = {words(row.xpath("dt")[0]): words(row.xpath("dd")[0]) for row in rows}
        assert about["From"] == "Brook School"
        assert about["Came on"] == "23 November 2026"
        assert about["Dropped in by"] == "Dee Ash on 23 November 2026"
        assert about["SHA-256"] == last_file().sha256
        assert "Nothing: every cell could be read." in words(page)

    def test_columns_left_aside_are_named(self, officer: Client) -> None:
        post(officer, ("roll.csv", table(on_roll(ELIZABETH, House="Blue"))))
        run_jobs()

        assert "Nothing under these headings was read: House." in words(page_of(officer))

    def test_a_file_with_nothing_new_says_so(self, officer: Client) -> None:
        for _ in range(2):
            post(officer, ROLL)
            run_jobs()

        assert "2 rows say what was known already." in words(page_of(officer))

    def test_the_children_it_brought_are_shown_and_logged(self, officer: Client) -> None:
        post(officer, ROLL)
        run_jobs()

        page = page_of(officer, rest="children/new/")

        assert [words(row) for row in page.xpath("//tbody/tr/th")] == ["Ashdown, Elizabeth", "Brook, Tomasz"]
        brought = list(Child.objects.order_by("-id").values_list("id", flat=True)[:2])
        record = AccessRecord.objects.latest("id")
        assert (record.purpose, record.children) == ("page staff:intake-children", sorted(brought))
        assert "Nobody whom you may see." in words(page_of(officer, rest="children/gone/"))

    def test_there_are_no_other_children_of_a_file(self, officer: Client) -> None:
        post(officer, ROLL)
        assert officer.get(f"/intake/files/{last_file().pk}/children/new/").status_code == 404
        run_jobs()
        assert officer.get(f"/intake/files/{last_file().pk}/children/all/").status_code == 404


@pytest.mark.parametrize("address", [ADDRESS, "/intake/files/99/", "/intake/files/99/what-is-it/"])
def test_numbers_that_were_never_given(officer: Client, address: str) -> None:
    assert officer.get(address).status_code == (200 if address == ADDRESS else 404)
    assert officer.get(f"{ADDRESS}?batch=nonsense&page=abc").status_code == 200


def test_the_queries_do_not_grow_with_the_files(officer: Client) -> None:
    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            officer.get(address)
        return len(captured)

    def drop(count: int) -> None:
        for number in range(count):
            post(officer, (f"roll-{number}.csv", ROLL[1]), UNKNOWN, received_on="2026-11-02")
        run_jobs()

    drop(1)
    officer.get(ADDRESS)
    addresses = (
        ADDRESS,
        f"/intake/files/{ReceivedFile.objects.earliest('id').pk}/",
        "/intake/senders/school-990003/",
    )
    before = [queries(address) for address in addresses]
    drop(5)

    assert [queries(address) for address in addresses] == before
    assert max(before) <= 20
