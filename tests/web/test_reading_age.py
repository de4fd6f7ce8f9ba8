"""Plain English, measured: every page of the officer's guide and of the product, with the age that reads it easily."""

import os
import re
from pathlib import Path

import pytest
from django.test import Client

from tests.house.plain_english import Reading, reading_of
from tests.web.made_up_authority import somebody
from tests.web.markup import check_markup, words
from tests.web.test_every_address_as_every_role import found as every_address
from tests.web.test_every_address_as_every_role import made_up as authority_made_up

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "docs" / "reference" / "plain-english.md"
REMAKE = "SIGHTLINE_REMAKE=1 python -m pytest tests/web/test_reading_age.py"
OLDEST_FOR_A_GUIDE = 13
# What is stated may lag behind a changed word or two, and no further.
NEAR = 0.5
FEWEST_WORDS = 4
# Of a handful of words the measure says nothing.
FEWEST_OF_A_PAGE = 30
_SENTENCES = "//main//*[self::p or self::li or self::dd or self::legend or contains(@class, 'govuk-hint')]"

# The fixtures of the table of every address, under the names by which they ask for each other.
found, made_up = every_address, authority_made_up


def of_guide(text: str) -> list[str]:
    """The sentences of a page of Markdown: paragraphs and points, without pictures, tables' rules and marks."""
    blocks = (" ".join(block.split()) for block in re.split(r"\n\s*\n|\n(?=[-|#0-9])", text))
    kept = [block for block in blocks if not block.startswith(("![", "|--"))]
    plain = [re.sub(r"[*`#|]", "", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", block)) for block in kept]
    return [block.lstrip("-0123456789. ") for block in plain if len(block.split()) >= FEWEST_WORDS]


def of_page(content: str) -> list[str]:
    """The sentences of a page of the product: paragraphs, points, answers, hints and legends of four words or more."""
    texts = [
        words(one) for one in check_markup(content).xpath(_SENTENCES) if not one.xpath(".//p | .//li | .//dd")
    ]
    return [text for text in texts if len(text.split()) >= FEWEST_WORDS]


def guides() -> dict[str, Reading]:
    files = sorted((ROOT / "docs" / "officer").glob("*.md"))
    return {file.name: reading_of(of_guide(file.read_text(encoding="utf-8"))) for file in files}


@pytest.fixture
def pages(found: dict[str, str], client: Client, settings) -> dict[str, Reading]:
    """Every page that a data officer can open in the made-up authority, and that has sentences enough."""
    settings.SIGHTLINE_TODAY = "2026-11-23"
    client.force_login(somebody("data-officer"))
    measured = {}
    for name, address in sorted(found.items()):
        response = client.get(address)
        if response.status_code == 200 and response.headers["Content-Type"].startswith("text/html"):
            sentences = of_page(response.content.decode())
            if sum(len(text.split()) for text in sentences) >= FEWEST_OF_A_PAGE:
                measured[name] = reading_of(sentences)
    return measured


def document(guide_pages: dict[str, Reading], product_pages: dict[str, Reading]) -> str:
    """The page of the documents that states the ages, in Markdown."""
    lines = [
        "# Plain English, measured",
        "",
        "The age of a reader who follows each page with ease, by the Flesch-Kincaid grade",
        "(`tests/house/plain_english.py` says how it is counted). It measures the length of words and sentences, and",
        "nothing of whether they are clear. Pages of the product are measured as a data officer sees them in a",
        "made-up authority: paragraphs, points, answers, hints and legends of four words or more. Pages with",
        f"fewer than {FEWEST_OF_A_PAGE} such words are left out, since of those the measure says nothing.",
        "",
        f"Made anew by `{REMAKE}`.",
    ]
    for title, measured in (("The officer's guide", guide_pages), ("The product", product_pages)):
        lines += ["", f"## {title}", "", "| page | words | age |", "|---|---|---|"]
        lines += [f"| {name} | {one.words} | {one.age:.1f} |" for name, one in measured.items()]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", sorted(guides()))
def test_a_guide_is_for_somebody_of_thirteen(name: str) -> None:
    assert guides()[name].age <= OLDEST_FOR_A_GUIDE


@pytest.mark.django_db
def test_the_ages_stated_are_those_measured(pages: dict[str, Reading]) -> None:
    if os.environ.get("SIGHTLINE_REMAKE") == "1":
        DOCUMENT.write_text(document(guides(), pages), encoding="utf-8")
    stated = dict(
        re.findall(r"^\| (\S+) \| \d+ \| ([\d.]+) \|$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    )
    measured = {name: one.age for name, one in {**guides(), **pages}.items()}

    assert set(stated) == set(measured), f"made anew by: {REMAKE}"
    wrong = {name: age for name, age in measured.items() if abs(float(stated[name]) - age) > NEAR}
    assert not wrong, f"made anew by: {REMAKE}"
