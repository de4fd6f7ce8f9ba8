"""The county's schools, as the national register has them."""

import random
from dataclasses import dataclass, replace
from datetime import date

from sightline.demo.draws import stream, table
from sightline.demo.places import AUTHORITY_CODE, Locality, home, texts
from sightline.domain.school_age import SchoolYear

_SHARE_PRIMARY = 0.55
_SHARE_SECONDARY = 0.37
_PUPILS_IN_A_PRIMARY = 270
_PUPILS_IN_A_SECONDARY = 950
_FIRST_URN = 990_001
_FIRST_UKPRN = 19_990_001


@dataclass(frozen=True)
class Kind:
    """A kind of school: what the register calls it, whom it takes, and how its numbers and names go."""

    slug: str
    type_names: tuple[str, ...]
    phase: str
    first_number: int
    endings: tuple[str, ...]
    ages: tuple[int, int]


PRIMARY = Kind(
    "primary",
    ("Community school", "Academy converter", "Voluntary aided school", "Voluntary controlled school"),
    "Primary",
    2001,
    ("Primary School", "Primary Academy", "Church of England Primary School", "Community Primary School"),
    (4, 11),
)
SECONDARY = Kind(
    "secondary",
    ("Academy converter", "Academy sponsor led", "Community school"),
    "Secondary",
    4001,
    ("Academy", "High School", "School"),
    (11, 16),
)
SPECIAL = Kind(
    "special",
    ("Community special school", "Academy special converter"),
    "Not applicable",
    7001,
    ("Special School",),
    (4, 16),
)
REFERRAL_UNIT = Kind(
    "referral-unit", ("Pupil referral unit",), "Not applicable", 1101, ("Pupil Referral Unit",), (5, 16)
)
ALTERNATIVE = Kind(
    "alternative",
    ("Academy alternative provision converter",),
    "Not applicable",
    1151,
    ("Alternative Provision Academy",),
    (11, 16),
)
HOSPITAL = Kind(
    "hospital", ("Community special school",), "Not applicable", 7901, ("Hospital School",), (4, 16)
)
INDEPENDENT = Kind(
    "independent",
    ("Other independent school",),
    "Not applicable",
    6001,
    ("College", "Preparatory School"),
    (4, 16),
)


@dataclass(frozen=True)
class School:
    """One school: one incarnation of it, with a URN of its own.

    `office` is who keeps its pupils' records: an academy keeps those of the school that it was. `follows` is the
    URN of the school that it was, where there is one.
    """

    urn: str
    number: str
    name: str
    kind: Kind
    type_name: str
    locality: Locality
    postcode: str
    ukprn: str
    opened: date
    closed: date | None
    office: str
    follows: str = ""

    @property
    def dfe_number(self) -> str:
        """The number within the authority: 999/2001."""
        return f"{AUTHORITY_CODE}/{self.number}"


@dataclass(frozen=True)
class Schools:
    """Every school of the county, and the one conversion among them; and the school that another took in whole."""

    all: tuple[School, ...]
    converted: School
    academy: School
    taken_in: School
    merged: School

    def of(self, kind: Kind) -> tuple[School, ...]:
        """The schools of one kind that are open now."""
        return tuple(school for school in self.all if school.kind is kind and school.closed is None)

    def before(self, school: School) -> School:
        """The school that this one was last school year: itself, but for the academy."""
        return self.converted if school is self.academy else school


def make_schools(seed: int, pupils: int, localities: tuple[Locality, ...], this_year: SchoolYear) -> Schools:
    """As many schools of each kind as so many pupils need, one primary of which becomes an academy.

    It does so on the first day of this school year; the school that it was closes on the day before, and so does one
    more, whose pupils another primary takes in.
    """
    lot = stream(seed, "schools")
    maker = _Maker(lot, localities)
    special = pupils * per_ten_thousand_of("special") / 10_000
    independent = pupils * per_ten_thousand_of("independent") / 10_000
    numbers = (
        (PRIMARY, max(len(localities), round(pupils * _SHARE_PRIMARY / _PUPILS_IN_A_PRIMARY))),
        (SECONDARY, max(1, round(pupils * _SHARE_SECONDARY / _PUPILS_IN_A_SECONDARY))),
        (SPECIAL, max(1, round(special / 120))),
        (REFERRAL_UNIT, max(1, round(pupils / 40_000))),
        (ALTERNATIVE, max(1, round(pupils / 60_000))),
        (HOSPITAL, max(1, round(pupils / 200_000))),
        (INDEPENDENT, max(1, round(independent / 325))),
    )
    schools = [maker.make(kind, place) for kind, number in numbers for place in range(number)]
    converted, academy = maker.convert(schools[0], date(this_year.start_year, 9, 1))
    merged = schools[1]
    taken_in = replace(
        maker.make(PRIMARY, numbers[0][1]), locality=merged.locality, closed=date(this_year.start_year, 8, 31)
    )
    return Schools((converted, academy, *schools[1:], taken_in), converted, academy, taken_in, merged)


def per_ten_thousand_of(kind: str) -> float:
    """How many pupils in ten thousand are at a kind of school (special, alternative, independent)."""
    rows = (row for row in table("calibration") if row["figure"] == "pupils-by-school")
    return next(float(row["per_10000"]) for row in rows if row["setting"] == kind)


class _Maker:
    """Gives out numbers and names, none of them twice."""

    def __init__(self, lot: random.Random, localities: tuple[Locality, ...]) -> None:
        self.lot = lot
        self.localities = localities
        self.made = 0

    def make(self, kind: Kind, place: int) -> School:
        """The `place`th school of a kind."""
        locality = self.localities[place % len(self.localities)]
        urn = str(_FIRST_URN + self.made)
        self.made += 1
        return School(
            urn=urn,
            number=f"{kind.first_number + place:04d}",
            name=self._name(kind),
            kind=kind,
            type_name=kind.type_names[place % len(kind.type_names)],
            locality=locality,
            postcode=home(self.lot, locality).postcode,
            ukprn=str(_FIRST_UKPRN + self.made),
            opened=date(self.lot.randint(1950, 2012), 9, 1),
            closed=None,
            office=urn,
        )

    def convert(self, school: School, on: date) -> tuple[School, School]:
        """The school as it was until it closed, and the academy that it became: another URN, the same number."""
        stem = (
            school.name.rsplit(" Primary", 1)[0].removesuffix(" Community").removesuffix(" Church of England")
        )
        closed = date.fromordinal(on.toordinal() - 1)
        was = replace(school, type_name="Community school", closed=closed)
        self.made += 1
        became = replace(
            school,
            urn=str(_FIRST_URN + self.made - 1),
            name=f"{stem} Academy of Learning",
            type_name="Academy converter",
            opened=on,
            ukprn=str(_FIRST_UKPRN + self.made),
            follows=school.urn,
        )
        return was, became

    def _name(self, kind: Kind) -> str:
        # Names repeat, as in the real register, where fifty-six schools share one.
        return f"{self.lot.choice(texts('school'))} {self.lot.choice(kind.endings)}"
