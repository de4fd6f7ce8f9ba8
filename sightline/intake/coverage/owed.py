"""Which feed is owed by whom and how often, as is usual: data, with its source and how sure it is."""

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from sightline.intake.coverage.frequency import HowOften
from sightline.intake.registry import feeds


class FromWhom(StrEnum):
    """Of whom a feed is asked."""

    STATE_SCHOOLS = "state schools"
    EVERY_SCHOOL = "every school"
    PROVIDERS = "providers with children"
    E_LEARNING = "e-learning providers with children"
    AUTHORITY = "authority"
    HEALTH = "health services"
    JUSTICE = "justice services"
    REGISTER = "national register"

    @property
    def is_place(self) -> bool:
        """Whether each school or provider owes the feed by itself; all others are asked for one collection of it."""
        return self in _OF_PLACES


_OF_PLACES = (FromWhom.STATE_SCHOOLS, FromWhom.EVERY_SCHOOL, FromWhom.PROVIDERS, FromWhom.E_LEARNING)
# The groups of establishments that owe what is asked of state schools, and what is asked of every school.
_STATE_GROUPS = frozenset({"mainstream", "special", "alternative", "hospital"})
_SCHOOL_GROUPS = _STATE_GROUPS | {"independent"}


@dataclass(frozen=True, slots=True)
class Owed:
    """One feed: of whom it is asked, how often, with how many days of grace, who says so, and how sure that is.

    `confidence` is `high` (law, or the Department says so), `medium` (practice of an authority) or `assumed` (ours).
    """

    feed: str
    from_whom: FromWhom
    how_often: HowOften
    grace: int
    source: str
    confidence: str


@cache
def feeds_owed() -> dict[str, Owed]:
    """Every feed that there is and that somebody is asked for, by its name, in the order of the table."""
    text = files("sightline.intake").joinpath("data/feeds_owed.csv").read_text(encoding="utf-8")
    return {
        row["feed"]: Owed(
            row["feed"],
            FromWhom(row["from_whom"]),
            HowOften(row["how_often"]),
            int(row["grace"]),
            row["source"],
            row["confidence"],
        )
        for row in csv.DictReader(text.splitlines())
        if row["feed"] in feeds()
    }


def owed_by_school(group: str) -> tuple[Owed, ...]:
    """What is asked of a school of this group; nothing of a nursery, a college, or what is no school."""
    return tuple(
        one
        for one in feeds_owed().values()
        if (one.from_whom is FromWhom.STATE_SCHOOLS and group in _STATE_GROUPS)
        or (one.from_whom is FromWhom.EVERY_SCHOOL and group in _SCHOOL_GROUPS)
    )


def owed_by_provider(kind: str) -> tuple[Owed, ...]:
    """What is asked of a provider of this kind with whom children are."""
    return tuple(
        one
        for one in feeds_owed().values()
        if one.from_whom is FromWhom.PROVIDERS
        or (one.from_whom is FromWhom.E_LEARNING and kind == "e-learning")
    )
