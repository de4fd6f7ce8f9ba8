"""What all tests share: how hard properties are tried, which engine is under test, and that the gate skips nothing."""

import os

import pytest
from django.db import connection
from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.demo_database"]

# Every day the examples differ, so that faults are found while somebody is at work on them. The gate tries more, and
# always the same ones: it says whether this commit is sound, not whether today is a lucky day.
SLOW_MACHINE = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("everyday", max_examples=60, **SLOW_MACHINE)
settings.register_profile("gate", max_examples=80, derandomize=True, print_blob=True, **SLOW_MACHINE)
# On the second engine fewer: what is tried there is the engine, once more, and not the property.
settings.register_profile("gate-again", max_examples=30, derandomize=True, print_blob=True, **SLOW_MACHINE)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "everyday"))

# Folders whose tests read no database, and so say the same on every engine.
READ_NO_DATABASE = {"domain", "house"}

IN_GATE = os.environ.get("SIGHTLINE_GATE") == "1"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what reads no database, begin with what takes longest, and skip what only PostgreSQL can show while another
    engine is under test."""
    for item in items:
        if item.path.parent.name in READ_NO_DATABASE and item.path.parent.parent.name == "tests":
            item.add_marker(pytest.mark.once)
    # Begun last, it would keep one process at work while the others have nothing left to do.
    items.sort(key=lambda item: item.get_closest_marker("long") is None)
    if os.environ.get("SIGHTLINE_DATABASE", "").startswith("postgres"):
        return
    for item in items:
        if item.get_closest_marker("postgres_only"):
            item.add_marker(pytest.mark.skip(reason="PostgreSQL only: set SIGHTLINE_DATABASE, or ./run test"))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In the gate a test that skips itself is a test that was left out, and fails the run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if IN_GATE and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say why the run failed, when it did so for a skipped test alone."""
    if IN_GATE and terminalreporter.stats.get("skipped"):
        terminalreporter.write_line("A test was skipped: in the gate nothing may be left out.", red=True)


@pytest.fixture
def engine() -> str:
    """The engine under test: `sqlite` or `postgresql`."""
    return connection.vendor
