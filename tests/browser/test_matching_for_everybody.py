"""The pages of who is who, and of search, in every state: fit for everybody, on a desk and on a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.staff import Judge, Way, at, follow, is_for_everybody, known_as


def first_pair(page: Page) -> None:
    page.goto("/matching/")
    follow(page.get_by_role("button", name="Start with the first"))


def answered(button: str, heading: str) -> Way:
    """The page after a decision on the first pair that waits."""

    def go(page: Page) -> None:
        first_pair(page)
        page.get_by_label("How do you know?").fill("The school was asked")
        follow(page.get_by_role("button", name=button))
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)

    return go


def taken_back(page: Page) -> None:
    """The page after a decision was taken back: the pair waits again."""
    answered("They are the same child", "They are one child now")(page)
    page.get_by_label("Why do you take it back?").fill("The wrong school was asked")
    follow(page.get_by_role("button", name="Undo this decision"))
    expect(page.get_by_role("heading", level=1)).to_have_text("It is as it was before")


def nothing_said(page: Page) -> None:
    first_pair(page)
    follow(page.get_by_role("button", name="They are not"))
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")


def two_records(page: Page) -> None:
    """A child of more than one record, about to be taken apart."""
    page.goto("/children/?standing=on&reason=alternative-provision")
    follow(page.locator("th.sightline-list__child > a").first)
    follow(page.get_by_role("link", name="Take apart records that are not this child"))


def preview(page: Page) -> None:
    two_records(page)
    page.get_by_role("checkbox").first.check()
    page.get_by_label("How do you know?").fill("Another family was meant")
    follow(page.get_by_role("button", name="See what would come of it"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Check before you take apart")


def looked_for(text: str, heading: str) -> Callable[[Page], None]:
    def go(page: Page) -> None:
        page.goto("/find/")
        page.get_by_label("Find a child by anything you were told").fill(text)
        follow(page.get_by_role("button", name="Find"))
        expect(page.get_by_role("heading", level=1)).to_contain_text(heading)

    return go


def long_name_found(page: Page) -> None:
    """A child found whose name, as some system sent it, is one long word."""
    looked_for("Sam", "found")(page)
    page.locator(".sightline-found__one a").first.evaluate(
        "(link, name) => { link.textContent = name }", "Sam" * 30
    )


STATES: dict[str, Way] = {
    "pairs that wait": at("/matching/"),
    "one pair": first_pair,
    "one pair, nothing said": nothing_said,
    "not sure": answered("I am not sure", "The question stays open"),
    "joined and taken back": taken_back,
    "left apart": answered("They are not", "They stay two children"),
    "which records": two_records,
    "what would go where": preview,
    "find a child": at("/find/"),
    "children found": looked_for("Sam", "found"),
    "a long name found": long_name_found,
    "nobody found": looked_for("Xanthorpe", "Find a child"),
    "nothing looked for": looked_for(" ", "Find a child"),
}


@pytest.mark.parametrize("state", STATES)
def test_a_page_is_for_everybody_on_a_desk_and_on_a_phone(state: str, page: Page, axe: Judge) -> None:
    known_as(page, "Data officer")
    STATES[state](page)
    is_for_everybody(page, axe)
