"""What follows from the truth besides the list: who is on no roll, whose hours nobody knows, the report's figures, and
what must have been so on days of last year.

Each is worked out from what is so of the children, in words of its own; nothing here asks Sightline's own rules.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from sightline.demo.lives import Life, OnRoll
from sightline.demo.pictures import provider_key, school_key
from sightline.demo.providers import Provider
from sightline.domain.hours import full_time_hours_for_year
from sightline.domain.school_age import national_curriculum_year

if TYPE_CHECKING:
    from sightline.demo.truth import Cluster

KNOWN, NONE, NOT_KNOWN = "known", "none", "not known"
NO_ROLL = ("person", "child", "roll")
UNKNOWNS = ("provider", "children", "hours_not_known")
FIGURES = ("figure", "line", "children")
PAST = ("person", "day", "reasons")
FOUND = ("rule", "person", "day")

# A school that says where a child went leaves it open whether the child arrived.
_SAYS_WHERE_TO = frozenset({"registered_elsewhere", "ehe"})
# Of a family that has come to live here, and has no place yet, somebody says that there is no roll. That a place is
# waited for is less: a child may wait on another school's roll.
_COME_HERE = {"new-to-country", "moved-in"}
_PLACED_WITHOUT_A_PLACE = {"NEW", "moved-no-place", "looked-after-no-place"}
# Hours from the first up to, and without, the second; fewer than is usual for the age.
_HOURS = (
    (0, 5, "Some, fewer than 5"),
    (5, 10, "5, fewer than 10"),
    (10, 15, "10, fewer than 15"),
    (15, 21, "15, fewer than 21"),
    (21, 168, "21 or more, fewer than full time"),
)
_DAYS = (
    (28, "Less than 4 weeks"),
    (91, "4 weeks, less than 13"),
    (182, "13 weeks, less than 26"),
    (365, "26 weeks, less than a year"),
)


def roll_of(cluster: "Cluster") -> str:
    """Whether the child's roll is known, known to be none, or not known, by the rows that hang together."""
    rolls = [roll for roll in cluster.life.rolls if school_key(roll.school) in cluster.senders]
    if any(roll.left is None and roll.vanished is None for roll in rolls):
        return KNOWN
    if rolls:
        last = max(rolls, key=lambda roll: roll.left or date.max)
        return NOT_KNOWN if _leaves_open(last) else NONE
    if any(item.end is None for item in cluster.life.home_education):
        return NONE
    return NONE if _has_come_here(cluster) else NOT_KNOWN


def _leaves_open(roll: OnRoll) -> bool:
    return roll.vanished is not None or roll.ground in _SAYS_WHERE_TO or bool(roll.destination)


def _has_come_here(cluster: "Cluster") -> bool:
    """Whether somebody tells that the child has come to live here and has no place at a school."""
    told = (item.cells for item in cluster.life.told if item.sender in cluster.senders)
    if any(cells.get("Came from") in _COME_HERE or cells.get("Moved here on") for cells in told):
        return True
    return any(placed.reason in _PLACED_WITHOUT_A_PLACE for placed in cluster.life.placements)


def off_roll(clusters: Iterable["Cluster"]) -> Iterator[tuple[object, ...]]:
    """The children of the list who are on no roll, or of whom it is not known, as lines of `NO_ROLL`."""
    for cluster in clusters:
        roll = roll_of(cluster)
        if roll != KNOWN:
            yield cluster.life.person.id, cluster.number, roll


def unknown_hours(clusters: Iterable["Cluster"], today: date) -> Iterator[tuple[object, ...]]:
    """For every provider with children of the list: how many, and of how many the week's hours are not all known."""
    children: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    for cluster in clusters:
        for provider in {provider.key for provider in _providers(cluster, today)}:
            children[provider] += 1
            unknown[provider] += cluster.expected.planned is None
    for provider in sorted(children):
        yield provider, children[provider], unknown[provider]


def _providers(cluster: "Cluster", today: date) -> Iterator[Provider]:
    """With whom the child is today, as the rows that hang together tell."""
    for placed in cluster.life.placements:
        if provider_key(placed.provider) in cluster.senders and (placed.end is None or placed.end >= today):
            yield placed.provider
    for told in cluster.life.told:
        if told.sender in cluster.senders and told.until is None:
            yield from (value for value in told.cells.values() if isinstance(value, Provider))


def figures(
    clusters: Iterable["Cluster"], today: date, has_postcode: Callable[["Cluster"], bool]
) -> Iterator[tuple[object, ...]]:
    """The report's figures of those on the list: how many hours are planned, for how long, why, and where.

    `has_postcode` says whether any of the senders whose rows hang together wrote a postcode down.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for cluster in clusters:
        if cluster.expected.standing == "on":
            counts["total"]["on the list"] += 1
            counts["hours"][_hours(cluster, today)] += 1
            counts["how-long"][_how_long(cluster.expected.since, today)] += 1
            counts["reason"].update(cluster.expected.reasons)
            counts["locality"][_locality(cluster, has_postcode(cluster))] += 1
    for figure, lines in counts.items():
        for line, children in sorted(lines.items()):
            yield figure, line, children


def _hours(cluster: "Cluster", today: date) -> str:
    planned = cluster.expected.planned
    if planned is None:
        return "Not known"
    if planned == 0:
        return "None"
    year = national_curriculum_year(cluster.life.person.date_of_birth, today)
    if planned >= full_time_hours_for_year(year, today).hours:
        return "Full time for the age"
    return next(words for first, end, words in _HOURS if first <= planned < end)


def _how_long(since: date | None, today: date) -> str:
    if since is None:
        return "Not known since when"
    days = (today - since).days
    return next((words for end, words in _DAYS if days < end), "A year or more")


def _locality(cluster: "Cluster", has_postcode: bool) -> str:
    """Where the child lives; of one who lives in another county, or of whom no sender says where, where the school is
    that has the child on its roll."""
    life = cluster.life
    place = life.person.home.locality if has_postcode else None
    place = place or next(
        (
            roll.school.locality
            for roll in life.rolls
            if roll.left is None and school_key(roll.school) in cluster.senders
        ),
        None,
    )
    return place.name if place else "Locality not known"


def past(lives: Iterable[Life]) -> Iterator[tuple[object, ...]]:
    """The first and the last day of every time on the list that is over, with the reasons, as lines of `PAST`."""
    for life in lives:
        for was in life.was:
            for day in (was.first, was.last):
                yield life.person.id, day, " ".join(sorted(was.reasons))


def found(lives: Iterable[Life]) -> Iterator[tuple[object, ...]]:
    """Whom a rule of the registers finds on which day, and not on the school day before, as lines of `FOUND`."""
    for life in lives:
        for one in life.found:
            yield one.rule, life.person.id, one.day
