"""The made-up authority for tests: built once from its services' files, then cloned wherever it is needed.

`demo` is a clone for the tests of one process, `fresh_demo` one for a single test that changes much. Building takes
long and copying does not, so what was built is kept for as long as the code that built it stays the same: as a file
for SQLite, as a template database for PostgreSQL.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "build" / "demo-databases"
PUPILS = 1000
TODAY = "2026-11-23"


def _outside(**names: str) -> dict[str, str]:
    """The environment of a program that is started as an authority would start it: with the product's own settings."""
    ours = {"SIGHTLINE_DATABASE", "DJANGO_SETTINGS_MODULE"}
    return (
        {name: value for name, value in os.environ.items() if name not in ours}
        | {"SIGHTLINE_TODAY": TODAY}
        | names
    )


@dataclass(frozen=True)
class Demo:
    """A clone of the made-up authority: its database's URL, and the folder of the `files` and the `truth` behind it."""

    url: str
    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        """The environment in which a command of Sightline works on this clone."""
        return _outside(SIGHTLINE_DATABASE=self.url, SIGHTLINE_DEMO="1")

    def sightline(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run `sightline WORDS` on this clone. Output is captured; the exit code is for the caller to judge."""
        command = [sys.executable, "-m", "sightline", *words]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)


@cache
def _code() -> str:
    """A name for the present state of the package: every file's path and content, the pages left out."""
    whole = hashlib.sha256()
    for file in sorted((ROOT / "sightline").rglob("*")):
        within = file.relative_to(ROOT / "sightline")
        if file.is_file() and "__pycache__" not in within.parts and within.parts[0] != "web":
            whole.update(str(within).encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()[:16]


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Let one process in at a time: the test processes start together, and one of them is to build."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as door:
        fcntl.flock(door, fcntl.LOCK_EX)
        yield


def _build(folder: Path, url: str | None) -> None:
    """Run `sightline demo` into `folder`, in the database at `url` (None: the file that the command makes there)."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    environment = _outside(**({"SIGHTLINE_DATABASE": url} if url else {}))
    options = ["--no-serve", "--dir", str(folder), "--pupils", str(PUPILS)]
    command = [sys.executable, "-m", "sightline", "demo", *options]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        shutil.rmtree(folder)
        pytest.fail(
            f"`sightline demo` ended with code {done.returncode}:\n{done.stderr[-4000:]}", pytrace=False
        )


class SQLiteDemos:
    """Demos in files: one is built, the others are copies."""

    def __init__(self, copies: Path) -> None:
        self.folder = KEPT / f"sqlite-{_code()}"
        self.copies = copies

    def prepare(self) -> None:
        """Build the demo unless this code has built it before; forget what other code has built."""
        with _one_at_a_time():
            if self.folder.exists():
                return
            for old in KEPT.glob("sqlite-*"):
                shutil.rmtree(old)
            # Put in its place when whole: a build that was broken off is never taken for a demo.
            under_way = KEPT / "sqlite-under-way"
            _build(under_way, None)
            under_way.rename(self.folder)

    @contextmanager
    def clone(self) -> Iterator[Demo]:
        """Copy the built demo, by SQLite's own means, so that what lies in its log comes along."""
        copy = self.copies / f"{uuid.uuid4().hex}.sqlite3"
        built = self.folder / "sightline.sqlite3"
        with closing(sqlite3.connect(built)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
        yield Demo(f"sqlite:///{copy}", self.folder)
        copy.unlink()


class PostgreSQLDemos:
    """Demos on the server under test: one database is built, the others are made with it as their template."""

    def __init__(self, database: str) -> None:
        self.server = database.rsplit("/", 1)[0]
        self.template = f"sightline_demo_{_code()}"
        self.folder = KEPT / f"postgresql-{_code()}"

    def _order(self, statement: str, **names: str) -> list[tuple[object, ...]]:
        """Carry out one statement on the server itself, outside any of the databases at hand."""
        parts = {key: sql.Identifier(name) for key, name in names.items()}
        with psycopg.connect(f"{self.server}/postgres", autocommit=True) as connection:
            cursor = connection.execute(sql.SQL(statement).format(**parts))
            return cursor.fetchall() if cursor.description else []

    def prepare(self) -> None:
        """Build the template unless this code has built it before on this server."""
        with _one_at_a_time():
            known = {name for (name,) in self._order("SELECT datname FROM pg_database")}
            if self.template in known and self.folder.exists():
                return
            under_way = "sightline_demo_under_way"
            for name in (under_way, self.template):
                self._order("DROP DATABASE IF EXISTS {name}", name=name)
            for old in KEPT.glob("postgresql-*"):
                shutil.rmtree(old)
            self._order("CREATE DATABASE {name}", name=under_way)
            _build(self.folder, f"{self.server}/{under_way}")
            self._order("ALTER DATABASE {old} RENAME TO {new}", old=under_way, new=self.template)

    @contextmanager
    def clone(self) -> Iterator[Demo]:
        """Make a database from the template; drop it afterwards, whoever may still be connected."""
        name = f"sightline_clone_{uuid.uuid4().hex}"
        with _one_at_a_time():  # PostgreSQL refuses to copy a template twice at the same moment.
            self._order("CREATE DATABASE {name} TEMPLATE {template}", name=name, template=self.template)
        yield Demo(f"{self.server}/{name}", self.folder)
        self._order("DROP DATABASE {name} WITH (FORCE)", name=name)


@pytest.fixture(scope="session")
def demos(tmp_path_factory: pytest.TempPathFactory) -> SQLiteDemos | PostgreSQLDemos:
    """The place that makes clones on the engine under test; the demo is built by then."""
    database = os.environ.get("SIGHTLINE_DATABASE", "")
    made: SQLiteDemos | PostgreSQLDemos
    if database.startswith("postgres"):
        made = PostgreSQLDemos(database)
    else:
        made = SQLiteDemos(tmp_path_factory.mktemp("demos"))
    made.prepare()
    return made


@pytest.fixture(scope="session")
def demo(demos: SQLiteDemos | PostgreSQLDemos) -> Iterator[Demo]:
    """This process's own clone of the demo. Tests may add to it, so none may count on its being untouched."""
    with demos.clone() as clone:
        yield clone


@pytest.fixture
def fresh_demo(demos: SQLiteDemos | PostgreSQLDemos) -> Iterator[Demo]:
    """A clone for one test alone, exactly as built."""
    with demos.clone() as clone:
        yield clone
