"""Every hostile file in a real browser: the page says what is wrong, what can be read is taken, and nothing is half
applied."""

import re
from pathlib import Path, PurePath

import pytest
from playwright.sync_api import Page, expect

from sightline.intake.registry import feed_called
from tests.browser.staff import Judge, follow, line_of, sign_in_as, stands
from tests.intake.hostile_files import CASES
from tests.intake.hostile_making import HELD_BACK, REFUSED, Case

pytestmark = pytest.mark.long

MOST = 20
"""How many files the page takes at once."""


def in_batches(cases: list[Case]) -> list[list[Case]]:
    """The cases in as few deliveries as the page allows, all about as large."""
    number = -(-len(cases) // MOST)
    return [cases[first::number] for first in range(number)]


# Documents that are dropped in together are taken for one delivery of several lists: each of these goes by itself.
DOCUMENTS = [case for case in CASES if "XML" in case.name]
REFUSED_BATCHES = in_batches([case for case in CASES if case.outcome == REFUSED and case not in DOCUMENTS])
READABLE_BATCHES = in_batches([case for case in CASES if case.outcome != REFUSED])


def sent(page: Page, cases: list[Case], folder: Path) -> dict[str, Case]:
    """Drop the files of some cases in together, each under a name of its own; the cases by those names."""
    found, paths = {}, []
    for number, case in enumerate(cases, 1):
        [(name, content)] = case.files()
        path = folder / f"hostile {number}{''.join(PurePath(name).suffixes)}"
        path.write_bytes(content)
        paths.append(path)
        found[path.name] = case
    page.goto("/intake/")
    page.locator("input[type=file]").set_input_files(paths)
    follow(page.get_by_role("button", name="Send them in"))
    return found


def asked_about(page: Page) -> dict[str, str]:
    """Where to say what it is, of each file that waits for an answer, by the file's name."""
    lines = page.get_by_role("list", name="What you dropped in").locator("li")
    asking = lines.filter(has=page.get_by_role("link", name="Say what it is"))
    return {
        line.get_by_role("link").first.inner_text(): line.get_by_role(
            "link", name="Say what it is"
        ).get_attribute("href")
        for line in asking.all()
    }


def say_what_it_is(page: Page, address: str, case: Case, sender: str) -> None:
    """Say which feed a file is of, from a sender of its own: the files share a row."""
    page.goto(address)
    page.get_by_role("radio", name=feed_called(case.feed).title, exact=True).check()
    page.get_by_label("Who sent it?").fill(sender)
    follow(page.get_by_role("button", name="Take it in"))


def is_refused(page: Page, cases: dict[str, Case]) -> None:
    """Of each of the files just dropped in the page says what is wrong, at once or when it is told what they are."""
    asked = asked_about(page)
    for name, case in cases.items():
        if name not in asked:
            line = line_of(page, name)
            stands(line, "Not taken in")
            # What is plainly a file of another feed is taken for that, and refused as that.
            expect(line).to_contain_text(re.compile(f"{re.escape(case.says)}|Taken for: (?!{_title(case)})"))
    for name, address in asked.items():
        say_what_it_is(page, address, cases[name], f"Sender of {name}")
        expect(page.get_by_role("alert")).to_contain_text(cases[name].says)


def _title(case: Case) -> str:
    return re.escape(feed_called(case.feed).title)


def children_known(page: Page) -> str:
    """How many children there are, on the list or not, in the page's own words."""
    page.goto("/children/?standing=on&standing=to+be+checked&standing=off")
    return page.locator(".sightline-count").inner_text()


@pytest.mark.parametrize("cases", REFUSED_BATCHES, ids=lambda cases: cases[0].name)
def test_what_cannot_be_read_is_refused_in_words_and_changes_nothing(
    cases: list[Case], page: Page, axe: Judge, tmp_path: Path
) -> None:
    sign_in_as(page, "Data officer")
    before = children_known(page)
    files = sent(page, cases, tmp_path)
    axe(page)
    is_refused(page, files)
    assert children_known(page) == before


def test_a_document_is_refused_in_words_and_changes_nothing(page: Page, tmp_path: Path) -> None:
    sign_in_as(page, "Data officer")
    before = children_known(page)
    for case in DOCUMENTS:
        is_refused(page, sent(page, [case], tmp_path))
    assert children_known(page) == before


@pytest.mark.parametrize("cases", READABLE_BATCHES, ids=lambda cases: cases[0].name)
def test_what_can_be_read_is_taken_as_far_as_it_goes(
    cases: list[Case], page: Page, axe: Judge, tmp_path: Path
) -> None:
    sign_in_as(page, "Data officer")
    files = sent(page, cases, tmp_path)
    batch, asked = page.url, asked_about(page)
    assert set(asked) == set(files)
    for name, address in asked.items():
        say_what_it_is(page, address, files[name], f"{cases[0].name}: {name}")
    page.goto(batch)
    for name, case in files.items():
        line = line_of(page, name)
        stands(line, "Taken in")
        taken = re.compile(rf"\b{case.rows} rows? taken") if case.rows else re.compile("no row|wait")
        expect(line).to_contain_text(taken)
        if case.outcome == HELD_BACK:
            expect(line).to_contain_text(re.compile("rows? waits? for you"))
            follow(line.get_by_role("link", name=name, exact=True))
            expect(page.get_by_role("main")).to_contain_text(case.says)
            page.goto(batch)
    axe(page)
