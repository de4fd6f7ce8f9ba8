"""Reading the dated tables of law and practice that travel with this package.

Every table is a CSV file in ``data/`` whose rows say from when and until when they hold
(``valid_from``, ``valid_to``: half-open) and where each fact comes from (``source``).
"""

import csv
from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib.resources import files
from io import StringIO
from typing import Protocol, TypeVar

from sightline.domain.periods import Period


class HasValidity(Protocol):
    """Anything that holds only within a period."""

    @property
    def valid(self) -> Period:
        """The period in which the fact holds."""


Dated = TypeVar("Dated", bound=HasValidity)


@cache
def read_rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of ``data/<name>.csv`` in the order of the file, each as column to text."""
    table = files("sightline.domain") / "data" / f"{name}.csv"
    return tuple(csv.DictReader(StringIO(table.read_text(encoding="utf-8"))))


def validity(row: dict[str, str]) -> Period:
    """Return the half-open period in which a table's row holds; an empty cell is an open side."""
    return Period(_day(row["valid_from"]), _day(row["valid_to"]))


def valid_on(dated: Iterable[Dated], on: date) -> Dated | None:
    """Return the first of the dated facts that holds on the day ``on``, or None when none does."""
    return next((one for one in dated if one.valid.contains(on)), None)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
