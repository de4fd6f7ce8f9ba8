"""Rows below the headings that are no rows of the table: totals, feet of reports, and headings repeated on each page.

They are left out and listed, never silently.
"""

import re
from collections.abc import Sequence

from sightline.intake.contract import WHOLE_ROW, Fault

_TOTAL = re.compile(
    r"(?:grand |sub-?|overall |running )?totals?\b|(?:total )?(?:number|count|sum) of\b|count:|sum:",
    re.IGNORECASE,
)
_FOOT = re.compile(
    r"end of (?:report|file|list|data|table|extract)\b|\*{2,}|-{3,}|={3,}|page \d|printed\b|generated\b|produced\b|"
    r"report (?:run|printed|produced|generated)\b|source:|notes?:|copyright\b|confidential\b|official\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"[\d.,%£ :-]+")
_FEWEST_WORDS = 3
_FEWEST_COLUMNS = 3

TOTAL = Fault(
    WHOLE_ROW,
    "a row of totals",
    "It is no child or thing of its own and was left out. If it is one, send the row without the word.",
    holds_back=False,
)
FOOT = Fault(
    WHOLE_ROW,
    "the foot of a report",
    "It stands below the table and was left out. If it belongs to the table, fill in its other cells.",
    holds_back=False,
)
HEADINGS_AGAIN = Fault(
    WHOLE_ROW, "the headings again", "They are printed once more and were left out.", holds_back=False
)


def is_total(first: str, cells: Sequence[str]) -> bool:
    """Whether a row whose first filled cell is `first` sums others up: a word for it, and else only figures."""
    if not _TOTAL.match(first):
        return False
    others = [cell for cell in cells if cell]
    return all(_FIGURE.fullmatch(cell) or _TOTAL.match(cell) for cell in others[1:])


def may_be_foot(first: str, cells: Sequence[str], columns: int, *, behind_blank: bool) -> bool:
    """Whether a row could be the foot of a report, if nothing but such rows follows: `first` is its only filled cell
    where a row of the table has several, and is words for it, or several words, or stands below a blank row."""
    if cells.count("") < len(cells) - 1 or columns < _FEWEST_COLUMNS:
        return False
    return behind_blank or bool(_FOOT.match(first)) or len(first.split()) >= _FEWEST_WORDS
