"""Stories of part-time timetables: told, ended, growing, not told at all.

A school's notice puts a child on the list while it offers fewer hours than full time for the age. Offered is what the
notice says; what was attended nobody tells.
"""

from datetime import timedelta
from decimal import Decimal

from sightline.demo.draws import per_ten_thousand
from sightline.demo.lives import NO, Expected, Life, PartTime
from sightline.demo.schools import SPECIAL
from sightline.demo.stories.teller import Story, Teller

_DAY = timedelta(days=1)
_PART_TIME = per_ten_thousand("part-time")


def agreed(teller: Teller) -> Life:
    """A part-time timetable with the parents' agreement, told in time."""
    life = teller.child()
    hours = teller.hours("5", "7.5", "10", "12", "12.5", "15", "18")
    start = teller.ago(6, 28)
    life.part_time.append(
        PartTime(life.roll.school, start, hours, review=teller.ahead(6), full_time_by=teller.ahead(20))
    )
    life.expected = Expected("on", ("part-time-timetable",), start, hours, hours, None)
    return life


def for_behaviour(teller: Teller) -> Life:
    """A part-time timetable because of behaviour, and the parents did not agree."""
    life = teller.child()
    hours = teller.hours("5", "8", "10", "12.5")
    start = teller.ago(15, 60)
    life.part_time.append(PartTime(life.roll.school, start, hours, reason="behaviour-plan", agreed=NO))
    reasons = ("behaviour-plan", "part-time-timetable")
    life.expected = Expected("on", reasons, start, hours, hours, None)
    return life


def on_medical_advice(teller: Teller) -> Life:
    """A part-time timetable while the child gets well."""
    life = teller.child()
    hours = teller.hours("9", "12", "15")
    start = teller.ago(10, 40)
    life.part_time.append(PartTime(life.roll.school, start, hours, reason="medical", review=teller.ahead(4)))
    life.expected = Expected("on", ("medical", "part-time-timetable"), start, hours, hours, None)
    return life


def growing(teller: Teller) -> Life:
    """Three timetables, one after the other, each with more hours: on the list since the first."""
    life = teller.child()
    school = life.roll.school
    first, second, third = teller.monday_ago(40), teller.monday_ago(26), teller.monday_ago(8)
    for start, end, hours in ((first, second - _DAY, "8"), (second, third - _DAY, "12"), (third, None, "18")):
        life.part_time.append(PartTime(school, start, Decimal(hours), end, full_time_by=teller.ahead(10)))
    life.expected = Expected("on", ("part-time-timetable",), first, Decimal(18), Decimal(18), None)
    return life


def ended(teller: Teller) -> Life:
    """A part-time timetable that came to its end: back full time, and off the list."""
    life = teller.child()
    life.part_time.append(
        PartTime(life.roll.school, teller.ago(45, 50), Decimal(15), teller.ago(8, 12), reason="medical")
    )
    return life


def not_told(teller: Teller) -> Life:
    """The roll says that the child does not attend full time, and no notice came: to be checked, since nobody knows
    when."""
    life = teller.child()
    life.roll.full_time = NO
    life.expected = Expected("to be checked", ("part-time-timetable",))
    return life


def at_a_special_school(teller: Teller) -> Life:
    """Part time at a special school is part time."""
    life = teller.child((3, 4, 5, 6, 8, 9, 10), (SPECIAL,))
    hours = teller.hours("10", "15")
    start = teller.ago(10, 30)
    life.part_time.append(PartTime(life.roll.school, start, hours, review=teller.ahead(8)))
    life.expected = Expected("on", ("part-time-timetable",), start, hours, hours, None)
    return life


STORIES = (
    Story("part-time", "Part-time timetable, told and agreed", _PART_TIME * 0.5, agreed),
    Story(
        "part-time-behaviour", "Part-time timetable because of behaviour", _PART_TIME * 0.12, for_behaviour
    ),
    Story("part-time-medical", "Part-time timetable on medical advice", _PART_TIME * 0.1, on_medical_advice),
    Story("part-time-growing", "Part-time timetable that grows", _PART_TIME * 0.05, growing),
    Story("part-time-ended", "Part-time timetable that has ended", _PART_TIME * 0.2, ended),
    Story("part-time-not-told", "Part time by the roll, and no notice", _PART_TIME * 0.2, not_told),
    Story("part-time-special", "Part time at a special school", _PART_TIME * 0.03, at_a_special_school),
)
