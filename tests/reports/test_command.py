"""`sightline report`: what a person types, what they read, the files they get, and the exit codes."""

import csv
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from sightline.access.accounts import set_up_operator
from sightline.access.models import AccessRecord, Account, RoleHeld
from sightline.cli.main import run
from sightline.cli.outcome import DONE, REFUSED
from sightline.record.models import Installation
from sightline.reports import catalogue
from sightline.reports.gaps import ReferenceWeek
from sightline.reports.gather import Gathered
from sightline.reports.models import IssuedReport
from sightline.reports.renderers import FormatUnavailable
from tests.reports.made_up import provision, subject


@pytest.fixture(autouse=True)
def authority(db, monkeypatch: pytest.MonkeyPatch) -> None:
    """An authority set up, with two children on the list."""
    set_up_operator()
    moment = datetime(2026, 9, 1, tzinfo=UTC)
    Installation.objects.create(authority_code="999", name="Ambershire", created_at=moment)
    made = Gathered(
        (subject(provision("8"), child=1), subject(provision(None), child=2)),
        (),
        ReferenceWeek(date(2026, 11, 16)),
    )
    monkeypatch.setattr(catalogue, "gather", lambda *_, **__: made)


def test_the_list_is_written_with_its_companion_and_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "list.csv"
    assert run(["report", "inspection-list", "--out", str(out)]) == DONE
    headings, *rows = csv.reader(out.read_text(encoding="utf-8-sig").splitlines())
    assert (headings[0], [row[0] for row in rows]) == ("Unique ID", ["SL-000001", "SL-000002"])
    gap = "Hours offered are not known for 1 of 2 children (50%)."
    assert gap in (tmp_path / "list.read-first.txt").read_text(encoding="utf-8")
    said = capsys.readouterr().out
    assert gap in said
    assert "kept as issued report" in said
    assert IssuedReport.objects.get().content == out.read_bytes()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["list.csv", "list.read-first.txt"]


def test_the_ending_of_the_file_says_the_format_unless_one_is_given(tmp_path: Path) -> None:
    assert run(["report", "tracking-sheet", "--out", str(tmp_path / "sheet.xlsx")]) == DONE
    assert CalamineWorkbook.from_path(str(tmp_path / "sheet.xlsx")).sheet_names == [
        "Read first",
        "Tracking sheet",
    ]
    assert run(["report", "tracking-sheet", "--format", "json", "--out", str(tmp_path / "sheet.txt")]) == DONE
    assert json.loads((tmp_path / "sheet.txt").read_text())["report"] == "tracking-sheet"


def test_json_is_one_document_and_nothing_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "list.ods"
    assert run(["report", "inspection-list", "--as-at", "2026-11-20", "--out", str(out), "--json"]) == DONE
    document = json.loads(capsys.readouterr().out)
    assert (document["as_at"], document["format"], document["rows"]) == ("2026-11-20", "ods", 2)
    assert document["file"] == str(out)


def test_an_issued_report_is_written_again_to_the_byte(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, again = tmp_path / "first.csv", tmp_path / "again.csv"
    assert run(["report", "inspection-list", "--out", str(first)]) == DONE
    number = IssuedReport.objects.get().pk
    assert run(["report", "--again", str(number), "--out", str(again)]) == DONE
    assert again.read_bytes() == first.read_bytes()
    assert (tmp_path / "again.read-first.txt").read_bytes() == (
        tmp_path / "first.read-first.txt"
    ).read_bytes()
    assert IssuedReport.objects.count() == 1
    capsys.readouterr()
    assert run(["report", "--list", "--json"]) == DONE
    listed = json.loads(capsys.readouterr().out)
    assert [report["name"] for report in listed["reports"]] == ["inspection-list", "tracking-sheet"]
    assert [report["number"] for report in listed["issued"]] == [number]


def test_the_list_of_reports_is_readable(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["report", "inspection-list", "--out", str(tmp_path / "list.csv")]) == DONE
    capsys.readouterr()
    assert run(["report", "--list"]) == DONE
    said = capsys.readouterr().out
    assert "tracking-sheet" in said
    assert "inspection-list-2026-11-23.csv, as known on 2026-11-23, by Operator, 2 rows" in said


def test_issuing_and_writing_again_are_both_logged(tmp_path: Path) -> None:
    run(["report", "inspection-list", "--out", str(tmp_path / "list.csv")])
    number = IssuedReport.objects.get().pk
    run(["report", "--again", str(number), "--out", str(tmp_path / "again.csv")])
    looked = AccessRecord.objects.order_by("id").values_list("purpose", "children")
    assert list(looked) == [("report inspection-list", [1, 2]), (f"issued report {number}", [1, 2])]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (["inspection-list"], "say where to write: --out FILE"),
        (["nothing", "--out", "{out}"], "say which report: one of inspection-list, tracking-sheet"),
        (["inspection-list", "--out", "{out}/no/such/folder/list.csv"], "cannot write"),
        (["inspection-list", "--as-at", "2026-11-24", "--out", "{out}"], "not a day to come"),
        (["--again", "99", "--out", "{out}"], "no report was issued under that number"),
        (["inspection-list", "--as", "nobody@example.test", "--out", "{out}"], "there is no such account"),
    ],
)
def test_what_cannot_be_done_is_refused_with_what_is_expected_and_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], typed: list[str], expected: str
) -> None:
    out = str(tmp_path / "list.csv")
    assert run(["report", *(word.format(out=out) for word in typed)]) == REFUSED
    assert expected in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
    assert not IssuedReport.objects.exists()


def test_a_date_that_is_none_is_a_usage_message(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        run(["report", "inspection-list", "--as-at", "yesterday", "--out", str(tmp_path / "list.csv")])
    assert ended.value.code == REFUSED


def test_a_governor_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    governor = Account.objects.create_account(email="governor@example.test", name="A Governor")
    moment = datetime(2026, 9, 1, tzinfo=UTC)
    RoleHeld.objects.create(account=governor, role="governor", scope_kind="figures", granted_at=moment)
    out = tmp_path / "list.csv"
    assert run(["report", "inspection-list", "--as", "governor@example.test", "--out", str(out)]) == REFUSED
    assert run(["report", "--list", "--as", "governor@example.test"]) == REFUSED
    assert capsys.readouterr().out == ""
    assert not out.exists()


def test_a_format_that_this_machine_cannot_write_is_refused_with_the_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_pango(*_: object) -> bytes:
        raise FormatUnavailable("PDF is off on this machine: the Pango library is missing")

    monkeypatch.setattr("sightline.reports.renderers.as_pdf.render", no_pango)
    assert (
        run(["report", "inspection-list", "--format", "pdf", "--out", str(tmp_path / "list.pdf")]) == REFUSED
    )
    assert "PDF is off on this machine" in capsys.readouterr().err
    assert not IssuedReport.objects.exists()
