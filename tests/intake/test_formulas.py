"""Formulas that come in as names stay text: in the record as sent, and in what goes out no cell runs."""

import csv
import io
import zipfile

import pytest
from python_calamine import CalamineWorkbook

from sightline.cli.main import run
from sightline.intake.readers.cells import clean
from sightline.record.models import SourcePersonVersion
from tests.intake.hostile_files import PAYLOADS

_RUNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


@pytest.fixture
def taken(officer, take_file, tmp_path):
    """Children on the list whose surnames are formulas."""
    rows = [
        [f"M9{number}", "990003", payload, "Sam", "02/04/2013", "02/11/2026", "10"]
        for number, payload in enumerate(PAYLOADS)
    ]
    headings = [
        "Pupil ID",
        "School",
        "Legal surname",
        "Legal forename",
        "Date of birth",
        "Start date",
        "Hours",
    ]
    with (tmp_path / "part-time.csv").open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows([headings, *rows])
    return take_file("part-time", tmp_path / "part-time.csv")


def test_they_are_taken_as_sent(taken):
    assert taken.taken == len(PAYLOADS)
    kept = SourcePersonVersion.objects.values_list("surname", flat=True)
    assert sorted(kept) == sorted(clean(payload) for payload in PAYLOADS)


def test_no_cell_of_a_csv_runs(taken, tmp_path):
    assert run(["report", "tracking-sheet", "--out", str(tmp_path / "out.csv")]) == 0

    lines = list(csv.reader(io.StringIO((tmp_path / "out.csv").read_text(encoding="utf-8-sig"), newline="")))
    assert len(lines) == len(PAYLOADS) + 1
    assert not [cell for cells in lines for cell in cells if cell.startswith(_RUNS)]


def test_no_cell_of_a_workbook_is_a_formula(taken, tmp_path):
    assert run(["report", "tracking-sheet", "--out", str(tmp_path / "out.xlsx"), "--format", "xlsx"]) == 0

    book = CalamineWorkbook.from_path(str(tmp_path / "out.xlsx"))
    sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
    cells = {str(cell) for sheet in sheets for row in sheet.to_python() for cell in row}
    assert all(any(clean(payload) in clean(cell) for cell in cells) for payload in PAYLOADS)
    with zipfile.ZipFile(tmp_path / "out.xlsx") as packed:
        pages = [packed.read(name) for name in packed.namelist() if name.startswith("xl/worksheets/")]
    assert pages
    assert not [page for page in pages if b"<f>" in page or b"<f " in page]
