"""An officer's first ten minutes: drop a sheet, mend a row, add a child, correct an hour, take the list away.

Its pictures are the officer's guide (`docs/officer/first-ten-minutes.md`): `SIGHTLINE_PICTURES=1` keeps them.
"""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from playwright.sync_api import Locator, Page, expect

from tests.browser.staff import follow, keep_picture, sign_in_as

Judge = Callable[[Page], None]

# A sheet as a team keeps it: a title above, a total below, its own headings, one day that never was.
TITLE = "Pupils with part of a week, November 2026"
HEADINGS = (
    "Our ref",
    "Child's name",
    "DOB",
    "Year group",
    "School on roll",
    "Alternative provider",
    "Start date",
    "Hrs per week",
    "Next review",
    "Reason",
)
_SCHOOL, _BRIDGE, _TUITION = "990004", "Bridge Learning Centre", "Home Tuition Service"
ROWS = (
    ("A1", "Penrose, Maisie", "14/03/2013", "8", _SCHOOL, _BRIDGE, "05/10/2026", "12", "30/11/2026", ""),
    ("A2", "Tolland, Rhys", "31/02/2014", "7", _SCHOOL, _BRIDGE, "12/10/2026", "10", "07/12/2026", ""),
    ("A3", "Quarmby, Ines", "02/09/2012", "9", "990003", _TUITION, "02/11/2026", "5", "14/12/2026", ""),
)


def sheet() -> bytes:
    """The team's sheet as a workbook."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet("Our list")
        page.write(0, 0, TITLE)
        page.write_row(2, 0, HEADINGS)
        for number, row in enumerate(ROWS, start=3):
            page.write_row(number, 0, row)
        page.write(len(ROWS) + 3, 0, "Total: 3")
    return out.getvalue()


def until_taken(page: Page) -> Locator:
    """What came of the file that was dropped in, once it has come to something: the page asks for itself again."""
    line = page.get_by_role("list", name="What you dropped in").locator("li").first
    expect(line.locator(".sightline-files__state")).to_have_text("Taken in", timeout=60_000)
    return line


def who_told(page: Page, who: str, how: str) -> None:
    """Say who told us, and how."""
    page.get_by_label("Who told you?").select_option(label=who)
    page.get_by_label("How?").select_option(label=how)


@pytest.mark.smoke
def test_the_first_ten_minutes(page: Page, axe: Judge, tmp_path: Path) -> None:
    sign_in_as(page, "Operational lead")

    # Drop the sheet in, as it is.
    follow(page.get_by_role("link", name="Files in", exact=True))
    page.locator("input[type=file]").set_input_files(
        [{"name": "our list.xlsx", "mimeType": "application/octet-stream", "buffer": sheet()}]
    )
    page.get_by_label("Who sent them?").fill("Amberford team")
    keep_picture(page, "files-in")
    follow(page.get_by_role("button", name="Send them in"))
    line = until_taken(page)
    expect(line).to_contain_text("Taken for: Tracking sheets")
    expect(line).to_contain_text("2 rows taken, 1 row waits for you")
    axe(page)
    keep_picture(page, "file-taken", height=600)

    # Mend the row that waits.
    follow(line.get_by_role("link").first)
    axe(page)
    follow(page.get_by_role("link", name="Mend the rows that wait"))
    axe(page)
    follow(page.get_by_role("link", name=re.compile("Put it right.*Date of birth")).last)
    axe(page)
    field = page.get_by_role("textbox", name=re.compile("Date of birth, row"))
    expect(field).to_have_value("31/02/2014")
    field.fill("13/02/2014")
    page.get_by_label("How do you know?").fill("The school office rang back")
    keep_picture(page, "mend", height=1000)
    follow(page.get_by_role("button", name="Run these rows again"))
    expect(page.locator(".govuk-notification-banner")).to_contain_text("1 row")
    axe(page)

    # A phone call: a child nobody knew of.
    follow(page.get_by_role("link", name="Children", exact=True))
    follow(page.get_by_role("link", name="Add a child"))
    axe(page)
    page.get_by_label("Surname").fill("Vellacott")
    page.get_by_label("First name").fill("Orla")
    page.get_by_label("Date of birth").fill("09/01/2014")
    follow(page.get_by_role("button", name="Search"))
    expect(page.get_by_role("main")).to_contain_text("Nobody is like the child")
    axe(page)
    keep_picture(page, "add-child", height=1100)
    follow(page.get_by_role("button", name="Add the child").last)
    expect(page.get_by_role("alert")).to_contain_text("who told you")
    expect(page.get_by_label("Surname", exact=True)).to_have_value("Vellacott")
    axe(page)
    who_told(page, "The mother", "A phone call")
    follow(page.get_by_role("button", name="Add the child").last)
    expect(page.get_by_role("heading", level=1)).to_have_text("Orla Vellacott")
    axe(page)

    # What mum said of the week, and then what she meant.
    follow(page.get_by_role("link", name="Record the hours of a week"))
    page.get_by_label("Week beginning").fill("16/11/2026")
    page.get_by_label("School", exact=True).fill("990004")
    page.get_by_label("Hours offered").fill("8")
    who_told(page, "The mother", "A phone call")
    axe(page)
    follow(page.get_by_role("button", name="Record it"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Orla Vellacott")
    weeks = page.get_by_role("table", name="The latest weeks as they were told")
    follow(weeks.get_by_role("link", name=re.compile("^Correct")).first)
    axe(page)
    page.get_by_label("Hours offered").fill("6")
    who_told(page, "The mother", "A phone call")
    page.locator("[name=why]").fill("She had counted lunch")
    keep_picture(page, "correct-hours", height=1100, top=False)
    follow(page.get_by_role("button", name="Record the correction"))
    expect(page.get_by_role("main")).to_contain_text("She had counted lunch")
    axe(page)

    # The list, to take away.
    page.goto("/")
    follow(page.get_by_role("button", name="The inspectors are here"))
    table = page.get_by_role("table", name="Inspection list")
    for child in ("14 March 2013", "13 February 2014", "2 September 2012"):
        expect(table).to_contain_text(child)
    page.get_by_label("For whom is it?").fill("The first ten minutes")
    with page.expect_download() as download:
        page.get_by_role("button", name="Plain table (CSV)").click()
    file = tmp_path / "list.csv"
    download.value.save_as(file)
    with file.open(encoding="utf-8-sig", newline="") as lines:
        born = {row["Date of birth"] for row in csv.DictReader(lines)}
    assert {"2013-03-14", "2014-02-13", "2012-09-02"} <= born
