"""Mending in the browser: what waits by cause, putting it right, names, a sheet with headings of its own."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from sightline.access.models import AccessRecord
from sightline.access.viewer import Viewer
from sightline.intake.causes import causes
from sightline.intake.models import RememberedName, StagedRow
from sightline.intake.services import open_files, take
from sightline.record.models import Establishment, Exclusion, Registration
from tests.intake.rows import ELIZABETH, TOMASZ, ZOE, excluded, on_roll
from tests.web.markup import words
from tests.web.waiting_rows import as_csv, data_officer, errors, page

pytestmark = pytest.mark.django_db

REASON = {"reason": "The school office said so."}
Sent = Callable[..., None]


@pytest.fixture
def officer(settings, client: Client) -> Viewer:
    """The data officer, signed in."""
    return data_officer(settings, client)


@pytest.fixture
def sent(officer: Viewer, tmp_path: Path) -> Sent:
    """Takes rows: `sent("exclusions", [row, …], source="Brook MIS")`."""

    def run(
        feed: str, rows: list[dict[str, str]], source: str = "Brook MIS", name: str = "sheet.csv"
    ) -> None:
        path = tmp_path / name
        path.write_bytes(as_csv(rows))
        [file] = open_files(feed, [path])
        take(officer, file, source_name=source)

    return run


def mend_address(viewer: Viewer, column: str) -> str:
    """The address of the cause that is of this column."""
    [key] = [one.key for one in causes(viewer) if one.column == column]
    return reverse("staff:intake-mend", kwargs={"cause": key})


def waiting() -> list[int]:
    rows = StagedRow.objects.filter(state="quarantined").order_by("id")
    return list(rows.values_list("id", flat=True))


class TestWhatWaits:
    def test_the_reason_with_most_rows_first_and_what_to_do_about_each(self, sent, officer, client) -> None:
        sent("exclusions", [excluded(child, School="SCH7") for child in (ELIZABETH, TOMASZ)])
        sent("school-roll", [on_roll(ZOE, Date_of_entry="soon")])

        shown = page(client, "/intake/waiting/")

        assert "3 rows wait for 2 reasons." in words(shown)
        rows = [words(row) for row in shown.xpath("//tbody/tr")]
        assert rows[0].startswith("The school “SCH7” is not known 2 rows Brook MIS")
        assert "Say once which school it is" in rows[0]
        assert rows[1].startswith("Date of entry: text where a date is expected Write a date")

    def test_nothing_waits(self, officer, client) -> None:
        shown = page(client, "/intake/waiting/")
        assert "Nothing waits." in words(shown)
        assert shown.xpath("//main//a[@href='/intake/']")

    def test_queries_do_not_grow_with_rows(
        self, sent, officer, client, django_assert_max_num_queries
    ) -> None:
        sent("exclusions", [excluded(ELIZABETH, First_day="soon")])
        address = mend_address(officer, "First day")
        counts = []
        for extra in (TOMASZ, ZOE):
            sent("exclusions", [excluded(child, First_day="soon") for child in (ELIZABETH, extra)])
            with django_assert_max_num_queries(25) as asked:
                client.get("/intake/waiting/")
                client.get(address)
            counts.append(len(asked))
        assert counts[0] == counts[1]

    def test_no_address_and_no_title_holds_what_stands_in_a_row(self, sent, officer, client) -> None:
        sent("exclusions", [excluded(ELIZABETH, First_day="soon")])
        shown = page(client, mend_address(officer, "First day"))
        for text in ("Ashdown", "Elizabeth", "soon", "M999000026001"):
            assert text not in "".join(shown.xpath("//@href | //title/text() | //form/@action"))
            assert text not in mend_address(officer, "First day")


class TestMending:
    def test_what_was_sent_stands_beside_what_is_to_be_put_right(self, sent, officer, client) -> None:
        sent("exclusions", [{**excluded(ELIZABETH, First_day="soon"), "Tutor": "Mr Brown"}])

        shown = page(client, mend_address(officer, "First day"))

        cells = dict(zip(shown.xpath("//dt/text()"), map(words, shown.xpath("//dd")), strict=True))
        assert cells["Tutor"] == "Mr Brown"
        assert cells["First day"] == "soon to be put right"
        [field] = shown.xpath("//fieldset//input[@type='text']")
        assert (field.get("value"), field.get("name")) == ("soon", f"row-{waiting()[0]}-first_day")

    def test_a_row_put_right_goes_into_the_record(self, sent, officer, client) -> None:
        sent("exclusions", [excluded(ELIZABETH, First_day="soon")])
        [row] = waiting()

        shown = page(
            client,
            mend_address(officer, "First day"),
            {"do": "again", "row": row, f"row-{row}-first_day": "16/11/2026", **REASON},
        )

        assert "1 row went into the record. 1 child is new to the record." in words(shown)
        assert Exclusion.objects.get().change.reason == REASON["reason"]

    def test_what_is_wrong_yet_comes_back_with_what_was_typed(self, sent, officer, client) -> None:
        sent("exclusions", [excluded(ELIZABETH, First_day="soon"), excluded(TOMASZ, First_day="soon")])
        first, second = waiting()
        posted = {f"row-{first}-first_day": "16/11/2026", f"row-{second}-first_day": "11/16/2026"}

        shown = page(
            client,
            mend_address(officer, "First day"),
            {"do": "again", "row": [first, second], **posted, **REASON},
        )

        [error] = errors(shown)
        assert error.startswith("Row 3, First day: Looks like a date in US order.")
        [field] = shown.xpath("//fieldset//input[@type='text']")
        assert (field.get("value"), field.get("id")) == ("11/16/2026", f"row-{second}-first_day")
        assert shown.xpath("//div[contains(@class, 'error-summary')]//a/@href") == [
            f"#row-{second}-first_day"
        ]

    def test_without_a_reason_nothing_is_done_and_what_was_typed_is_kept(self, sent, officer, client) -> None:
        sent("exclusions", [excluded(ELIZABETH, First_day="soon")])
        [row] = waiting()

        shown = page(
            client,
            mend_address(officer, "First day"),
            {"do": "again", "row": row, f"row-{row}-first_day": "16/11/2026", "reason": ""},
        )

        assert errors(shown) == ["Say how you know, or whom you asked: the audit keeps it"]
        assert shown.xpath("//fieldset//input[@type='text']/@value") == ["16/11/2026"]
        assert waiting() == [row]

    def test_the_same_code_is_put_right_once_for_all(self, sent, officer, client) -> None:
        rows = [excluded(child, Type="odd") for child in (ELIZABETH, TOMASZ, ZOE)]
        sent("exclusions", rows)

        shown = page(
            client,
            mend_address(officer, "Type"),
            {"do": "all", "row": waiting(), "for_all": "Suspension", **REASON},
        )

        assert "3 rows went into the record." in words(shown)

    def test_which_school_is_said_once_and_remembered(self, sent, officer, client) -> None:
        sent("exclusions", [excluded(child, School="Ashfield") for child in (ELIZABETH, TOMASZ)])
        address = mend_address(officer, "School")
        ashfield = Establishment.objects.get(urn="990002")
        assert "Ashfield Academy (990002)" in words(page(client, address))

        posted = {"do": "say", "row": waiting(), "name-0": ashfield.pk, "name-0-sent": "Ashfield"}
        shown = page(client, address, posted)

        assert "2 rows went into the record." in words(shown)
        assert RememberedName.objects.get().establishment == ashfield
        assert {fact.establishment for fact in Exclusion.objects.all()} == {ashfield}

    def test_a_school_that_nobody_knows_either_is_asked_again(self, sent, officer, client) -> None:
        sent("exclusions", [excluded(ELIZABETH, School="SCH7")])
        posted = {"do": "say", "row": waiting(), "name-0": "other", "name-0-other": "999998"}

        shown = page(client, mend_address(officer, "School"), {**posted, "name-0-sent": "SCH7"})

        assert "No school is known by that." in errors(shown)[0]
        assert shown.xpath("//input[@id='name-0-other']/@value") == ["999998"]

    def test_one_of_two_doubles_is_taken_and_the_other_set_aside(self, sent, officer, client) -> None:
        sent("exclusions", [excluded(ELIZABETH, Sessions="6"), excluded(ELIZABETH, Sessions="4")])
        first, second = waiting()
        address = mend_address(officer, "(whole row)")
        assert "Take row 3 and set the other aside" in words(page(client, address))

        page(client, address, {"do": f"choose-{second}", "row": [first, second], **REASON})

        assert Exclusion.objects.get().sessions == 4
        assert StagedRow.objects.get(pk=first).state == "dismissed"

    def test_what_somebody_else_dealt_with_is_said(self, sent, officer, client) -> None:
        sent("exclusions", [excluded(ELIZABETH, First_day="soon")])
        [row] = waiting()
        address = mend_address(officer, "First day")
        posted = {"do": "again", "row": row, f"row-{row}-first_day": "16/11/2026", **REASON}
        page(client, address, posted)

        shown = page(client, address, posted)

        assert "Nothing waits for this any more." in words(shown)
        assert Exclusion.objects.count() == 1

    def test_a_column_that_is_not_shown_cannot_be_written(self, sent, officer, client) -> None:
        sent("exclusions", [excluded(ELIZABETH, First_day="soon")])
        [row] = waiting()
        typed = {f"row-{row}-first_day": "16/11/2026", f"row-{row}-surname": "Other"}

        page(client, mend_address(officer, "First day"), {"do": "again", "row": row, **typed, **REASON})

        assert Exclusion.objects.get().source_person.versions_sent.get().surname == "Ashdown"

    def test_rows_are_set_aside_and_taken_back(self, sent, officer, client) -> None:
        sent("exclusions", [excluded(ELIZABETH, First_day="soon")])
        [row] = waiting()
        address = mend_address(officer, "First day")
        assert errors(page(client, address, {"do": "aside", "row": row, **REASON})) == [
            "Tick the rows that are to be set aside"
        ]

        shown = page(client, address, {"do": "aside", "row": row, "aside": row, "reason": "Not ours."})
        assert "1 row was set aside" in words(shown)

        shown = page(client, "/intake/waiting/set-aside/")
        assert "Not ours." in words(shown) and "Ada Birch" in words(shown)
        page(client, "/intake/waiting/set-aside/", {"row": row, "reason": "Ours after all."})
        assert waiting() == [row]

    def test_who_is_on_record_is_logged_and_nobody_else(self, sent, officer, client) -> None:
        sent("exclusions", [excluded(ELIZABETH)])
        sent("exclusions", [excluded(child, First_day="soon") for child in (ELIZABETH, TOMASZ)])

        page(client, mend_address(officer, "First day"))

        [record] = AccessRecord.objects.filter(purpose="page staff:intake-mend")
        assert record.children == [Exclusion.objects.get().child_id]


class TestTakenAway:
    @pytest.mark.parametrize("file_format", ["csv", "xlsx"])
    def test_in_the_senders_own_columns_and_nothing_in_it_runs(
        self, sent, officer, client, file_format
    ) -> None:
        sent("exclusions", [{**excluded(ELIZABETH, First_day="soon"), "Tutor": '=HYPERLINK("x")'}])
        [cause] = causes(officer)

        response = client.get(f"/intake/waiting/download/?cause={cause.key}&format={file_format}")

        rows = _table(response.content, file_format)
        assert rows[0][-3:] == ["Tutor", "Row", "What is wrong"]
        assert rows[1][-3] == ("'" if file_format == "csv" else "") + '=HYPERLINK("x")'
        assert "attachment" in response["Content-Disposition"]
        assert response["Cache-Control"] == "private, no-store"

    def test_put_right_and_dropped_in_again_it_settles_the_rows(self, sent, officer, client) -> None:
        sent("school-roll", [on_roll(ELIZABETH), on_roll(TOMASZ, Date_of_entry="soon")])
        response = client.get("/intake/waiting/download/?feed=school-roll&source=brook-mis&format=csv")
        headings, row = _table(response.content, "csv")

        sent("school-roll", [dict(zip(headings, row, strict=True)) | {"Date of entry": "04/09/2024"}])

        assert not waiting()
        assert Registration.objects.filter(source_person__key__in=("101", "102")).count() == 2

    @pytest.mark.parametrize("query", ["format=pdf", "feed=nothing&source=x", "feed=exclusions"])
    def test_what_cannot_be_asked_for_is_not_found(self, officer, client, query) -> None:
        assert client.get(f"/intake/waiting/download/?{query}").status_code == 404


class TestNames:
    def test_every_name_is_said_at_once(self, sent, officer, client) -> None:
        sent("exclusions", [excluded(ELIZABETH, School="Ashfield"), excluded(TOMASZ, School="SCH8")])
        shown = page(client, "/intake/names/")
        assert [words(legend) for legend in shown.xpath("//legend")] == [
            "Which school is “Ashfield”?",
            "Which school is “SCH8”?",
        ]
        ids = {school.urn: school.pk for school in Establishment.objects.all()}
        posted = {
            "name-0": ids["990002"],
            "name-0-sent": "Ashfield",
            "name-1": "other",
            "name-1-other": "Brook School",
            "name-1-sent": "SCH8",
        }

        shown = page(client, "/intake/names/", posted)

        assert "Remembered. 2 rows went into the record." in words(shown)
        assert not waiting()

    def test_what_was_said_can_be_forgotten(self, sent, officer, client) -> None:
        sent("exclusions", [excluded(ELIZABETH, School="Ashfield")])
        school = Establishment.objects.get(urn="990002")
        page(client, "/intake/names/", {"name-0": school.pk, "name-0-sent": "Ashfield"})
        shown = page(client, "/intake/names/?source=brook-mis")
        assert "by Ada Birch" in words(shown)
        [number] = shown.xpath("//button[@name='forget']/@value")

        page(client, "/intake/names/?source=brook-mis", {"forget": number})

        assert not RememberedName.objects.exists()
        assert RememberedName.versions.get().superseded_by.reason

    def test_a_list_that_changed_meanwhile_lends_no_name_anothers_answer(self, sent, officer, client) -> None:
        sent("exclusions", [excluded(ELIZABETH, School="Ashfield")])
        school = Establishment.objects.get(urn="990002")

        shown = page(client, "/intake/names/", {"name-0": school.pk, "name-0-sent": "Another name"})

        assert errors(shown) == ["Say what at least one of the names means"]
        assert not RememberedName.objects.exists()


def _table(content: bytes, file_format: str) -> list[list[str]]:
    if file_format == "csv":
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [[str(cell) for cell in row] for row in book.get_sheet_by_index(0).to_python()]
