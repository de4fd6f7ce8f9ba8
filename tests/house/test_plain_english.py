"""The measure of plain English, on words and texts whose answer is known."""

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
