"""Which browser the tests drive."""

import os
from pathlib import Path

CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/snap/bin/chromium")

# No background traffic (it can't be answered on a closed network and fills the log), no sandbox (root has none).
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find_browser() -> str:
    """Return the path of a Chromium: SIGHTLINE_TEST_BROWSER, the system's, or Playwright's own; "" if there is none."""
    named = os.environ.get("SIGHTLINE_TEST_BROWSER", "")
    for path in (named, *CHROMIUM) if named else CHROMIUM:
        if Path(path).exists():
            return path
    # Imported here, since the package belongs to the tests and is not there before they are set up.
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else ""
