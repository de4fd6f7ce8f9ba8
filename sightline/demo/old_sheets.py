"""What is told twice: the authority's own tracking sheet of before, and the usual week beside the hours of a placement.

Both say of a placement what its provider's list says already. Nothing of the list may change by it.
"""

import random
from datetime import date

from sightline.demo.draws import stream
from sightline.demo.lives import Life, Placed, Told
from sightline.demo.pictures import provider_key
from sightline.demo.terms import Terms

TRACKING_SHEET = "team:tracking-sheet"
# Providers that send their timetables, by kind.
_WITH_TIMETABLES = frozenset({"area-base", "home-tuition"})
_ON_THE_SHEET = 0.6
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
_SUBJECTS = ("English", "Mathematics", "Science", "Art", "Personal development")
_LONGEST_DAY, _MINUTES = 6, 60
# Minutes after midnight: half past nine.
_STARTS = 570


def tell_again(seed: int, terms: Terms, lives: list[Life]) -> None:
    """Put children with a provider on the tracking sheet, and their weeks into their providers' timetables.

    The sheet knows each child by name, birth and number, so that only children with clean identifiers stand in it.
    """
    lot = stream(seed, "told again")
    day = terms.school_days_ago(8)
    for life in lives:
        placed = _only_placement(life, day)
        if placed is None:
            continue
        if placed.provider.kind in _WITH_TIMETABLES and placed.provider.numbers_children:
            life.told += _week(lot, placed, day)
        if life.clean and lot.random() < _ON_THE_SHEET:
            life.told.append(Told("tracking-sheet", TRACKING_SHEET, day, _on_the_sheet(life, placed)))


def _only_placement(life: Life, day: date) -> Placed | None:
    """The one placement of a child that goes on, with its hours, the same in every week; None where it is not so."""
    if len(life.placements) != 1:
        return None
    [placed] = life.placements
    planned = {week.planned for week in life.hours}
    goes_on = placed.start < day and placed.end is None
    return placed if goes_on and placed.hours and planned <= {placed.hours} else None


def _week(lot: random.Random, placed: Placed, told_on: date) -> list[Told]:
    """As many days as the hours need, none longer than six hours, each session as long as the others."""
    whole = placed.hours or 0
    fewest = next(days for days in range(1, 6) if whole <= days * _LONGEST_DAY) if whole <= 30 else 0
    days = next((number for number in range(max(3, fewest), 6) if whole * _MINUTES % number == 0), 0)
    if not fewest or not days:
        return []
    ends = _STARTS + int(whole * _MINUTES / days)
    return [
        Told(
            "provider-timetable",
            provider_key(placed.provider),
            told_on,
            {
                "Day": weekday,
                "Starts": _time(_STARTS),
                "Ends": _time(ends),
                "Subject": lot.choice(_SUBJECTS),
                "Valid from": placed.start,
            },
        )
        for weekday in _WEEKDAYS[:days]
    ]


def _time(minutes: int) -> str:
    return f"{minutes // _MINUTES:02d}:{minutes % _MINUTES:02d}"


def _on_the_sheet(life: Life, placed: Placed) -> dict[str, object]:
    person = life.person
    return {
        "Gender": {"F": "Girl", "M": "Boy"}.get(person.sex, ""),
        "National Curriculum Year": "Reception" if person.year == 0 else f"Y{person.year}",
        "Original school": placed.school or "",
        "School or LA": {"authority": "LA", "school": "School"}.get(placed.arranged_by, "not known"),
        "Provider(s)": placed.provider.name,
        "Provision start date": placed.start,
        "Hours": f"{placed.hours:g} hrs",
        "Review date": placed.review or "tbc",
    }
