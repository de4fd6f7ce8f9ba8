"""Who has told us and who has not: reckoned from the files that came, and held to what coverage says."""

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from sightline.demo.silence import ANSWERED, LATE, NEVER, NOT_DUE, WHEN_IT_HAPPENS, write_coverage
from tests.demo_database import Demo

from .conftest import TODAY, Small


def lines(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def test_some_answer_some_are_late_and_some_never_sent(small: Small, tmp_path: Path) -> None:
    write_coverage(tmp_path / "coverage.csv", small.world, small.sent)
    states = Counter(line["state"] for line in lines(tmp_path / "coverage.csv"))
    assert (
        {ANSWERED, LATE, NEVER, WHEN_IT_HAPPENS}
        <= set(states)
        <= {
            ANSWERED,
            LATE,
            NEVER,
            NOT_DUE,
            WHEN_IT_HAPPENS,
        }
    )


def test_nil_returns_are_of_schools_that_sent_nothing_this_half_term(small: Small, tmp_path: Path) -> None:
    nil = write_coverage(tmp_path / "coverage.csv", small.world, small.sent)
    assert nil
    [first] = [first for _, first, last in small.world.terms.runs if first <= TODAY <= last]
    sent = {(one.feed, one.sender) for one in small.sent if one.received >= first}
    assert not sent & {(one.feed, one.urn) for one in nil}
    said = {(line["feed"], line["source"]) for line in lines(tmp_path / "coverage.csv") if line["nil_until"]}
    assert said == {(one.feed, one.urn) for one in nil}


def test_a_school_or_provider_is_asked_for_each_feed_once(small: Small, tmp_path: Path) -> None:
    write_coverage(tmp_path / "coverage.csv", small.world, small.sent)
    asked = Counter((line["feed"], line["source"]) for line in lines(tmp_path / "coverage.csv"))
    assert max(asked.values()) == 1


@pytest.mark.gate
def test_coverage_on_the_command_line_equals_the_truth(demo: Demo) -> None:
    """Without the comparison's own way of asking."""
    expected = {
        (line["feed"], line["source"]): line["state"]
        for line in lines(demo.folder / "truth" / "coverage.csv")
    }
    done = demo.sightline("coverage", "--json")
    senders = json.loads(done.stdout)["senders"]
    shown = {(feed["feed"], one["source"]): feed["standing"] for one in senders for feed in one["feeds"]}
    asked = {feed for feed, _ in expected}
    assert {key: state for key, state in shown.items() if key[0] in asked} == expected
