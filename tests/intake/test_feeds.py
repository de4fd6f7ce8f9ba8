"""Every feed with a clean file and a messy one: what is taken, what waits, and why; and never a value in a reason."""

import csv
from collections import Counter

import pytest

from sightline.attendance.models import MarkChange, RegisterPage
from sightline.intake.models import StagedRow
from sightline.intake.registry import feeds
from sightline.record.models import FACTS, Child, SourcePersonVersion
from tests.intake.conftest import FILES

FEEDS = sorted(feeds())


def expected(feed: str) -> list[tuple[str, str, str, str]]:
    with (FILES / feed / "messy.expected.csv").open(encoding="utf-8", newline="") as lines:
        return [tuple(row.values()) for row in csv.DictReader(lines)]


def cells(feed: str, name: str) -> set[str]:
    """Every cell of a file that can be told from the words of a message: long enough, and no value that it may list."""
    listed = {choice for column in feeds()[feed].columns for choice in column.choices}
    content = (FILES / feed / name).read_bytes().decode("utf-8")
    every = {cell for line in content.splitlines()[2:] for cell in line.replace(";", ",").split(",")}
    return {cell for cell in every if len(cell) > 5} - listed


def everything() -> Counter[str]:
    """How many rows of each kind of fact the record holds, pages of registers too, superseded ones counted."""
    kinds = (*FACTS, Child, SourcePersonVersion, RegisterPage, MarkChange)
    return Counter({kind.__name__: kind._base_manager.count() for kind in kinds})


@pytest.mark.parametrize("feed", FEEDS)
class TestEveryFeed:
    def test_a_clean_file_is_taken_whole(self, feed, take_file):
        outcome = take_file(feed, FILES / feed / "clean.csv")

        assert outcome.rows == outcome.taken > 0
        assert not outcome.problems

    def test_the_same_file_again_changes_nothing(self, feed, take_file):
        first = take_file(feed, FILES / feed / "clean.csv")
        before = everything()

        again = take_file(feed, FILES / feed / "clean.csv")

        assert (again.taken, again.unchanged, again.new_children, again.gone) == (0, first.rows, 0, 0)
        assert everything() == before

    def test_the_same_rows_in_another_file_and_order_change_nothing(self, feed, take_file, tmp_path):
        clean = (FILES / feed / "clean.csv").read_bytes()
        take_file(feed, FILES / feed / "clean.csv")
        heading, *rows = clean.splitlines()
        before = everything()
        (tmp_path / "turned round.csv").write_bytes(b"\n".join([heading, *reversed(rows)]))

        again = take_file(feed, tmp_path / "turned round.csv")

        assert again.taken == 0
        assert everything() == before

    def test_a_messy_file_says_everything_that_is_wrong_and_takes_the_rest(self, feed, take_file):
        outcome = take_file(feed, FILES / feed / "messy.csv")

        told = [
            (str(item["row"]), item["column"], item["value_class"], "yes" if item["held_back"] else "no")
            for item in outcome.problems
        ]
        assert sorted(told) == sorted(expected(feed))
        assert outcome.quarantined == len({row for row, _, _, held in expected(feed) if held == "yes"})
        assert outcome.taken == outcome.rows - outcome.quarantined - outcome.unchanged > 0

    def test_no_reason_repeats_what_the_file_holds(self, feed, take_file):
        outcome = take_file(feed, FILES / feed / "messy.csv")

        for problem in outcome.problems:
            said = f"{problem['value_class']} {problem['message']}"
            assert not [cell for cell in cells(feed, "messy.csv") if cell in said]

    def test_a_dry_run_says_the_same_and_leaves_nothing(self, feed, take_file):
        before = everything()

        tried = take_file(feed, FILES / feed / "messy.csv", dry_run=True)

        assert everything() == before
        assert not StagedRow.objects.exists()
        assert tried == take_file(feed, FILES / feed / "messy.csv")
