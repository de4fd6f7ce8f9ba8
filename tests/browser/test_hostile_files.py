"""Hostile files of each family in a real browser: the page says what is wrong, and nothing is half applied."""

import re
from pathlib import PurePath

from playwright.sync_api import Page, expect

from tests.browser.staff import Judge, drop_in, follow, line_of, sign_in_as, stands
from tests.intake.hostile_files import CASES
from tests.intake.hostile_making import HELD_BACK

REFUSED_AT_ONCE = (
    "a PDF instead of a table",
    "an old workbook instead of a table",
    "no byte at all",
    "cut within quotation marks",
    "5 MB in a cell",
    "empty bytes throughout",
    "a zip bomb",
    "a workbook bomb",
    "ODS with a password",
    "XML: an entity from outside",
)
ASKED_ABOUT = ("cut within a row", "a script in a name", "formulas in names", "a date of birth: 31 February")
_CASES = {case.name: case for case in CASES}


def sent(names: tuple[str, ...]) -> dict[str, tuple[str, bytes]]:
    """Each case's file under a name of its own."""
    found = {}
    for number, name in enumerate(names):
        [(file_name, content)] = _CASES[name].files()
        found[name] = (f"hostile {number}{''.join(PurePath(file_name).suffixes)}", content)
    return found


def children_known(page: Page) -> str:
    """How many children there are, on the list or not, in the page's own words."""
    page.goto("/children/?standing=on&standing=to+be+checked&standing=off")
    return page.locator(".sightline-count").inner_text()


def test_what_cannot_be_read_is_refused_in_words_and_changes_nothing(page: Page, axe: Judge) -> None:
    sign_in_as(page, "Data officer")
    before = children_known(page)
    files = sent(REFUSED_AT_ONCE)
    drop_in(page, dict(files.values()), sender="Nobody in particular")
    for name, (file_name, _) in files.items():
        stands(line_of(page, file_name), "Not taken in")
        expect(line_of(page, file_name)).to_contain_text(_CASES[name].says)
    axe(page)
    assert children_known(page) == before


def test_what_can_be_read_is_taken_as_far_as_it_goes(page: Page, axe: Judge) -> None:
    sign_in_as(page, "Data officer")
    files = sent(ASKED_ABOUT)
    drop_in(page, dict(files.values()), sender="Somebody careless")
    batch = page.url
    for name, (file_name, _) in files.items():
        case = _CASES[name]
        page.goto(batch)
        follow(line_of(page, file_name).get_by_role("link", name="Say what it is"))
        page.get_by_role("radio", name="Home education", exact=True).check()
        # From a sender each, since they share a row that is known already from the second file on.
        page.get_by_label("Who sent it?").fill(f"Sender of {file_name}")
        follow(page.get_by_role("button", name="Take it in"))
        stands(page.get_by_role("main"), "Taken in")
        came = page.get_by_role("main")
        expect(came).to_contain_text(re.compile(rf"\b{case.rows} rows? taken"))
        if case.outcome == HELD_BACK:
            expect(came).to_contain_text(case.says)
            expect(page.get_by_role("link", name="Mend the rows that wait")).to_be_visible()
    axe(page)
