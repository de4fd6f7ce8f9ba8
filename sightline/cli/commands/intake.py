"""Reads files in: staged, checked row by row, linked, published; the same file twice changes nothing.

Good rows never wait for bad ones: what cannot be read is held back with every reason. With one file, --json prints one
document; with several, a list of them. Exit 3 when rows or matches wait for a person.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied

from sightline.access.policy import Action
from sightline.access.viewer import Viewer
from sightline.cli.outcome import (
    DONE,
    SOMETHING_WAITS,
    Refused,
    add_account,
    add_json,
    day,
    print_json,
    progress,
    say,
)
from sightline.cli.people import viewer_of
from sightline.domain.words import plural
from sightline.intake.differences import KINDS, try_only
from sightline.intake.readers import Unreadable
from sightline.intake.registry import NoSuchFeed
from sightline.intake.services import Outcome, Progress, open_files, resume, stopped_without_all_rows, take
from sightline.intake.staging import OpenFile, Overtaken

EXAMPLE = "sightline intake school-roll autumn-roll.csv --received 2026-10-06"


def arguments(parser: ArgumentParser) -> None:
    """Which feed and files, who sent them and when, and whether to try only."""
    parser.add_argument(
        "feed", nargs="?", help="the feed that the files belong to (`sightline feeds` lists them)"
    )
    parser.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="CSV, XLSX, ODS, XML or a zip of them"
    )
    parser.add_argument(
        "--source", default="", metavar="NAME", help="who sent them (default: what the rows show)"
    )
    parser.add_argument(
        "--received", type=day, metavar="DATE", help="the day they were received (default: today)"
    )
    parser.add_argument("--dry-run", action="store_true", help="do the same work, then undo it all")
    parser.add_argument(
        "--resume", action="store_true", help="publish what was stopped after all its rows were read"
    )
    add_account(parser)
    add_json(parser)


def run(options: Namespace) -> int:
    """Take the files, or publish what was stopped."""
    if options.resume and (options.feed or options.files):
        raise Refused("--resume takes no files: it goes on with those that were stopped.")
    if not options.resume and not options.files:
        raise Refused("name a feed and at least one file.")
    viewer = viewer_of(options, Action.TAKE_FILES)
    try:
        if options.resume:
            outcomes = resume(viewer)
            for name in stopped_without_all_rows():
                say(f"{name}: stopped while it was read. Give the same file again and it goes on.", options)
        else:
            with progress("intake") as advance:
                outcomes = _take_all(viewer, options, advance)
    except (NoSuchFeed, Unreadable, Overtaken, PermissionDenied) as refusal:
        raise Refused(str(refusal)) from refusal
    except OSError as fault:
        raise Refused(f"the file cannot be opened ({fault.strerror}).") from fault
    except ValueError as fault:
        raise Refused(f"{fault}.") from fault
    if options.json:
        documents = [_document(outcome) for outcome in outcomes]
        print_json(documents[0] if len(documents) == 1 else documents)
    else:
        for outcome in outcomes:
            _tell(outcome, dry_run=options.dry_run)
    return SOMETHING_WAITS if any(outcome.something_waits for outcome in outcomes) else DONE


def _take_all(viewer: Any, options: Namespace, advance: Callable[..., None]) -> list[Outcome]:
    files = open_files(options.feed, options.files, options.source)
    outcomes = []
    for file in files:
        take_or_try = _try if options.dry_run else take
        outcomes.append(
            take_or_try(
                viewer,
                file,
                source_name=options.source,
                received_on=options.received,
                progress=_showing(advance, file.name),
            )
        )
    return outcomes


@dataclass(frozen=True, slots=True)
class _Tried(Outcome):
    """What would come of a file, with how many differences of each kind it would make."""

    differences: dict[str, int]


def _try(viewer: Viewer, file: OpenFile, **said: Any) -> _Tried:
    outcome, found = try_only(viewer, file, **said)
    return _Tried(**asdict(outcome), differences=dict(found.counts))


def _showing(advance: Callable[..., None], file_name: str) -> Progress:
    """Show how far one file has come, under its name."""

    def show(rows: int, stage: str) -> None:
        advance(rows, None, f"{file_name}: {stage}")

    return show


def _document(outcome: Outcome) -> dict[str, Any]:
    return asdict(outcome)


def _tell(outcome: Outcome, *, dry_run: bool) -> None:
    undone = " (tried only: nothing was changed)" if dry_run else ""
    print(f"{outcome.file}: {outcome.feed} from {outcome.source}{undone}")
    print(
        f"  {outcome.rows} rows: {outcome.taken} taken, {outcome.unchanged} unchanged, "
        f"{outcome.quarantined} held back; {outcome.gone} gone from the feed"
    )
    print(
        f"  {outcome.new_children} children new to the record, {outcome.to_review} matches for a person to decide"
    )
    if isinstance(outcome, _Tried):
        counted = [plural(count, *KINDS[kind]) for kind, count in outcome.differences.items()]
        print(f"  it would change: {', '.join(counted) or 'nothing'}")
    if outcome.ignored:
        print(f"  columns left aside: {', '.join(outcome.ignored)}")
    for problem in outcome.problems:
        held = "held back" if problem["held_back"] else "noted"
        print(
            f"  row {problem['row']}, {problem['column']}: {problem['value_class']} ({held}). {problem['message']}"
        )
