"""A real server and a real browser: `page` opens on the demo's pages, `axe` judges the page that it shows.

The server is a program of its own, as it is in an authority; the tests know its address and nothing else of it.
"""

import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import FLAGS, find_browser
from playwright.sync_api import Browser, ConsoleMessage, Page, Response, sync_playwright

from tests.demo_database import Demo

# The real census is tried where it is at hand, beside the project; elsewhere there is nothing to try.
REAL_CENSUS = Path(__file__).resolve().parents[3] / "shared" / "data" / "school_census_autumn_2024"
collect_ignore = [] if REAL_CENSUS.exists() else ["test_real_census.py"]

START_SECONDS = 60
POLICY_BREACH = re.compile(
    r"Content[- ]Security[- ]Policy|Refused to (load|apply|execute|connect)", re.IGNORECASE
)
PARTS_OF_A_PAGE = {"stylesheet", "script", "image", "font"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs the browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


@pytest.fixture(scope="session")
def server(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve this process's clone of the demo with `sightline serve`; give the address, without a stroke at its end."""
    with serving(demo, tmp_path_factory.mktemp("server") / "server.log") as address:
        yield address


@contextmanager
def serving(demo: Demo, log: Path) -> Iterator[str]:
    """Serve a clone of the demo for as long as it is needed; what the server says goes to `log`."""
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    with log.open("wb") as output:
        command = [sys.executable, "-m", "sightline", "serve", "--port", str(port)]
        program = subprocess.Popen(command, env=demo.environment, stdout=output, stderr=subprocess.STDOUT)
    try:
        deadline = time.monotonic() + START_SECONDS
        while not _answers(address):
            if program.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"`sightline serve` did not answer:\n{log.read_text()[-4000:]}", pytrace=False)
            time.sleep(0.1)
        yield address
    finally:
        program.terminate()
        try:
            program.wait(20)
        except subprocess.TimeoutExpired:
            program.kill()
            program.wait()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser of this test process."""
    path = find_browser()
    if not path:
        pytest.skip("No Chromium: apt-get install chromium, or SIGHTLINE_TEST_BROWSER=PATH")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser, server: str) -> Iterator[Page]:
    """A fresh page, signed out, whose relative addresses go to the server.

    At the end the test fails if the browser had to stop anything for the content security policy, if a script of
    the page broke, or if a style sheet, a script or a picture was not there.
    """
    context = browser.new_context(base_url=server, locale="en-GB", timezone_id="Europe/London")
    opened = context.new_page()
    faults: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and POLICY_BREACH.search(message.text):
            faults.append(message.text)

    def miss(response: Response) -> None:
        if response.status >= 400 and response.request.resource_type in PARTS_OF_A_PAGE:
            faults.append(f"{response.url}: {response.status}")

    opened.on("console", note)
    opened.on("response", miss)
    opened.on("pageerror", lambda error: faults.append(str(error)))
    yield opened
    context.close()
    assert not faults, "\n".join(faults)


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], None]:
    """A judge: `axe(page)` fails with a list of what axe finds wrong on the page as it is now."""
    judge = Axe()

    def check(shown: Page) -> None:
        results = judge.run(shown)
        assert results.violations_count == 0, results.generate_report()

    return check
