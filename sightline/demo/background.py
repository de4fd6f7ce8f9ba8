"""What services tell of ordinary children: the everyday volume beside the stories.

Nobody comes onto the list by it but the few of whom it is said here, and those whose rows a service's mistakes keep
apart from their school's: such rows tell of a child whom no school seems to know. `expected_alone` says what follows.
How many there are of each stands in `data/background.csv`, with its source.
"""

from collections.abc import Callable

from sightline.demo.draws import stream, table, whole_number
from sightline.demo.everyday import EVERYDAY, PLAN, Draw, looked_after, plan
from sightline.demo.lives import Expected, Life
from sightline.demo.people import LAST_YEAR_GROUP
from sightline.demo.pictures import school_key
from sightline.demo.places import AUTHORITY_CODE
from sightline.demo.terms import Terms

_FIRST_YEAR = 2


def add_background(seed: int, pupils: int, terms: Terms, lives: list[Life]) -> None:
    """Let services tell of ordinary children, of every plan and of every child looked after.

    Whoever is told of by a service and does not say what follows of its rows alone gets clean identifiers, so that no
    story comes apart.
    """
    lot = stream(seed, "background")
    waiting = [life for life in lives if _is_ordinary(life)]
    lot.shuffle(waiting)
    schools = {life.roll.school.urn: life.roll.school for life in waiting}
    draw = Draw(lot, terms, waiting, tuple(schools[urn] for urn in sorted(schools)))
    for kind in EVERYDAY:
        for _ in range(max(1, whole_number(lot, _per_ten_thousand(kind.figure) * pupils / 10_000))):
            if (life := draw.child(kind.fits)) is not None:
                _tell(draw, life, kind.tell)
    for life in lives:
        if not life.told and _is_settled(life):
            if life.looked_after_by:
                looked_after(draw, life)
            elif life.sen == PLAN and life.plan_authority == AUTHORITY_CODE:
                _tell(draw, life, plan)
    for life in lives:
        services = {item.sender for item in life.told} - {school_key(school) for school in life.schools}
        life.clean = life.clean or bool(services - life.expected_alone.keys())


def _tell(draw: Draw, life: Life, tell: Callable[[Draw, Life], Expected]) -> None:
    alone = tell(draw, life)
    school = school_key(life.roll.school)
    life.expected_alone[school] = Expected()
    for item in life.told:
        if item.sender != school:
            life.expected_alone[item.sender] = alone


def _is_ordinary(life: Life) -> bool:
    """Settled at a school, and nothing is told of the child."""
    return _is_settled(life) and not (life.told or life.looked_after_by or life.sen == PLAN)


def _is_settled(life: Life) -> bool:
    """At one school, of compulsory school age since before last school year, and no story has happened."""
    return (
        not life.story
        and len(life.rolls) == 1
        and life.rolls[0].left is None
        and _FIRST_YEAR <= life.person.year <= LAST_YEAR_GROUP
    )


def _per_ten_thousand(figure: str) -> float:
    return next(float(row["per_10000"]) for row in table("background") if row["figure"] == figure)
