"""Every feed through a real browser, clean and messy: what was taken, what waits, and in which words."""

import csv
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
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
def small_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record that is empty but for the places that the files name."""
    folder = tmp_path_factory.mktemp("feeds")
    small = Demo(f"sqlite:///{folder / 'small.sqlite3'}", folder)
    environment = small.environment | {"DJANGO_SETTINGS_MODULE": "sightline.config.settings"}
    subprocess.run([sys.executable, "-m", "tests.browser.small_record"], env=environment, check=True)
    return folder / "small.sqlite3"


@pytest.fixture
def server(small_record: Path, tmp_path: Path) -> Iterator[str]:
    """A server for one feed, on a copy of its own: whom one feed names, another would find."""
    copy = tmp_path / "small.sqlite3"
    with closing(sqlite3.connect(small_record)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    with serving(Demo(f"sqlite:///{copy}", tmp_path), tmp_path / "server.log") as address:
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
class TestEveryFeed:
    def test_clean_is_taken_whole(self, feed: str, page: Page) -> None:
        file = FILES / feed / "clean.csv"
        sign_in_as(page, "Data officer")

        sent(page, feed, f"{feed}.csv", file.read_bytes())

        line = line_of(page, f"{feed}.csv")
        expect(line).to_contain_text(re.compile(rf"\b{rows_of(file)} rows? taken"))
        expect(line).not_to_contain_text("for you")

    def test_messy_is_taken_as_far_as_it_goes_and_says_what_waits(self, feed: str, page: Page) -> None:
        sign_in_as(page, "Data officer")

        sent(page, feed, f"{feed}.csv", (FILES / feed / "messy.csv").read_bytes())

        count = held_back(feed)
        says = rf"\b{count} rows? waits? for you" if count else "taken"
        expect(line_of(page, f"{feed}.csv")).to_contain_text(re.compile(says))
