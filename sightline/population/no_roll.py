"""Who is on nobody's roll: known to be on none, said to have gone elsewhere, or never told of at all."""

from collections.abc import Iterator
from datetime import date

from sightline.population.day_view import NOT_ON_ROLL, DayView, first_school_day
from sightline.population.found import Found
from sightline.population.situation import OnRoll
from sightline.population.tables import leaving_says


def off_every_roll(view: DayView) -> Iterator[Found]:
    """The reason `no-roll`, when no roll in force is told of and the child is not educated at home.

    A gap in which no school day falls (a summer between two schools) is no gap (Education Act 1996 section 436A
    asks for children who are not registered pupils; nobody can attend in the holidays).
    """
    if view.home_education is not None:
        return
    if view.rolls:
        if all(view.is_gone(roll) for roll in view.rolls):
            yield Found(
                "no-roll",
                max(roll.gone_on for roll in view.rolls if roll.gone_on is not None),
                "The school's latest list no longer names the child, and no leaving date was told.",
                sure=False,
            )
        return
    left = last_left(view)
    if left is not None:
        yield from _after_leaving(view, left)
        return
    known_from = first_known(view)
    if known_from is None or known_from <= view.on:
        yield Found("no-roll", known_from, "No school has told us of this child.", sure=False)


def _after_leaving(view: DayView, left: date) -> Iterator[Found]:
    if view.on < first_school_day(view.situation.calendar, left):
        return
    said = [roll for roll in _ended(view) if roll.period.end == left and _says_where_to(roll)]
    if view.circumstances.get("home-education") is not None:
        why, sure = "The home education team's latest list no longer names the child.", False
    elif said:
        why, sure = (
            "Left for another school, another area or home education, and nobody has confirmed it.",
            False,
        )
    else:
        why, sure = "Left, and no school has told us of the child since.", True
    yield Found("no-roll", left, why, sure=sure)


def last_left(view: DayView) -> date | None:
    """The day on which the last roll, or the last home education, had ended; None when there never was one."""
    ends = [roll.period.end for roll in _ended(view) if roll.period.end is not None]
    for one in view.situation.circumstances:
        if one.kind == "home-education":
            last = one.period.end
            if one.period.contains(view.on):
                last = one.gone_on
            if last is not None and last <= view.on:
                ends.append(last)
    return max(ends, default=None)


def first_known(view: DayView) -> date | None:
    """The first day of which anybody tells us anything of the child; None when nothing has a date."""
    situation = view.situation
    told = (
        situation.placements,
        situation.circumstances,
        situation.notices,
        situation.exclusions,
        situation.residences,
        situation.rolls,
    )
    starts = (fact.period.start for facts in told for fact in facts)
    return min((start for start in starts if start is not None), default=None)


def _ended(view: DayView) -> list[OnRoll]:
    return [
        roll
        for roll in view.situation.rolls
        if roll.status not in NOT_ON_ROLL and roll.period.end is not None and roll.period.end <= view.on
    ]


def _says_where_to(roll: OnRoll) -> bool:
    return bool(roll.destination) or roll.leaving_ground in leaving_says()
