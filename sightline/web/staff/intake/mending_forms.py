"""What is asked of whoever mends: how they know, and what was typed into the rows."""

from collections.abc import Iterable

from django import forms
from django.http import QueryDict

_LONGEST_CELL = 2_000


class ReasonForm(forms.Form):
    """How somebody knows: the words that the audit keeps."""

    reason = forms.CharField(
        label="How do you know?",
        max_length=500,
        error_messages={"required": "Say how you know, or whom you asked: the audit keeps it"},
    )


def numbers(posted: QueryDict, name: str) -> list[int]:
    """The numbers that were sent under a name, each once; what is no number is left out."""
    sent = dict.fromkeys(posted.getlist(name))
    return [int(text) for text in sent if text.isascii() and text.isdecimal() and len(text) < 19]


def field_name(row: int, column: str) -> str:
    """What the field of one column of one row is called on the page."""
    return f"row-{row}-{column}"


def typed(posted: QueryDict, rows: Iterable[int]) -> dict[int, dict[str, str]]:
    """What was typed into each row, by the name of the column."""
    found: dict[int, dict[str, str]] = {row: {} for row in rows}
    for name, text in posted.items():
        prefix, _, rest = name.partition("-")
        number, _, column = rest.partition("-")
        if prefix == "row" and column and number.isdecimal() and int(number) in found:
            found[int(number)][column] = str(text)[:_LONGEST_CELL]
    return found
