"""Measures how often matching is right, on made-up children whose truth is known, with errors at fixed rates.

Also on public sets that others made, read from a folder. Nothing is read from the record or written to it.
`docs/reference/accuracy.md` holds what was measured.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from sightline.access import clock
from sightline.cli.outcome import DONE, Refused, add_json, print_json, progress
from sightline.demo.linkage.errors import kinds
from sightline.demo.linkage.measuring import Accuracy, Tally, Way, everyday, measure
from sightline.demo.linkage.peers import by_rule, by_splink
from sightline.demo.linkage.public import (
    Pairs,
    PublicSet,
    measure_pairs,
    measure_rule,
    measure_splink,
    sets_in,
)
from sightline.demo.linkage.trials import Answer, Trial, drawn

_WAYS: dict[str, Way] = {"Sightline": everyday}
_PEERS: dict[str, Way] = {"a fixed rule": by_rule, "Splink alone": by_splink}
_OF_SETS = {"Sightline": measure_pairs}
_PEERS_OF_SETS = {"a fixed rule": measure_rule, "Splink alone": measure_splink}

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
    parser.add_argument(
        "--peers", action="store_true", help="beside a fixed rule and Splink alone (needs Splink and DuckDB)"
    )
    parser.add_argument(
        "--public",
        type=Path,
        metavar="FOLDER",
        help="measure the public sets in this folder (febrl 1 to 4, fake_1000) instead of made-up feeds",
    )
    add_json(parser)


def run(options: Namespace) -> int:
    """Print precision, recall, false joins and the share sent to people, whole and by kind of error."""
    if options.public:
        return _public(options)
    rows = options.rows or options.pupils
    if not 0 < rows <= options.pupils:
        raise Refused("--rows must be from 1 to the number of --pupils")
    ways = _WAYS | _PEERS if options.peers else _WAYS
    found = []
    for feed in options.feed or kinds():
        trial = drawn(feed, pupils=options.pupils, rows=rows, seed=options.seed, today=clock.today())
        for way, link in ways.items():
            with progress(f"{feed}: {rows:,} rows beside {len(trial.record):,} children, {way}") as advance:
                found.append((way, _measured(trial, partial(_telling, link, advance))))
    if options.json:
        print_json([{"way": way, **_plain(one)} for way, one in found])
    else:
        print("\n".join(line for way, one in found for line in _in_words(way, one)))
    return DONE


def _measured(trial: Trial, way: Way) -> Accuracy:
    try:
        return measure(trial, way)
    except ModuleNotFoundError as missing:
        raise _not_installed(missing) from missing


def _telling(link: Way, advance: Any, trial: Trial) -> Iterator[Answer]:
    """The answers of a way of linking, telling how far it is."""
    for done, answer in enumerate(link(trial), 1):
        yield answer
        advance(done, len(trial.rows))


def _public(options: Namespace) -> int:
    sets = sets_in(options.public)
    if not sets:
        raise Refused(
            f"{options.public} has none of dataset1.csv to dataset3.csv, dataset4a.csv, fake_1000.csv"
        )
    ways = _OF_SETS | _PEERS_OF_SETS if options.peers else _OF_SETS
    found = []
    for read in sets:
        for way, link in ways.items():
            with progress(f"{read.name}, {way}"):
                found.append((way, _pairs_measured(read, link)))
    if options.json:
        print_json([{"way": way, **_pairs(one)} for way, one in found])
        return DONE
    print(f"{'':26}{'rows':>8}{'pairs':>8}{'precision':>11}{'found':>10}{'F1':>8}{'F1 with people':>16}")
    for way, one in found:
        print(
            f"{one.name:12}{way:14}{one.rows:>8,}{one.true:>8,}{one.precision:>11.3%}{one.recall:>10.3%}"
            f"{one.f1:>8.4f}{one.f1_with_people:>16.4f}"
        )
    return DONE


def _pairs_measured(one: PublicSet, way: Callable[[PublicSet], Pairs]) -> Pairs:
    try:
        return way(one)
    except ModuleNotFoundError as missing:
        raise _not_installed(missing) from missing


def _not_installed(missing: ModuleNotFoundError) -> Refused:
    return Refused(f"{missing.name} is not installed: it is a peer that Sightline is measured beside.")


def _pairs(one: Pairs) -> dict[str, Any]:
    return {
        "set": one.name,
        "rows": one.rows,
        "true_pairs": one.true,
        "found": one.found,
        "wrong": one.wrong,
        "asked_rightly": one.asked,
        "precision": round(one.precision, 6),
        "recall": round(one.recall, 6),
        "f1": round(one.f1, 6),
        "f1_with_people": round(one.f1_with_people, 6),
    }


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


def _in_words(way: str, one: Accuracy) -> Iterator[str]:
    yield f"\n{one.feed}: {one.whole.rows:,} rows beside {one.record:,} children (seed {one.seed}), {way}"
    yield f"{'':24}{'rows':>9}{'found':>10}{'precision':>11}{'false in 100,000':>18}{'to people':>11}"
    for title, tally in [("all", one.whole), *one.by_error.items()]:
        yield (
            f"{title:24}{tally.rows:>9,}{tally.recall:>10.3%}{tally.precision:>11.3%}"
            f"{tally.false_in_100_000:>18.1f}{tally.to_people:>11.2%}"
        )
