"""Every staff page in every state: fit for those who do not see, hear or point as others do, and for a phone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.staff import follow, sign_in_as

Judge = Callable[[Page], None]
PHONE = {"width": 320, "height": 640}


def open_child(page: Page, standing: str) -> None:
    """The first child with this standing."""
    page.goto(f"/children/?standing={standing}")
    follow(page.locator("th.sightline-list__child > a").first)


def open_question(page: Page) -> None:
    """Two records that may be one child's, side by side."""
    page.goto("/children/?maybe_same=yes&standing=on&standing=to+be+checked&standing=off")
    follow(page.locator("th.sightline-list__child > a").first)
    follow(page.get_by_role("link", name=re.compile("^Compare")).first)


def open_apart(page: Page) -> None:
    """A child of several records, to take apart."""
    page.goto("/children/?reason=alternative-provision")
    for address in page.locator("th.sightline-list__child > a").evaluate_all(
        "links => links.map(a => a.href)"
    ):
        page.goto(address)
        way = page.get_by_role("link", name="Take apart records that are not this child")
        if way.count():
            follow(way)
            return
    raise AssertionError("nobody on the list has two records")


def at(address: str) -> Callable[[Page], None]:
    """A page by its address."""

    def go(page: Page) -> None:
        page.goto(address)

    return go


STATES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "home": ("Senior accountable officer", at("/")),
    "home of a locality": ("Locality team leader", at("/")),
    "home of a school": ("School", at("/")),
    "figures": ("Governor", at("/")),
    "list": ("Operational lead", at("/children/")),
    "list, narrowed": (
        "Operational lead",
        at("/children/?reason=medical&hours=not+known&locality=amberford"),
    ),
    "list, nobody": ("Operational lead", at("/children/?roll=none&reason=part-time-timetable")),
    "list, looking back": ("Operational lead", at("/children/?as_at=2026-10-05&known_on=2026-10-20")),
    "list, a day that is none": ("Operational lead", at("/children/?as_at=soon")),
    "child on the list": ("Operational lead", lambda page: open_child(page, "on")),
    "child to be checked": ("Operational lead", lambda page: open_child(page, "to+be+checked")),
    "child off the list": ("Operational lead", lambda page: open_child(page, "off")),
    "child, less shown": ("Key worker", lambda page: open_child(page, "on")),
    "the same child": ("Data officer", open_question),
    "take apart": ("Data officer", open_apart),
    "reports": ("Inspector", at("/reports/")),
    "inspection list": ("Inspector", at("/reports/inspection-list/")),
    "tracking sheet": ("Virtual school", at("/reports/tracking-sheet/")),
    "rules": ("Key worker", at("/rules/who-is-on-the-list/")),
    "nobody's page": ("Key worker", at("/children/999999/")),
    "refused": ("Key worker", at("/children/1/apart/")),
}


@pytest.mark.parametrize("state", STATES)
def test_a_page_is_for_everybody_on_a_desk_and_on_a_phone(state: str, page: Page, axe: Judge) -> None:
    role, go = STATES[state]
    sign_in_as(page, role)
    go(page)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    axe(page)
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    axe(page)
