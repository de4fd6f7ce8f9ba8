"""Who is on nobody's roll: known to be on none, said to have gone elsewhere, or never told of at all."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sightline.population.day_view import NOT_ON_ROLL, DayView, first_school_day
from sightline.population.found import Found
from sightline.population.guarded import OPEN
from sightline.population.situation import OnRoll
from sightline.population.tables import circumstances, establishment_kinds, leaving_says, provider_kinds


def off_every_roll(view: DayView) -> Iterator[Found]:
    """The reason `no-roll`, when no roll in force is told of and the child is not educated at home.

    A gap in which no school day falls (a summer between two schools) is no gap (Education Act 1996 section 436A
    asks for children who are not registered pupils; nobody can attend in the holidays).
    """
    if view.home_education is not None:
        return
    if view.rolls:
        if all(view.is_gone(roll) for roll in view.rolls):
            last = max(view.rolls, key=lambda roll: roll.gone_on or date.min)
            yield Found(
                "no-roll",
                last.gone_on,
                "The school’s latest list no longer names the child, and no leaving date was told.",
                sure=False,
                made_from=_class_of(last),
            )
        return
    left = last_left(view)
    if left is not None:
        yield from _after_leaving(view, left)
        return
    known_from = _first_known(view)
    if known_from is None or known_from.day <= view.on:
        first = _first_known(view, open_to_all=True) or known_from
        yield Found(
            "no-roll",
            None if first is None else first.day,
            "No school has told us of this child.",
            sure=False,
            made_from=OPEN if first is None else first.field_class,
        )


def _after_leaving(view: DayView, left: date) -> Iterator[Found]:
    if view.on < first_school_day(view.situation.calendar, left):
        return
    said = [roll for roll in _ended(view) if roll.period.end == left and _says_where_to(roll)]
    if view.circumstances.get("home-education") is not None:
        why, sure = "The home education team’s latest list no longer names the child.", False
    elif said:
        why, sure = (
            "Left for another school, another area or home education, and nobody has confirmed it.",
            False,
        )
    else:
        why, sure = "Left, and no school has told us of the child since.", True
    yield Found("no-roll", left, why, sure=sure, made_from=_class_of_leaving(view, left))


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


@dataclass(frozen=True, slots=True)
class _FirstTold:
    """The first day of which somebody tells us anything, and the class of what is told."""

    day: date
    field_class: str


def _first_known(view: DayView, *, open_to_all: bool = False) -> _FirstTold | None:
    """The first day of which anybody tells us anything of the child; None when nothing has a date.

    With `open_to_all`, of what every role sees that sees children, and up to the day: a day that a guarded fact alone
    gives is no answer to who may not see it.
    """
    situation = view.situation
    told: list[tuple[date | None, str]] = [
        *(
            (one.period.start, provider_kinds()[one.provider.kind].field_class)
            for one in situation.placements
        ),
        *((one.period.start, circumstances()[one.kind].field_class) for one in situation.circumstances),
        *((one.period.start, _class_of(one)) for one in situation.rolls),
        *((one.period.start, OPEN) for one in situation.notices),
        *((one.period.start, OPEN) for one in situation.exclusions),
        *((one.period.start, OPEN) for one in situation.residences),
    ]
    dated = [_FirstTold(start, field_class) for start, field_class in told if start is not None]
    if open_to_all:
        dated = [one for one in dated if one.field_class == OPEN and one.day <= view.on]
    return min(dated, key=lambda one: (one.day, one.field_class != OPEN), default=None)


def _class_of(roll: OnRoll) -> str:
    return establishment_kinds()[roll.school.group].field_class


def _class_of_leaving(view: DayView, left: date) -> str:
    """The class of what says that the child left: of the place whose roll ended, unless the place is open to all."""
    classes = [_class_of(roll) for roll in _ended(view) if roll.period.end == left]
    return classes[0] if classes and OPEN not in classes else OPEN


def _ended(view: DayView) -> list[OnRoll]:
    return [
        roll
        for roll in view.situation.rolls
        if roll.status not in NOT_ON_ROLL and roll.period.end is not None and roll.period.end <= view.on
    ]


def _says_where_to(roll: OnRoll) -> bool:
    return bool(roll.destination) or roll.leaving_ground in leaving_says()
