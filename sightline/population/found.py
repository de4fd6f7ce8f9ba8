"""A reason as one rule finds it, before reasons are brought together."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Found:
    """A reason, since when, why; whether it is sure; and whether home education leaves it standing."""

    slug: str
    since: date | None
    why: str
    sure: bool = True
    despite_home_education: bool = False
