"""Hostile files at the command line: each is refused in words, held back row by row, or taken as what it is, and
nothing by half."""

import json
import re
import tracemalloc

import pytest

from sightline.cli import outcome
from sightline.cli.main import run
from sightline.intake.models import IntakeRun, StagedRow
from sightline.intake.readers import Unreadable, table_of
from sightline.intake.registry import feed_called
from sightline.record.models import Child, Delivery
from tests.intake.hostile_files import CASES
from tests.intake.hostile_making import HELD_BACK, REFUSED, Files, lying, zipped

_A_CHILD = ("Ashdown", "Elizabeth", "Brook", "Tomasz")


def test_there_are_more_than_a_hundred():
    assert len(CASES) > 100
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.fixture
def given(officer, tmp_path, capsys):
    """Gives files to `sightline intake`, as a feed: the exit code, and what it printed and complained of."""

    def run_on(feed: str, files: Files) -> tuple[int, str, str]:
        for name, content in files:
            (tmp_path / name).write_bytes(content)
        code = run(["intake", feed, *(str(tmp_path / name) for name, _ in files), "--json"])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run_on


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.outcome == REFUSED], ids=lambda case: case.name
)
def test_it_is_refused_in_words_and_leaves_no_trace(case, given):
    files = case.files()

    code, printed, complained = given(case.feed, files)

    assert code == outcome.REFUSED
    assert not printed
    said = complained.strip()
    assert said.startswith(f"sightline intake: {files[0][0]}: ")
    assert case.says in said
    assert re.search(r"[.…]$", said)
    assert not [name for name in _A_CHILD if name in said]
    assert not Delivery.objects.exists()
    assert not StagedRow.objects.exists()
    assert not Child.objects.exists()


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.outcome != REFUSED], ids=lambda case: case.name
)
def test_it_is_taken_as_far_as_it_goes(case, given):
    code, printed, _ = given(case.feed, case.files())

    told = json.loads(printed)
    assert code == (outcome.SOMETHING_WAITS if told["quarantined"] or told["to_review"] else outcome.DONE)
    assert told["taken"] == case.rows
    assert bool(told["quarantined"]) == (case.outcome == HELD_BACK)
    problems = told["problems"]
    assert {problem["held_back"] for problem in problems} <= {case.outcome == HELD_BACK, False}
    if case.says:
        of_the_class = [problem for problem in problems if problem["value_class"] == case.says]
        assert of_the_class
        assert all(one["row"] > 1 and one["column"] and one["message"] for one in of_the_class)
    assert IntakeRun.objects.get().is_finished


@pytest.mark.parametrize(
    "name",
    [
        "a zip bomb",
        "many small bombs",
        "one bomb under many names",
        "a workbook bomb",
        "XML: a billion laughs",
    ],
)
def test_a_bomb_is_refused_before_it_goes_off(name, monkeypatch):
    """What is inflated is counted as it comes, whatever the sizes say: little more is ever held than the bound."""
    bound = 20_000_000
    monkeypatch.setattr("sightline.intake.readers.packed.LARGEST_UNPACKED", bound)
    monkeypatch.setattr("sightline.intake.readers.packed.MOST_TIMES_LARGER", 10**9)
    [case] = [case for case in CASES if case.name == name]
    files = case.files()
    tracemalloc.start()
    try:
        with pytest.raises(Unreadable):
            table_of(files, feed_called(case.feed))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert peak < 2 * bound


def test_a_size_that_is_a_lie_is_not_believed(monkeypatch):
    """A zip may say that it holds little: what comes out is counted, not what is said."""
    monkeypatch.setattr("sightline.intake.readers.packed.LARGEST_UNPACKED", 100_000)
    packed = lying(zipped(("list.csv", bytes(50_000_000))), 10)

    with pytest.raises(Unreadable, match="No table does"):
        table_of([("list.zip", packed)], feed_called("home-education"))
