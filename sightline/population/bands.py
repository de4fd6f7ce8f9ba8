"""The bands of planned hours that the list is narrowed and counted by: their bounds stand here and nowhere else.

A child has exactly one of the bands of `HOURS_BANDS`. "Full time" is the child's own: the usual week for the age. So
a young child for whom 21 hours are full time is in that band, and never in "21 to 25".
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, Q

from sightline.population.row import Row


@dataclass(frozen=True)
class HoursBand:
    """One band by its slug: what it is called, the condition on entries of the list, and the same test of a row."""

    slug: str
    title: str
    entries: Q
    covers: Callable[[Row], bool]


def _between(slug: str, title: str, at_least: int, below: int | None) -> HoursBand:
    """More than nought, from `at_least` hours a week up to, and not including, `below`; fewer than full time."""
    low, high = Decimal(at_least), None if below is None else Decimal(below)
    wanted = Q(hours_planned__gt=0, hours_planned__gte=low, hours_planned__lt=F("comparator_hours"))
    if high is not None:
        wanted &= Q(hours_planned__lt=high)

    def covers(row: Row) -> bool:
        hours = row.hours_planned
        return (
            hours is not None
            and 0 < hours < row.comparator_hours
            and low <= hours
            and (high is None or hours < high)
        )

    return HoursBand(slug, title, wanted, covers)


HOURS_BANDS: dict[str, HoursBand] = {
    band.slug: band
    for band in (
        HoursBand(
            "not known", "Not known", Q(hours_planned__isnull=True), lambda row: row.hours_planned is None
        ),
        HoursBand("none", "None", Q(hours_planned=0), lambda row: row.hours_planned == 0),
        _between("0-5", "Some, fewer than 5", 0, 5),
        _between("5-10", "5, fewer than 10", 5, 10),
        _between("10-15", "10, fewer than 15", 10, 15),
        _between("15-21", "15, fewer than 21", 15, 21),
        _between("21-25", "21 or more, fewer than full time", 21, None),
        HoursBand(
            "full time",
            "Full time for the age",
            Q(hours_planned__gte=F("comparator_hours")),
            lambda row: row.hours_planned is not None and row.hours_planned >= row.comparator_hours,
        ),
    )
}
"""Every band by its slug, the unknown first: no band is both, and none is missing."""

PART_TIME = _between("part time", "Some, fewer than full time", 0, None)
"""All the bands between none and full time together."""

HOURS_ASKED: dict[str, HoursBand] = HOURS_BANDS | {PART_TIME.slug: PART_TIME}
"""Every band that the list can be narrowed to."""
