"""The words that we use: one list behind the page and the documents, and each word explained once."""

from pathlib import Path

import pytest
from django.test import Client

from sightline.population.tables import OFF, ON, TO_BE_CHECKED
from sightline.web.shared.glossary import glossary_page, words_we_use

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "reference" / "glossary.md"


def test_the_committed_glossary_is_the_one_that_the_words_make() -> None:
    remake = 'python -c "from sightline.web.shared.glossary import glossary_page; print(glossary_page(), end=str())"'
    assert DOCUMENT.read_text(encoding="utf-8") == glossary_page(), (
        f"made anew by: {remake} > docs/reference/glossary.md"
    )


def test_no_word_is_explained_twice() -> None:
    words = [one.word for group in words_we_use().values() for one in group]
    assert len(words) == len(set(words))


def test_every_standing_is_explained() -> None:
    words = {one.word for group in words_we_use().values() for one in group}
    assert {ON, TO_BE_CHECKED, OFF} <= words


@pytest.mark.django_db
def test_the_page_explains_every_word() -> None:
    page = Client().get("/words/").content.decode()
    for group, words in words_we_use().items():
        assert f">{group}</h2>" in page
        for one in words:
            assert one.meaning in page
