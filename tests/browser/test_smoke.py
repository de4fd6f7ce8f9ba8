"""The first thing that anybody sees: the server answers, in a real browser, with a page that all can use."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.staff import follow

pytestmark = pytest.mark.smoke


def test_whoever_is_not_signed_in_is_asked_to_sign_in(page: Page, axe: Callable[[Page], None]) -> None:
    page.goto("/children/")
    assert "/sign-in/" in page.url
    assert "Sightline" in page.title()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    axe(page)


def test_the_demonstration_opens_signed_in_and_lets_one_look_as_anybody(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("We know the hours of")
    expect(page.get_by_role("banner")).to_contain_text("Operational lead")
    inspector = page.get_by_role("region", name="See it as somebody else").get_by_role(
        "button", name="Inspector"
    )
    follow(inspector)
    expect(page.get_by_role("banner")).to_contain_text("Inspector")


def test_the_page_fits_a_phone(page: Page, axe: Callable[[Page], None]) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto("/sign-in/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    axe(page)


def test_no_typeface_or_picture_comes_from_elsewhere(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/sign-in/")
    own = page.evaluate("location.origin")
    assert asked
    assert [address for address in asked if not address.startswith((own, "data:"))] == []
