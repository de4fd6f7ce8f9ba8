"""Opening what was sent as one table: several sheets or files, remembered headings, whole names, merged cells."""

import io

import pytest
import xlsxwriter

from sightline.intake.contract import plain_heading
from sightline.intake.models import IntakeRun, StagedRow
from sightline.intake.readers import Unreadable
from sightline.intake.registry import feed_called
from sightline.intake.services import open_files, take
from sightline.intake.staging import open_contents
from sightline.intake.whole_names import part_name
from sightline.record.models import SourcePersonVersion
from tests.intake.hostile_making import GOOD, HEADINGS, OTHER, table, text, with_cell, zipped

FEED = "home-education"
THIRD = ["19", "Carr", "Zoë", "30/06/2012", "01/09/2026"]


def opened(content: bytes | str, headings=None, name="list.csv"):
    sent = content.encode() if isinstance(content, str) else content
    return open_contents(feed_called(FEED), [(name, sent)], headings)


def book(**sheets: list[list[object]]) -> bytes:
    """A workbook of several sheets; one whose name begins with `hidden` is."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
            if name.startswith("hidden"):
                sheet.hide()
    return out.getvalue()


def cells_of(file) -> list[dict[str, str]]:
    return [
        {
            column.name: cells[place]
            for place, column in file.table.found.items()
            if any(cells[place : place + 1])
        }
        for _, cells in file.table.rows()
    ]


class TestSeveralSheets:
    def test_sheets_with_the_headings_are_joined_in_order(self):
        sent = book(
            North=[HEADINGS, GOOD], Readme=[["Ask Jo"]], hidden=[["A title"], [], HEADINGS[::-1], OTHER[::-1]]
        )

        file = opened(sent)

        assert [row["surname"] for row in cells_of(file)] == ["Ashdown", "Brook"]
        assert file.table.parts == (("list.csv, North", 0), ("list.csv, hidden", 2))

    def test_a_column_that_only_a_later_sheet_has_is_read(self):
        file = opened(book(A=[HEADINGS, GOOD], B=[["UPN", *HEADINGS], ["M999000026001", *OTHER]]))

        assert [row.get("upn") for row in cells_of(file)] == [None, "M999000026001"]

    def test_a_fault_names_the_part_and_its_own_row(self, officer):
        sent = zipped(
            ("a.csv", table(GOOD, THIRD)),
            ("b.csv", "A title\n\n" + text(HEADINGS, OTHER, ["20", "Dene", "Jo", "31/02/2013", ""])),
        )

        outcome = take(officer, opened(sent, name="lists.zip"))

        [problem] = outcome.problems
        assert (problem["file"], problem["row"]) == ("lists.zip, b.csv", 5)
        assert (outcome.taken, outcome.quarantined) == (3, 1)

    def test_a_single_table_has_no_parts_and_its_problems_no_file(self, officer):
        outcome = take(officer, opened(with_cell(3, "31/02/2013")))

        assert "file" not in outcome.problems[0]
        assert IntakeRun.objects.get().parts == []

    def test_files_given_together_are_one_delivery_whatever_their_order(self):
        files = [("a.csv", table(GOOD).encode()), ("b.csv", table(OTHER).encode())]

        there, back = (open_contents(feed_called(FEED), sent) for sent in (files, files[::-1]))

        assert there.sha256 == back.sha256
        assert (there.name, back.name) == ("a.csv and 1 more", "b.csv and 1 more")
        assert there.size == sum(len(content) for _, content in files)

    def test_a_fault_in_opening_names_the_file(self):
        with pytest.raises(Unreadable, match=r"^a\.csv and 1 more: b\.csv: This is a PDF"):
            open_contents(feed_called(FEED), [("a.csv", table(GOOD).encode()), ("b.csv", b"%PDF-1.7")])

    def test_files_of_a_feed_of_single_files_stay_apart(self, officer, tmp_path):
        for name in ("a.csv", "b.csv"):
            (tmp_path / name).write_text(table(GOOD))

        assert len(open_files(FEED, [tmp_path / "a.csv", tmp_path / "b.csv"])) == 2


class TestRememberedHeadings:
    def test_they_win_over_what_the_contract_knows(self):
        headings = ["Nr", "Nachname", "Vorname", "DOB", "Start date", "Surname"]
        remembered = {
            plain_heading(sent): column
            for sent, column in (
                ("Nr", "pupil_id"),
                ("Nachname", "surname"),
                ("Vorname", "forename"),
                ("Surname", ""),
            )
        }

        file = opened(text(headings, [*GOOD, "Not this"]), remembered)

        assert cells_of(file)[0]["surname"] == "Ashdown"
        assert file.table.ignored == ("Surname",)

    def test_two_headings_for_one_column_are_refused(self):
        with pytest.raises(Unreadable, match="in row 1 twice: “Legal surname”"):
            opened(text([*HEADINGS, "Other"], [*GOOD, "x"]), {"other": "surname", "legalsurname": "surname"})


class TestWhatIsKept:
    def test_the_headings_and_the_cells_of_a_row_held_back_as_sent(self, officer):
        take(officer, opened(text(["Note", *HEADINGS], ["shy", *OTHER[:3], "31/02/2013", ""])))

        run, [row] = IntakeRun.objects.get(), StagedRow.objects.all()
        assert run.headings == ["Note", *HEADINGS]
        assert row.cells == ["shy", *OTHER[:3], "31/02/2013", ""]

    def test_rows_left_out_are_noted_and_none_waits(self, officer):
        sent = table(GOOD, HEADINGS, OTHER, ["Total: 2", "", "", "", ""]) + "\nPrinted by Jo on Monday,,,,\n"

        outcome = take(officer, opened(sent))

        assert [(item["row"], item["value_class"]) for item in outcome.problems] == [
            (3, "the headings again"),
            (5, "a row of totals"),
            (7, "the foot of a report"),
        ]
        assert not any(item["held_back"] for item in outcome.problems)
        assert (outcome.rows, outcome.taken, outcome.quarantined) == (2, 2, 0)

    def test_a_lonely_cell_between_rows_waits_like_any_other(self, officer):
        outcome = take(officer, opened(table(GOOD, ["", "See the other list", "", "", ""], OTHER)))

        assert (outcome.taken, outcome.quarantined) == (2, 1)

    def test_a_beginning_of_a_row_at_the_end_is_no_foot(self, officer):
        assert take(officer, opened(table(GOOD) + "18\n")).quarantined == 1


class TestWholeNames:
    @pytest.mark.parametrize(
        ("name", "surname", "forename", "is_clear"),
        [
            ("Ashdown, Elizabeth", "Ashdown", "Elizabeth", True),
            ("ashdown,elizabeth anne", "ashdown", "elizabeth anne", True),
            ("de la Cruz, Maria", "de la Cruz", "Maria", True),
            ("ASHDOWN Elizabeth", "ASHDOWN", "Elizabeth", True),
            ("ASHDOWN BROOK Elizabeth Anne", "ASHDOWN BROOK", "Elizabeth Anne", True),
            ("Elizabeth ASHDOWN", "ASHDOWN", "Elizabeth", True),
            ("Elizabeth Ashdown", "Ashdown", "Elizabeth", True),
            ("Miss Elizabeth Ashdown", "Ashdown", "Elizabeth", True),
            ("Maria de la Cruz", "de la Cruz", "Maria", True),
            ("Zoë O'Brien", "O'Brien", "Zoë", True),
            ("Anne-Marie Smith-Jones", "Smith-Jones", "Anne-Marie", True),
            ("Elizabeth Anne Ashdown", "Ashdown", "Elizabeth Anne", False),
            ("ELIZABETH ASHDOWN", "ASHDOWN", "ELIZABETH", False),
            ("Ashdown", "", "", True),
            ("Ashdown,", "", "", True),
            (", Elizabeth", "", "", True),
            ("17 ?", "", "", True),
        ],
    )
    def test_how_a_name_is_parted(self, name, surname, forename, is_clear):
        parted = part_name(name)

        assert (parted.surname, parted.forename) == (surname, forename)
        assert parted.is_clear is is_clear or not surname

    def test_one_column_of_names_does(self, officer):
        sent = text(
            ["Pupil name", "DOB"],
            ['"Ashdown, Elizabeth"', "02/04/2013"],
            ["Tomasz Brook", "09/09/2014"],
            ["Carr", "30/06/2012"],
            ["", "30/06/2012"],
        )

        outcome = take(officer, opened(sent))

        names = SourcePersonVersion.objects.order_by("surname").values_list("surname", "forename")
        assert list(names) == [("Ashdown", "Elizabeth"), ("Brook", "Tomasz")]
        assert [(item["row"], item["value_class"]) for item in outcome.problems] == [
            (4, "not a whole name"),
            (5, "blank"),
        ]
        assert "Surname, Forename" in outcome.problems[0]["message"]

    def test_what_is_not_clear_is_taken_and_noted(self, officer):
        outcome = take(officer, opened(text(["Name", "DOB"], ["Elizabeth Anne Ashdown", "02/04/2013"])))

        assert outcome.taken == 1
        assert outcome.problems[0]["value_class"] == "a whole name of several words"

    def test_surname_and_forename_of_their_own_win(self, officer):
        take(officer, opened(text(["Name", *HEADINGS], ["E Other", *GOOD])))

        assert SourcePersonVersion.objects.get().surname == "Ashdown"

    def test_a_heading_over_two_columns_is_refused(self):
        with pytest.raises(Unreadable, match="“Name” in row 1 stands over two columns"):
            opened(text(["Name", "", "DOB"], ["Ashdown", "Elizabeth", "02/04/2013"]))


class TestSpreadsheets:
    def test_a_value_in_merged_cells_stands_in_each_row_and_only_there(self):
        out = io.BytesIO()
        with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
            sheet = made.add_worksheet()
            for number, row in enumerate([HEADINGS, GOOD, ["18", "", *OTHER[2:]], ["19", "", *THIRD[2:]]]):
                sheet.write_row(number, 0, row)
            sheet.merge_range(1, 1, 2, 1, "Ashdown")

        assert [row.get("surname") for row in cells_of(opened(out.getvalue()))] == [
            "Ashdown",
            "Ashdown",
            None,
        ]

    def test_a_heading_merged_over_two_rows_is_found(self):
        out = io.BytesIO()
        with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
            sheet = made.add_worksheet()
            sheet.merge_range(0, 1, 0, 2, "Child")
            sheet.merge_range(0, 0, 1, 0, "Pupil ID")
            sheet.write_row(1, 1, HEADINGS[1:])
            sheet.write_row(2, 0, GOOD)

        assert cells_of(opened(out.getvalue()))[0]["pupil_id"] == "17"

    def test_day_numbers_throughout_a_column_of_text_are_dates_with_a_warning(self, officer):
        rows = [
            [str(number), name, "Sam", str(41366 + number), "01/09/2026"] for number, name in enumerate("AB")
        ]

        outcome = take(officer, opened(table(*rows)))

        assert outcome.taken == 2
        assert {item["value_class"] for item in outcome.problems} == {"a day number where a date is expected"}
        born = SourcePersonVersion.objects.order_by("surname").values_list("date_of_birth", flat=True)
        assert [day.isoformat() for day in born] == ["2013-04-02", "2013-04-03"]
