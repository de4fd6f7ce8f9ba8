"""Lists the rows that wait: which file and row, and what is wrong with each. Exit 3 when there are any."""

from argparse import ArgumentParser, Namespace
from dataclasses import asdict

from django.core.exceptions import PermissionDenied

from sightline.access.policy import Action
from sightline.cli.outcome import DONE, SOMETHING_WAITS, Refused, add_account, add_json, print_json
from sightline.cli.people import viewer_of
from sightline.intake.queries import rows_that_wait
from sightline.intake.registry import NoSuchFeed, feed_called

EXAMPLE = "sightline quarantine --feed school-roll"


def arguments(parser: ArgumentParser) -> None:
    """Which feed, and the form of the answer."""
    parser.add_argument("--feed", default="", help="only rows of this feed")
    add_account(parser)
    add_json(parser)


def run(options: Namespace) -> int:
    """Print the rows."""
    try:
        feed = feed_called(options.feed).name if options.feed else ""
        rows = rows_that_wait(viewer_of(options, Action.TAKE_FILES), feed=feed)
    except (NoSuchFeed, PermissionDenied) as refusal:
        raise Refused(str(refusal)) from refusal
    if options.json:
        print_json([asdict(row) for row in rows])
    else:
        for row in rows:
            print(f"{row.feed}, {row.file}, row {row.row} (from {row.source}, received {row.received})")
            for problem in row.problems:
                print(f"    {problem['column']}: {problem['value_class']}. {problem['message']}")
        print(f"{len(rows)} rows wait.")
    return SOMETHING_WAITS if rows else DONE
