"""How long a child waits for a school place: the applications of one child, one for each school asked, as one wait."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sightline.domain.periods import Period


@dataclass(frozen=True, slots=True)
class Application:
    """One application: the row that tells of it, when it was made, and when it was over.

    It is over on the first day at the school that offered a place (`placed`), or on the day on which it was withdrawn.
    A refusal ends nothing: the child still has no place.
    """

    row: int
    made_on: date
    over_on: date | None = None
    placed: bool = False


@dataclass(frozen=True, slots=True)
class Wait:
    """One unbroken wait, and the rows of the applications that it is made of, in order."""

    period: Period
    rows: tuple[int, ...]


def waits(applications: Iterable[Application]) -> list[Wait]:
    """The waits of one child, in order: applications whose days overlap are one wait.

    A place at one school ends the wait for all that had been asked by then. One that was over on the day on which it
    was made lasted that day.
    """
    made = sorted(applications, key=lambda one: (one.made_on, one.row))
    places = [one.over_on for one in made if one.placed and one.over_on is not None]
    found: list[Wait] = []
    for one in made:
        period = Period(one.made_on, _end(one, places))
        last = found[-1] if found else None
        if last is not None and (last.period.end is None or one.made_on <= last.period.end):
            found[-1] = Wait(
                Period(last.period.start, _later(last.period.end, period.end)), (*last.rows, one.row)
            )
        else:
            found.append(Wait(period, (one.row,)))
    return found


def _end(one: Application, places: Iterable[date]) -> date | None:
    ends = [day for day in (one.over_on, *places) if day is not None and day >= one.made_on]
    return max(min(ends), date.fromordinal(one.made_on.toordinal() + 1)) if ends else None


def _later(one: date | None, other: date | None) -> date | None:
    return None if one is None or other is None else max(one, other)
