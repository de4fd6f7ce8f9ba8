"""`sightline intake`, `feeds`, `template`, `quarantine`, `match`, `links`: keys, exit codes, and who may."""

import csv
import io
import json
import re

import pytest
from python_calamine import CalamineWorkbook

from sightline.access.models import AccessRecord
from sightline.cli.main import run
from sightline.cli.outcome import DONE, REFUSED, SOMETHING_WAITS
from sightline.intake.registry import feeds
from sightline.intake.templates import template_headings
from sightline.record.models import Child, Delivery, Registration
from tests.intake.conftest import FILES

ROLL = str(FILES / "school-roll" / "clean.csv")
MESSY = str(FILES / "school-roll" / "messy.csv")

pytestmark = pytest.mark.usefixtures("officer")


@pytest.fixture
def printed(capsys):
    """Runs a command with --json: the exit code and the one document on standard output."""

    def command(*words: str):
        code = run([*words, "--json"])
        return code, json.loads(capsys.readouterr().out)

    return command


class TestIntake:
    def test_one_document_with_the_keys_that_others_rely_on(self, printed):
        code, document = printed("intake", "school-roll", ROLL)

        assert code == DONE
        counts = ("rows", "taken", "unchanged", "quarantined", "gone", "new_children", "to_review")
        assert {key: document[key] for key in ("file", "feed", *counts)} == {
            "file": "clean.csv",
            "feed": "school-roll",
            "rows": 4,
            "taken": 4,
            "unchanged": 0,
            "quarantined": 0,
            "gone": 0,
            "new_children": 4,
            "to_review": 0,
        }
        assert document["problems"] == []

    def test_rows_that_wait_make_the_exit_code_three(self, printed):
        code, document = printed("intake", "school-roll", MESSY)

        assert code == SOMETHING_WAITS
        assert set(document["problems"][0]) >= {"row", "column", "value_class", "message"}

    def test_several_files_are_a_list(self, printed):
        _, documents = printed("intake", "school-roll", ROLL, MESSY)

        assert [document["file"] for document in documents] == ["clean.csv", "messy.csv"]

    def test_source_and_day_of_receipt(self, printed):
        _, document = printed(
            "intake", "school-roll", ROLL, "--source", "Brook MIS", "--received", "2026-11-02"
        )

        assert document["source"] == "brook-mis"
        assert Delivery.objects.get().received_at.date().isoformat() == "2026-11-02"

    def test_a_dry_run_changes_nothing(self, printed):
        code, document = printed("intake", "school-roll", ROLL, "--dry-run")

        assert (code, document["taken"]) == (DONE, 4)
        assert document["differences"]["new child"] == 4
        assert not Delivery.objects.exists()

    def test_in_words(self, capsys):
        run(["intake", "school-roll", MESSY, "--dry-run"])

        said = capsys.readouterr().out
        assert "nothing was changed" in said
        assert "it would change: " in said
        assert "row 6, Date of birth: a date that does not exist (held back)." in said
        assert "columns left aside: Tutor group" in said
        assert "Dene" not in said

    @pytest.mark.parametrize(
        ("words", "message"),
        [
            (["intake", "no-such-feed", ROLL], "no feed of that name"),
            (["intake", "school-roll"], "at least one file"),
            (["intake", "school-roll", "nowhere.csv"], "cannot be opened"),
            (["intake", "staff", ROLL], "No row of headings was found|A column is missing"),
            (["intake", "school-roll", ROLL, "--received", "2026-11-24"], "future"),
            (["intake", "school-roll", ROLL, "--source", "?!"], "letters or digits"),
            (["intake", "school-roll", ROLL, "--resume"], "takes no files"),
            (["intake", "school-roll", ROLL, "--as", "nobody@example.test"], "no such account"),
            (["quarantine", "--feed", "no-such-feed"], "no feed of that name"),
            (["template", "no-such-feed", "--out", "x"], "no feed of that name"),
            (["template", "staff", "--out", "/no/such/folder/x"], "cannot be written"),
        ],
    )
    def test_what_is_refused_changes_nothing(self, words, message, capsys):
        assert run(words) == REFUSED
        assert re.search(message, capsys.readouterr().err)
        assert not Delivery.objects.exists()

    def test_one_file_that_cannot_be_read_refuses_them_all(self, tmp_path, capsys):
        (tmp_path / "page.csv").write_text("<!DOCTYPE html>")

        assert run(["intake", "school-roll", ROLL, str(tmp_path / "page.csv")]) == REFUSED
        assert not Registration.objects.exists()

    def test_what_was_sent_before_is_refused(self, capsys):
        run(["intake", "school-roll", ROLL, "--received", "2026-11-09"])

        assert run(["intake", "school-roll", MESSY, "--received", "2026-11-02"]) == REFUSED
        assert "later stands" in capsys.readouterr().err

    def test_resume_publishes_what_was_stopped_and_names_what_must_be_given_again(self, half_done, capsys):
        half_done("school-roll", ROLL, staged=True)
        half_done("school-roll", MESSY, staged=False)

        assert run(["intake", "--resume"]) == DONE
        said = capsys.readouterr().out
        assert "4 rows: 4 taken" in said
        assert "messy.csv: stopped while it was read." in said


class TestQuarantine:
    def test_nothing_waits(self, printed):
        assert printed("quarantine") == (DONE, [])

    def test_rows_wait_with_file_row_and_every_reason(self, printed):
        printed("intake", "school-roll", MESSY)

        code, rows = printed("quarantine", "--feed", "school-roll")

        assert code == SOMETHING_WAITS
        assert (rows[0]["feed"], rows[0]["file"], rows[0]["row"]) == ("school-roll", "messy.csv", 5)
        assert rows[0]["problems"][0]["value_class"] == "blank"

    def test_in_words(self, capsys):
        run(["intake", "school-roll", MESSY])
        capsys.readouterr()

        assert run(["quarantine"]) == SOMETHING_WAITS
        said = capsys.readouterr().out
        assert "school-roll, messy.csv, row 5 (from school-990003, received 2026-11-23)" in said
        assert "    Legal surname: blank. Legal surname must be given." in said
        assert said.endswith("13 rows wait.\n")


class TestMatchAndLinks:
    def test_in_words(self, capsys):
        assert run(["match"]) == DONE
        assert capsys.readouterr().out == "0 joined, 0 new, 0 for a person to decide.\n"

    def test_match_has_its_three_keys(self, printed):
        assert printed("match") == (DONE, {"joined": 0, "new": 0, "to_review": 0})

    def test_open_questions_make_the_exit_code_three(self, printed, take_rows):
        row = {
            "School": "990003",
            "Legal surname": "Ashdown",
            "Legal forename": "Ann",
            "Date of birth": "02/04/2013",
        }
        take_rows("school-roll", [{**row, "Pupil ID": "1"}, {**row, "Pupil ID": "2"}])

        code, document = printed("match")

        assert (code, document["to_review"]) == (SOMETHING_WAITS, 1)

    def test_links_say_who_is_who_and_are_logged(self, printed):
        printed("intake", "school-roll", ROLL)

        code, links = printed("links")

        assert code == DONE
        children = list(Child.objects.order_by("id"))
        assert links[0] == {
            "source": "school-990003",
            "source_id": "101",
            "child": children[0].reference,
            "decided_by": "rule",
            "score": None,
            "since": "2026-11-23",
            "maybe_same_as": [],
            "rule": "own-child",
            "feed": "school-roll",
            "file": "clean.csv",
            "row": 2,
        }
        assert AccessRecord.objects.get().children == [child.pk for child in children]

    def test_links_name_who_may_be_the_same(self, printed, take_rows, capsys):
        row = {
            "School": "990003",
            "Legal surname": "Ashdown",
            "Legal forename": "Ann",
            "Date of birth": "02/04/2013",
        }
        take_rows("school-roll", [{**row, "Pupil ID": "1"}, {**row, "Pupil ID": "2"}])

        _, links = printed("links")

        assert [link["maybe_same_as"] for link in links] == [[links[1]["child"]], [links[0]["child"]]]
        run(["links"])
        assert f"maybe the same as {links[1]['child']}" in capsys.readouterr().out


class TestFeedsAndTemplates:
    def test_every_feed_with_its_columns(self, printed):
        code, documents = printed("feeds")

        assert code == DONE
        assert [document["name"] for document in documents] == list(feeds())
        roll = next(document for document in documents if document["name"] == "school-roll")
        surname = next(column for column in roll["columns"] if column["heading"] == "Legal surname")
        assert "Last name" in surname["synonyms"]
        assert (surname["type"], surname["required"], roll["owed_by"]) == ("text", True, "schools")

    def test_in_words(self, capsys):
        run(["feeds"])

        assert "school-roll: School rolls, from schools" in capsys.readouterr().out

    @pytest.mark.parametrize("file_format", ["csv", "xlsx", "ods"])
    def test_a_template_can_be_filled_in_and_read(self, file_format, tmp_path):
        path = tmp_path / f"template.{file_format}"

        assert run(["template", "part-time", "--format", file_format, "--out", str(path)]) == DONE
        if file_format == "csv":
            [headings] = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")))
        else:
            [headings] = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
        assert headings == template_headings(feeds()["part-time"])
        assert "Legal surname" in headings
        assert "Name" not in headings
        assert run(["intake", "part-time", str(path)]) == DONE
