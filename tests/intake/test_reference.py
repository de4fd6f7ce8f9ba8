"""What is written about feeds is what they are: the reference pages, and the example of how to add one."""

import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from sightline.cli.main import run
from sightline.intake import registry
from sightline.intake.describing import reference_page
from sightline.intake.registry import feeds
from sightline.record.models import Notice
from tests.intake.conftest import FILES

DOCS = Path(__file__).resolve().parents[2] / "docs"
EXAMPLE = (DOCS / "developer" / "add-a-feed.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("feed", sorted(feeds()))
def test_the_committed_page_is_the_one_that_the_contract_makes(feed):
    page = (DOCS / "reference" / "feeds" / f"{feed}.md").read_text(encoding="utf-8")

    assert page == reference_page(feeds()[feed]), (
        "made anew by: sightline feeds --reference docs/reference/feeds"
    )


def test_there_is_no_page_of_a_feed_that_is_gone():
    assert {page.stem for page in (DOCS / "reference" / "feeds").glob("*.md")} == set(feeds())


def test_the_pages_are_written_by_the_command(tmp_path):
    run(["feeds", "--reference", str(tmp_path)])

    assert {page.stem for page in tmp_path.glob("*.md")} == set(feeds())


def test_every_feed_has_its_test_data():
    assert {folder.name for folder in FILES.iterdir() if folder.is_dir()} >= set(feeds())


@pytest.fixture
def example(monkeypatch) -> Iterator[ModuleType]:
    """The feed of the developers' guide, as if its file lay in the folder."""
    module = ModuleType("sightline.intake.feeds.long_absence")
    exec(_block("python"), module.__dict__)
    everything = {**feeds(), module.FEED.name: module.FEED}
    monkeypatch.setattr(registry, "feeds", lambda: everything)
    return module


def _block(language: str) -> str:
    [block] = re.findall(rf"```{language}\n(.*?)```", EXAMPLE, re.DOTALL)
    return block


def test_the_example_of_the_guide_is_a_feed(example, take_file, tmp_path):
    path = tmp_path / "clean.csv"
    path.write_text(_block("csv"), encoding="utf-8")

    outcome = take_file("long-absence", path)

    notice = Notice.objects.get()
    assert (outcome.taken, outcome.problems) == (1, ())
    assert (notice.kind, notice.reason, notice.valid_from.isoformat()) == (
        "long-absence",
        "medical",
        "2026-11-02",
    )
    assert take_file("long-absence", path).unchanged == 1
