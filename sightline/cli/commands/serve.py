"""Serves the pages on this machine, with a worker that runs the jobs, until stopped with Control-C."""

from argparse import ArgumentParser, Namespace

from django.db import OperationalError, ProgrammingError

from sightline.cli.outcome import DONE, Refused, say
from sightline.cli.serving import PORT, address_of, require_free, serve
from sightline.record.models import Installation

EXAMPLE = "sightline serve --port 8080"


def arguments(parser: ArgumentParser) -> None:
    """Where to serve, and whether a worker runs beside the server."""
    parser.add_argument(
        "--port", type=int, default=PORT, metavar="P", help=f"port to serve at (default {PORT})"
    )
    parser.add_argument(
        "--no-worker",
        action="store_true",
        help="without a worker: one is run by itself, with `sightline worker`",
    )


def run(options: Namespace) -> int:
    """Serve; refused when there is no record yet or the port is taken."""
    try:
        ready = Installation.objects.exists()
    except (OperationalError, ProgrammingError):
        ready = False
    if not ready:
        raise Refused(
            "there is no record yet: make one with `sightline init`, or a made-up one with `sightline demo`."
        )
    require_free(options.port)
    say(f"Sightline is at {address_of(options.port)} (stop it with Control-C).")
    serve(options.port, with_worker=not options.no_worker)
    return DONE
