"""What the authority's people come for, from signing in to the end, in a real browser."""

import csv
import hashlib
import io
import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, expect
from python_calamine import CalamineWorkbook

from tests.browser.staff import children_listed, follow, heading, hours_known, keep_picture, sign_in_as

Judge = Callable[[Page], None]


def number_in(text: str) -> int:
    """The first number of a text."""
    return int(re.search(r"[\d,]+", text).group().replace(",", ""))


def test_from_the_first_page_to_a_child(page: Page, axe: Judge) -> None:
    sign_in_as(page, "Operational lead")
    known, on_list = hours_known(page)
    assert 0 < known <= on_list
    axe(page)
    keep_picture(page, "home", height=1100)

    follow(page.get_by_role("link", name=re.compile(r"^[\d,]+ on the list$")))
    assert len(children_listed(page)) == min(on_list, 50)
    follow(page.get_by_role("link", name="Clear all"))
    page.get_by_label("Part-time timetable").check()
    follow(page.get_by_role("button", name="Apply filters"))
    narrowed = children_listed(page)
    assert 0 < len(narrowed) < on_list
    rows = page.locator(".sightline-list tbody tr")
    assert all("Part-time timetable" in row for row in rows.all_inner_texts())
    axe(page)
    keep_picture(page, "list")

    follow(page.get_by_role("link", name="Remove this filter: Part-time timetable"))
    assert len(children_listed(page)) > len(narrowed)
    page.go_back()
    follow(page.get_by_role("link", name=narrowed[0]).first)
    surname, forename = narrowed[0].split(", ")
    assert heading(page) == f"{forename} {surname}"
    expect(page.get_by_role("heading", name="Why is this child on the list?")).to_be_visible()
    expect(page.locator("#hours-so-far-title")).to_have_count(1)
    expect(page.get_by_role("table", name=re.compile("hours in each"))).to_be_visible()
    axe(page)

    page.goto("/children/?reason=moved-no-place&hours=part+time")
    follow(page.locator("th.sightline-list__child > a").first)
    expect(page.get_by_role("heading", name="What education is the child getting?")).to_be_visible()
    keep_picture(page, "child", height=1900)


def test_a_child_is_found_by_name_and_the_name_is_in_no_address(page: Page) -> None:
    sign_in_as(page, "Operational lead")
    page.goto("/children/")
    name = children_listed(page)[0]
    page.get_by_label("Find a child, on the list or not").fill(name.replace(",", ""))
    follow(page.get_by_role("button", name="Find"))
    assert name in children_listed(page)
    assert name.split(",")[0].lower() not in page.url.lower()


def test_the_inspector_takes_the_list_away(page: Page, axe: Judge, tmp_path: Path) -> None:
    sign_in_as(page, "Inspector")
    _, on_list = hours_known(page)
    follow(page.get_by_role("button", name="The inspectors are here"))
    gaps = page.get_by_role("heading", name="Read this first: what is not known")
    table = page.get_by_role("table", name="Inspection list")
    assert gaps.bounding_box()["y"] < table.bounding_box()["y"]
    axe(page)
    keep_picture(page, "inspection-list")

    files = {}
    for name in ("Workbook (XLSX)", "Plain table (CSV)"):
        page.get_by_label("For whom is it?").fill("The visit of today")
        with page.expect_download() as download:
            page.get_by_role("button", name=name).click()
        file = tmp_path / download.value.suggested_filename
        download.value.save_as(file)
        files[file.suffix] = file
    with files[".csv"].open(encoding="utf-8-sig", newline="") as lines:
        ids = {row["Unique ID"] for row in csv.DictReader(lines)}
    assert len(ids) == on_list
    workbook = CalamineWorkbook.from_path(str(files[".xlsx"]))
    assert workbook.sheet_names[:2] == ["Read first", "Inspection list"]
    sheet = workbook.get_sheet_by_name("Inspection list").to_python()
    first = next(place for place, row in enumerate(sheet) if row[0] == "Unique ID")
    assert {row[0] for row in sheet[first + 1 :] if row[0]} == ids

    page.goto("/reports/")
    axe(page)
    latest = page.locator("tbody tr").first
    assert "The visit of today" in latest.inner_text()
    with page.expect_download() as download:
        latest.get_by_role("link").first.click()
    again = Path(download.value.path()).read_bytes()
    assert hashlib.sha256(again).digest() == hashlib.sha256(files[".csv"].read_bytes()).digest()
    assert b"Unique ID" in again
    assert list(csv.reader(io.StringIO(again.decode("utf-8-sig"))))[0][0] == "Unique ID"


def test_two_records_become_one_and_two_again(page: Page, axe: Judge) -> None:
    sign_in_as(page, "Data officer")
    page.goto("/children/?maybe_same=yes&standing=on&standing=to+be+checked&standing=off")
    follow(page.locator("th.sightline-list__child > a").first)
    child = page.url
    follow(page.get_by_role("link", name=re.compile("^Compare")).first)
    axe(page)
    keep_picture(page, "same-child")
    follow(page.get_by_role("button", name="They are the same child"))
    problem = page.get_by_role("alert")
    expect(problem).to_contain_text("Say how you know")
    axe(page)
    page.get_by_label("How do you know?").fill("The school office knows the family")
    follow(page.get_by_role("button", name="They are the same child"))
    expect(page.get_by_role("heading", level=1)).to_have_text("They are one child now")
    expect(page.get_by_text("The school office knows the family").first).to_be_visible()
    follow(page.get_by_role("main").get_by_role("link", name=re.compile("SL-")).first)
    expect(page).to_have_url(child)

    follow(page.get_by_role("link", name="Take apart records that are not this child"))
    axe(page)
    page.get_by_role("checkbox").last.check()
    page.get_by_label("How do you know?").fill("They were two all along")
    follow(page.get_by_role("button", name="See what would come of it"))
    assert heading(page) == "Check before you take apart"
    axe(page)
    follow(page.get_by_role("button", name="Take apart"))
    expect(page.get_by_role("heading", level=1)).to_have_text("They are two children now")


def test_what_was_known_on_a_day(page: Page, axe: Judge) -> None:
    sign_in_as(page, "Senior accountable officer")
    _, now = hours_known(page)
    page.goto("/children/")
    page.get_by_label("As it was on").fill("2026-09-14")
    page.get_by_label("As we knew it on").fill("2026-09-14")
    follow(page.get_by_role("button", name="Apply filters"))
    expect(page.get_by_text("You are looking back.")).to_be_visible()
    assert len(children_listed(page)) != now
    axe(page)
    follow(page.get_by_role("link", name="Show it as it is now"))
    assert number_in(page.locator(".sightline-count").inner_text()) == now


def tab_to(page: Page, selector: str) -> None:
    """Press the tab key until the element has the focus; fail when it never has."""
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the tab key never reaches {selector}")


def test_everything_can_be_done_from_the_keyboard(page: Page) -> None:
    page.goto("/sign-in/")
    tab_to(page, ".sightline-person__button")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"//[^/]+/$"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "govuk-skip-link"
    tab_to(page, "a[href*='standing=on']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/children/**")
    tab_to(page, "input[name=reason]")
    page.keyboard.press("Space")
    chosen = page.evaluate("document.activeElement.value")
    tab_to(page, "input[name=as_at]")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**reason={chosen}**")
    page.goto("/children/")
    tab_to(page, "th.sightline-list__child > a")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/children/\d+/$"))
    tab_to(page, "a[href='#links']")
    page.keyboard.press("Enter")
    expect(page.locator("#links")).to_be_in_viewport()


def test_nothing_needs_a_script(browser: Browser, server: str) -> None:
    context = browser.new_context(base_url=server, java_script_enabled=False)
    page = context.new_page()
    sign_in_as(page, "Operational lead")
    page.goto("/children/")
    everybody = len(children_listed(page))
    page.get_by_label("In alternative provision").check()
    follow(page.get_by_role("button", name="Apply filters"))
    assert 0 < len(children_listed(page)) < everybody
    follow(page.locator("th.sightline-list__child > a").first)
    expect(page.locator("svg.sightline-plot__area")).to_be_visible()
    context.close()
