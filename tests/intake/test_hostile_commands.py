"""Hostile files through the command line, each in a process of its own with little memory: 2 refused, 3 something
waits, 0 done; and what is refused changes nothing."""

import hashlib
import json
import os
import resource
import sqlite3
import subprocess
import sys

import pytest

from tests.intake.hostile_files import CASES
from tests.intake.hostile_making import HELD_BACK, REFUSED, TAKEN

# Each process has a record of its own, as a file.
pytestmark = [pytest.mark.long, pytest.mark.once]

EXIT = {TAKEN: 0, REFUSED: 2, HELD_BACK: 3}
# What a process may ask for in all, its programs and libraries counted: a bomb that went off would need far more.
MEMORY = 2_500_000_000
TRIED = (
    "a PDF instead of a table",
    "cells in opposite corners",
    "a million rows said once in ODS",
    "one long text in 60,000 cells",
    "a zip bomb",
    "XML: a billion laughs",
    "a gzip",
    "a date of birth: 31 February",
)


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    """Runs commands on an empty record of its own, and says what the record holds."""
    home = tmp_path_factory.mktemp("record")
    database = home / "record.sqlite3"
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "sightline.config.settings",
        "SIGHTLINE_HOME": str(home),
        "SIGHTLINE_DATABASE": f"sqlite:///{database}",
        "SIGHTLINE_TODAY": "2026-11-23",
        "SIGHTLINE_DEMO": "1",
    }

    class Record:
        def run(self, *words):
            return subprocess.run(
                [sys.executable, "-m", "sightline", *words],
                env=environment,
                capture_output=True,
                text=True,
                check=False,
                preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
            )

        def digest(self):
            with sqlite3.connect(database) as connection:
                return hashlib.sha256("\n".join(connection.iterdump()).encode()).hexdigest()

    made = Record()
    done = made.run("init", "--authority", "380")
    assert done.returncode == 0, done.stderr
    return made


@pytest.mark.parametrize("name", TRIED)
def test_the_exit_code_and_what_changed(name, record, tmp_path):
    [case] = [case for case in CASES if case.name == name]
    paths = []
    for file_name, content in case.files():
        path = tmp_path / file_name
        path.write_bytes(content)
        paths.append(str(path))
    before = record.digest()

    done = record.run("intake", case.feed, *paths, "--json")

    assert done.returncode == EXIT[case.outcome], done.stderr[-2000:]
    assert "Traceback" not in done.stderr
    if case.outcome == REFUSED:
        assert case.says in done.stderr
        assert file_name in done.stderr
        assert record.digest() == before
    else:
        assert json.loads(done.stdout)["rows"] > 0
        assert record.digest() != before
