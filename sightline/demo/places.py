"""The county: its localities, their postcode sectors, and addresses in them."""

import random
from dataclasses import dataclass

from sightline.demo.draws import table

AUTHORITY_CODE = "999"
AUTHORITY_NAME = "Ambershire"
# The county next door, which is not on any map either.
NEIGHBOUR_CODE = "998"
NEIGHBOUR_NAME = "Norvale"

_SECTORS_EACH = 9
_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"


@dataclass(frozen=True)
class Locality:
    """A part of the county with a team of its own, and the postcode district it lies in."""

    key: str
    name: str
    district: str

    @property
    def sectors(self) -> tuple[str, ...]:
        """Its postcode sectors."""
        return tuple(f"{self.district} {number}" for number in range(1, _SECTORS_EACH + 1))


@dataclass(frozen=True)
class Home:
    """Where a family lives."""

    address: str
    postcode: str
    locality: Locality | None


def texts(kind: str) -> tuple[str, ...]:
    """The names in the table of places that are of one kind."""
    return tuple(row["text"] for row in table("places") if row["kind"] == kind)


def localities(pupils: int) -> tuple[Locality, ...]:
    """Three localities in a small county, four in a middling one, six in a large one."""
    number = 3 if pupils < 20_000 else 4 if pupils < 100_000 else 6
    return tuple(
        Locality(name.lower(), name, f"ZZ{place}")
        for place, name in enumerate(texts("locality")[:number], start=1)
    )


def home(lot: random.Random, locality: Locality) -> Home:
    """A home somewhere in a locality."""
    sector = lot.choice(locality.sectors)
    return Home(_address(lot, locality.name), _postcode(lot, sector), locality)


def home_elsewhere(lot: random.Random) -> Home:
    """A home in the county next door."""
    return Home(
        _address(lot, NEIGHBOUR_NAME), _postcode(lot, f"QQ{lot.randint(1, 9)} {lot.randint(1, 9)}"), None
    )


def another_postcode(lot: random.Random, postcode: str) -> str:
    """A postcode in the same district that is not this one."""
    while True:
        other = _postcode(lot, f"{postcode.split()[0]} {lot.randint(1, _SECTORS_EACH)}")
        if other != postcode:
            return other


def _address(lot: random.Random, town: str) -> str:
    return f"{lot.randint(1, 180)} {lot.choice(texts('street'))}, {town}"


def _postcode(lot: random.Random, sector: str) -> str:
    return f"{sector}{lot.choice(_LETTERS)}{lot.choice(_LETTERS)}"
