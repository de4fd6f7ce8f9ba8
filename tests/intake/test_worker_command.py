"""`sightline worker` and the worker beside `sightline serve`: one a record, and none that outlives its server."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sightline.cli.commands import serve
from sightline.cli.main import run
from sightline.cli.outcome import DONE, REFUSED
from sightline.record.models import Installation

START_SECONDS = 60


@pytest.mark.parametrize(("words", "with_worker"), [([], True), (["--no-worker"], False)])
def test_serve_has_a_worker_beside_it_unless_told_not_to(officer, monkeypatch, words, with_worker):
    asked = []
    monkeypatch.setattr(serve, "require_free", lambda port: None)
    monkeypatch.setattr(serve, "serve", lambda port, **options: asked.append((port, options)))

    assert Installation.objects.exists()
    assert run(["serve", "--port", "8123", *words]) == DONE
    assert asked == [(8123, {"with_worker": with_worker})]


@pytest.mark.long
def test_a_worker_is_alone_and_ends_with_whoever_started_it(tmp_path: Path) -> None:
    database = tmp_path / "record.sqlite3"
    environment = {
        **{name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"},
        "SIGHTLINE_DATABASE": f"sqlite:///{database}",
        "SIGHTLINE_HOME": str(tmp_path),
    }

    def command(*words: str) -> list[str]:
        return [sys.executable, "-m", "sightline", *words]

    def ended(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command(*words), env=environment, capture_output=True, text=True, check=False)

    assert ended("manage", "migrate", "--verbosity", "0").returncode == DONE
    worker = subprocess.Popen(command("worker", "--beside-server"), env=environment, stdin=subprocess.PIPE)
    try:
        deadline = time.monotonic() + START_SECONDS
        while not Path(f"{database}.worker").exists():
            assert time.monotonic() < deadline, "the worker never began"
            time.sleep(0.1)
        second = ended("worker", "--once")
        assert (second.returncode, "at work on this record already" in second.stderr) == (REFUSED, True)
        # Beside another server it is no fault: that server is served by the worker that is there.
        assert ended("worker", "--beside-server").returncode == DONE
        worker.stdin.close()
        assert worker.wait(START_SECONDS) == DONE
        assert ended("worker", "--once").returncode == DONE
    finally:
        worker.kill()
