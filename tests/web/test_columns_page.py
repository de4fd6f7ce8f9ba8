"""A sheet with headings of its own in the browser: mapped once, seen before it is taken, remembered for its sender."""

from datetime import date

import pytest
from django.test import Client

from sightline.access.viewer import Viewer
from sightline.intake import receiving
from sightline.intake.models import ReceivedFile, RememberedHeadings
from sightline.record.models import Exclusion, Source
from tests.web.markup import words
from tests.web.waiting_rows import as_csv, data_officer, errors, page

pytestmark = pytest.mark.django_db

FOREIGN = [
    {
        "Where": "990003",
        "Learner": "Ashdown, Elizabeth",
        "Birth date of child": "02/04/2013",
        "What happened": "SUSP",
        "Off from": "16/11/2026",
        "Off until": "18/11/2026",
        "Tutor": "Mr Brown",
    },
    {
        "Where": "990003",
        "Learner": "Brook, Tomasz",
        "Birth date of child": "09/09/2014",
        "What happened": "SUSP",
        "Off from": "soon",
        "Off until": "",
        "Tutor": "",
    },
]
CHOSEN = {
    f"column-{place}": name
    for place, name in enumerate(
        ("school", "full_name", "date_of_birth", "kind", "first_day", "last_day", "")
    )
}
WHAT = {
    "feed": "exclusions",
    "source_name": "Brook MIS",
    "received_on": "2026-11-23",
    "for_feed": "exclusions",
}


@pytest.fixture
def officer(settings, client: Client) -> Viewer:
    """The data officer, signed in."""
    return data_officer(settings, client)


class TestColumns:
    @pytest.fixture
    def address(self, officer) -> str:
        """The address of the wizard for a sheet whose headings nobody knows."""
        batch = receiving.drop(officer, [("odd.csv", as_csv(FOREIGN))], receiving.Asked(date(2026, 11, 23)))
        file = ReceivedFile.objects.get(batch=batch)
        assert file.state in {"asking", "refused"}
        return f"/intake/files/{file.pk}/columns/"

    def test_the_sender_must_be_named(self, address, client) -> None:
        shown = page(client, address, {**WHAT, "source_name": "", "step": "columns"})
        assert "Say who sent it" in errors(shown)[0]

    def test_each_heading_with_a_few_values_and_a_guess(self, address, client) -> None:
        shown = page(client, address, {**WHAT, "step": "columns"})

        assert "Ashdown, Elizabeth" in words(shown)
        assert [words(label) for label in shown.xpath("//label[contains(@for, 'column-')]")][:2] == [
            "“Where” is",
            "“Learner” is",
        ]
        guessed = dict(
            zip(
                shown.xpath("//select/@name"),
                (one.xpath("string(option[@selected]/@value)") for one in shown.xpath("//select")),
                strict=True,
            )
        )
        assert (guessed["column-2"], guessed["column-6"]) == ("date_of_birth", "")

    def test_what_is_missing_and_what_is_chosen_twice_is_said_and_the_choice_kept(
        self, address, client
    ) -> None:
        chosen = {**CHOSEN, "column-0": "", "column-6": "kind"}

        shown = page(client, address, {**WHAT, **chosen, "step": "preview"})

        assert any("Choose a heading for School" in error for error in errors(shown))
        assert any("chosen for “What happened” too" in error for error in errors(shown))
        [kept] = shown.xpath("//select[@name='column-4']/option[@selected]/@value")
        assert kept == "first_day"

    def test_what_would_come_of_it_changes_nothing(self, address, client) -> None:
        shown = page(client, address, {**WHAT, **CHOSEN, "step": "preview"})

        assert words(shown.xpath("//h1")[0]) == "1 row can be read, 1 would wait"
        assert "Text where a date is expected." in words(shown)
        assert not Source.objects.filter(slug="brook-mis").exists()
        assert not Exclusion.objects.exists()

    def test_it_is_remembered_and_the_file_is_taken(self, address, client) -> None:
        shown = page(client, address, {**WHAT, **CHOSEN, "step": "take"})

        assert "Remembered for Brook MIS." in words(shown)
        said = RememberedHeadings.objects.get()
        assert (said.feed, said.source.slug, said.headings["learner"]) == (
            "exclusions",
            "brook-mis",
            "full_name",
        )
        assert said.headings["tutor"] == ""
        assert ReceivedFile.objects.get().state in {"queued", "done"}

    def test_children_of_a_sheet_are_never_kept_by_a_browser(self, address, client) -> None:
        response = client.post(address, {**WHAT, "step": "columns"})
        assert response["Cache-Control"] == "private, no-store"

    def test_a_file_that_is_dealt_with_is_not_asked_about(self, address, client) -> None:
        page(client, address, {**WHAT, **CHOSEN, "step": "take"})
        ReceivedFile.objects.update(state="done")
        assert client.get(address).status_code == 302
