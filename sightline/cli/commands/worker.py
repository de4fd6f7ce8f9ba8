"""Runs the jobs that wait, such as reading dropped files, until stopped with Control-C.

One worker works on a record. A file that was being read when the last one was stopped goes on where it stood.
"""

import sys
from argparse import SUPPRESS, ArgumentParser, Namespace

from sightline.cli.outcome import DONE, Refused
from sightline.cli.working import end_with_whoever_started, run_jobs

EXAMPLE = "sightline worker --once"


def arguments(parser: ArgumentParser) -> None:
    """Whether to stop when nothing waits."""
    parser.add_argument("--once", action="store_true", help="run what waits, and stop")
    # As `sightline serve` starts it: it ends with the server.
    parser.add_argument("--beside-server", action="store_true", help=SUPPRESS)


def run(options: Namespace) -> int:
    """Run jobs; refused when another worker is at work on the record."""
    if options.beside_server:
        end_with_whoever_started()
    try:
        again = run_jobs(once=options.once)
    except Refused:
        if not options.beside_server:
            raise
        print("A worker is at work on this record already: no other is started.", file=sys.stderr)
        return DONE
    if options.once and again:
        print(f"Went on with {again} that had been stopped.")
    return DONE
