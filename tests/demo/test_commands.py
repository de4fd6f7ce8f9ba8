"""`sightline init`, `serve` and `demo` on the command line: what they make, and what they refuse."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from sightline.cli.main import run

REFUSED = 2


@pytest.fixture
def sightline(tmp_path: Path):
    """Run a command with a data folder of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SIGHTLINE_")}
    environment = kept | {"SIGHTLINE_HOME": str(tmp_path / "home"), "SIGHTLINE_TODAY": "2026-11-23"}
    environment["DJANGO_SETTINGS_MODULE"] = "sightline.config.settings"

    def command_line(*words: str, **also: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "sightline", *words]
        return subprocess.run(command, env=environment | also, capture_output=True, text=True, check=False)

    return command_line


@pytest.mark.long
def test_an_empty_record_is_made_once(sightline) -> None:
    made = sightline("init", "--authority", "380", "--json")
    assert made.returncode == 0, made.stderr
    assert json.loads(made.stdout)["authority"] == "380"
    assert json.loads(sightline("children", "--json").stdout) == []
    again = sightline("init", "--authority", "330")
    assert again.returncode == REFUSED
    assert "already" in again.stderr
    with socket.create_server(("127.0.0.1", 0)) as somebody_else:
        taken = sightline("serve", "--port", str(somebody_else.getsockname()[1]))
    assert taken.returncode == REFUSED
    assert "--port" in taken.stderr


@pytest.mark.parametrize("code", ["000", "999", "38", "909"])
def test_only_an_authority_of_today_has_a_record(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["init", "--authority", code]) == REFUSED
    assert "not the code of an authority" in capsys.readouterr().err


def test_nothing_is_served_before_there_is_a_record(sightline) -> None:
    refused = sightline("serve")
    assert refused.returncode == REFUSED
    assert "sightline init" in refused.stderr


def test_nothing_is_read_or_taken_before_there_is_a_record(sightline) -> None:
    refused = sightline("children")
    assert refused.returncode == REFUSED
    assert refused.stderr == (
        "sightline children: there is no record here yet. `sightline init --authority CODE` makes one.\n"
    )


@pytest.mark.parametrize("pupils", ["999", "500001", "many"])
def test_sizes_beyond_the_range_are_refused(pupils: str, tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        run(["demo", "--pupils", pupils, "--dir", str(tmp_path / "there")])
    assert ended.value.code == REFUSED
    assert not (tmp_path / "there").exists()


def test_a_folder_that_holds_something_else_is_left_alone(sightline, tmp_path: Path) -> None:
    kept = tmp_path / "mine" / "files" / "letter.txt"
    kept.parent.mkdir(parents=True)
    kept.write_text("keep me", encoding="utf-8")
    refused = sightline("demo", "--no-serve", "--pupils", "1000", "--dir", str(tmp_path / "mine"))
    assert refused.returncode == REFUSED
    assert kept.read_text(encoding="utf-8") == "keep me"


def test_a_day_on_which_the_stories_cannot_have_happened_is_refused(sightline, tmp_path: Path) -> None:
    refused = sightline("demo", "--no-serve", "--dir", str(tmp_path / "there"), SIGHTLINE_TODAY="2026-08-05")
    assert refused.returncode == REFUSED
    assert "school day" in refused.stderr
