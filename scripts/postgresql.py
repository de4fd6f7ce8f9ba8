"""A PostgreSQL server of one's own for a run of the tests: made in a temporary folder, gone afterwards.

From Python, `private_server()`. From a shell, with the server's address in SIGHTLINE_TEST_POSTGRES for the command:

    python3 scripts/postgresql.py COMMAND [ARGUMENT …]

The server listens on the loopback address alone, at a port that is free, trusts whoever connects, and takes no care
to survive a power cut: right for tests, wrong for children's records.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from console import Refused, quietly, say

ADDRESS = "SIGHTLINE_TEST_POSTGRES"
SERVICE_ACCOUNT = "postgres"
# The locale that every Linux has, sorting by code point as SQLite does: the two engines list in the same order.
LOCALE = "C.UTF-8"


def programs() -> Path | None:
    """Return the folder with the newest server's programs (`initdb`, `pg_ctl`, `postgres`); None if there is none."""

    def version(folder: Path) -> float:
        try:
            return float(folder.parent.name)
        except ValueError:
            return 0.0

    candidates = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=version, reverse=True)
    candidates += sorted(Path("/opt/homebrew/opt").glob("postgresql*/bin"), reverse=True)
    if found := shutil.which("postgres"):
        candidates.append(Path(found).parent)
    for folder in candidates:
        if all((folder / name).exists() for name in ("initdb", "pg_ctl", "postgres")):
            return folder
    return None


def _account() -> pwd.struct_passwd | None:
    """The account to run the server as: PostgreSQL refuses to run as root. None: the present account will do."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam(SERVICE_ACCOUNT)
    except KeyError:
        raise Refused(
            f"PostgreSQL does not run as root, and there is no account “{SERVICE_ACCOUNT}”."
        ) from None


def missing() -> str:
    """Say why no private server can be started here, in words; "" when one can."""
    if programs() is None:
        return "no PostgreSQL server is installed"
    try:
        _account()
    except Refused as reason:
        return str(reason)
    return ""


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _as_account(*command: str | Path) -> list[str | Path]:
    account = _account()
    return ["runuser", "-u", account.pw_name, "--", *command] if account else [*command]


@contextmanager
def private_server() -> Iterator[str]:
    """Start a server, give its address (`postgres://…/postgres`), stop it and remove its folder at the end.

    Raises Refused when there is no server to start, or it does not start.
    """
    folder = programs()
    if folder is None:
        raise Refused("PostgreSQL tests need a server, but none is installed.")
    home = Path(tempfile.mkdtemp(prefix="sightline-postgresql-"))
    data, log = home / "data", home / "set-up.log"
    if account := _account():
        os.chown(home, account.pw_uid, account.pw_gid)
    port = _free_port()
    options = " ".join(
        f"-c {option}"
        for option in (
            "listen_addresses=127.0.0.1",
            f"port={port}",
            f"unix_socket_directories={home}",
            "max_connections=60",
            "shared_buffers=256MB",
            "fsync=off",
            "synchronous_commit=off",
            "full_page_writes=off",
        )
    )
    try:
        flags = ["-U", SERVICE_ACCOUNT, "-A", "trust", "-E", "UTF8", "--locale", LOCALE, "--no-sync"]
        quietly(_as_account(folder / "initdb", "-D", data, *flags), home, log)
        control = _as_account(folder / "pg_ctl", "-D", data, "-w")
        quietly([*control, "-t", "60", "-l", home / "server.log", "-o", options, "start"], home, log)
        try:
            yield f"postgres://{SERVICE_ACCOUNT}@127.0.0.1:{port}/postgres"
        finally:
            quietly([*control, "-m", "immediate", "stop"], home, log)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _stop(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)


def main(command: list[str]) -> int:
    """Run `command` with a private server's address in its environment; return its exit code."""
    if not command:
        say(__doc__ or "")
        return 2
    signal.signal(signal.SIGTERM, _stop)
    try:
        with private_server() as address:
            return subprocess.run(command, env={**os.environ, ADDRESS: address}, check=False).returncode
    except Refused as reason:
        say(str(reason))
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
