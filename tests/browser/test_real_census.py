"""The real census in a real browser: four tables joined, and rows that wait for schools by their sender's own names."""

import csv
import gzip
import io
from itertools import islice
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.staff import Judge, drop_in, follow, line_of, sign_in_as, stands

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "school_census_autumn_2024"
ROWS = 300

pytestmark = pytest.mark.gate


def first_rows(path: Path) -> bytes:
    """The headings and the first rows of a real table."""
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    out = io.StringIO(newline="")
    csv.writer(out).writerows(islice(csv.reader(io.StringIO(content.decode(), newline="")), ROWS + 1))
    return out.getvalue().encode()


def test_four_tables_are_one_census_and_wait_for_their_schools(page: Page, axe: Judge) -> None:
    tables = {path.name.removesuffix(".gz"): first_rows(path) for path in sorted(REAL.iterdir())}
    assert len(tables) == 4
    sign_in_as(page, "Data officer")
    drop_in(page, tables, sender="Census desk")
    line = line_of(page, next(iter(tables)))  # The first stands for all four.
    stands(line, "Taken in")
    expect(line).to_contain_text("3 files that go with it")
    expect(line).to_contain_text("Taken for: School census")
    expect(line).to_contain_text("rows wait for you")

    follow(line.get_by_role("link").first)
    file = page.url
    axe(page)
    page.goto(f"{file.split('?')[0]}names/")
    axe(page)
    asked = page.get_by_role("group", name="Which school is “SCH1”?", exact=True)
    asked.get_by_role("radio", name="A school that you name").check()
    page.get_by_label("If another, which school is “SCH1”?", exact=True).fill("990004")
    follow(page.get_by_role("button", name="Remember these and run the rows again"))
    expect(page.locator(".govuk-notification-banner")).to_contain_text("Remembered.")
    expect(page.get_by_role("table", name="What Census desk means by its own names")).to_contain_text(
        "SCH1", ignore_case=True
    )
    axe(page)
