"""The pages on which files come in and are put right, in every state: fit for everybody, on a desk and on a phone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.sheets import MEANT, SCHOOL, choose_columns, own_sheet, part_time, say_what_sheet_is
from tests.browser.staff import (
    Judge,
    Way,
    at,
    drop_in,
    follow,
    is_for_everybody,
    known_as,
    line_of,
    sign_in_as,
    stands,
)

SENDER = "Part-time desk"
TAKEN, ASKING, REFUSED, EMPTY = "part-time.csv", "learners.csv", "letter.csv", "empty.csv"
TRIED = "part-time to try.csv"
_FILES = {
    TAKEN: part_time(
        (SCHOOL, "Yarwick", "Tamsin", "04/05/2013", "02/11/2026", "12"),
        (SCHOOL, "Yarwick", "Dominic", "31/02/2014", "02/11/2026", "10"),
        (SCHOOL, "Yarwick", "Perrin", "31/04/2012", "02/11/2026", "10"),
        ("St Nobody's Primary", "Yarwick", "Odette", "11/12/2014", "02/11/2026", "9"),
        ("The Old School House", "Yarwick", "Silvan", "11/12/2013", "02/11/2026", "9"),
    ),
    ASKING: own_sheet(
        (SCHOOL, "Quillow, Bettina", "02/04/2013", "SUSP", "16/11/2026", "18/11/2026", "Mr Brown"),
        (SCHOOL, "Quillow, Anselm", "09/09/2014", "SUSP", "soon", "", ""),
    ),
    REFUSED: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
    EMPTY: b"",
}
_TO_TRY = {TRIED: part_time((SCHOOL, "Yarwick", "Marigold", "05/06/2013", "02/11/2026", "11"))}


@pytest.fixture(scope="module")
def places(browser: Browser, server: str) -> dict[str, str]:
    """The addresses of what the states are of: files dropped in, one row set aside, one name said."""
    context = browser.new_context(base_url=server, locale="en-GB")
    page = context.new_page()
    sign_in_as(page, "Data officer")
    found: dict[str, str] = {}
    drop_in(page, _TO_TRY, sender=SENDER, try_only=True)
    stands(line_of(page, TRIED), "Tried only")
    found["tried"] = line_of(page, TRIED).get_by_role("link").first.get_attribute("href") or ""
    drop_in(page, _FILES, sender=SENDER)
    stands(line_of(page, TAKEN), "Taken in")
    found["dropped"] = page.url
    for kind, name in (("taken", TAKEN), ("asking", ASKING), ("refused", REFUSED)):
        found[kind] = line_of(page, name).get_by_role("link").first.get_attribute("href") or ""
    page.goto(found["taken"])
    found["sender"] = page.get_by_role("link", name=SENDER, exact=True).first.get_attribute("href") or ""
    found["waiting"] = page.get_by_role("link", name="Mend the rows that wait").get_attribute("href") or ""
    found["mend"] = set_one_aside(page, found["waiting"])
    context.close()
    return found


def set_one_aside(page: Page, waiting: str) -> str:
    """Set one of the rows aside that wait for their date of birth; the address where the rest of them waits."""
    page.goto(waiting)
    follow(page.get_by_role("link", name=re.compile("Put it right.*Date of birth")).first)
    mend = page.url
    page.get_by_label(re.compile(r"^Set row \d+ aside$")).first.check()
    page.get_by_label("How do you know?").fill("It was sent by mistake")
    follow(page.get_by_role("button", name="Set the rows ticked aside"))
    expect(page.locator(".govuk-notification-banner")).to_be_visible()
    return mend


def on(kind: str, rest: str = "") -> Callable[[dict[str, str]], Way]:
    """A page of what was made ready, by its address and what comes behind it."""
    return lambda places: at(f"{places[kind]}{rest}")


def wizard(*steps: Callable[[Page], None]) -> Callable[[dict[str, str]], Way]:
    """The wizard for a sheet with headings of its own, some steps on."""

    def opened(places: dict[str, str]) -> Way:
        def go(page: Page) -> None:
            page.goto(f"{places['asking']}columns/")
            for step in steps:
                step(page)

        return go

    return opened


def pressed(where: Callable[[dict[str, str]], Way], button: str) -> Callable[[dict[str, str]], Way]:
    """A page on which a button was pressed and nothing filled in: what is wrong stands at the top."""

    def opened(places: dict[str, str]) -> Way:
        def go(page: Page) -> None:
            where(places)(page)
            follow(page.get_by_role("button", name=button))
            expect(page.get_by_role("alert")).to_be_visible()

        return go

    return opened


def _what(page: Page) -> None:
    say_what_sheet_is(page, "Learner system")


def _columns(page: Page) -> None:
    choose_columns(page, MEANT)


def _a_column_missing(page: Page) -> None:
    choose_columns(page, MEANT | {"Where": "Leave it aside"})


# Each state: how it is come to, and whether a phone lays it out otherwise than a desk does.
STATES: dict[str, tuple[Callable[[dict[str, str]], Way], bool]] = {
    "files in": (lambda _: at("/intake/"), True),
    "files in, several dropped": (on("dropped"), False),
    "files in, no file chosen": (pressed(lambda _: at("/intake/"), "Send them in"), False),
    "files in, a later page": (lambda _: at("/intake/?page=2"), False),
    "file taken": (on("taken"), True),
    "file tried": (on("tried"), True),
    "file tried, what was noted": (on("tried", "?show=noted"), False),
    "file refused": (on("refused"), False),
    "file asked about": (on("asking"), False),
    "who is new": (on("taken", "children/new/"), False),
    "who is gone": (on("taken", "children/gone/"), False),
    "what is it": (on("asking", "what-is-it/"), False),
    "what is it, not said": (pressed(on("asking", "what-is-it/"), "Take it in"), False),
    "columns, what is it": (wizard(), False),
    "columns, who sent it is not said": (pressed(wizard(), "Go on to its columns"), False),
    "columns, which is which": (wizard(_what), True),
    "columns, one is missing": (wizard(_what, _a_column_missing), False),
    "columns, what would come of it": (wizard(_what, _columns), True),
    "waiting": (lambda _: at("/intake/waiting/"), True),
    "waiting of one sender": (on("waiting"), False),
    "waiting, nothing in this selection": (lambda _: at("/intake/waiting/?source=nobody"), False),
    "mend": (on("mend"), True),
    "mend, nothing said": (pressed(on("mend"), "Run these rows again"), False),
    "names": (lambda _: at("/intake/names/"), True),
    "names, none said": (
        pressed(lambda _: at("/intake/names/"), "Remember these and run the rows again"),
        False,
    ),
    "names of a file, and what was said before": (on("taken", "names/"), True),
    "set aside": (lambda _: at("/intake/waiting/set-aside/"), True),
    "set aside, no reason": (
        pressed(lambda _: at("/intake/waiting/set-aside/"), "Let the rows ticked wait again"),
        False,
    ),
    "sender": (on("sender"), True),
}


@pytest.mark.parametrize("state", STATES)
def test_a_page_is_for_everybody_on_a_desk_and_on_a_phone(
    state: str, places: dict[str, str], page: Page, axe: Judge
) -> None:
    way, on_phone = STATES[state]
    known_as(page, "Data officer")
    way(places)(page)
    is_for_everybody(page, axe, on_phone=on_phone)
