"""Reading the registers as they were known.

As in `record.reading`, nothing here shows a child to anybody: rooms further down ask for a viewer first.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sightline.attendance.models import RegisterPage, RosterPlace
from sightline.attendance.numbering import NOT_SENT
from sightline.record.reading import known


@dataclass(frozen=True, slots=True)
class PersonRegister:
    """One source person in one register of a school year: stored numbers of morning and afternoon, by day.

    A day that no page tells of is not among `marks`; a session that a page does not tell of is NOT_SENT.
    """

    source_person: int
    establishment: int | None
    provider: int | None
    school_year: int
    marks: Mapping[date, tuple[int, int]]


def registers_of(
    persons: Iterable[int], school_year: int, known_on: date | None = None
) -> list[PersonRegister]:
    """The registers of a school year (by its starting year) that hold any of these source persons, in their order."""
    places = list(
        RosterPlace.objects.filter(source_person__in=sorted(set(persons)), roster__school_year=school_year)
        .order_by("source_person_id", "roster_id")
        .values_list(
            "source_person_id",
            "position",
            "roster_id",
            "roster__establishment_id",
            "roster__provider_id",
        )
    )
    pages: dict[int, list[tuple[date, bytes, bytes]]] = {}
    rows = (
        known(RegisterPage, known_on)
        .filter(roster__in={place[2] for place in places})
        .order_by("day")
        .values_list("roster_id", "day", "morning", "afternoon")
    )
    for roster, day, morning, afternoon in rows:
        pages.setdefault(roster, []).append((day, bytes(morning), bytes(afternoon)))
    return [
        PersonRegister(
            person,
            establishment,
            provider,
            school_year,
            {
                day: (_at(morning, position), _at(afternoon, position))
                for day, morning, afternoon in pages.get(roster, ())
            },
        )
        for person, position, roster, establishment, provider in places
    ]


def _at(line: bytes, position: int) -> int:
    return line[position] if position < len(line) else NOT_SENT
