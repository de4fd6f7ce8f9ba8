"""The measure of plain English, on words and texts whose answer is known."""

import ast
import re
from pathlib import Path

import pytest

from tests.house.plain_english import _syllables, reading_of


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("the", 1),
        ("time", 1),
        ("times", 1),
        ("table", 2),
        ("wanted", 2),
        ("houses", 2),
        ("missed", 1),
        ("education", 4),
        ("authority", 4),
        ("child", 1),
        ("provider", 3),
        ("why", 1),
    ],
)
def test_syllables(word, syllables):
    assert _syllables(word) == syllables


def test_short_words_in_short_sentences_are_for_a_child():
    assert reading_of(["The cat sat on the mat. It was fat."]).age < 7


def test_long_words_in_a_long_sentence_are_for_nobody():
    hard = (
        "Notwithstanding the aforementioned considerations, the responsible authority shall endeavour to determine "
        "the appropriateness of the educational provision."
    )
    assert reading_of([hard]).age > 20


def test_a_worked_example():
    """Six words in one sentence with seven syllables: 0.39 x 6 + 11.8 x 7/6 - 15.59, and five years."""
    assert reading_of(["The table is in the house."]).age == pytest.approx(
        0.39 * 6 + 11.8 * 7 / 6 - 15.59 + 5
    )


def test_nothing_to_read():
    with pytest.raises(ValueError, match="nothing to read"):
        reading_of(["8, 25", ""])


def test_what_the_rules_say_has_the_apostrophes_of_print():
    """Reasons stand on pages beside texts of templates: a straight apostrophe looks like another hand's."""
    straight = re.compile(r"[A-Za-z]'[A-Za-z]|s' ")
    found = [
        f"{path.name}: {text}"
        for path in sorted(Path("sightline/population").rglob("*"))
        for text in _texts(path)
        if straight.search(text)
    ]
    assert not found


def _texts(path: Path) -> list[str]:
    """What a file of the rules gives to read: the texts of a program without its docstrings, and tables whole."""
    if path.suffix in (".csv", ".toml"):
        return path.read_text(encoding="utf-8").splitlines()
    if path.suffix != ".py":
        return []
    tree = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    documentation = {id(node.value) for node in tree if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in tree
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation
    ]
