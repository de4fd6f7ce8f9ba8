"""Everything that a child's standing rests on, as plain values: one small class for each kind of fact.

Pure: no database, no clock. `loading` fills a Situation from the record, the spec table fills one from words, and
`rules.assess` reads nothing else.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from sightline.domain.calendar import SchoolCalendar
from sightline.domain.hours import Session
from sightline.domain.known import Knowable, NotKnown
from sightline.domain.periods import Period

YesNo = Literal["yes", "no", "not known"]

NOT_TOLD = NotKnown("nobody has told us")


@dataclass(frozen=True, slots=True)
class TaughtHours:
    """Hours a week that a school says it teaches at one key stage, and while it says so."""

    key_stage: int
    hours: Decimal
    period: Period


@dataclass(frozen=True, slots=True)
class School:
    """An establishment: the record's id (`key`), URN, name and group (a slug of `data/places.csv`)."""

    key: int
    urn: str
    name: str
    group: str
    taught: tuple[TaughtHours, ...] = ()


@dataclass(frozen=True, slots=True)
class ProvidedBy:
    """A provider: the record's id (`key`), its URN if it is an establishment too, name and kind."""

    key: int
    urn: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class OnRoll:
    """That a school has the child on its admission register.

    `gone_on` is the day on which its later full list was seen not to name the child, without a leaving date.
    """

    school: School
    period: Period
    status: str = ""
    full_time: YesNo = "not known"
    year_group: str = ""
    leaving_ground: str = ""
    destination: str = ""
    gone_on: date | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """Who told of something: the feed, and the record's id of the sender."""

    feed: str
    source: int


BY_THE_PROVIDER = Told("provider-roll", 0)


@dataclass(frozen=True, slots=True)
class Placed:
    """That a provider educates the child: arranged by whom, under which power, for how many hours a week.

    `told` is who says so: hours that two senders tell of one provider are said twice, and given once.
    """

    provider: ProvidedBy
    period: Period
    programme: str = ""
    hours: Knowable[Decimal] = NOT_TOLD
    arranged_by: str = "not known"
    legal_basis: str = "not known"
    reason: str = ""
    reason_words: str = ""
    online: YesNo = "not known"
    alone: YesNo = "not known"
    review_on: date | None = None
    gone_on: date | None = None
    told: Told = BY_THE_PROVIDER


@dataclass(frozen=True, slots=True)
class HoursOfWeek:
    """What one provider (or school) says of the week that begins on `monday`: hours planned, offered, attended."""

    monday: date
    planned: Knowable[Decimal]
    offered: Knowable[Decimal]
    attended: Knowable[Decimal]
    provider: int | None = None
    school: int | None = None


@dataclass(frozen=True, slots=True)
class Timetabled:
    """A session in the child's usual week with a provider or a school, and while it is so."""

    session: Session
    period: Period
    provider: int | None = None
    school: int | None = None


@dataclass(frozen=True, slots=True)
class Excluded:
    """A suspension or exclusion: `kind` PERM, SUSP or LNCH; the period ends on the day the child may come back."""

    kind: str
    school: int
    period: Period
    state: str = "in force"
    provision_from: date | None = None


@dataclass(frozen=True, slots=True)
class Circumstance:
    """A need or status of the child, by its slug in `data/circumstances.csv`.

    `in_hospital`: a service names where the child stays while it lasts.
    """

    kind: str
    period: Period
    authority_code: str = ""
    clinician_limit: Decimal | None = None
    evidence_on: date | None = None
    suitability: str = "not known"
    part_time_at_school: YesNo = "not known"
    gone_on: date | None = None
    in_hospital: bool = False


@dataclass(frozen=True, slots=True)
class Noticed:
    """What a school or service has given notice of: `kind` part-time, long-absence, roll-removal, managed-move."""

    kind: str
    period: Period
    school: int | None = None
    hours: Knowable[Decimal] = NOT_TOLD
    reason: str = ""
    review_on: date | None = None
    full_time_on: date | None = None


@dataclass(frozen=True, slots=True)
class Residence:
    """The authority in whose area the child lives, as one source says; `rank` orders kinds of source, lowest first."""

    authority_code: str
    period: Period
    rank: int = 0
    received_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DateDue:
    """Something to be done or to happen on a day, with its class; `period` is while the plan for it stands."""

    due_on: date
    what: str
    field_class: str
    period: Period


@dataclass(frozen=True, slots=True)
class KeyPersonTold:
    """The person whom the family knows, and while it is so."""

    name: str
    phone: str
    period: Period


@dataclass(frozen=True, slots=True)
class Situation:
    """All facts of one child that the answer rests on, of any date; `home` is this authority's three-digit code."""

    home: str
    calendar: SchoolCalendar
    date_of_birth: Knowable[date] = NOT_TOLD
    birth_dates_disagree: bool = False
    residences: tuple[Residence, ...] = ()
    rolls: tuple[OnRoll, ...] = ()
    placements: tuple[Placed, ...] = ()
    weeks: tuple[HoursOfWeek, ...] = ()
    timetable: tuple[Timetabled, ...] = ()
    exclusions: tuple[Excluded, ...] = ()
    circumstances: tuple[Circumstance, ...] = ()
    notices: tuple[Noticed, ...] = ()
    seen_on: tuple[date, ...] = ()
    key_people: tuple[KeyPersonTold, ...] = ()
    dates_due: tuple[DateDue, ...] = ()
