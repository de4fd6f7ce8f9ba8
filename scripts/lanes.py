"""The tests, lane by lane. Called by `./run test`, in the environment that it has made.

    ./run test         the quick lane first, then whatever this machine can run; ends with what was left out, and why
    ./run test fast    the quick lane: SQLite, no browser
    ./run test long    what takes long by its nature, the browser's long walks too
    ./run test gate    every check and every lane; what can't be run fails, and so does a test that skips itself

Each lane is one program; all of them are run, whatever the first ones say, and the summary stands at the end.
"""

import ctypes.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import postgresql
from browser import find_browser
from console import duration, say

ROOT = Path(__file__).resolve().parent.parent
WORKERS = os.environ.get("SIGHTLINE_TEST_WORKERS", "2")
TOOLS = Path(sys.executable).parent

QUICK = "not browser and not postgres_only and not long and not gate and not endurance"
SLOW = "(long or gate or endurance) and not browser and not postgres_only"
ON_SQLITE = "not browser and not postgres_only and not endurance"
# What reads no database, or brings one of its own, is the same whatever the engine, and is run once.
ON_POSTGRESQL = "not browser and not once and not endurance"
IN_BROWSER = "browser and not postgres_only"
LONG_IN_BROWSER = "browser and long and not postgres_only"
# The walks through every page as every role, and a hundred hostile files by hand, are for the long lane.
GATE_IN_BROWSER = "browser and not long"
SMOKE = "browser and smoke"

# What decides about children. Its own tests alone cover it whole: to watch the others as well would only slow them.
DECIDES = ("tests/domain", "tests/population", "tests/matching", "tests/watch")

NO_TESTS = 5
FEWER_EXAMPLES = {"HYPOTHESIS_PROFILE": "gate-again"}


@dataclass(frozen=True)
class Lane:
    """One check: its name, the command, and what is added to the environment for it."""

    name: str
    command: Sequence[str | Path]
    also: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class LeftOut:
    """Something that could not be tested here, why, and how to get what it needs."""

    what: str
    why: str
    remedy: str


@dataclass(frozen=True)
class Result:
    """How a lane ended."""

    name: str
    seconds: float
    passed: bool
    remark: str = ""


def _tests(name: str, which: str, *options: str, also: Mapping[str, str] | None = None) -> Lane:
    """A lane of pytest over the tests that the marker expression `which` chooses."""
    command = [sys.executable, "-m", "pytest", "-n", WORKERS, "--dist", "worksteal", "-q", "-m", which]
    return Lane(name, [*command, "--durations=5", "--durations-min=2", *options], also or {})


def _run(lane: Lane, nothing_is_fine: bool) -> Result:
    """Run a lane with its output on this terminal. `nothing_is_fine`: a lane without tests counts as passed."""
    say(f"\n=== {lane.name}")
    begun = time.monotonic()
    done = subprocess.run(
        [str(word) for word in lane.command], cwd=ROOT, env={**os.environ, **lane.also}, check=False
    )
    seconds = time.monotonic() - begun
    empty = done.returncode == NO_TESTS and "pytest" in lane.command
    passed = done.returncode == 0 or (empty and nothing_is_fine)
    say(f"=== {lane.name}: {'passed' if passed else f'FAILED (code {done.returncode})'}, {duration(seconds)}")
    return Result(lane.name, seconds, passed, "no tests" if empty else "")


def _summary(title: str, results: Sequence[Result], left_out: Sequence[LeftOut]) -> None:
    say(f"\n{title}")
    for result in results:
        remark = f" ({result.remark})" if result.remark else ""
        say(
            f"  {'passed' if result.passed else 'FAILED':<7}{duration(result.seconds):>12}  {result.name}{remark}"
        )
    if left_out:
        say("\nLeft out here:")
        for item in left_out:
            say(f"  {item.what}: {item.why}.\n      How to get it: {item.remedy}")


@contextmanager
def _postgresql_database() -> Iterator[dict[str, str]]:
    """Give the environment of a lane on PostgreSQL: the server named in SIGHTLINE_TEST_POSTGRES, else a private one."""
    with ExitStack() as stack:
        address = os.environ.get(postgresql.ADDRESS) or stack.enter_context(postgresql.private_server())
        database = f"{address.rsplit('/', 1)[0]}/sightline"
        yield {postgresql.ADDRESS: address, "SIGHTLINE_DATABASE": database}


def _no_postgresql() -> LeftOut | None:
    if os.environ.get(postgresql.ADDRESS):
        return None
    if reason := postgresql.missing():
        remedy = "apt-get install postgresql; or name a server's address in SIGHTLINE_TEST_POSTGRES"
        return LeftOut("PostgreSQL", reason, remedy)
    return None


def _no_browser() -> LeftOut | None:
    if find_browser():
        return None
    remedy = (
        "apt-get install chromium; or .venv/bin/playwright install chromium; or SIGHTLINE_TEST_BROWSER=PATH"
    )
    return LeftOut("Pages in a real browser", "no Chromium was found", remedy)


def _no_pdf() -> LeftOut | None:
    needed = ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset")
    if absent := [name for name in needed if not ctypes.util.find_library(name)]:
        remedy = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        return LeftOut("PDF reports", f"the libraries {', '.join(absent)} are not installed", remedy)
    if not shutil.which("pdftotext"):
        return LeftOut(
            "The text of PDF reports", "pdftotext is not installed", "apt-get install poppler-utils"
        )
    return None


NEEDS: tuple[Callable[[], LeftOut | None], ...] = (_no_postgresql, _no_browser, _no_pdf)


def fast(options: Sequence[str] = ()) -> int:
    """Run the quick lane, with pytest's own `options`; return its exit code."""
    result = _run(_tests("Quick tests on SQLite", QUICK, *options), nothing_is_fine=False)
    return 0 if result.passed else 1


def long(options: Sequence[str] = ()) -> int:
    """Run what takes long by its nature, in the browser too where there is one. 0: all that ran passed."""
    lanes = [("Long tests on SQLite", SLOW), ("Long tests in a real browser", LONG_IN_BROWSER)]
    left_out = [item] if (item := _no_browser()) else []
    results = [
        _run(_tests(name, which, *options), nothing_is_fine=True)
        for name, which in lanes[: 1 if left_out else 2]
    ]
    passed = all(result.passed for result in results)
    _summary("What takes long passed." if passed else "NOT PASSED", results, left_out)
    return 0 if passed else 1


def everything_here(options: Sequence[str] = ()) -> int:
    """Run every lane that this machine can, and say what was left out. 0: all that ran passed."""
    left_out = [item for need in NEEDS if (item := need())]
    absent = {item.what for item in left_out}
    results = [_run(_tests("Quick tests on SQLite", QUICK, *options), nothing_is_fine=False)]
    results.append(_run(_tests("Long tests on SQLite", SLOW, *options), nothing_is_fine=True))
    if "PostgreSQL" not in absent:
        with _postgresql_database() as also:
            lane = _tests("All tests on PostgreSQL", ON_POSTGRESQL, *options, also=also)
            results.append(_run(lane, nothing_is_fine=False))
    if "Pages in a real browser" not in absent:
        results.append(_run(_tests("Pages in a real browser", IN_BROWSER, *options), nothing_is_fine=True))
    passed = all(result.passed for result in results)
    _summary("All that could be tested here passed." if passed else "NOT PASSED", results, left_out)
    return 0 if passed else 1


def _checks() -> list[Lane]:
    manage = [sys.executable, "-m", "sightline", "manage"]
    settings = {"DJANGO_SETTINGS_MODULE": "sightline.config.settings_test"}
    return [
        Lane(
            "Likely faults and style (ruff check)",
            [TOOLS / "ruff", "check", "--output-format", "concise", "."],
        ),
        Lane("Layout of the code (ruff format)", [TOOLS / "ruff", "format", "--check", "."]),
        Lane("Types (mypy)", [TOOLS / "mypy"]),
        Lane("Which room imports which (lint-imports)", [TOOLS / "lint-imports"]),
        Lane("Settings (check)", [*manage, "check", "--fail-level", "WARNING"], settings),
        Lane("Migrations fit the models", [*manage, "makemigrations", "--check", "--dry-run"], settings),
    ]


def _test_lanes(on_postgresql: Mapping[str, str]) -> list[Lane]:
    cover = ("--cov", "--cov-report=", "--cov-fail-under=0")
    others = [f"--ignore={folder}" for folder in DECIDES]
    return [
        _tests("All tests of what decides, on SQLite", ON_SQLITE, *cover, *DECIDES),
        _tests("All other tests on SQLite", ON_SQLITE, *others),
        _tests("All tests on PostgreSQL", ON_POSTGRESQL, also={**on_postgresql, **FEWER_EXAMPLES}),
        _tests("Pages in a real browser, on PostgreSQL", GATE_IN_BROWSER, also=on_postgresql),
        _tests("A smoke test in a real browser, on SQLite", SMOKE),
        Lane("Branches of law and rules covered whole", [TOOLS / "coverage", "report"]),
    ]


def gate() -> int:
    """Run every check and every lane; return 0 only if all passed and nothing was left out."""
    left_out = [item for need in NEEDS if (item := need())]
    os.environ["SIGHTLINE_GATE"] = "1"
    os.environ["HYPOTHESIS_PROFILE"] = "gate"
    results = [_run(lane, nothing_is_fine=False) for lane in _checks()]
    if not any(item.what == "PostgreSQL" for item in left_out):
        with _postgresql_database() as also:
            results += [_run(lane, nothing_is_fine=False) for lane in _test_lanes(also)]
    passed = not left_out and all(result.passed for result in results)
    total = duration(sum(result.seconds for result in results))
    _summary(f"The gate is {'open' if passed else 'SHUT'}, after {total}.", results, left_out)
    return 0 if passed else 1


def main(words: Sequence[str]) -> int:
    """Run the lanes that `words` name. What follows `fast`, or stands alone, is handed to pytest."""
    if words and words[0] == "gate":
        return gate()
    if words and words[0] == "fast":
        return fast(words[1:])
    if words and words[0] == "long":
        return long(words[1:])
    return everything_here(words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
