"""One cell as text: clean, composed, on one line, whatever the file held."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

# What no name or code holds, and what a database refuses: control characters, marks of direction and byte order.
_NOT_TEXT = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]"
)
_SPACES = re.compile(r"\s+")


def clean(text: str) -> str:
    """A cell's text composed (NFC), without control characters, with single spaces, and none at the ends."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    text = unicodedata.normalize("NFC", _SPACES.sub(" ", text))
    return _SPACES.sub(" ", _NOT_TEXT.sub("", text)).strip()


def clean_all(cells: Sequence[str]) -> list[str]:
    """The cells of a record, each as `clean` makes it; a record in which nothing is to be done is looked at once."""
    whole = "".join(cells)
    if whole.isascii() and whole.isprintable() and "  " not in whole:
        return [cell.strip() for cell in cells]
    return [clean(cell) for cell in cells]


def text_of(value: Any) -> str:
    """A workbook's cell as the text that a person sees: whole numbers without a point, dates in ISO form."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time.min else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return "" if value is None else clean(str(value))
