"""A registration that two feeds tell of: the school's own admission register counts, and not what was copied from it.

The school census is taken from admission registers on one day of a term. A child who left a week later is still on
roll in it, and a registration that stands twice would read as two schools that share a week between them.
"""

from collections.abc import Sequence
from dataclasses import replace

from sightline.population.situation import OnRoll

COPIES = {"school-census": "school-roll"}
"""Feeds of registrations that are copies, each with the feed of what they are copied from."""


def without_copies(told: Sequence[tuple[str, OnRoll]]) -> list[OnRoll]:
    """The registrations of one child, each given with the feed that tells of it, without copies of others among them.

    A registration is a copy when one at the same school with a day in common comes from the feed that its own is
    copied from. What that one leaves open (full time, the year group) is taken from the copy.
    """
    kept = [(feed, roll) for feed, roll in told if feed not in COPIES]
    for feed, roll in told:
        if feed not in COPIES:
            continue
        places = [place for place, one in enumerate(kept) if _is_copied_from(one, feed, roll)]
        for place in places:
            kept[place] = kept[place][0], _completed(kept[place][1], roll)
        if not places:
            kept.append((feed, roll))
    return [roll for _, roll in kept]


def _is_copied_from(one: tuple[str, OnRoll], feed: str, copy: OnRoll) -> bool:
    original, roll = one
    return (
        original == COPIES[feed] and roll.school.key == copy.school.key and roll.period.overlaps(copy.period)
    )


def _completed(roll: OnRoll, copy: OnRoll) -> OnRoll:
    return replace(
        roll,
        full_time=copy.full_time if roll.full_time == "not known" else roll.full_time,
        year_group=roll.year_group or copy.year_group,
    )
