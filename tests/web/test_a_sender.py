"""A sender's page: every file of it, and what was said once of its headings and names, with who said it."""

import pytest
from django.test import Client

from sightline.access.viewer import Viewer
from sightline.intake.contract import Kind
from sightline.intake.models import RememberedHeadings, RememberedName
from sightline.intake.registry import feed_called
from sightline.intake.remembering import remember_headings, remember_names
from sightline.record.models import Establishment, Source
from tests.intake.dropping import run_jobs, table
from tests.intake.rows import ELIZABETH, TOMASZ, excluded
from tests.web.dropping_in import ROLL, last_file, look, page_of, post, shown
from tests.web.markup import words
from tests.web.waiting_rows import data_officer

pytestmark = pytest.mark.django_db

SENDER = "/intake/senders/brook-mis/"
REASON = "The school office said so."


@pytest.fixture
def officer(settings, client: Client) -> Viewer:
    """The data officer, who is called Ada Birch, signed in."""
    return data_officer(settings, client)


class TestItsFiles:
    def test_every_file_and_one_feed_alone(self, officer: Viewer, client: Client) -> None:
        for received in ("2026-11-02", "2026-11-09"):
            post(client, (f"roll-{received}.csv", ROLL[1]), received_on=received)
            run_jobs()

        page = look(client, "/intake/senders/school-990003/")

        assert words(page.xpath("//h1")[0]) == "Files from Brook School"
        assert len(page.xpath("//tbody/tr")) == 2
        [feed] = page.xpath("//main//li/a/@href")
        assert "Show the files of every kind" in words(look(client, feed))

    def test_who_has_sent_nothing(self, officer: Viewer, client: Client) -> None:
        page = words(look(client, "/intake/senders/larch/"))

        assert "No file has been taken from Larch House yet." in page
        assert "you say once what it means" in page
        assert client.get("/intake/senders/nobody/").status_code == 404


class TestWhatWasSaidOnce:
    @pytest.fixture
    def brook(self, officer: Viewer) -> Source:
        """A sender of whom a name and the headings of one sheet were explained."""
        source = Source.objects.create(slug="brook-mis", title="Brook MIS", kind="school")
        school = Establishment.objects.get(urn="990003").pk
        remember_names(officer, source, [(Kind.SCHOOL, "SCH7", school)], REASON)
        mapping = {"where": "school", "learner": "full_name", "tutor": ""}
        feed = feed_called("exclusions")
        remember_headings(officer, source, feed, ("Where", "Learner", "Tutor"), mapping, REASON)
        return source

    def test_stands_with_who_said_it_and_when(self, brook: Source, client: Client) -> None:
        page = look(client, SENDER)

        [headings, names] = [words(row) for row in page.xpath("//section[@aria-labelledby='said']//tbody/tr")]
        assert headings.startswith("Suspensions and exclusions ")
        assert "School and Name " in headings
        assert "1 heading left aside 23 November 2026 by Ada Birch" in headings
        assert names.startswith("sch7 Brook School school 23 November 2026 by Ada Birch")

    @pytest.mark.parametrize(
        ("button", "model", "stays"),
        [
            ("forget", RememberedName, RememberedHeadings),
            ("forget_headings", RememberedHeadings, RememberedName),
        ],
    )
    def test_is_forgotten_by_its_button_and_kept_in_the_record(
        self, brook: Source, client: Client, button: str, model: type, stays: type
    ) -> None:
        [pressed] = look(client, SENDER).xpath(f"//button[@name='{button}']/@value")

        said = words(shown(client.post(SENDER, {button: pressed}, follow=True)))
        again = words(shown(client.post(SENDER, {button: pressed}, follow=True)))

        assert "Forgotten. What was read by it stays" in said
        assert "Somebody has done so already." in again
        assert (model.objects.count(), model.versions.count()) == (0, 1)
        assert stays.objects.count() == 1

    def test_only_what_was_said_of_this_sender_is_forgotten_here(self, brook: Source, client: Client) -> None:
        [number] = RememberedName.objects.values_list("id", flat=True)

        page = client.post("/intake/senders/larch/", {"forget": number}, follow=True)

        assert "Somebody has done so already." in words(shown(page))
        assert RememberedName.objects.exists()

    def test_the_queries_do_not_grow_with_what_was_said(
        self, brook: Source, officer: Viewer, client: Client, django_assert_max_num_queries
    ) -> None:
        school = Establishment.objects.get(urn="990003").pk
        remember_names(officer, brook, [(Kind.SCHOOL, f"X{n}", school) for n in range(30)], REASON)

        with django_assert_max_num_queries(16):
            assert len(look(client, SENDER).xpath("//button[@name='forget']")) == 31


class TestNamesThatNobodyKnows:
    def test_a_file_leads_to_its_own(self, officer: Viewer, client: Client) -> None:
        rows = [excluded(child, School=school) for child, school in ((ELIZABETH, "SCH7"), (TOMASZ, "990003"))]
        post(client, ("excluded.csv", table(*rows)), source_name="Brook MIS")
        run_jobs()

        [link] = page_of(client).xpath(f"//a[@href='/intake/files/{last_file().pk}/names/']")

        assert words(link) == "Say what 1 name in it means"

    def test_a_file_with_none_does_not(self, officer: Viewer, client: Client) -> None:
        unreadable = excluded({**TOMASZ, "Date of birth": "31/02/2014"})
        post(client, ("excluded.csv", table(unreadable)), source_name="Brook MIS")
        run_jobs()

        links = page_of(client).xpath("//ul[contains(@class, 'sightline-ways-on')]//a/@href")

        assert len(links) == 1
        assert "/waiting/" in links[0]
