"""The settings of the tests: the product's own, on a fixed day, without the slow password hash.

`SIGHTLINE_DATABASE` chooses the engine; unset, SQLite in memory. The runner makes a database of its own beside the
one that is named there, which is never touched.
"""

import os
import tempfile
from pathlib import Path

_HOME = Path(tempfile.gettempdir()) / f"sightline-tests-{os.getuid()}"

# Set before the product's settings are read, so that no test writes to a person's own data folder.
os.environ.setdefault("SIGHTLINE_HOME", str(_HOME))
os.environ.setdefault("SIGHTLINE_TODAY", "2026-11-23")
os.environ.setdefault(
    "SIGHTLINE_SECRET_KEY", "a key for the tests, of no use anywhere else, long enough for its purpose"
)

from sightline.config.settings import *  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Addresses of style sheets and pictures stay as written: no manifest to be collected before a page can be shown.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
