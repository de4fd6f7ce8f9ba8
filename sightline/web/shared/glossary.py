"""The words that we use, each with its one meaning: for the page of words and for the documents alike."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Word:
    """One word, or a few that belong together, and what it means everywhere."""

    word: str
    meaning: str


@cache
def words_we_use() -> dict[str, tuple[Word, ...]]:
    """Every word by the group that it belongs to, both in the order of `data/words.csv`."""
    text = files("sightline.web").joinpath("data/words.csv").read_text(encoding="utf-8")
    groups: dict[str, list[Word]] = {}
    for row in csv.DictReader(text.splitlines()):
        groups.setdefault(row["group"], []).append(Word(row["word"], row["meaning"]))
    return {group: tuple(words) for group, words in groups.items()}


def glossary_page() -> str:
    """The glossary as a page of the documents, in Markdown."""
    lines = [
        "# Words",
        "",
        "The same words in code, database, pages and documents, and each means one thing.",
    ]
    for group, words in words_we_use().items():
        lines += ["", f"## {group}", "", "| word | meaning |", "|---|---|"]
        lines += [f"| {one.word} | {one.meaning} |" for one in words]
    return "\n".join(lines) + "\n"
