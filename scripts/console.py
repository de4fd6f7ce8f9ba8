"""What the set-up and the test lanes say while they work, and how they run other programs.

Everything goes to standard error: `./run children --json` must print one JSON document and nothing else.
"""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

TAIL_LINES = 30


class Refused(Exception):
    """Something that a person must mend; the text says what and how, in plain words."""


def say(text: str = "") -> None:
    """Print one line on standard error at once."""
    print(text, file=sys.stderr, flush=True)


def duration(seconds: float) -> str:
    """Write a length of time in words: `4 s`, `2 min 05 s`."""
    whole = round(seconds)
    return f"{whole} s" if whole < 60 else f"{whole // 60} min {whole % 60:02d} s"


@contextmanager
def step(title: str) -> Iterator[None]:
    """Name a piece of work, show its clock while it runs on a terminal, and its time when it ends.

    Where standard error is no terminal the line is printed once, when the work is over.
    """
    begun = time.monotonic()
    over = threading.Event()
    live = sys.stderr.isatty()

    def tick() -> None:
        while True:
            print(f"\r  {title} … {duration(time.monotonic() - begun)}", end="", file=sys.stderr, flush=True)
            if over.wait(1):
                return

    clock = threading.Thread(target=tick, daemon=True)
    if live:
        clock.start()
    verdict = "did not work, after"
    try:
        yield
        verdict = "done in"
    finally:
        over.set()
        if live:
            clock.join()
        line = f"  {title}: {verdict} {duration(time.monotonic() - begun)}"
        # On a terminal the line is written over the running clock, and padded to cover what that left behind.
        say(f"\r{line:<{len(title) + 40}}" if live else line)


def quietly(
    command: Sequence[str | Path], where: Path, log: Path, also: Mapping[str, str] | None = None
) -> None:
    """Run `command` in folder `where` with its output added to `log`, and `also` added to the environment.

    Raises Refused, with the last lines of the output, if the command fails or is not there.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    words = [str(word) for word in command]
    try:
        done = subprocess.run(
            words,
            cwd=where,
            env={**os.environ, **(also or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
    except OSError as fault:
        raise Refused(f"`{words[0]}` could not be started: {fault.strerror}.") from fault
    with log.open("a", encoding="utf-8") as book:
        book.write(f"$ {' '.join(words)}\n{done.stdout}\n")
    if done.returncode:
        tail = "\n".join(f"    {line}" for line in done.stdout.splitlines()[-TAIL_LINES:])
        raise Refused(
            f"`{' '.join(words[:4])} …` ended with code {done.returncode}:\n{tail}\n  The whole output: {log}"
        )
