"""The registers and their rules in a real browser: fit for everybody, on a desk and on a phone."""

from playwright.sync_api import Page, expect

from tests.browser.staff import (
    Judge,
    as_csv,
    drop_in,
    follow,
    heading,
    is_for_everybody,
    known_as,
    line_of,
    stands,
)

FILE = "marks.csv"
# Away without leave for four weeks, and then one of each of what can stand in a session.
MARKS = "O" * 40 + r"/\IIC2C2BBY1Y1N.X#" + "LU"


def register_of_a_new_pupil() -> bytes:
    return as_csv(
        (
            "School",
            "Pupil ID",
            "Legal surname",
            "Legal forename",
            "Date of birth",
            "Postcode",
            "Marks from",
            "Marks",
        ),
        ("990003", "W-101", "Yarwick", "Corisande", "02/04/2013", "ZZ1 1AA", "07/09/2026", MARKS),
    )


def test_a_register_comes_in_and_is_read_with_what_the_rules_find(page: Page, axe: Judge) -> None:
    known_as(page, "Data officer")
    drop_in(page, {FILE: register_of_a_new_pupil()}, sender="The Old School House")
    stands(line_of(page, FILE), "Taken in")
    page.goto("/rules/who-is-on-the-list/")
    follow(page.get_by_role("link", name="What is asked of every register"))
    is_for_everybody(page, axe)
    page.set_viewport_size({"width": 1280, "height": 900})
    follow(page.get_by_role("link", name="Fifteen school days missed", exact=True))
    is_for_everybody(page, axe)
    page.set_viewport_size({"width": 1280, "height": 900})
    follow(page.get_by_role("button", name="See whom it finds"))
    is_for_everybody(page, axe)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/rules/registers/fifteen-days-missed/schools/")
    expect(page.get_by_role("table", name="schools")).to_be_visible()
    is_for_everybody(page, axe)
    page.goto("/rules/registers/fifteen-days-missed/backtest/")
    page.get_by_label("Sessions missed in the school year").fill("20")
    follow(page.get_by_role("button", name="Try these figures"))
    expect(page.get_by_role("img", name="Children raised in each week")).to_be_visible()
    is_for_everybody(page, axe)
    page.goto("/rules/registers/fifteen-days-missed/figures/")
    follow(page.get_by_role("button", name="Set these figures"))
    expect(page.get_by_role("alert")).to_contain_text("Say why the figures are set so")
    is_for_everybody(page, axe)
    page.goto("/rules/nights/")
    expect(page.get_by_role("heading", name="What did the nights find?")).to_be_visible()
    is_for_everybody(page, axe)
    page.goto("/schools/990003/visit/")
    is_for_everybody(page, axe)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/children/")
    page.get_by_label("Find a child, on the list or not").fill("Corisande Yarwick")
    follow(page.get_by_role("button", name="Find"))
    follow(page.get_by_role("link", name="Yarwick, Corisande"))
    follow(page.get_by_role("link", name="See the register, session by session"))
    assert heading(page) == "Corisande Yarwick: register 2026/27"
    expect(page.get_by_role("heading", name="Fifteen school days missed")).to_be_visible()
    expect(page.get_by_role("table", name="Autumn term, first half")).to_be_visible()
    is_for_everybody(page, axe)


def test_a_child_of_whom_no_register_came(page: Page, axe: Judge) -> None:
    known_as(page, "Key worker")
    page.goto("/children/?standing=on&reason=awaiting-place")
    follow(page.locator("th.sightline-list__child > a").first)
    follow(page.get_by_role("link", name="See the register, session by session"))
    expect(page.get_by_text("No register of this child has been sent.")).to_be_visible()
    is_for_everybody(page, axe, on_phone=False)
