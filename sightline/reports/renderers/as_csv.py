"""CSV: a plain table with its headings on line 1, and nothing in it that a spreadsheet would run.

The gaps cannot stand above the headings without breaking every reader of the table, so they go into a companion
text (`read_first`) that is written beside the file, and each row says in its last column what is not known of it.
"""

import csv
import io
import re
import unicodedata
from itertools import dropwhile

from sightline.domain.words import date_words
from sightline.reports.table import Cell, Issue, Report, cell_words

# What one spreadsheet or another takes for a formula at the beginning of a cell (some the wide forms too), and what
# moves on to where one could begin.
_STARTS_A_FORMULA = frozenset("=+-@＝＋－＠")
_MOVES_ON = frozenset("\t\r\n")
_PLAIN_NUMBER = re.compile(r"[+-]?\d[\d ]*(?:[.,]\d+)?")


def render(report: Report, issue: Issue) -> bytes:
    """The report's own table: UTF-8 with a byte order mark, which spreadsheets need to read names rightly."""
    del issue
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.heading for column in report.table.columns])
    writer.writerows([safe_words(cell) for cell in row] for row in report.table.rows)
    return text.getvalue().encode("utf-8-sig")


def safe_words(cell: Cell) -> str:
    """A cell's words, with an apostrophe before what a spreadsheet would take for a formula.

    Hours and dates are written by us and stay as they are, and so does a text that is a number and nothing else
    (a telephone number with its plus sign): it can do nothing.
    """
    words = cell_words(cell)
    if not isinstance(cell, str) or _PLAIN_NUMBER.fullmatch(words):
        return words
    visible = "".join(dropwhile(_is_invisible, words))
    before = words[: len(words) - len(visible)]
    runs = visible[:1] in _STARTS_A_FORMULA or not _MOVES_ON.isdisjoint(before)
    return f"'{words}" if runs else words


def read_first(report: Report, issue: Issue) -> str:
    """The companion of a CSV file: what the table does not know, and how it was made."""
    lines = [
        report.title,
        f"{report.authority}, as at {date_words(report.as_at)}, as known on {date_words(report.known_on)}",
        "",
        "Read this first: what is not known",
        *(f"- {gap}" for gap in report.gaps),
        "",
        *(f"{figure.number} {figure.words}" for figure in report.figures),
        "",
        "How this was made",
        *(f"- {name}: {value}" for name, value in report.how_made),
        f"- Issued by: {issue.by} ({issue.role}), {issue.at}",
    ]
    if others := report.tables[1:]:
        lines += ["", "Not in the CSV file, which holds one table; in every other format:"]
        lines += [f"- {table.title}: {table.children:,}" for table in others]
    return "\n".join(lines) + "\n"


def _is_invisible(letter: str) -> bool:
    return letter.isspace() or unicodedata.category(letter) == "Cf"
