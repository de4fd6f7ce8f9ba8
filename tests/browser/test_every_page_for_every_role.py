"""Every page that a role can come to by the links of its pages: it is there, and fit for everybody."""

from collections import deque
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Error, Page, expect

from sightline.access.policy import roles
from tests.browser.staff import PHONE, Judge, sign_in_as

pytestmark = pytest.mark.long

MOST_PAGES = 80


def kind_of(address: str) -> str:
    """Which page an address is of, whatever child, file, school or sender it is about; the path where nobody knows."""
    path = urlsplit(address).path
    try:
        return resolve(path).view_name
    except Resolver404:
        return path


def links_on(page: Page) -> list[str]:
    """The addresses of this server that the page links to."""
    found = page.evaluate(
        "Array.from(document.querySelectorAll('a[href]:not([download])'), link => link.href)"
    )
    here = urlsplit(page.url).netloc
    return [one.split("#")[0] for one in found if urlsplit(one).netloc == here]


def opened(page: Page, address: str) -> int | None:
    """Open an address: how the server answers; None for what is no page but a download."""
    try:
        answer = page.goto(address)
    except Error as fault:
        if "Download is starting" in fault.message:
            return None
        raise
    return answer.status if answer else None


@pytest.mark.parametrize("role", [role.title for role in roles().values()])
def test_every_page_that_a_role_comes_to_is_for_everybody(role: str, page: Page, axe: Judge) -> None:
    sign_in_as(page, role)
    waiting, known = deque([page.url]), {kind_of(page.url)}
    faults = []
    for _ in range(MOST_PAGES):
        if not waiting:
            break
        address = waiting.popleft()
        status = opened(page, address)
        if status != 200:
            faults += [f"{kind_of(address)}: {status}"] if status else []
            continue
        faults += faults_of(page, axe)
        for link in links_on(page):
            if kind_of(link) not in known:
                known.add(kind_of(link))
                waiting.append(link)
    assert not waiting, f"there are more kinds of page than {MOST_PAGES}"
    assert not faults, "\n".join(faults)


def faults_of(page: Page, axe: Judge) -> list[str]:
    """What is wrong with the page as it is now, under the kind of its address."""
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    found = []
    try:
        axe(page)
    except AssertionError as fault:
        found.append(f"{kind_of(page.url)}: {fault}")
    was = page.viewport_size
    page.set_viewport_size(PHONE)
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > PHONE["width"]:
        found.append(f"{kind_of(page.url)}: {width} px wide on a phone")
    page.set_viewport_size(was)
    return found
