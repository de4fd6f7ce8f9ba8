"""The numbers of law and of practice, each with its unit, its dates and its source.

A rule never writes such a number into its code: it asks here for the one in force on its day.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from sightline.domain.packaged import read_rows, valid_on, validity
from sightline.domain.periods import Period


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number in force within a period: its value, the unit in words, and where it comes from.

    ``kind`` is ``law`` (statute or statutory guidance), ``practice`` (what authorities publish as
    theirs) or ``setting`` (chosen for this system, to be set by the authority).
    """

    name: str
    value: Decimal
    unit: str
    kind: str
    valid: Period
    source: str


def threshold(name: str, on: date) -> Threshold:
    """Return the number of a name that is in force on a day.

    Raises LookupError when there is no number of that name, or none was in force then.
    """
    found = valid_on(_by_name().get(name, ()), on)
    if found is None:
        raise LookupError(f"no threshold named {name} is in force on {on.isoformat()}")
    return found


def thresholds_on(day: date) -> tuple[Threshold, ...]:
    """Return every number in force on a day, in the order of the file."""
    return tuple(one for versions in _by_name().values() for one in versions if one.valid.contains(day))


@cache
def _by_name() -> dict[str, tuple[Threshold, ...]]:
    versions: dict[str, tuple[Threshold, ...]] = {}
    for row in read_rows("thresholds"):
        one = Threshold(
            name=row["name"],
            value=Decimal(row["value"]),
            unit=row["unit"],
            kind=row["kind"],
            valid=validity(row),
            source=row["source"],
        )
        versions[one.name] = (*versions.get(one.name, ()), one)
    return versions
