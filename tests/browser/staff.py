"""What the journeys through the staff pages share: signing in by one click, and pictures for the guides."""

import os
from pathlib import Path

from playwright.sync_api import Locator, Page

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"


def follow(way: Locator) -> None:
    """Press a link or a button that leads to a page, and wait until that page is there: a press alone does not."""
    with way.page.expect_navigation():
        way.click()


def sign_in_as(page: Page, role: str) -> None:
    """Open the first page and look as the demonstration's person in this role, by the role's title."""
    page.goto("/")
    title = page.locator(".sightline-person__role").get_by_text(role, exact=True)
    follow(page.locator(".sightline-person__button", has=title).first)


def heading(page: Page) -> str:
    """The heading of the page as it is now."""
    return page.get_by_role("heading", level=1).inner_text()


def keep_picture(page: Page, name: str, *, height: int = 900) -> None:
    """Keep the top of the page for the guides, where SIGHTLINE_PICTURES=1 asks for it; else do nothing."""
    if os.environ.get("SIGHTLINE_PICTURES") == "1":
        PICTURES.mkdir(parents=True, exist_ok=True)
        was = page.viewport_size
        page.set_viewport_size({"width": 1280, "height": height})
        page.screenshot(path=PICTURES / f"{name}.png")
        page.set_viewport_size(was)


def children_listed(page: Page) -> list[str]:
    """The names on the page of the list, in order."""
    return page.locator("th.sightline-list__child > a").all_inner_texts()
