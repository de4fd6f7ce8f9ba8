"""Families and their children: siblings, twins, addresses, and numbers that no real child has."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from sightline.demo.draws import Weighted, stream
from sightline.demo.names import first_name, surname
from sightline.demo.places import AUTHORITY_CODE, Home, Locality, home
from sightline.domain.identifiers import make_upn
from sightline.domain.school_age import SchoolYear

_CHILDREN = Weighted((1, 2, 3, 4), (46.0, 39.0, 12.0, 3.0))
_ETHNICITY = Weighted(
    ("WBRI", "WOTH", "APKN", "AIND", "BAFR", "ABAN", "MWBC", "MOTH", "AOTH", "BCRB", "OOTH", "WIRT", "WROM", "NOBT"),
    (63.0, 7.0, 5.0, 4.0, 5.0, 2.0, 2.0, 3.0, 2.0, 1.0, 2.0, 0.2, 0.5, 1.0),
)  # fmt: skip
_TWINS = 0.015
# Reception to Year 11, and those who left Year 11 last summer.
LAST_YEAR_GROUP = 11
_SERIALS = 1_000


@dataclass(frozen=True, slots=True)
class Person:
    """One child as the child is: nobody's misspelling. Services that are no school go by a former
    surname; the school that the child left when the family moved house, by a former postcode."""

    id: str
    family: str
    surname: str
    forename: str
    middle_names: str
    date_of_birth: date
    sex: str
    ethnicity: str
    upn: str
    year: int
    home: Home
    phone: str
    former_surname: str = ""
    former_postcode: str = ""


@dataclass
class Numbers:
    """Gives out ids and unique pupil numbers of authority 999, none of them twice."""

    people: int = 0
    families: int = 0
    serials: Counter[tuple[int, int]] = field(default_factory=Counter)

    def next_person(self) -> str:
        """A new person's id in the truth."""
        self.people += 1
        return f"A{self.people:06d}"

    def next_family(self) -> str:
        """A new family's id in the truth."""
        self.families += 1
        return f"F{self.families:06d}"

    def upn(self, establishment: int, year: int) -> str:
        """The next unique pupil number that a school gave out in a year; when its thousand is full, its
        neighbour's."""
        while self.serials[establishment, year] >= _SERIALS:
            establishment = establishment + 1 if establishment < 9_999 else 1
        serial = self.serials[establishment, year]
        self.serials[establishment, year] += 1
        return make_upn(AUTHORITY_CODE, f"{establishment:04d}", year, serial)


def make_people(
    seed: int, pupils: int, localities: tuple[Locality, ...], this_year: SchoolYear, numbers: Numbers
) -> list[Person]:
    """Families until there are `pupils` children in Reception to Year 11; also those who were in Year 11 last year."""
    lot = stream(seed, "people")
    people: list[Person] = []
    seen: set[tuple[str, str, date, str]] = set()
    of_age = 0
    while of_age < pupils:
        for person in _family(lot, localities, this_year, numbers):
            identity = (person.surname, person.forename, person.date_of_birth, person.home.postcode)
            if identity in seen or (person.year <= LAST_YEAR_GROUP and of_age == pupils):
                continue
            seen.add(identity)
            people.append(person)
            of_age += person.year <= LAST_YEAR_GROUP
    return people


def _family(
    lot: random.Random, localities: tuple[Locality, ...], this_year: SchoolYear, numbers: Numbers
) -> Iterator[Person]:
    """The children of one family who are between Reception and the year after Year 11."""
    family, name = numbers.next_family(), surname(lot)
    where = home(lot, lot.choice(localities))
    phone = f"07700 900{lot.randint(0, 999):03d}"
    ethnicity = _ETHNICITY.draw(lot)
    forenames: set[str] = set()
    year = lot.randint(0, LAST_YEAR_GROUP + 1)
    born = _birthday(lot, this_year, year)
    for place in range(_CHILDREN.draw(lot)):
        if place and lot.random() > _TWINS:
            year -= lot.choice((1, 2, 2, 3, 3, 4))
            born = _birthday(lot, this_year, year)
        if year < 0:
            return
        sex = lot.choice("FM")
        forename = first_name(lot, sex)
        while forename in forenames:
            forename = first_name(lot, sex)
        forenames.add(forename)
        yield Person(
            id=numbers.next_person(),
            family=family,
            surname=name,
            forename=forename,
            middle_names=first_name(lot, sex) if lot.random() < 0.6 else "",
            date_of_birth=born,
            sex=sex,
            ethnicity=ethnicity,
            upn=numbers.upn(2_000 + lot.randint(0, 899), this_year.start_year - year),
            year=year,
            home=where,
            phone=phone,
        )


def _birthday(lot: random.Random, this_year: SchoolYear, year: int) -> date:
    """A date of birth by which a child belongs in a year group this school year."""
    first = date(this_year.start_year - year - 5, 9, 1)
    return first + timedelta(days=lot.randint(0, 364))
