"""What is written about feeds is what they are: the reference pages, and the example of how to add one."""

import inspect
import re
from pathlib import Path

import pytest

from sightline.cli.main import run
from sightline.intake.describing import reference_page
from sightline.intake.feeds import long_absence
from sightline.intake.registry import feeds
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


def _block(language: str) -> str:
    [block] = re.findall(rf"```{language}\n(.*?)```", EXAMPLE, re.DOTALL)
    return block


def test_the_example_of_the_guide_is_the_feed_as_it_stands():
    assert _block("python") == inspect.getsource(long_absence)


def test_the_rows_of_the_guide_are_its_test_data():
    assert _block("csv") == (FILES / "long-absence" / "clean.csv").read_text(encoding="utf-8")
