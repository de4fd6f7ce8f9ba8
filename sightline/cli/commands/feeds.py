"""Lists every feed: its name, what it is, its columns with synonyms and types, and who owes it."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from sightline.cli.outcome import DONE, add_json, print_json
from sightline.intake.describing import as_document, write_reference
from sightline.intake.registry import feeds

EXAMPLE = "sightline feeds --json"


def arguments(parser: ArgumentParser) -> None:
    """The form of the answer, or where to write the reference pages."""
    parser.add_argument(
        "--reference", type=Path, metavar="FOLDER", help="write the reference pages here instead"
    )
    add_json(parser)


def run(options: Namespace) -> int:
    """Print the contracts, or write their reference pages."""
    if options.reference:
        write_reference(options.reference)
        print(f"Written: {len(feeds())} pages in {options.reference}")
        return DONE
    if options.json:
        print_json([as_document(feed) for feed in feeds().values()])
        return DONE
    for feed in feeds().values():
        print(f"{feed.name}: {feed.title}, from {feed.owed_by.value}")
        for column in feed.columns:
            print(f"    {column.heading} ({column.kind.value}{', required' if column.required else ''})")
    return DONE
