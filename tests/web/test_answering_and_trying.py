"""A file that is asked about, refused, or tried only: what its page says, and what its buttons do."""

import pytest
from django.test import Client

from sightline.access.models import AccessRecord
from sightline.intake.models import ReceivedFile
from tests.intake.dropping import run_jobs, table
from tests.intake.rows import ELIZABETH, on_roll
from tests.web.dropping_in import (
    FAULTY,
    LETTER,
    ROLL,
    UNKNOWN,
    last_file,
    look,
    page_of,
    post,
    press,
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


class TestAnswering:
    def test_a_file_that_is_not_known_can_be_answered_mapped_or_set_aside(self, officer: Client) -> None:
        post(officer, UNKNOWN)

        page = page_of(officer)

        assert "It is not certain what this file is." in words(page)
        ways = page.xpath("//a[contains(@class, 'govuk-button')]/@href")
        assert ways == [f"/intake/files/{last_file().pk}/{rest}/" for rest in ("what-is-it", "columns")]
        assert "Set aside. What was in the file is not kept" in words(press(officer, "Set it aside"))
        assert words(page_of(officer).xpath("//h1/strong")[0]) == "Set aside"

    def test_what_is_no_table_can_only_be_set_aside(self, officer: Client) -> None:
        post(officer, LETTER)

        page = page_of(officer)

        assert "Save what it holds as a table and drop that in." in words(page)
        assert [words(one) for one in page.xpath("//main//button")] == ["Set it aside"]
        assert not page.xpath("//main//a[contains(@class, 'govuk-button')]")

    def test_what_is_it_asks_with_the_best_guesses_first(self, officer: Client) -> None:
        names = b"Legal surname;Legal forename;Date of birth\nAshdown;Elizabeth;02/04/2013\n"
        post(officer, ("names.csv", names))

        page = page_of(officer, rest="what-is-it/")

        assert words(page.xpath("//h1")[0]) == "What is this file?"
        guesses = [words(one) for one in page.xpath("//div[contains(@class, 'govuk-radios__item')]")][:3]
        assert all("Found: Legal surname, Legal forename, Date of birth." in guess for guess in guesses)
        assert any("Not found, and needed: " in guess for guess in guesses)
        assert len(page.xpath("//input[@name='feed']")) >= 12

    def test_an_answer_takes_the_file(self, officer: Client) -> None:
        post(officer, ROLL, dry_run="on")
        run_jobs()
        address = f"/intake/files/{last_file().pk}/what-is-it/"

        given = {"feed": "school-roll", "source_name": "Brook School", "received_on": "20/11/2026"}
        page = shown(officer.post(address, given, follow=True))
        assert words(page.xpath("//h1/strong")[0]) == "Waits for its turn"
        run_jobs()

        file = last_file()
        assert (file.state, file.received_on.isoformat()) == ("done", "2026-11-20")

    def test_what_cannot_be_is_said_beside_the_answer_which_is_kept(self, officer: Client) -> None:
        post(officer, UNKNOWN)
        address = f"/intake/files/{last_file().pk}/what-is-it/"

        given = {"feed": "school-roll", "source_name": "The office", "received_on": "2026-11-20"}
        page = shown(officer.post(address, given))

        assert "No row of headings was found" in words(page.xpath("//*[@class='govuk-error-message']")[0])
        assert page.xpath("//input[@name='feed'][@checked]/@value") == ["school-roll"]
        assert page.xpath("//input[@name='source_name']/@value") == ["The office"]
        assert "Choose what this file is" in words(
            shown(officer.post(address, {"received_on": "2026-11-20"}))
        )

    def test_what_was_dealt_with_meanwhile_is_told(self, officer: Client) -> None:
        post(officer, ROLL)
        address = f"/intake/files/{last_file().pk}/"

        for response in (
            officer.get(f"{address}what-is-it/", follow=True),
            officer.post(address, {"do": "aside"}, follow=True),
        ):
            said = words(shown(response).xpath("//*[contains(@class, 'govuk-notification-banner')]")[0])
            assert "no answer" in said or "meanwhile" in said
        assert officer.post(address, {"do": "explode"}).status_code == 404

    def test_a_refused_file_says_why_and_what_next(self, officer: Client) -> None:
        post(officer, ROLL)
        run_jobs()
        post(officer, FAULTY, received_on="2026-11-02")
        run_jobs()

        page = page_of(officer)

        assert "A file that this sender sent later is in the record already" in words(page)
        assert "Nothing was changed." in words(page)
        press(officer, "Try again as it is")
        assert run_jobs() == 1
        assert last_file().state == "refused"


class TestTrying:
    @pytest.fixture
    def tried(self, officer: Client, made_up: MadeUp) -> ReceivedFile:
        post(officer, ROLL)
        run_jobs()
        moved = {**ELIZABETH, "Legal forename": "Eliza"}
        post(officer, ("tried.csv", table(on_roll(moved))), dry_run="on")
        run_jobs()
        return last_file()

    def test_says_what_would_change_old_and_new(self, officer: Client, tried: ReceivedFile) -> None:
        page = page_of(officer, tried)

        assert words(page.xpath("//*[@class='sightline-sentence']")[0]) == (
            "1 row would be taken, 1 child is no longer in this file."
        )
        section = page.xpath("//section[@aria-labelledby='differences']")[0]
        assert [words(item) for item in section.xpath("./ul/li")] == [
            "1 fact corrected",
            "1 child no longer in the feed",
        ]
        assert "forename: Elizabeth becomes→ Eliza" in words(section)
        assert section.xpath(".//del")[0].text == "Elizabeth"

    def test_is_a_look_at_those_children(self, officer: Client, tried: ReceivedFile) -> None:
        page_of(officer, tried)

        assert len(AccessRecord.objects.latest("id").children) == 2

    def test_take_it_now_takes_it(self, officer: Client, tried: ReceivedFile) -> None:
        page = press(officer, "Take it now")
        assert words(page.xpath("//h1/strong")[0]) == "Waits for its turn"
        run_jobs()

        assert "1 row taken" in words(page_of(officer))

    def test_what_was_noted_of_many_rows_has_a_page_of_its_own(
        self, officer: Client, made_up: MadeUp
    ) -> None:
        rows = [on_roll({**ELIZABETH, "Pupil ID": str(n), "Date of birth": "31/02/2014"}) for n in range(30)]
        post(officer, ("many.csv", table(*rows)), dry_run="on")
        run_jobs()

        page = page_of(officer)
        [more] = page.xpath("//a[contains(., 'more note')]")
        assert len(page.xpath("//section[@aria-labelledby='noted']//tbody/tr")) == 10
        rest = look(officer, more.get("href"))
        assert len(rest.xpath("//section[@aria-labelledby='noted']//tbody/tr")) == 25
        [second] = rest.xpath("//nav//a[@rel='next']/@href")
        assert len(look(officer, second).xpath("//section[@aria-labelledby='noted']//tbody/tr")) == 5
