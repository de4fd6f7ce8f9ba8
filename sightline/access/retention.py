"""How long each kind of information is kept: classes of retention, as data.

No period is built into the code; the table says where each comes from and how sure that is. A legal hold, such as
the one on records that may bear on child sexual abuse, stands above every period.
"""

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files


class CountedFrom(StrEnum):
    """From when a period is counted."""

    DATE_OF_BIRTH = "date of birth"
    EVENT = "event"
    RECORD = "record"
    NONE = "none"


@dataclass(frozen=True)
class RetentionClass:
    """One row of the table.

    `years` is None where no period is counted: kept as long as the record that it belongs to, or about no person.
    `confidence` (high, medium, low) says how well the source is established.
    """

    slug: str
    title: str
    counted_from: CountedFrom
    years: int | None
    source: str
    confidence: str


@cache
def retention_classes() -> dict[str, RetentionClass]:
    """Every class of retention by its slug, in the order of the table."""
    text = files("sightline.access").joinpath("data/retention.csv").read_text(encoding="utf-8")
    return {
        row["retention"]: RetentionClass(
            slug=row["retention"],
            title=row["title"],
            counted_from=CountedFrom(row["counted_from"]),
            years=int(row["years"]) if row["years"] else None,
            source=row["source"],
            confidence=row["confidence"],
        )
        for row in csv.DictReader(text.splitlines())
    }
