"""Measures how often matching is right, on made-up children whose truth is known, with errors at fixed rates.

Nothing is read from the record or written to it. `docs/reference/accuracy.md` holds what was measured.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import Any

from sightline.access import clock
from sightline.cli.outcome import DONE, Refused, add_json, print_json, progress
from sightline.demo.linkage.errors import kinds
from sightline.demo.linkage.measuring import Accuracy, Tally, measure

EXAMPLE = "sightline accuracy --feed no-upn --pupils 50000 --rows 25000"


def arguments(parser: ArgumentParser) -> None:
    """Which feeds, and how many children and rows."""
    parser.add_argument(
        "--feed", action="append", choices=kinds(), help="may be given more than once (default: all)"
    )
    parser.add_argument(
        "--pupils", type=int, default=50_000, metavar="N", help="children in the record (default: 50000)"
    )
    parser.add_argument(
        "--rows", type=int, metavar="N", help="rows in the feed (default: as many as children)"
    )
    parser.add_argument(
        "--seed", type=int, default=1, metavar="S", help="another seed, other children (default: 1)"
    )
    add_json(parser)


def run(options: Namespace) -> int:
    """Print precision, recall, false joins and the share sent to people, whole and by kind of error."""
    rows = options.rows or options.pupils
    if not 0 < rows <= options.pupils:
        raise Refused("--rows must be from 1 to the number of --pupils")
    found = []
    for feed in options.feed or kinds():
        with progress(f"{feed}: {rows:,} rows beside {options.pupils:,} children") as advance:
            found.append(
                measure(
                    feed,
                    pupils=options.pupils,
                    rows=rows,
                    seed=options.seed,
                    today=clock.today(),
                    advance=advance,
                )
            )
    if options.json:
        print_json([_plain(one) for one in found])
    else:
        print("\n".join(line for one in found for line in _in_words(one)))
    return DONE


def _plain(one: Accuracy) -> dict[str, Any]:
    return {
        "feed": one.feed,
        "seed": one.seed,
        "record": one.record,
        **_tally(one.whole),
        "by_error": {error: _tally(tally) for error, tally in one.by_error.items()},
    }


def _tally(tally: Tally) -> dict[str, Any]:
    return {
        "rows": tally.rows,
        "known": tally.known,
        "right": tally.right,
        "wrong": tally.wrong,
        "asked": tally.asked,
        "asked_rightly": tally.asked_right,
        "precision": round(tally.precision, 6),
        "recall": round(tally.recall, 6),
        "false_in_100000": round(tally.false_in_100_000, 2),
        "to_people": round(tally.to_people, 6),
    }


def _in_words(one: Accuracy) -> Iterator[str]:
    yield f"\n{one.feed}: {one.whole.rows:,} rows beside {one.record:,} children (seed {one.seed})"
    yield f"{'':24}{'rows':>9}{'found':>10}{'false in 100,000':>18}{'to people':>11}"
    for title, tally in [("all", one.whole), *one.by_error.items()]:
        yield (
            f"{title:24}{tally.rows:>9,}{tally.recall:>10.3%}{tally.false_in_100_000:>18.1f}{tally.to_people:>11.2%}"
        )
