"""Times Sightline beside named peers that do the same in the same run, and prints each as a ratio.

Every benchmark makes a database of its own and removes it: the record is not touched. A ratio above 1 means that
Sightline took less than its peer. Without names all of them are run, which takes some minutes.
"""

from argparse import ArgumentParser, Namespace

from sightline.bench.catalogue import BENCHMARKS, measure
from sightline.bench.measuring import AnswersDiffer, Measured
from sightline.cli.outcome import DONE, Refused, add_json, print_json, progress

EXAMPLE = "sightline bench intake --size 20000 --json"


def arguments(parser: ArgumentParser) -> None:
    """Which benchmarks, at which size, and the form of the answer."""
    listed = "; ".join(f"{one.name}: {one.meaning} (size {one.size:,})" for one in BENCHMARKS.values())
    parser.add_argument("names", nargs="*", metavar="NAME", help=listed)
    parser.add_argument(
        "--size", type=int, metavar="N", help="rows or children, in place of each one's own size"
    )
    add_json(parser)


def run(options: Namespace) -> int:
    """Run the benchmarks and print what came of them."""
    if unknown := [name for name in options.names if name not in BENCHMARKS]:
        raise Refused(f"there is no benchmark “{unknown[0]}”. There are: {', '.join(BENCHMARKS)}.")
    if options.size is not None and options.size < 1:
        raise Refused("a size is a whole number above nought.")
    try:
        with progress("bench") as advance:
            found = measure(options.names, options.size, lambda words: advance(0, None, words))
    except ModuleNotFoundError as missing:
        raise Refused(
            f"{missing.name} is not installed: it is a peer that Sightline is timed beside."
        ) from missing
    except AnswersDiffer as fault:
        raise Refused(str(fault)) from fault
    if options.json:
        print_json([one.as_json() for one in found])
    else:
        for one in found:
            _tell(one)
    return DONE


def _tell(one: Measured) -> None:
    print(f"{one.name}: {one.what}")
    print(f"  ours {one.ours:.4g} {one.unit}; {one.peer_name} {one.peer:.4g}; ratio {one.ratio:.3g}")
    print(f"  {one.machine}")
