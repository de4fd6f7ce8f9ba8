"""Killed anywhere, an intake that is given again loses nothing and doubles nothing.

The two hundred kills by themselves: `python -m pytest tests/intake/test_killed.py -m endurance`.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

# The record that is killed is a file, whatever engine the other tests are on.
pytestmark = pytest.mark.once

KILL = Path(__file__).parent / "kill.py"


def killed(folder: Path, times: int, seed: int) -> dict:
    done = subprocess.run(
        [sys.executable, str(KILL), str(folder), str(times), str(seed)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


def assert_nothing_lost_or_doubled(told: dict) -> None:
    assert len(told["expected"]) > 40, "the files bring nothing: nothing could be lost"
    assert told["died"] > told["rounds"] / 2, "the process was hardly ever killed"
    for difference in told["differences"]:
        found, expected = set(difference["found"]), set(told["expected"])
        pytest.fail(f"round {difference['round']}: lost {expected - found}, brought {found - expected}")


@pytest.mark.long
def test_a_few_kills(tmp_path):
    assert_nothing_lost_or_doubled(killed(tmp_path, times=4, seed=1))


# In parts, since the processes of the runner can share them.
@pytest.mark.gate
@pytest.mark.parametrize("seed", (7, 11))
def test_forty_kills(tmp_path, seed):
    assert_nothing_lost_or_doubled(killed(tmp_path, times=20, seed=seed))


@pytest.mark.endurance
@pytest.mark.parametrize("seed", range(2026, 2030))
def test_two_hundred_kills(tmp_path, seed):
    assert_nothing_lost_or_doubled(killed(tmp_path, times=50, seed=seed))
