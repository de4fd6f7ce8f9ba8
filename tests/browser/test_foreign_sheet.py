"""A sheet with headings nobody knows: mapped once in the wizard, and taken without a question the week after."""

from playwright.sync_api import Page, expect

from tests.browser.sheets import FEED, MEANT, SCHOOL, choose_columns, own_sheet, say_what_sheet_is
from tests.browser.staff import Judge, drop_in, follow, line_of, sign_in_as, stands

SENDER = "Rookery behaviour system"
FIRST, NEXT = "off school.csv", "off school, next week.csv"


def test_it_is_mapped_once_and_then_known(page: Page, axe: Judge) -> None:
    sign_in_as(page, "Data officer")
    first = own_sheet(
        (SCHOOL, "Thistlewood, Clement", "02/04/2013", "SUSP", "09/11/2026", "11/11/2026", "Mr Brown"),
        (SCHOOL, "Thistlewood, Rosalba", "09/09/2013", "SUSP", "soon", "", ""),
    )
    drop_in(page, {FIRST: first})
    stands(line_of(page, FIRST), "Waits for you")
    follow(line_of(page, FIRST).get_by_role("link", name="Say what it is"))
    follow(page.get_by_role("link", name="Say once which heading is which"))
    say_what_sheet_is(page, SENDER)
    choose_columns(page, MEANT)
    expect(page.get_by_role("heading", level=1)).to_have_text("1 row can be read, 1 would wait")
    follow(page.get_by_role("button", name=f"Remember this for {SENDER} and take the file"))
    expect(page.locator(".govuk-notification-banner")).to_contain_text(f"Remembered for {SENDER}.")
    stands(page.get_by_role("main"), "Taken in")
    expect(page.get_by_role("main")).to_contain_text("1 row taken, 1 row waits for you")
    axe(page)

    later = own_sheet(
        (SCHOOL, "Thistlewood, Benedick", "04/05/2014", "SUSP", "16/11/2026", "18/11/2026", ""),
        (SCHOOL, "Thistlewood, Philippa", "06/07/2012", "SUSP", "17/11/2026", "18/11/2026", ""),
    )
    drop_in(page, {NEXT: later}, sender=SENDER)
    stands(line_of(page, NEXT), "Taken in")
    expect(line_of(page, NEXT)).to_contain_text(f"Taken for: {FEED}")
    expect(line_of(page, NEXT)).to_contain_text("2 rows taken")
