"""How a command ends, and how it speaks: exit codes, refusals, JSON on standard output, progress on standard error."""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from typing import Any

DONE = 0
INTERNAL_FAULT = 1
REFUSED = 2
SOMETHING_WAITS = 3


class Refused(Exception):
    """The command cannot do what was asked; nothing was changed. The message says what is expected."""


def add_json(parser: ArgumentParser) -> None:
    """Add `--json`: one document on standard output and nothing else there."""
    parser.add_argument("--json", action="store_true", help="print one JSON document and nothing else")


def add_account(parser: ArgumentParser) -> None:
    """Add `--as EMAIL`: the account in whose name children are read and written."""
    parser.add_argument(
        "--as",
        dest="account",
        metavar="EMAIL",
        help="account to act as (default: the operator made at set-up)",
    )


def day(text: str) -> date:
    """Read an ISO date given on the command line; the parser turns the ValueError into a usage message."""
    return date.fromisoformat(text)


def print_json(document: Any) -> None:
    """Print one JSON document: dates in ISO form, decimals as numbers."""
    json.dump(document, sys.stdout, default=_plain, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def say(text: str, options: Namespace | None = None) -> None:
    """Print a line for a person: on standard output, or on standard error when `--json` was asked for."""
    stream = sys.stderr if options is not None and getattr(options, "json", False) else sys.stdout
    print(text, file=stream)


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(f"cannot print a {type(value).__name__} as JSON")


@contextmanager
def progress(title: str) -> Iterator[Any]:
    """Show progress on standard error while the block runs, when it is a terminal; yields `advance(done, total)`."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bars:
        task = bars.add_task(title, total=None)

        def advance(done: int, total: int | None = None, label: str = "") -> None:
            bars.update(task, completed=done, total=total, description=label or title)

        yield advance
