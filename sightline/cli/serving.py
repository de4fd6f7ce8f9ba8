"""The web server: pages to whoever is on this machine, or to the proxy before it."""

import os
import socket
from contextlib import nullcontext

from sightline.cli.outcome import Refused

ADDRESS = "127.0.0.1"
PORT = 8000
# Requests spend their time in the database: a few threads keep a worker busy.
_THREADS = 4
_MOST_WORKERS = 4


def require_free(port: int) -> None:
    """Raise Refused when something on this machine answers at this port already."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((ADDRESS, port))
        except OSError as fault:
            raise Refused(
                f"port {port} is in use, or not allowed. Choose another with --port, for example --port {PORT + 80}."
            ) from fault


def address_of(port: int) -> str:
    """What to type into a browser."""
    return f"http://localhost:{port}/"


def serve(port: int, *, with_worker: bool = True) -> None:
    """Serve the pages at `port` until stopped (Control-C), with a worker beside it that runs the jobs."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    from sightline.cli.working import worker_beside

    with worker_beside() if with_worker else nullcontext():
        Granian(
            "sightline.config.wsgi:application",
            address=ADDRESS,
            port=port,
            interface=Interfaces.WSGI,
            workers=min(os.cpu_count() or 1, _MOST_WORKERS),
            blocking_threads=_THREADS,
            log_level=LogLevels.warning,
            websockets=False,
        ).serve()
