"""Makes `.venv`: an environment of its own for this checkout, filled from the hashed locks in `requirements/`.

A stamp in the environment says from which lock it was filled. While the stamp fits, nothing is done, so that
`./run` costs next to nothing; when it does not, or a set-up was broken off, the steps are done again in place.
"""

import hashlib
import json
import platform
import shutil
import subprocess
import sys
import time
import tomllib
from enum import StrEnum
from pathlib import Path

import assets
from console import Refused, duration, quietly, say, step

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "sightline-set-up.json"
LOG = ROOT / "build" / "set-up.log"


class Lock(StrEnum):
    """The two locks: what Sightline runs with, and that and what its tests and checks need as well."""

    RUNTIME = "runtime"
    DEVELOPMENT = "dev"

    @property
    def file(self) -> Path:
        """The requirements file, every package pinned with the hashes of its files."""
        return ROOT / "requirements" / f"{self}.txt"

    @property
    def packages(self) -> int:
        """How many packages the lock pins."""
        return sum(
            "==" in line and not line.startswith((" ", "#")) for line in self.file.read_text().splitlines()
        )


def _fingerprint(lock: Lock) -> str:
    """What an environment filled from `lock` depends on: the lock, how the project is packaged, and the Python."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packaging = [project["build-system"], project["project"], project["tool"]["setuptools"]]
    whole = hashlib.sha256(lock.file.read_bytes())
    whole.update(json.dumps(packaging, sort_keys=True).encode())
    whole.update(str(ROOT).encode())
    return whole.hexdigest()


def _stamps() -> dict[str, str]:
    try:
        stamps: dict[str, str] = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamps


def filled(lock: Lock) -> bool:
    """Say whether `.venv` is there and holds what `lock` names. The development lock holds all of the other."""
    stamps = _stamps()
    enough = [Lock.DEVELOPMENT] if lock is Lock.DEVELOPMENT else [Lock.RUNTIME, Lock.DEVELOPMENT]
    return PYTHON.exists() and any(stamps.get(name) == _fingerprint(name) for name in enough)


def _starts() -> bool:
    try:
        return subprocess.run([PYTHON, "-c", ""], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _make_environment() -> None:
    if _starts():
        return
    with step(f"An environment of its own in .venv, with Python {platform.python_version()}"):
        quietly([sys.executable, "-m", "venv", "--clear", VENV], ROOT, LOG)


def _installer() -> list[str | Path]:
    """The command that installs into `.venv`: uv where there is one, since it is many times quicker, else pip."""
    uv = shutil.which("uv", path=str(VENV / "bin")) or shutil.which("uv")
    if uv:
        return [uv, "pip", "install", "--python", PYTHON]
    if subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True, check=False).returncode:
        quietly([PYTHON, "-m", "ensurepip"], ROOT, LOG)
    return [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]


def _fill(lock: Lock) -> None:
    STAMP.unlink(missing_ok=True)
    install = _installer()
    with step(f"{lock.packages} Python packages, each checked against its hash"):
        quietly([*install, "--require-hashes", "--no-deps", "-r", lock.file], ROOT, LOG)
    with step("Sightline itself"):
        quietly([*install, "--no-deps", "--no-build-isolation", "--editable", ROOT], ROOT, LOG)
    STAMP.write_text(json.dumps({lock: _fingerprint(lock)}) + "\n", encoding="utf-8")


def prepare(lock: Lock) -> None:
    """Bring the environment and the front ends up to date with `lock`; return at once when they are.

    Raises Refused when something that is needed can't be had; what was done by then is kept for the next try.
    """
    if filled(lock) and assets.up_to_date():
        return
    begun = time.monotonic()
    say("Setting Sightline up in this folder: a minute or two the first time, nothing afterwards.")
    LOG.unlink(missing_ok=True)
    if not filled(lock):
        _make_environment()
        _fill(lock)
    if not assets.up_to_date():
        _make_assets()
    say(f"Set up in {duration(time.monotonic() - begun)}.\n")


def _make_assets() -> None:
    """Make the front ends in a program of `.venv`, where Node.js goes if the machine has none."""
    done = subprocess.run([PYTHON, ROOT / "scripts" / "assets.py"], check=False)
    if done.returncode:
        raise Refused("The pages' front ends could not be fetched: see above.")
