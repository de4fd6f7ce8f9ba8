"""Sets up what is needed, then becomes the command that was asked for. Called by `./run`."""

import os
import sys
from pathlib import Path
from typing import NoReturn

from console import Refused, say
from environment import PYTHON, ROOT, Lock, prepare

HELP = """\
./run demo [options]       a made-up authority, built from its services' files and served at localhost
./run test                 every test that this machine can run, and a list of what was left out
./run test fast            the quick tests alone: SQLite, no browser
./run test long            what takes long: two hundred kills, every page as every role
./run test gate            everything; nothing may be left out
./run setup                the set-up alone
./run COMMAND [options]    any other command of Sightline:
"""


def become(*words: str | Path) -> NoReturn:
    """Turn this program into the environment's Python with these words, so that signals and exit codes pass through."""
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(PYTHON, [str(PYTHON), *map(str, words)])


def main(words: list[str]) -> int:
    """Carry out `./run WORDS`; return the exit code, or never return when another program takes over."""
    name, *rest = words or ["--help"]
    try:
        if name == "setup":
            prepare(Lock.RUNTIME)
            say("Sightline is set up. Next: ./run demo")
            return 0
        if name == "test":
            prepare(Lock.DEVELOPMENT)
            become(ROOT / "scripts" / "lanes.py", *rest)
        prepare(Lock.RUNTIME)
    except Refused as reason:
        say(f"Sightline could not be set up. {reason}")
        return 2
    except KeyboardInterrupt:
        say("\nStopped. ./run goes on from here next time.")
        return 130
    if name in {"--help", "-h", "help"}:
        sys.stdout.write(HELP)
        name = "--help"
    become("-m", "sightline", name, *rest)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
