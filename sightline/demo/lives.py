"""What is so of a child: rolls, exclusions, placements, hours, and what must follow for the list.

These are the facts of the made-up world. Senders tell of them in their files, with mistakes; the expectation beside
them is written down by whoever made up the story, and nothing of Sightline's own rules is asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from sightline.demo.people import Person
from sightline.demo.providers import Provider
from sightline.demo.schools import School

YES, NO, BLANK = "yes", "no", ""


@dataclass(slots=True)
class OnRoll:
    """A place on a school's roll. `left` is the last day on roll. From `vanished` on the school's files leave the
    child out, though nobody said that the child had left."""

    school: School
    entry: date
    status: str = "C"
    left: date | None = None
    ground: str = ""
    destination: str = ""
    full_time: str = YES
    vanished: date | None = None


@dataclass(slots=True)
class PartTime:
    """A school's notice of a part-time timetable. `end` is its last day."""

    school: School
    start: date
    hours: Decimal
    end: date | None = None
    reason: str = ""
    agreed: str = YES
    review: date | None = None
    full_time_by: date | None = None


@dataclass(slots=True)
class Excluded:
    """A suspension (`SUSP`), with its last day, or a permanent exclusion (`PERM`)."""

    school: School
    kind: str
    first: date
    last: date | None = None
    sessions: int | None = None
    reasons: tuple[str, ...] = ("DB",)
    state: str = "in force"
    provision_from: date | None = None


@dataclass(slots=True)
class Placed:
    """A placement with a provider. `school` is the child's own school, as the provider writes it."""

    provider: Provider
    start: date
    hours: Decimal | None
    arranged_by: str
    reason: str
    legal_basis: str = ""
    end: date | None = None
    words: str = ""
    programme: str = ""
    online: str = NO
    alone: str = NO
    review: date | None = None
    school: School | None = None


@dataclass(slots=True)
class HoursOfWeek:
    """Hours with one provider in the week of a Monday; None is what the provider does not say."""

    provider: Provider
    monday: date
    planned: Decimal | None
    offered: Decimal | None
    attended: Decimal | None


@dataclass(slots=True)
class HomeEducated:
    """Education at home by the parents, as the home education team has it."""

    start: date
    end: date | None = None
    suitability: str = BLANK
    consent: str = BLANK
    part_time_at_school: str = NO
    school: School | None = None


@dataclass(slots=True)
class Told:
    """What a service tells of the child in its own file of `feed`: the cells under that feed's headings, without the
    columns that say who the child is. `sender` is the service, as in `health:crisis-team`. It is told from the first
    file after `first` on; a file that is a whole list leaves it out after `until`.
    """

    feed: str
    sender: str
    first: date
    cells: Mapping[str, object]
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """What stands in the register from a day to another, both counted: a code of the morning and one of the afternoon
    (empty: what stands there anyway)."""

    first: date
    last: date
    codes: tuple[str, str]


@dataclass(frozen=True, slots=True)
class FoundBy:
    """That a rule of the registers finds the child on a day, and did not on the school day before; by its slug."""

    rule: str
    day: date


@dataclass(frozen=True, slots=True)
class Was:
    """What the list must say, as known today, of each day of a time that is over; `last` is the last of the days."""

    first: date
    last: date
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Expected:
    """What the list must say of a child today: standing (`on`, `to be checked`, `off`), reasons, since when, hours.

    Hours of the reference week over all provision; None is not known.
    """

    standing: str = "off"
    reasons: tuple[str, ...] = ()
    since: date | None = None
    planned: Decimal | None = None
    offered: Decimal | None = None
    attended: Decimal | None = None


OFF = Expected()


@dataclass(slots=True)
class Life:
    """One child with everything that is so of them.

    `expected` is what the list must say when all their rows are known to be one child's; `was` says it of times that
    are over. `expected_alone` says it for the rows of one sender standing alone (by the sender's key), which happens
    when a row's mistakes keep the first way of linking from finding whose it is. `clean` children get no mistakes that
    could do that. Of `steady` children no absence is drawn: only what is so of them stands in their registers.
    """

    person: Person
    home_authority: str
    sen: str = "N"
    sen_type: str = ""
    plan_authority: str = ""
    looked_after_by: str = ""
    rolls: list[OnRoll] = field(default_factory=list)
    part_time: list[PartTime] = field(default_factory=list)
    exclusions: list[Excluded] = field(default_factory=list)
    placements: list[Placed] = field(default_factory=list)
    hours: list[HoursOfWeek] = field(default_factory=list)
    home_education: list[HomeEducated] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    marked: list[Marked] = field(default_factory=list)
    steady: bool = False
    found: list[FoundBy] = field(default_factory=list)
    story: str = ""
    clean: bool = False
    expected: Expected = OFF
    was: list[Was] = field(default_factory=list)
    expected_alone: dict[str, Expected] = field(default_factory=dict)

    @property
    def schools(self) -> tuple[School, ...]:
        """Every school that tells of the child: of a roll, a timetable or an exclusion."""
        return (
            *(roll.school for roll in self.rolls),
            *(notice.school for notice in self.part_time),
            *(exclusion.school for exclusion in self.exclusions),
        )

    @property
    def roll(self) -> OnRoll:
        """The place on a roll that the child has now. Raises LookupError for a child who has none."""
        for roll in self.rolls:
            if roll.left is None:
                return roll
        raise LookupError("this child is on no roll")
