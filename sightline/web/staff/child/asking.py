"""What is not known of a child, who could tell us, and where to write it down."""

from collections.abc import Iterable
from dataclasses import dataclass

from sightline.population.assessment import Unknown

_SCHOOL_OR_PROVIDER = "The school or the provider"

# What is not known: who could tell us, and the kind of fact that an answer would be.
_ASK = {
    "date of birth": ("A school, the admissions team or the family", "identity"),
    "home authority": ("The family or the admissions team", "address"),
    "looked after by": ("Social care", "looked-after"),
    "roll": ("The last school, the admissions team or the family", "registration"),
    "provision": ("The school, the provider or the family", "placement"),
    "hours planned": (_SCHOOL_OR_PROVIDER, "weekly-hours"),
    "hours offered": (_SCHOOL_OR_PROVIDER, "weekly-hours"),
    "hours attended": (_SCHOOL_OR_PROVIDER, "weekly-hours"),
    "suitability": ("The home education team", "home-education"),
    "placement": ("The provider", "placement"),
    "end of suspension": ("The school", "exclusion"),
    "last seen": ("Whoever works with the family", "last-seen"),
    "placement in health care": ("The provider", "placement"),
    "placement in a secure setting": ("The provider", "placement"),
    "hours out of date": (_SCHOOL_OR_PROVIDER, "weekly-hours"),
    "attendance out of date": (_SCHOOL_OR_PROVIDER, "weekly-hours"),
    "last seen out of date": ("Whoever works with the family", "last-seen"),
    "review out of date": ("Whoever holds the review", "review"),
    "medical evidence out of date": ("The family or the health service", "illness"),
    "absence evidence out of date": ("The school", "low-attendance-plan"),
    "home education out of date": ("The home education team", "home-education"),
}
_ANYBODY = ("Whoever works with the child", "")


@dataclass(frozen=True)
class Asked:
    """Something that is not known, in a sentence, who could tell us, and the slug of the kind of fact (or empty)."""

    words: str
    who: str
    kind: str


def asked_of(unknowns: Iterable[Unknown]) -> list[Asked]:
    """Everything that is not known, each with who could tell us."""
    return [Asked(one.words, *_ASK.get(one.field, _ANYBODY)) for one in unknowns]
