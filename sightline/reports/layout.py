"""What the workbooks have in common: the sheet to read first, the names of sheets, and four colours."""

from dataclasses import dataclass

from sightline.domain.words import date_words
from sightline.reports.table import Issue, Report, Word

FIRST_SHEET = "Read first"
ACCENT = "#1D4F63"
PALE = "#FFF4D6"
UNKNOWN = "#E6E6E6"

_LONGEST_SHEET_NAME = 31
_AS_SPACES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))

WORDS = (
    (
        Word.NOT_KNOWN.value,
        "Nobody has told the authority. It is never a nought, and it never means that all is well.",
    ),
    (Word.NONE.value, "The authority knows that there is none."),
    (Word.WITHHELD.value, "Known or not, the role in which this was made does not show it."),
)
"""The words that stand instead of values, and what they mean."""


@dataclass(frozen=True)
class Block:
    """One part of the first sheet: a heading, and lines of name and value."""

    heading: str
    lines: tuple[tuple[str, str], ...]
    is_gaps: bool = False
    is_figures: bool = False


def first_sheet_blocks(report: Report, issue: Issue) -> tuple[Block, ...]:
    """The parts of the first sheet in order: gaps, figures, how it was made, words, and what each column means."""
    return (
        Block("What this report does not know", tuple(("", gap) for gap in report.gaps), is_gaps=True),
        Block(
            "In figures", tuple((figure.number, figure.words) for figure in report.figures), is_figures=True
        ),
        Block("How this was made", how_made(report, issue)),
        Block("Words", WORDS),
        Block("Columns", tuple((column.heading, column.meaning) for column in report.table.columns)),
    )


def how_made(report: Report, issue: Issue) -> tuple[tuple[str, str], ...]:
    """Authority, day, day of knowledge, rules and issuer, as name and value."""
    return (
        ("Authority", report.authority),
        ("As at", date_words(report.as_at)),
        ("As known on", date_words(report.known_on)),
        *report.how_made,
        ("Issued by", f"{issue.by} ({issue.role}), {issue.at}"),
    )


def sheet_names(report: Report) -> list[str]:
    """A name for each table's sheet that every spreadsheet takes: short, without brackets or slashes, each once."""
    names: list[str] = []
    for table in report.tables:
        plain = " ".join(table.title.translate(_AS_SPACES).split())
        name = plain[:_LONGEST_SHEET_NAME].strip()
        number = 2
        while name.casefold() in {taken.casefold() for taken in [*names, FIRST_SHEET]}:
            name = f"{plain[: _LONGEST_SHEET_NAME - 4].strip()} ({number})"
            number += 1
        names.append(name)
    return names
