"""Hostile files: each is refused in words, held back row by row, or taken as what it is; and nothing by half."""

import re
import tracemalloc

import pytest

from sightline.intake.models import IntakeRun, StagedRow
from sightline.intake.readers import Unreadable, table_of
from sightline.intake.registry import feed_called
from sightline.intake.services import take
from sightline.intake.staging import open_contents
from sightline.record.models import Child, Delivery
from tests.intake.hostile_files import CASES
from tests.intake.hostile_making import HELD_BACK, REFUSED, lying, zipped

_A_CHILD = ("Ashdown", "Elizabeth", "Brook", "Tomasz")


def test_there_are_more_than_a_hundred():
    assert len(CASES) > 100
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.outcome == REFUSED], ids=lambda case: case.name
)
def test_it_is_refused_in_words(case, officer):
    files = case.files()

    with pytest.raises(Unreadable) as refusal:
        open_contents(feed_called(case.feed), files)

    said = str(refusal.value)
    assert said.startswith(f"{files[0][0]}: ")
    assert case.says in said
    assert re.search(r"[.…]$", said)
    assert not [name for name in _A_CHILD if name in said]


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.outcome != REFUSED], ids=lambda case: case.name
)
def test_it_is_taken_as_far_as_it_goes(case, officer):
    outcome = take(officer, open_contents(feed_called(case.feed), case.files()))

    assert outcome.taken == case.rows
    assert bool(outcome.quarantined) == (case.outcome == HELD_BACK)
    assert {problem["held_back"] for problem in outcome.problems} <= {case.outcome == HELD_BACK, False}
    if case.says:
        told = [problem for problem in outcome.problems if problem["value_class"] == case.says]
        assert told
        assert all(problem["row"] > 1 and problem["column"] and problem["message"] for problem in told)
    assert IntakeRun.objects.get().is_finished


def test_what_is_refused_leaves_no_trace(officer):
    case = next(case for case in CASES if case.name == "a zip bomb")

    with pytest.raises(Unreadable):
        take(officer, open_contents(feed_called(case.feed), case.files()))

    assert not Delivery.objects.exists()
    assert not StagedRow.objects.exists()
    assert not Child.objects.exists()


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
