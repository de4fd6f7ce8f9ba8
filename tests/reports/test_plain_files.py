"""CSV and JSON: read again they hold the very table, the gaps go with them, and no cell runs as a formula."""

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.reports.renderers import render
from sightline.reports.renderers.as_csv import read_first, safe_words
from sightline.reports.table import Column, Report, Table, cell_words, text_cell
from tests.reports.made_up import ISSUE, report

PAYLOADS = [
    row["payload"]
    for row in csv.DictReader(
        (Path(__file__).parents[1] / "data" / "csv_injection_payloads.csv").open(encoding="utf-8", newline="")
    )
]


def read_csv(content: bytes) -> list[list[str]]:
    """The rows of a CSV file as a spreadsheet reads them."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def one_cell(text: str) -> Report:
    """A report of one cell."""
    return report(Table("One", (Column("Words", "A text."),), ((text_cell(text),),), children=1))


def test_csv_is_a_plain_table_with_its_headings_on_line_1(every_kind: Report) -> None:
    content = render(every_kind, ISSUE, "csv")
    assert content.startswith(b"\xef\xbb\xbfUnique ID,Date of birth,UPN,Type of provision,")
    headings, *rows = read_csv(content)
    assert headings == [column.heading for column in every_kind.table.columns]
    assert rows == [[cell_words(cell) for cell in row] for row in every_kind.table.rows]


def test_csv_writes_dates_in_iso_form_and_hours_as_numbers(every_kind: Report) -> None:
    _, first, *_ = read_csv(render(every_kind, ISSUE, "csv"))
    assert first[1] == "2012-03-04"
    assert first[4] == "8"
    assert first[8] == "12.5"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_known_payload_is_a_text_in_csv(payload: str) -> None:
    [_, [cell]] = read_csv(render(one_cell(payload), ISSUE, "csv"))
    assert cell[0] not in "=+-@\t\r"
    assert payload.strip() in cell


@given(
    st.sampled_from(["", " ", "\t", "\u200b", "\ufeff", "\xa0"]),
    st.sampled_from("=+-@\t\r＝＋－＠"),
    st.text(alphabet="abcAZ1(|!'\"", min_size=1),
)
def test_nothing_that_begins_like_a_formula_is_left_as_it_is(before: str, sign: str, after: str) -> None:
    words = safe_words(before + sign + "cmd" + after)
    assert words.startswith("'")


@pytest.mark.parametrize(
    "harmless", ["-5", "+44 1632 960001", "12.5", "+1", "a=b", "Smith-Jones", "8 + 2", "'quoted"]
)
def test_numbers_telephone_numbers_and_ordinary_texts_stay_as_they_are(harmless: str) -> None:
    assert safe_words(harmless) == harmless


def test_the_companion_of_a_csv_says_the_gaps_first(every_kind: Report) -> None:
    lines = read_first(every_kind, ISSUE).splitlines()
    assert lines[1] == "Ambershire, as at 23 November 2026, as known on 23 November 2026"
    assert lines[3:5] == ["Read this first: what is not known", f"- {every_kind.gaps[0]}"]
    assert "- Issued by: An officer (Data officer), 23 November 2026 at 09:14" in lines
    assert lines[-1] == "- To be checked: 1"


def test_json_begins_with_the_gaps_and_holds_every_table(every_kind: Report) -> None:
    document = json.loads(render(every_kind, ISSUE, "json"))
    assert list(document)[:3] == ["report", "title", "gaps"]
    assert document["gaps"] == list(every_kind.gaps)
    assert document["rows"][0]["Hours a week"] == 8
    assert document["rows"][0]["Hours a week, all provision"] == 12.5
    assert document["rows"][0]["Date of birth"] == "2012-03-04"
    assert document["rows"][3]["Type of provision"] == "withheld"
    assert document["rows"][3]["Hours a week"] == "not known"
    [checked] = document["other_tables"]
    assert (checked["title"], checked["children"], len(checked["rows"])) == ("To be checked", 1, 1)


def test_an_unknown_format_is_refused(every_kind: Report) -> None:
    with pytest.raises(KeyError, match="docx"):
        render(every_kind, ISSUE, "docx")
