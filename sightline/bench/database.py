"""A database of its own for a benchmark, on the engine that the settings name; the record there is never touched."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from sightline.record.setting_up import set_up

AUTHORITY_CODE = "999"
AUTHORITY_NAME = "Benchmarkshire"


@contextmanager
def database_of_its_own() -> Iterator[None]:
    """Make an empty record on a new database beside the one that the settings name, use it, and remove it.

    A file for SQLite, since pages and files meet it as a file; for PostgreSQL a database named after this process.
    """
    with tempfile.TemporaryDirectory(prefix="sightline-bench-") as folder:
        test_settings = connection.settings_dict["TEST"]
        was_named, old_name = test_settings.get("NAME"), connection.settings_dict["NAME"]
        on_file = connection.vendor == "sqlite"
        test_settings["NAME"] = (
            str(Path(folder) / "bench.sqlite3") if on_file else f"sightline_bench_{os.getpid()}"
        )
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            set_up(AUTHORITY_CODE, AUTHORITY_NAME)
            yield
        finally:
            connection.creation.destroy_test_db(str(old_name), verbosity=0)
            test_settings["NAME"] = was_named
