"""Where a row of a joined table stood: in which of its files or sheets, and under which number there."""

from collections.abc import Mapping, Sequence
from typing import Any


def row_in_part(parts: Sequence[Mapping[str, Any]], row: int) -> tuple[str, int]:
    """The name of the part in which row `row` of a joined table stood, and its number there, counted as a spreadsheet
    does. `parts` are as an intake run keeps them; for a table that was never joined the name is empty and the number
    stays as it is."""
    name, number = "", row
    for part in parts:
        if row > part["after"]:
            name, number = part["name"], row - part["after"]
    return name, number


def problem_in_part(parts: Sequence[Mapping[str, Any]], problem: Mapping[str, Any]) -> dict[str, Any]:
    """A problem of a joined table with the name of its `file` and the row's number there; of any other, as it is."""
    if not parts:
        return dict(problem)
    name, number = row_in_part(parts, problem["row"])
    return {**problem, "row": number, "file": name}
