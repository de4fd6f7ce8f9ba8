"""Writes an empty file of a feed to fill in: its headings, in their order."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from sightline.cli.outcome import DONE, Refused
from sightline.intake.registry import NoSuchFeed, feed_called
from sightline.intake.templates import FORMATS, template

EXAMPLE = "sightline template part-time --format xlsx --out part-time.xlsx"


def arguments(parser: ArgumentParser) -> None:
    """Which feed, in which format, where to."""
    parser.add_argument("feed", help="the feed (`sightline feeds` lists them)")
    parser.add_argument(
        "--format", choices=sorted(FORMATS), default="csv", help="csv, xlsx or ods (default: csv)"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="where to write it")


def run(options: Namespace) -> int:
    """Write the file."""
    try:
        content = template(feed_called(options.feed), options.format)
    except NoSuchFeed as refusal:
        raise Refused(str(refusal)) from refusal
    try:
        options.out.write_bytes(content)
    except OSError as fault:
        raise Refused(f"the file cannot be written ({fault.strerror}).") from fault
    print(f"Written: {options.out}")
    return DONE
