"""The worker: the process that runs the jobs, alone on its record, beside the server or by itself."""

import fcntl
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command
from django.db import OperationalError, connection, connections
from django_tasks_db.utils import is_locked_database_exception

from sightline.cli.outcome import DONE, Refused
from sightline.intake.working import take_up_stopped

# How long an idle worker sleeps before it looks again, in seconds.
_INTERVAL = 1.0
# The number of the lock on PostgreSQL: any, as long as every worker of Sightline asks for the same.
_LOCK = 7_420_250_111
# How long a worker may take over the job in hand when its server ends, and then over breaking it off.
_SECONDS_TO_FINISH = 8
_SECONDS_TO_STOP = 4


@contextmanager
def alone_on_the_record() -> Iterator[None]:
    """Be the only worker of this record while the block runs; Refused when there is another.

    On SQLite a lock on a file beside the database, on PostgreSQL one on the server, by a connection of its own. Both
    are let go by the system when the process ends, however it ends.
    """
    refused = Refused("a worker is at work on this record already.")
    if connection.vendor == "sqlite":
        with Path(f"{connection.settings_dict['NAME']}.worker").open("w") as door:
            try:
                fcntl.flock(door, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as fault:
                raise refused from fault
            yield
        return
    held = connections.create_connection(connection.alias)
    try:
        with held.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
            [got] = cursor.fetchone()
        if not got:
            raise refused
        yield
    finally:
        held.close()


def run_jobs(*, once: bool) -> int:
    """Run jobs until stopped, or with `once` until none waits; returns how many were taken up again from before.

    A job that a signal to end finds at work is finished first; at a second signal it is broken off, and goes on when
    the next worker begins.
    """
    with alone_on_the_record():
        again = take_up_stopped()
        while True:
            try:
                call_command(
                    "db_worker",
                    verbosity=0,
                    interval=_INTERVAL,
                    batch=once,
                    reload=False,
                    startup_delay=False,
                )
            except OperationalError as fault:
                # On SQLite somebody else has written for longer than anybody waits: the jobs are still there.
                if not is_locked_database_exception(fault):
                    raise
            else:
                return again


def end_with_whoever_started() -> None:
    """End this process when standard input is closed: the server that started it is gone, however it went."""

    def wait() -> None:
        # Not through `sys.stdin`, whose lock a thread that still waits would hold when the process ends.
        while os.read(0, 1024):
            continue
        os.kill(os.getpid(), signal.SIGTERM)

    # Until the jobs' own program is ready to be told, to be told is to end as is right.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(DONE))
    threading.Thread(target=wait, daemon=True).start()


@contextmanager
def worker_beside() -> Iterator[None]:
    """Run a worker in a process of its own while the block runs, and end it with the block.

    It is given a few seconds to finish the job in hand; a job that takes longer goes on with the next worker.
    """
    command = [sys.executable, "-m", "sightline", "worker", "--beside-server"]
    # It ends with its standard input, too, so that it never outlives a server that was killed. In a session of its
    # own, so that Control-C reaches it once, through us, and the job in hand is finished.
    process = subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)  # noqa: S603 (our own command)
    try:
        yield
    finally:
        for seconds in (_SECONDS_TO_FINISH, _SECONDS_TO_STOP):
            process.terminate()
            try:
                process.wait(seconds)
                break
            except subprocess.TimeoutExpired:
                continue
        else:
            process.kill()
            process.wait()
