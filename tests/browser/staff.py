"""What the tests of the staff pages share: signing in by one click, whether a page is fit for everybody, dropping files
in, and pictures for the guides."""

import csv
import io
import os
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, TimeoutError, expect

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"
PHONE = {"width": 320, "height": 640}
FITS = "width => document.documentElement.scrollWidth <= width"
SETTLED_WITHIN = 2_000
STICKS_OUT = """[...document.querySelectorAll("body *")]
    .filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth)
    .map(one => `${one.tagName} ${one.className} ${Math.round(one.getBoundingClientRect().right)}`).slice(0, 9)"""
"""What reaches beyond the page's right edge: its element, classes and edge, never what it says."""
TAKEN_WITHIN = 60_000
"""How long a file that was dropped in may take, in milliseconds: the worker reads one after the other."""

Judge = Callable[[Page], None]
Way = Callable[[Page], None]
"""How a page comes to a state."""


def follow(way: Locator) -> None:
    """Press a link or a button that leads to a page, and wait until that page is there: a press alone does not."""
    with way.page.expect_navigation():
        way.click()


def sign_in_as(page: Page, role: str) -> None:
    """Look as the demonstration's person in this role, by the role's title."""
    page.goto("/sign-in/")
    title = page.locator(".sightline-person__role").get_by_text(role, exact=True)
    follow(page.locator(".sightline-person__button", has=title).first)


_KNOWN: dict[str, list[Any]] = {}


def known_as(page: Page, role: str) -> None:
    """Be signed in as the demonstration's person in this role, on no page yet: by the session of an earlier sign-in.

    For tests that sign nobody out and look as nobody else.
    """
    if role not in _KNOWN:
        sign_in_as(page, role)
        _KNOWN[role] = page.context.cookies()
    page.context.add_cookies(_KNOWN[role])


def at(address: str) -> Way:
    """A page by its address."""

    def go(page: Page) -> None:
        page.goto(address)

    return go


def is_for_everybody(page: Page, axe: Judge, *, on_phone: bool = True) -> None:
    """Judge the page as it is: one heading, no fault on a desk, no scrolling sideways on a phone.

    `on_phone` judges it a second time at that width, for pages that are laid out otherwise there.
    """
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    axe(page)
    page.set_viewport_size(PHONE)
    # The front end's own script lays the menu out anew when the width changes: the page is judged when it has.
    with suppress(TimeoutError):
        page.wait_for_function(FITS, arg=PHONE["width"], timeout=SETTLED_WITHIN)
    assert page.evaluate(FITS, PHONE["width"]), page.evaluate(STICKS_OUT)
    if on_phone:
        axe(page)


def heading(page: Page) -> str:
    """The heading of the page as it is now."""
    return page.get_by_role("heading", level=1).inner_text()


def hours_known(page: Page) -> tuple[int, int]:
    """Of how many children on the list the hours are known, and how many are on it, as the first page says."""
    said = re.search(r"We know the hours of ([\d,]+) of ([\d,]+) children", heading(page))
    known, on_list = (int(number.replace(",", "")) for number in said.groups())
    return known, on_list


def keep_picture(page: Page, name: str, *, height: int = 900, top: bool = True) -> None:
    """Keep the top of the page (or the part that is in view) for the guides, where SIGHTLINE_PICTURES=1 asks for it;
    else do nothing."""
    if os.environ.get("SIGHTLINE_PICTURES") == "1":
        PICTURES.mkdir(parents=True, exist_ok=True)
        was = page.viewport_size
        page.set_viewport_size({"width": 1280, "height": height})
        if top:
            page.evaluate("scrollTo(0, 0)")
        page.screenshot(path=PICTURES / f"{name}.png")
        page.set_viewport_size(was)


def children_listed(page: Page) -> list[str]:
    """The names on the page of the list, in order."""
    return page.locator("th.sightline-list__child > a").all_inner_texts()


def as_csv(*rows: Sequence[str]) -> bytes:
    """Rows as a file, the headings first."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def drop_in(page: Page, files: dict[str, bytes], *, sender: str = "", try_only: bool = False) -> None:
    """Drop files in together, by their names, and wait for the page that says what each was taken for."""
    page.goto("/intake/")
    page.locator("input[type=file]").set_input_files(
        [
            {"name": name, "mimeType": "application/octet-stream", "buffer": content}
            for name, content in files.items()
        ]
    )
    page.get_by_label("Who sent them?").fill(sender)
    if try_only:
        page.get_by_label("Try only: change nothing").check()
    follow(page.get_by_role("button", name="Send them in"))


def line_of(page: Page, name: str) -> Locator:
    """The line of one of the files that were dropped in."""
    dropped = page.get_by_role("list", name="What you dropped in").locator("li")
    return dropped.filter(has=page.get_by_role("link", name=name, exact=True))


def stands(file: Locator, state: str) -> None:
    """Wait until a file, a line or a page of its own, has come to a state: the page asks for itself again."""
    expect(file.locator(".sightline-files__state").first).to_have_text(state, timeout=TAKEN_WITHIN)
