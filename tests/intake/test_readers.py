"""Files as people save them: encodings, delimiters, workbooks, titles, and what is no table at all."""

import codecs
import io
from datetime import date, datetime

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from sightline.intake.readers import Unreadable
from sightline.intake.readers.cells import clean, text_of
from sightline.intake.readers.encodings import decode
from sightline.intake.readers.table import table_of
from sightline.intake.registry import feed_called

HEADINGS = ["Pupil ID", "Legal surname", "Legal forename", "Date of birth", "Start date"]
ROW = ["17", "Müller", "Zoë", "02/04/2013", "01/09/2026"]


@pytest.fixture
def feed():
    return feed_called("home-education")


def as_text(rows, delimiter=",", line_end="\n"):
    return line_end.join(delimiter.join(row) for row in rows) + line_end


def read(content: bytes, feed) -> list[tuple[int, dict[str, str]]]:
    """Every row's number and its cells by column."""
    table = table_of([("file", content)], feed)
    return [
        (number, {column.name: cells[place] for place, column in table.found.items() if place < len(cells)})
        for number, cells in table.rows()
    ]


def workbook(rows, **options) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(
        out, {"in_memory": True, "default_date_format": "dd/mm/yyyy", **options}
    ) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            for place, value in enumerate(row):
                sheet.write(number, place, value)
    return out.getvalue()


class TestText:
    @pytest.mark.parametrize(
        "encode",
        [
            lambda text: text.encode("utf-8"),
            lambda text: text.encode("utf-8-sig"),
            lambda text: text.encode("utf-16"),
            lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
            lambda text: text.encode("utf-16-le"),
            lambda text: text.encode("utf-16-be"),
            lambda text: text.encode("cp1252"),
            lambda text: text.encode("latin-1"),
        ],
        ids=["utf-8", "with a mark", "utf-16", "utf-16 big", "no mark", "no mark big", "cp1252", "latin-1"],
    )
    @pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
    def test_any_usual_encoding_and_delimiter(self, feed, encode, delimiter):
        [(number, cells)] = read(encode(as_text([HEADINGS, ROW], delimiter)), feed)

        assert number == 2
        assert (cells["surname"], cells["forename"]) == ("Müller", "Zoë")

    def test_a_byte_that_windows_1252_does_not_know_is_still_text(self):
        assert decode(b"caf\xe9 \x81").text == "café \x81"

    def test_headings_are_found_whatever_their_capitals_spaces_and_marks(self, feed):
        headings = ["pupil_id", "LEGAL SURNAME", " Legal-Forename ", "D.O.B.", "EHE start date"]

        [(_, cells)] = read(as_text([headings, ROW]).encode(), feed)

        assert cells == {
            "pupil_id": "17",
            "surname": "Müller",
            "forename": "Zoë",
            "date_of_birth": "02/04/2013",
            "first_day": "01/09/2026",
        }

    def test_titles_may_stand_above_and_rows_count_as_in_a_spreadsheet(self, feed):
        rows = [["Printed on 23/11/2026"], [], HEADINGS, ROW, [], ROW]

        assert [number for number, _ in read(as_text(rows).encode(), feed)] == [4, 6]

    def test_a_short_row_is_read_as_far_as_it_goes(self, feed):
        [(_, cells)] = read(as_text([HEADINGS, ROW[:3]]).encode(), feed)

        assert cells == {"pupil_id": "17", "surname": "Müller", "forename": "Zoë"}

    def test_a_cell_in_quotation_marks_may_hold_the_delimiter_and_lines(self, feed):
        text = as_text([HEADINGS, ["17", '"Müller, von"', '"Zoë\nMaria"', *ROW[3:]]])

        [(_, cells)] = read(text.encode(), feed)

        assert (cells["surname"], cells["forename"]) == ("Müller, von", "Zoë Maria")

    def test_a_stray_quotation_mark_is_a_character(self, feed):
        text = as_text([[f'"{heading}"' for heading in HEADINGS], ["17", '"Mül"ler', *ROW[2:]], ROW])

        assert len(read(text.encode(), feed)) == 2

    @pytest.mark.parametrize("rows_behind", [0, 1, 60])
    def test_a_quotation_mark_that_never_closes_swallows_nothing(self, feed, rows_behind):
        text = as_text([HEADINGS, ROW, ["18", '"Müller', *ROW[2:]], *[ROW] * rows_behind])

        with pytest.raises(Unreadable, match="never closed"):
            table_of([("file", text.encode())], feed)

    def test_the_old_line_ends_of_windows(self, feed):
        assert len(read(as_text([HEADINGS, ROW, ROW], line_end="\r\n").encode("utf-16"), feed)) == 2

    @given(st.text(max_size=40))
    def test_a_cleaned_cell_is_one_line_and_clean(self, text):
        cell = clean(text)

        assert cell == clean(cell)
        assert not any(character in cell for character in "\n\r\t\x00\x7f\ufeff\u202e")
        assert "  " not in cell


class TestWorkbooks:
    def test_dates_numbers_and_text(self, feed):
        content = workbook([HEADINGS, [17, "Müller", "Zoë", datetime.fromisoformat("2013-04-02"), 46266]])

        [(_, cells)] = read(content, feed)

        assert cells["pupil_id"] == "17"
        assert cells["date_of_birth"] == "2013-04-02"
        assert cells["first_day"] == "46266"

    def test_the_sheet_with_the_headings_is_found(self, feed):
        out = io.BytesIO()
        with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
            book.add_worksheet("Read me").write(0, 0, "Please fill in the other sheet")
            sheet = book.add_worksheet("Children")
            sheet.write_row(2, 0, HEADINGS)
            sheet.write_row(3, 0, ROW)

        assert [number for number, _ in read(out.getvalue(), feed)] == [4]

    @pytest.mark.parametrize(
        ("value", "text"),
        [
            (12.0, "12"),
            (12.5, "12.5"),
            (True, "yes"),
            (False, "no"),
            (None, ""),
            (date(2026, 9, 1), "2026-09-01"),
            (datetime.fromisoformat("2026-09-01"), "2026-09-01"),
            (datetime.fromisoformat("2026-09-01T09:30"), "2026-09-01 09:30:00"),
            ("  two  words ", "two words"),
        ],
    )
    def test_a_cell_reads_as_a_person_sees_it(self, value, text):
        assert text_of(value) == text


class TestWhatIsNoTable:
    @pytest.mark.parametrize(
        ("content", "message"),
        [
            (b"", "empty"),
            (b"  \n \n", "empty"),
            (b"%PDF-1.7 ...", "a PDF"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "of the old kind"),
            (b"<!DOCTYPE html><html></html>", "a web page"),
            (b"<?xml version='1.0'?><CTfile/>", "an XML file"),
            (b"PK\x03\x04 no workbook", "damaged or was cut short"),
            (b"\x00\x01\x02\x03\x00\x00\x00\x07" * 40, "not a text file"),
            (codecs.BOM_UTF16_LE + b"caf", "does not go on"),
        ],
    )
    def test_it_is_refused_as_what_it_is(self, feed, content, message):
        with pytest.raises(Unreadable, match=message):
            table_of([("file", content)], feed)

    def test_a_missing_column_is_named_with_what_was_found(self, feed):
        content = as_text([["Pupil ID", "Legal surname", "Date of birth"], ["17", "Müller", "02/04/2013"]])

        with pytest.raises(Unreadable) as refusal:
            table_of([("file", content.encode())], feed)

        assert "“Legal forename”" in str(refusal.value)
        assert "“Pupil ID”, “Legal surname”, “Date of birth”" in str(refusal.value)

    def test_a_file_without_headings_is_refused_and_not_repeated(self, feed):
        with pytest.raises(Unreadable) as refusal:
            table_of([("file", as_text([["17", "Müller", "School", *ROW[3:]], ROW]).encode())], feed)

        assert "No row of headings" in str(refusal.value)
        assert "Müller" not in str(refusal.value)

    def test_a_column_twice_is_refused(self, feed):
        content = as_text([[*HEADINGS, "Legal surname"], [*ROW, "Brook"]])

        with pytest.raises(Unreadable, match="“Legal surname”"):
            table_of([("file", content.encode())], feed)

    def test_what_the_feed_does_not_know_is_listed(self, feed):
        table = table_of([("file", as_text([[*HEADINGS, "House point"], [*ROW, "3"]]).encode())], feed)

        assert table.ignored == ("House point",)


class TestWhatIsTooMuch:
    def test_a_cell_of_a_hundred_thousand_characters_is_no_cell(self, feed):
        content = as_text([HEADINGS, ["17", "x" * 100_001, *ROW[2:]]])

        with pytest.raises(Unreadable):
            table_of([("file", content.encode())], feed)

    def test_a_mark_inside_a_cell_that_then_swallows_line_after_line(self, feed):
        text = as_text([HEADINGS, ["17", '"Mül"ler', *ROW[2:]], ["18", '"Müller', *ROW[2:]], *[ROW] * 40])

        with pytest.raises(Unreadable, match="never closed"):
            table_of([("file", text.encode())], feed)

    def test_files_and_workbooks_beyond_all_measure(self, feed, monkeypatch):
        monkeypatch.setattr("sightline.intake.readers.content.LARGEST_FILE", 100)
        with pytest.raises(Unreadable, match="in parts"):
            table_of([("file", as_text([HEADINGS, *[ROW] * 5]).encode())], feed)
        monkeypatch.undo()
        monkeypatch.setattr("sightline.intake.readers.packed.LARGEST_UNPACKED", 100)
        with pytest.raises(Unreadable, match="as CSV"):
            table_of([("file", workbook([HEADINGS, ROW]))], feed)
