"""A reason as one rule finds it, before reasons are brought together."""

from dataclasses import dataclass
from datetime import date

from sightline.population.guarded import OPEN


@dataclass(frozen=True, slots=True)
class Found:
    """A reason, since when, why; whether it is sure; and whether home education leaves it standing.

    `made_from` is the class of the facts that it was found in: that a child is in alternative provision tells of
    custody when the place is a secure unit. The reason carries it where it is more guarded than the reason's own.
    """

    slug: str
    since: date | None
    why: str
    sure: bool = True
    despite_home_education: bool = False
    made_from: str = OPEN
