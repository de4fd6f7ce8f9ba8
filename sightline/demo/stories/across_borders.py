"""Stories across the border: who answers for a child who lives, learns or is looked after elsewhere."""

from dataclasses import replace
from decimal import Decimal

from sightline.demo.lives import Expected, Life, PartTime
from sightline.demo.places import AUTHORITY_CODE, NEIGHBOUR_CODE
from sightline.demo.stories.teller import Story, Teller


def lives_next_door(teller: Teller) -> Life:
    """On a roll here part time, at home in the next county, which answers for the child: known, and off."""
    life = _from_next_door(teller)
    life.part_time.append(PartTime(life.roll.school, teller.ago(10, 30), Decimal(12)))
    return life


def lives_next_door_full_time(teller: Teller) -> Life:
    """On a roll here full time, at home in the next county."""
    return _from_next_door(teller)


def looked_after_and_placed_away(teller: Teller) -> Life:
    """Looked after by this authority, with a carer in the next county, on a roll here part time: ours, and on."""
    life = _from_next_door(teller)
    life.looked_after_by = AUTHORITY_CODE
    hours = Decimal(15)
    start = teller.ago(10, 30)
    life.part_time.append(PartTime(life.roll.school, start, hours, review=teller.ahead(5)))
    life.expected = Expected("on", ("part-time-timetable",), start, hours, hours, None)
    return life


def our_plan_next_door(teller: Teller) -> Life:
    """An education, health and care plan that this authority maintains for a child in the next county: ours, on."""
    life = _from_next_door(teller)
    life.sen, life.sen_type, life.plan_authority = "E", "ASD", AUTHORITY_CODE
    hours = Decimal(10)
    start = teller.ago(10, 30)
    life.part_time.append(PartTime(life.roll.school, start, hours))
    life.expected = Expected("on", ("part-time-timetable",), start, hours, hours, None)
    return life


def looked_after_by_next_door(teller: Teller) -> Life:
    """Looked after by the next county, with a carer here, part time: in this area, so in sight here."""
    life = teller.child()
    life.looked_after_by = NEIGHBOUR_CODE
    hours = Decimal(12)
    start = teller.ago(10, 30)
    life.part_time.append(PartTime(life.roll.school, start, hours))
    life.expected = Expected("on", ("part-time-timetable",), start, hours, hours, None)
    return life


def _from_next_door(teller: Teller) -> Life:
    """A child at home in the next county, on the roll of a school here since before last school year."""
    classmate = teller.child()
    life = teller.newcomer(classmate.person.year, lives_here=False)
    life.rolls.append(replace(classmate.roll))
    return life


STORIES = (
    Story("next-door-part-time", "Lives next door, part time here", 0.5, lives_next_door),
    Story("next-door-full-time", "Lives next door, full time here", 40.0, lives_next_door_full_time),
    Story(
        "looked-after-away", "Looked after by us, placed away, part time", 0.2, looked_after_and_placed_away
    ),
    Story("our-plan-next-door", "Our plan, lives next door, part time", 0.2, our_plan_next_door),
    Story(
        "looked-after-by-next-door",
        "Looked after by next door, part time here",
        0.2,
        looked_after_by_next_door,
    ),
)
