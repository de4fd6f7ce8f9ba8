"""The pages of entry by hand, in every state: fit for everybody, on a desk and on a phone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.staff import Judge, Way, at, follow, is_for_everybody, known_as, sign_in_as

To = Callable[[dict[str, str]], Way]

LETTER = b"%PDF-1.7\n1 0 obj << >> endobj\n%%EOF"


@pytest.fixture(scope="module")
def places(browser: Browser, server: str) -> dict[str, str]:
    """The addresses of a child who is placed, of that placement, and of something told by hand and withdrawn since."""
    context = browser.new_context(base_url=server, locale="en-GB")
    page = context.new_page()
    sign_in_as(page, "Data officer")
    page.goto("/children/?standing=on&reason=alternative-provision")
    follow(page.locator("th.sightline-list__child > a").first)
    found = {"child": page.url.split("?")[0]}
    page.goto(f"{found['child']}?whole=yes")  # Elsewhere placements stand folded up.
    placed = page.get_by_role("link", name="History of Placed with").first
    found["fact"] = placed.get_attribute("href") or ""
    found["withdrawn"] = tell_and_withdraw(page, found["child"])
    found["told"] = tell(page, found["child"], "Ferdinand Oakapple")
    found["document"] = attach(page, found["child"])
    context.close()
    return found


def tell(page: Page, child: str, name: str) -> str:
    """Record whom to ring; the address of what was recorded."""
    page.goto(f"{child}tell/contact/")
    page.get_by_label("Name (needed)", exact=True).fill(name)
    say_who(page)
    follow(page.get_by_role("button", name="Record it"))
    page.goto(f"{child}?whole=yes")
    follow(page.get_by_role("link", name=f"History of {name}").first)
    return page.url


def tell_and_withdraw(page: Page, child: str) -> str:
    """Record whom to ring, and take it back; the address of what was recorded."""
    fact = tell(page, child, "Wilhelmina Oakapple")
    follow(page.get_by_role("button", name="Withdraw it"))
    say_who(page)
    page.get_by_label("Why is this right?").fill("Another family was meant")
    follow(page.get_by_role("button", name="Withdraw it"))
    page.goto(fact)
    expect(page.get_by_text("Not on the record any more.")).to_be_visible()
    return fact


def attach(page: Page, child: str) -> str:
    """Attach a letter; the address of its history."""
    page.goto(f"{child}attach/")
    page.get_by_label("What is it? (needed)").fill("Letter of the school")
    letter = {"name": "letter.pdf", "mimeType": "application/pdf", "buffer": LETTER}
    page.locator("input[type=file]").set_input_files([letter])
    page.get_by_role("radio", name="Education").check()
    say_who(page)
    follow(page.get_by_role("button", name="Attach it"))
    page.goto(f"{child}?whole=yes")
    follow(page.get_by_role("link", name="History of Letter of the school").first)
    return page.url


def say_who(page: Page) -> None:
    """Who told us, and how."""
    page.get_by_label("Who told you? (needed)").select_option(label="The mother")
    page.get_by_label("How? (needed)").select_option(label="A phone call")


def on(kind: str, rest: str = "") -> To:
    """A page of what was found, by its address and what comes behind it."""
    return lambda places: at(f"{places[kind]}{rest}")


def pressed(where: To, button: str) -> To:
    """A page on which a button was pressed and nothing filled in: what is wrong stands at the top."""

    def opened(places: dict[str, str]) -> Way:
        def go(page: Page) -> None:
            where(places)(page)
            follow(page.get_by_role("button", name=button))
            expect(page.get_by_role("alert")).to_contain_text("There is a problem")

        return go

    return opened


def searched(surname: str) -> To:
    """The search for a child of this surname."""

    def opened(_: dict[str, str]) -> Way:
        def go(page: Page) -> None:
            page.goto("/children/add/")
            page.get_by_label("Surname", exact=True).fill(surname)
            follow(page.get_by_role("button", name="Search", exact=True))

        return go

    return opened


def several_like_a_child(places: dict[str, str]) -> Way:
    """The search for somebody who is like a child on the record."""

    def go(page: Page) -> None:
        page.goto(places["child"])
        forename, _, surname = page.get_by_role("heading", level=1).inner_text().partition(" ")
        page.goto("/children/add/")
        page.get_by_label("Surname", exact=True).fill(surname)
        page.get_by_label("First name", exact=True).fill(forename)
        follow(page.get_by_role("button", name="Search", exact=True))
        expect(page.get_by_role("heading", level=1)).to_have_text("Is it one of these?")

    return go


@contextmanager
def somebody_else(page: Page, role: str) -> Iterator[Page]:
    """Another person's page, on a machine of their own."""
    context = page.context.browser.new_context(base_url=page.url, locale="en-GB")
    other = context.new_page()
    sign_in_as(other, role)
    yield other
    context.close()


def meanwhile(rest: str, button: str) -> To:
    """A form that is sent after somebody else has corrected the same: both see it, and neither loses."""

    def opened(places: dict[str, str]) -> Way:
        def go(page: Page) -> None:
            page.goto(f"{places['told']}{rest}")
            with somebody_else(page, "Strategic lead") as other:
                other.goto(f"{places['told']}correct/")
                name = other.get_by_label("Name (needed)", exact=True)
                name.fill(f"{name.input_value()} again")
                say_who(other)
                other.locator("[name=why]").fill("The name is longer")
                follow(other.get_by_role("button", name="Record the correction"))
            say_who(page)
            page.locator("[name=why]").fill("Heard anew")
            follow(page.get_by_role("button", name=button))
            expect(page.get_by_role("alert")).to_contain_text("while you were working on it")
            expect(page.locator("[name=why]")).to_have_value("Heard anew")

        return go

    return opened


# Each state: how it is come to, and whether a phone lays it out otherwise than a desk does.
STATES: dict[str, tuple[To, bool]] = {
    "add a child": (lambda _: at("/children/add/"), True),
    "add a child, several are like it": (several_like_a_child, True),
    "add a child, nobody is like it": (searched("Xanthorpe"), False),
    "add a child, nothing typed": (pressed(lambda _: at("/children/add/"), "Search"), False),
    "what to tell": (on("child", "tell/"), True),
    "hours of a week": (on("child", "tell/weekly-hours/"), True),
    "hours of a week, nothing typed": (pressed(on("child", "tell/weekly-hours/"), "Record it"), False),
    "whom to ring": (on("child", "tell/contact/"), False),
    "who the child is": (on("child", "tell/identity/"), False),
    "a concern, nothing typed": (pressed(on("child", "tell/concern/"), "Record it"), False),
    "history of what we were told": (on("fact"), True),
    "history of what was withdrawn": (on("withdrawn"), False),
    "correct": (on("fact", "correct/"), True),
    "correct, nothing said": (pressed(on("fact", "correct/"), "Record the correction"), False),
    "end": (on("fact", "end/"), False),
    "end, nothing said": (pressed(on("fact", "end/"), "Record the end"), False),
    "withdraw": (on("fact", "withdraw/"), False),
    "withdraw, nothing said": (pressed(on("fact", "withdraw/"), "Withdraw it"), False),
    "correct, somebody else was quicker": (meanwhile("correct/", "Record the correction"), True),
    "withdraw, somebody else was quicker": (meanwhile("withdraw/", "Withdraw it"), True),
    "history of a document": (on("document"), True),
    "correct a document": (on("document", "correct/"), False),
    "attach": (on("child", "attach/"), True),
    "attach, nothing chosen": (pressed(on("child", "attach/"), "Attach it"), False),
}


@pytest.mark.parametrize("state", STATES)
def test_a_page_is_for_everybody_on_a_desk_and_on_a_phone(
    state: str, places: dict[str, str], page: Page, axe: Judge
) -> None:
    way, on_phone = STATES[state]
    known_as(page, "Data officer")
    way(places)(page)
    is_for_everybody(page, axe, on_phone=on_phone)


@pytest.mark.parametrize("role", ["Senior accountable officer", "Operational lead"])
def test_two_people_see_what_both_did_whatever_their_role(
    role: str, places: dict[str, str], page: Page, axe: Judge
) -> None:
    known_as(page, role)
    meanwhile("correct/", "Record the correction")(places)(page)
    is_for_everybody(page, axe, on_phone=False)


@pytest.mark.parametrize("role", ["Data officer", "Virtual school", "Inspector"])
def test_a_document_is_a_download_for_whoever_may_see_it(
    role: str, places: dict[str, str], page: Page, axe: Judge
) -> None:
    known_as(page, role)
    page.goto(places["document"])
    is_for_everybody(page, axe, on_phone=False)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the document").click()
    assert download.value.suggested_filename == "letter.pdf"
    assert Path(download.value.path()).read_bytes() == LETTER
