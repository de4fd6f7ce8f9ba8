"""Lists the rows that wait: which file and row, and what is wrong with each; or why rows wait, most rows first.

Exit 3 when there are any.
"""

from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from typing import Any

from django.core.exceptions import PermissionDenied

from sightline.access.policy import Action
from sightline.cli.outcome import DONE, SOMETHING_WAITS, Refused, add_account, add_json, print_json
from sightline.cli.people import viewer_of
from sightline.domain.words import plural
from sightline.intake.causes import Cause, causes
from sightline.intake.queries import rows_that_wait
from sightline.intake.registry import NoSuchFeed, feed_called

EXAMPLE = "sightline quarantine --feed school-roll"


def arguments(parser: ArgumentParser) -> None:
    """Which feed, and the form of the answer."""
    parser.add_argument("--feed", default="", help="only rows of this feed")
    parser.add_argument("--group", action="store_true", help="why rows wait, each reason once")
    add_account(parser)
    add_json(parser)


def run(options: Namespace) -> int:
    """Print the rows."""
    try:
        feed = feed_called(options.feed).name if options.feed else ""
        viewer = viewer_of(options, Action.TAKE_FILES)
        if options.group:
            return _print_causes(causes(viewer, feed=feed), options)
        rows = rows_that_wait(viewer, feed=feed)
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


def _print_causes(found: list[Cause], options: Namespace) -> int:
    """Print why rows wait. Of what stands in the rows only the names of places are told: they are no child's."""
    if options.json:
        print_json([_as_document(cause) for cause in found])
    else:
        for cause in found:
            rows = plural(cause.rows, "row")
            print(f"{rows}: {cause.column}, {cause.value_class}. {cause.message}".rstrip())
            said = f" The {cause.place} is called “{cause.text}”." if cause.place else ""
            print(f"    {cause.feed} from {cause.source}.{said}")
        print(f"{len({row for cause in found for row in cause.row_ids})} rows wait.")
    return SOMETHING_WAITS if found else DONE


def _as_document(cause: Cause) -> dict[str, Any]:
    return {
        "feed": cause.feed,
        "source": cause.source,
        "column": cause.column,
        "value_class": cause.value_class,
        "message": cause.message,
        "name": cause.text if cause.place else "",
        "rows": cause.rows,
        "one_mend": cause.one_mend,
    }
