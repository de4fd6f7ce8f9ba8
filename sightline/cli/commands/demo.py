"""Builds the made-up authority from its services' messy files, and serves it.

The same seed and number of pupils make the same authority. A folder that holds it already is used as it is.
"""

import os
import sys
import time
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path

from sightline.cli.outcome import DONE, Refused, day
from sightline.cli.serving import PORT, address_of, require_free, serve
from sightline.config.environment import default_home

EXAMPLE = "sightline demo --pupils 1000 --no-serve"
FEWEST, MOST = 1_000, 500_000
PUPILS = 10_000
TODAY = "2026-11-23"


def arguments(parser: ArgumentParser) -> None:
    """How large, which one, where, and whether to serve it."""
    folder = default_home().with_name("sightline-demo")
    parser.add_argument(
        "--pupils",
        type=_pupils,
        default=PUPILS,
        metavar="N",
        help=f"pupils from Reception to Year 11, {FEWEST:,} to {MOST:,} (default {PUPILS:,})",
    )
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="another number, another authority")
    parser.add_argument("--dir", type=Path, default=folder, metavar="DIR", help=f"folder (default {folder})")
    parser.add_argument("--no-serve", action="store_true", help="build it and stop")
    parser.add_argument("--port", type=int, default=PORT, metavar="P", help=f"port (default {PORT})")


def run(options: Namespace) -> int:
    """Build the authority unless the folder holds it, say what to look at, and serve."""
    if not options.no_serve:
        require_free(options.port)
    folder = options.dir.expanduser().absolute()
    _set_environment(folder)
    # The settings are read here and no earlier, and models can be imported only then.
    import django

    django.setup()
    from sightline.demo.building import Plan, build
    from sightline.record.setting_up import RecordStands

    try:
        today = day(os.environ["SIGHTLINE_TODAY"])
        built = build(folder, Plan(options.pupils, options.seed, today), _Stages())
    except (ValueError, RecordStands) as fault:
        raise Refused(str(fault)) from fault
    print(f"The made-up authority is in {folder}: {built}.")
    if options.no_serve:
        return DONE
    print(f"Look at it at {address_of(options.port)} (stop it with Control-C).")
    print(
        "  It opens as the operational lead sees it; at the foot of the first page, see it as anybody else."
    )
    sys.stdout.flush()
    serve(options.port)
    return DONE


def _pupils(text: str) -> int:
    number = int(text.replace(",", "").replace("_", ""))
    if not FEWEST <= number <= MOST:
        raise ArgumentTypeError(f"the number of pupils must be from {FEWEST:,} to {MOST:,}")
    return number


def _set_environment(folder: Path) -> None:
    """Point the settings at the folder: its own database, keys and day, and sign-in by one click."""
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("SIGHTLINE_TODAY", TODAY)
    os.environ.setdefault("SIGHTLINE_DATABASE", f"sqlite:///{folder / 'sightline.sqlite3'}")
    os.environ["SIGHTLINE_HOME"] = str(folder)
    os.environ["SIGHTLINE_DEMO"] = "1"


class _Stages:
    """Tells on standard error what is being done, and how long it has been so far."""

    def __init__(self) -> None:
        self.begun = time.monotonic()
        self.on_terminal = sys.stderr.isatty()

    def stage(self, words: str) -> None:
        """A new stage begins."""
        print(
            f"{'' if not self.on_terminal else chr(13)}{self._elapsed()}  {words}",
            file=sys.stderr,
            flush=True,
        )

    def step(self, done: int, total: int) -> None:
        """So much of the stage is done: shown on a terminal only."""
        if self.on_terminal:
            print(f"\r{self._elapsed()}  {done:,} of {total:,}", end="", file=sys.stderr, flush=True)

    def _elapsed(self) -> str:
        return f"{time.monotonic() - self.begun:6.1f} s"
