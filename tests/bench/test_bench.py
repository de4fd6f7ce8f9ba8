"""The benchmarks: small here, since what matters is that answers are compared, the shape holds and nothing is left."""

import json
import os
import subprocess
import sys

import pytest
from django.db import connection

from sightline.bench.catalogue import BENCHMARKS
from sightline.bench.measuring import AnswersDiffer, interleaved


def bench(tmp_path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command as an operator would, on the engine of these tests, with a home of its own."""
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    environment["SIGHTLINE_HOME"] = str(tmp_path)
    command = [sys.executable, "-m", "sightline", "bench", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


# Only these do something else on another engine: their peers copy there.
ON_BOTH = {"intake", "marks"}


@pytest.mark.gate
@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=() if name in ON_BOTH else pytest.mark.once) for name in sorted(BENCHMARKS)],
)
def test_each_prints_a_ratio_to_a_named_peer(name, tmp_path):
    done = bench(tmp_path, name, "--size", "60", "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found
    for one in found:
        assert set(one) == {"name", "what", "ours", "peer", "peer_name", "unit", "ratio", "n", "machine"}
        assert one["ratio"] == pytest.approx(one["peer"] / one["ours"])
        assert one["ours"] > 0
        assert one["n"] == 60
        assert connection.vendor in one["machine"]
    assert not list(tmp_path.rglob("bench.sqlite3*"))


def test_a_name_that_is_none_is_refused(tmp_path):
    done = bench(tmp_path, "everything")
    assert done.returncode == 2
    assert "There are: intake, marks, pages, watch, workbook" in done.stderr


@pytest.mark.django_db
class TestInterleaved:
    def test_every_round_does_both_and_the_first_only_warms_up(self):
        turns = []

        def doing(side):
            def do(number):
                turns.append((number, side))
                return lambda: "the same"

            return do

        interleaved("a", "b", ours=doing("ours"), peer=doing("peer"), peer_name="p", n=1)
        assert sorted(turns) == [(number, side) for number in range(4) for side in ("ours", "peer")]
        assert turns[0][1] != turns[2][1], "neither is always first"

    def test_other_answers_mean_no_figure(self):
        with pytest.raises(AnswersDiffer):
            interleaved("a", "b", ours=lambda _: lambda: 1, peer=lambda _: lambda: 2, peer_name="p", n=1)
