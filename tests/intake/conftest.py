"""A small authority, and files that come in."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from sightline.access.viewer import Viewer, viewer_for
from sightline.intake import services, staging
from sightline.intake.services import Outcome, open_files, take
from tests.intake.small_authority import make_small_authority

FILES = Path(__file__).parent.parent / "data" / "intake"
REAL_REGISTER, REAL_LINKS = (
    Path(__file__).resolve().parents[3] / "shared" / "data" / name
    for name in ("schools_gias_style_2022_23_cp1252.csv", "gias_links_20250422_cp1252.csv")
)
# What the public registers really hold is tried where they are at hand; elsewhere there is nothing to try.
collect_ignore = [] if REAL_REGISTER.exists() else ["test_real_register.py"]

Take = Callable[..., Outcome]


@pytest.fixture
def officer(db, settings) -> Viewer:
    """The operator of a small made-up authority: four schools, providers, a locality."""
    settings.SIGHTLINE_DEMO = True
    settings.SIGHTLINE_TODAY = "2026-11-23"
    return viewer_for(make_small_authority())


@pytest.fixture
def take_file(officer: Viewer) -> Take:
    """Takes a file: `take_file("school-roll", path, received="2026-11-02", source="", dry_run=False)`."""

    def run(
        feed: str, path: Path, *, received: str | None = None, source: str = "", dry_run: bool = False
    ) -> Outcome:
        [file] = open_files(feed, [path])
        received_on = date.fromisoformat(received) if received else None
        return take(officer, file, source_name=source, received_on=received_on, dry_run=dry_run)

    return run


@pytest.fixture
def take_rows(take_file: Take, tmp_path: Path) -> Take:
    """Takes rows: `take_rows("school-roll", [{"School": "990003", …}, …], received=…)`; a heading is a key."""
    count = iter(range(1000))

    def run(feed: str, rows: list[dict[str, str]], *, name: str = "", **options) -> Outcome:
        headings = list(dict.fromkeys(heading for row in rows for heading in row))
        lines = [headings, *([row.get(heading, "") for heading in headings] for row in rows)]
        path = tmp_path / (name or f"file-{next(count)}.csv")
        path.write_text("".join(";".join(cells) + "\n" for cells in lines), encoding="utf-8")
        return take_file(feed, path, **options)

    return run


@pytest.fixture
def half_done(officer: Viewer, monkeypatch) -> Callable[..., None]:
    """Stops the intake of a file: before it is published, or (`staged=False`) after its first rows were read."""

    class StoppedError(Exception):
        pass

    def stop(*_: object) -> None:
        raise StoppedError

    def run(feed: str, path: str | Path, *, staged: bool, received: str | None = None) -> None:
        [file] = open_files(feed, [Path(path)])
        received_on = date.fromisoformat(received) if received else None
        with monkeypatch.context() as patched, pytest.raises(StoppedError):
            patched.setattr(services, "apply", stop)
            patched.setattr(staging, "CHUNK", 2)
            take(officer, file, received_on=received_on, progress=None if staged else stop)

    return run
