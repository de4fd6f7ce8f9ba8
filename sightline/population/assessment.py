"""The answer about one child on one day: on the list, to be checked, or off; why; and what is not known."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from sightline.domain.hours import Comparators
from sightline.domain.known import HoursTotal, Knowable
from sightline.population.situation import DateDue, KeyPersonTold, Placed, School
from sightline.population.tables import Standing

Answer = Literal["yes", "no", "not known"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: its slug, since when it holds (None: not known), why in words that name nobody, and its class."""

    slug: str
    since: date | None
    why: str
    field_class: str
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Responsible:
    """Which authority answers for the child: this one (`ours`), another, or not known; and why."""

    who: Literal["ours", "other", "not known"]
    why: str
    field_class: str = "education"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a child's education and its hours a week: the child's own school, or a provider.

    `planned` is of the usual week, `offered` and `attended` of the reference week. `overlap` are hours of `planned`
    that another part covers at the same time; they count once in the total. `since` is the day on which it began.
    """

    name: str
    kind: str
    kind_title: str
    field_class: str
    since: date | None
    planned: Knowable[Decimal]
    offered: Knowable[Decimal]
    attended: Knowable[Decimal]
    at_own_school: bool
    school: School | None = None
    placements: tuple[Placed, ...] = ()
    overlap: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours a week in all: planned, offered and attended, and what they are held against.

    `comparators.usual` is full time for the age. `reference_week` is the Monday of the last complete school week
    (None when nothing rests on one) and `open_days` its school days.
    """

    planned: HoursTotal
    offered: HoursTotal
    attended: HoursTotal
    comparators: Comparators
    reference_week: date | None = None
    open_days: int = 5


@dataclass(frozen=True, slots=True)
class Unknown:
    """Something that is not known: which field, in words, and the class of the words."""

    field: str
    words: str
    field_class: str = "education"


@dataclass(frozen=True, slots=True)
class LegalFlag:
    """Whether the child belongs to a legal population: under which condition, why, and whether it is in force."""

    slug: str
    answer: Answer
    condition: str
    why: str
    in_force: bool
    field_class: str = "education"


@dataclass(frozen=True, slots=True)
class Assessment:
    """The whole answer about one child on one day.

    `since` is the first day of the unbroken run of days with this standing, None when not known or off.
    `rests_on` are the classes of all facts that the answer was made from. `next_change` is the next day on which
    the answer changes by the calendar alone, None when it never will: the answer is the same on every day before.
    """

    standing: Standing
    why: str
    reasons: tuple[Reason, ...]
    responsible: Responsible
    on_roll: Knowable[tuple[School, ...]]
    provision: Knowable[tuple[Part, ...]]
    hours: Hours
    unknowns: tuple[Unknown, ...]
    legal: tuple[LegalFlag, ...]
    year: int | None
    key_person: KeyPersonTold | None
    dates_due: tuple[DateDue, ...]
    rests_on: frozenset[str]
    off_because: str = ""
    since: date | None = None
    next_change: date | None = None

    @property
    def primary(self) -> Reason | None:
        """The reason that explains the others best, or None when there is none."""
        return self.reasons[0] if self.reasons else None

    def flag(self, slug: str) -> LegalFlag | None:
        """The flag of one legal population; None for one not yet enacted on the day."""
        return next((flag for flag in self.legal if flag.slug == slug), None)
