"""The registers in their three shapes: the same marks on the same pages, whatever the sheet looks like."""

from datetime import date, timedelta

import pytest
from xlsxwriter import Workbook

from sightline.attendance.models import MarkChange, RosterPlace
from sightline.attendance.numbering import NOT_SENT, stored_codes
from sightline.attendance.reading import registers_of
from sightline.intake.registers.codes import codes_in
from sightline.intake.services import open_files
from sightline.record.models import SourcePerson
from tests.intake.rows import ELIZABETH, TOMASZ

MONDAY = date(2026, 11, 9)
WEEK = [MONDAY + timedelta(days=day) for day in range(5)]


def marks(person: str) -> dict[date, tuple[str, str]]:
    """The codes of a pupil by day, empty where nothing was sent."""
    found = registers_of([SourcePerson.objects.get(key=person, feed="attendance-marks").pk], 2026)
    codes = stored_codes() | {NOT_SENT: ""}
    return {
        day: (codes[pair[0]], codes[pair[1]])
        for one in found
        for day, pair in one.marks.items()
        if pair != (NOT_SENT, NOT_SENT)
    }


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("/\\/\\", ["/", "\\", "/", "\\"]),
        ("C2C2I/", ["C2", "C2", "I", "/"]),
        ("c2 c2 i .", ["C2", "C2", "I", ""]),
        ("Y7,J1;-|#", ["Y7", "J1", "", "#"]),
        ("/?", ["/", ""]),
        ("QQ/", ["Q", "Q", "/"]),
        ("QQ /", ["QQ", "/"]),
    ],
)
def test_a_string_of_marks(text: str, codes: list[str]) -> None:
    assert codes_in(text) == codes


BOTH = {MONDAY: ("/", "\\"), MONDAY + timedelta(days=1): ("I", "C2")}
STRING = [{"School": "990003", **ELIZABETH, "Marks from": "09/11/2026", "Marks": "/\\IC2"}]
A_ROW_A_SESSION = [
    {"School": "990003", **ELIZABETH, "Mark date": day, "AM/PM": half, "Mark": mark}
    for day, half, mark in (
        ("09/11/2026", "AM", "/"),
        ("09/11/2026", "PM", "\\"),
        ("10/11/2026", "Morning", "I"),
        ("10/11/2026", "2", "c2"),
    )
]
A_COLUMN_A_SESSION = [
    {
        "School": "990003",
        **ELIZABETH,
        "Mon 09/11/2026 AM": "/",
        "Mon 09/11/2026 PM": "\\",
        "2026-11-10 AM": "I",
        "2026-11-10 PM": "C2",
    }
]


@pytest.mark.parametrize(
    "rows", [STRING, A_ROW_A_SESSION, A_COLUMN_A_SESSION], ids=["string", "rows", "columns"]
)
def test_the_same_marks_in_every_shape(take_rows, rows) -> None:
    outcome = take_rows("attendance-marks", rows)
    assert outcome.taken == len(rows)
    assert marks(ELIZABETH["Pupil ID"]) == BOTH


def test_one_shape_after_another_changes_nothing(take_rows) -> None:
    take_rows("attendance-marks", STRING)
    for rows in (A_ROW_A_SESSION, A_COLUMN_A_SESSION):
        assert take_rows("attendance-marks", rows).taken == 0
    assert not MarkChange.objects.exists()


def test_a_sheet_with_each_day_twice_is_mornings_and_afternoons(take_file, tmp_path) -> None:
    heading = ",".join(["School", *ELIZABETH, "09/11/2026", "09/11/2026", "10/11/2026", "10/11/2026", "Form"])
    row = ",".join(["990003", *ELIZABETH.values(), "/", "\\", "I", "C2", "7B"])
    sheet = tmp_path / "register.csv"
    sheet.write_text(f"{heading}\n{row}\n", encoding="utf-8")
    outcome = take_file("attendance-marks", sheet)
    assert outcome.ignored == ("Form",)
    assert marks(ELIZABETH["Pupil ID"]) == BOTH


def test_a_later_file_of_a_part_corrects_and_fills_in(take_rows) -> None:
    take_rows("attendance-marks", [{**STRING[0], "Marks": "/NN."}], received="2026-11-11")
    outcome = take_rows("attendance-marks", [{**STRING[0], "Marks": "..I\\"}], received="2026-11-13")
    assert outcome.taken == 1
    assert marks(ELIZABETH["Pupil ID"]) == {MONDAY: ("/", "N"), MONDAY + timedelta(days=1): ("I", "\\")}
    [change] = MarkChange.objects.all()
    assert stored_codes()[change.before] == "N"


def test_a_good_row_does_not_wait_for_a_bad_one(take_rows) -> None:
    bad = {"School": "990003", **TOMASZ, "Marks from": "09/11/2026", "Marks": "/\\/"}
    outcome = take_rows("attendance-marks", [*STRING, bad])
    assert (outcome.taken, outcome.quarantined) == (1, 1)
    assert marks(ELIZABETH["Pupil ID"]) == BOTH


def test_every_sheet_of_a_workbook_is_read_whatever_its_shape(take_file, tmp_path) -> None:
    book = tmp_path / "registers.xlsx"
    with Workbook(str(book)) as workbook:
        for name, rows in (("7A", STRING), ("7B", [{**row, **TOMASZ} for row in A_COLUMN_A_SESSION])):
            sheet = workbook.add_worksheet(name)
            sheet.write_row(0, 0, list(rows[0]))
            sheet.write_row(1, 0, list(rows[0].values()))
        workbook.add_worksheet("Notes").write_row(0, 0, ["Printed by", "the office"])
    outcome = take_file("attendance-marks", book)
    assert (outcome.taken, outcome.quarantined) == (2, 0)
    assert marks(ELIZABETH["Pupil ID"]) == marks(TOMASZ["Pupil ID"]) == BOTH
    assert "Notes" in outcome.ignored


def test_commas_between_marks_do_not_part_the_cells_of_a_file_with_tabs(db, tmp_path) -> None:
    headings = ("School", *ELIZABETH, "Marks from", "Marks")
    cells = ("990003", *ELIZABETH.values(), "09/11/2026", ",".join("/" * 40))
    lines = ["\t".join(map(str, line)) for line in (headings, cells)]
    (tmp_path / "register.tsv").write_text("\n".join(lines), encoding="utf-8")
    [file] = open_files("attendance-marks", [tmp_path / "register.tsv"])
    assert {"surname", "marks", "first_day"} <= {column.name for column in file.table.found.values()}


def test_each_file_is_a_delivery_of_its_own(db, tmp_path) -> None:
    for name in ("one.csv", "two.csv"):
        (tmp_path / name).write_text(
            "School,Pupil ID,Surname,Forename,DOB,Marks from,Marks\n", encoding="utf-8"
        )
    assert len(open_files("attendance-marks", [tmp_path / "one.csv", tmp_path / "two.csv"])) == 2


def test_holidays_by_the_term_dates_are_no_days_of_marks(take_rows) -> None:
    term = {"Name": "Autumn", "Kind": "term"}
    take_rows(
        "term-dates",
        [
            {**term, "First day": "02/09/2026", "Last day": "18/12/2026"},
            {
                "Name": "Training day",
                "Kind": "training day",
                "First day": "10/11/2026",
                "Last day": "10/11/2026",
            },
        ],
    )
    take_rows("attendance-marks", STRING)
    assert list(marks(ELIZABETH["Pupil ID"])) == [MONDAY, MONDAY + timedelta(days=2)]


def test_two_registers_of_one_pupil_have_a_place_each(take_rows) -> None:
    provider = {**STRING[0], "School": "", "Provider ID": "the-barn", "Marks": "BB.."}
    take_rows("attendance-marks", STRING)
    take_rows("attendance-marks", [provider])
    assert RosterPlace.objects.count() == 2
