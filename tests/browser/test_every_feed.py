"""Every feed through a real browser, clean and messy: what was taken, what waits, and in which words."""

import csv
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from sightline.intake.registry import feeds
from tests.browser.conftest import serving
from tests.browser.staff import drop_in, follow, line_of, sign_in_as, stands
from tests.demo_database import Demo
from tests.intake.conftest import FILES

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of this module's own, on an empty record with the places that the files name."""
    folder = tmp_path_factory.mktemp("feeds")
    small = Demo(f"sqlite:///{folder / 'small.sqlite3'}", folder)
    environment = small.environment | {"DJANGO_SETTINGS_MODULE": "sightline.config.settings"}
    subprocess.run([sys.executable, "-m", "tests.browser.small_record"], env=environment, check=True)
    with serving(small, folder / "server.log") as address:
        yield address


def sent(page: Page, feed: str, name: str, content: bytes) -> None:
    """Drop a file in, and say what it is where that is asked; wait until it is taken, on the page of the file."""
    drop_in(page, {name: content}, sender=f"Sender of {feed}")
    batch, line = page.url, line_of(page, name)
    asking = line.get_by_role("link", name="Say what it is")
    if asking.count():
        follow(asking)
        page.get_by_role("radio", name=feeds()[feed].title, exact=True).check()
        follow(page.get_by_role("button", name="Take it in"))
        page.goto(batch)
    expect(line).to_contain_text(feeds()[feed].title)
    stands(line, "Taken in")


def held_back(feed: str) -> int:
    """How many rows of the messy file wait for somebody."""
    with (FILES / feed / "messy.expected.csv").open(encoding="utf-8", newline="") as lines:
        return len({row["row"] for row in csv.DictReader(lines) if row["held_back"] == "yes"})


def rows_of(file: Path) -> int:
    """How many rows stand below the headings."""
    return sum(1 for line in file.read_bytes().splitlines()[1:] if line.strip(b",; "))


@pytest.mark.parametrize("feed", sorted(feeds()))
def test_a_feed_is_taken_clean_and_messy_and_says_what_waits(feed: str, page: Page) -> None:
    sign_in_as(page, "Data officer")
    sent(page, feed, f"{feed}-clean.csv", (FILES / feed / "clean.csv").read_bytes())

    line = line_of(page, f"{feed}-clean.csv")
    expect(line).to_contain_text(re.compile(rf"\b{rows_of(FILES / feed / 'clean.csv')} rows? taken"))
    expect(line).not_to_contain_text("for you")

    sent(page, feed, f"{feed}-messy.csv", (FILES / feed / "messy.csv").read_bytes())

    count = held_back(feed)
    waits = rf"\b{count} rows? waits? for you" if count else "taken"
    expect(line_of(page, f"{feed}-messy.csv")).to_contain_text(re.compile(waits))
