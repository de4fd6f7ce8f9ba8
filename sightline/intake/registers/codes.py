"""The codes in a cell of a register: one mark, or a whole term's as one string."""

import re

# Two signs make a code where the second is a figure (C2, J1, Y7): no code is a figure alone.
_CODE = re.compile(r"[A-Z][0-9]|\S")
_BETWEEN = re.compile(r"[\s,;|]+")
# What systems write where no mark was made; a full stop, a hyphen, a question mark.
_NOTHING = frozenset({".", "-", "?"})

NOTHING = ""
"""Stands for a session of which nothing is said."""


def codes_in(text: str) -> list[str]:
    """The codes of a string of marks in their order, in capitals; NOTHING where none was made.

    Marks stand side by side (`/\\/\\C2C2`), or apart with spaces, commas, semicolons or strokes between.
    """
    text = text.strip().upper()
    parts = _BETWEEN.split(text) if _BETWEEN.search(text) else _CODE.findall(text)
    return [NOTHING if part in _NOTHING else part for part in parts]


def code_in(cell: str) -> str:
    """The one code in a cell; NOTHING for a blank cell, or for a sign that says that no mark was made."""
    text = cell.strip().upper()
    return NOTHING if text in _NOTHING else text
