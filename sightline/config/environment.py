"""Every setting that an operator can make, in one place: name, default, meaning.

`sightline settings` prints this list with the values in force; the operator's guide is made from it.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit


@dataclass(frozen=True)
class Setting:
    """One environment variable that Sightline reads."""

    name: str
    default: str
    meaning: str
    secret: bool = False

    @property
    def value(self) -> str:
        """The value in force: the environment's, else the default."""
        return os.environ.get(self.name, self.default)


def default_home() -> Path:
    """The folder that holds the embedded database, files and keys when nothing else is said."""
    base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "sightline"


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "SIGHTLINE_HOME", str(default_home()), "Folder for the embedded database, stored files and keys."
    ),
    Setting(
        "SIGHTLINE_DATABASE",
        "",
        "Database URL: sqlite:///path or postgres://user:password@host/name. "
        "Unset: sightline.sqlite3 in SIGHTLINE_HOME.",
        secret=True,
    ),
    Setting("SIGHTLINE_TODAY", "", "ISO date that stands for today, for demonstrations and tests."),
    Setting(
        "SIGHTLINE_SECRET_KEY", "", "Signing key. Unset: one is made and kept in SIGHTLINE_HOME.", secret=True
    ),
    Setting(
        "SIGHTLINE_HOSTS",
        "localhost,127.0.0.1,[::1]",
        "Host names that the web server answers to, with commas.",
    ),
    Setting(
        "SIGHTLINE_DEMO",
        "",
        "1 for the made-up authority: sign-in by one click, made-up identifiers accepted.",
    ),
    Setting("SIGHTLINE_DEBUG", "", "1 shows faults in the browser. Never with real children."),
    Setting(
        "SIGHTLINE_VIRUS_SCANNER",
        "",
        "Where clamd listens, for documents that are attached: host:port, or the path of its socket. "
        "Unset: documents are kept unscanned, and say so.",
    ),
    Setting(
        "SIGHTLINE_HTTPS", "", "1 when pages are served over HTTPS: cookies are then sent over HTTPS only."
    ),
)


def setting(name: str) -> str:
    """Return the value in force of the setting called `name`; KeyError if there is no such setting."""
    return {item.name: item for item in SETTINGS}[name].value


def home() -> Path:
    """The folder for the embedded database, stored files and keys; made if it is not there."""
    folder = Path(setting("SIGHTLINE_HOME"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def database(url: str) -> dict[str, object]:
    """Turn a database URL into Django's form.

    SQLite runs with write-ahead logging and takes the write lock at the start of a transaction, so that two
    writers wait for each other instead of failing half-way. Raises ValueError for any other scheme.
    """
    if not url:
        url = f"sqlite:///{home() / 'sightline.sqlite3'}"
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(url.removeprefix("sqlite:///")),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 60,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
                    "PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY; PRAGMA recursive_triggers=ON;"
                ),
            },
        }
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
        }
    raise ValueError("SIGHTLINE_DATABASE must begin with sqlite:/// or postgres://")
