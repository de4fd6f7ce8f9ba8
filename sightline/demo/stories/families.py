"""Stories of families: twins, brothers and sisters, namesakes, and a child whom two services know by two names."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from sightline.demo.lives import YES, Expected, Life, OnRoll, PartTime, Placed
from sightline.demo.places import home
from sightline.demo.schools import PRIMARY
from sightline.demo.stories import services
from sightline.demo.stories.teller import NONE_AT_ALL, SETTLED_YEARS, Story, Teller, leave

_NOTHING = (NONE_AT_ALL, NONE_AT_ALL, NONE_AT_ALL)
_DAY, _MUCH_YOUNGER = timedelta(days=1), timedelta(days=500)
# Years of which every authority has several schools.
_PRIMARY_YEARS = (3, 4, 5, 6)


def one_of_twins(teller: Teller) -> Life:
    """One of twins at one school is there part time; the other, of the same day and home, is not on the list."""
    life = teller.child(SETTLED_YEARS)
    hours, start = Decimal(10), teller.ago(8, 30)
    life.part_time.append(PartTime(life.roll.school, start, hours, review=teller.ahead(6)))
    life.expected = Expected("on", ("part-time-timetable",), start, hours, hours, None)
    twin = teller.beside(life, life.person.date_of_birth)
    twin.rolls.append(replace(life.roll, full_time=YES))
    return life


def brother_and_sister(teller: Teller) -> Life:
    """Two children of one family, come from abroad on one day: both wait for a place, and each is counted."""
    life = teller.newcomer(teller.lot.randint(5, 10), sex="M")
    sister = teller.beside(life, life.person.date_of_birth + _MUCH_YOUNGER, sex="F")
    first = teller.ago(8, 30)
    sister.story = "brother-and-sister"
    for one in (life, sister):
        services.arrival(one, "new-to-country", first)
        one.expected = Expected("on", ("awaiting-place", "new-to-country"), first, *_NOTHING)
    return life


def namesakes(teller: Teller) -> Life:
    """Two children of one name, born on one day, at two homes and two schools: one of them is part time."""
    life = teller.child(_PRIMARY_YEARS)
    other = teller.child((life.person.year,))
    while other.roll.school is life.roll.school:
        other = teller.child((life.person.year,))
    other.person = replace(
        other.person,
        surname=life.person.surname,
        forename=life.person.forename,
        sex=life.person.sex,
        date_of_birth=life.person.date_of_birth,
    )
    other.clean = True
    hours, start = Decimal(12), teller.ago(8, 30)
    life.part_time.append(PartTime(life.roll.school, start, hours, review=teller.ahead(6)))
    life.expected = Expected("on", ("part-time-timetable",), start, hours, hours, None)
    return life


def known_by_two_names(teller: Teller) -> Life:
    """At school under the father's name, with a tutor under the mother's, which the school has as the former one."""
    life = teller.child(SETTLED_YEARS)
    former = f"{life.person.surname[:1]}arrowgate"
    life.person = replace(life.person, former_surname=former)
    start, hours = teller.ago(20, 40), Decimal(8)
    placed = Placed(
        teller.provider("one-to-one"), start, hours, "authority", "OTH", "section-19", school=life.roll.school
    )
    life.placements.append(placed)
    teller.count(life, placed, hours, hours)
    life.expected = Expected("on", ("alternative-provision",), start, hours, hours, hours)
    life.clean = True
    return life


def moved_house(teller: Teller) -> Life:
    """Moved across the county this autumn: at another school there from the next school day on, full time: off."""
    life = teller.child(_PRIMARY_YEARS, (PRIMARY,))
    last = teller.ago(20, 40)
    others = [school for school in teller.schools.of(PRIMARY) if school is not life.roll.school]
    new = teller.lot.choice(others)
    leave(life, last, "registered_elsewhere", new.name)
    life.rolls.append(OnRoll(new, teller.first_school_day(last + _DAY), full_time=YES))
    life.person = replace(
        life.person,
        former_postcode=life.person.home.postcode,
        home=home(teller.lot, new.locality),
    )
    life.clean = True
    return life


STORIES = (
    Story("one-of-twins", "One of twins part time, the other at school", 0.3, one_of_twins),
    Story("brother-and-sister", "Brother and sister, come from abroad", 0.3, brother_and_sister),
    Story("namesakes", "Two children of one name and one birthday", 0.3, namesakes),
    Story("moved-house", "Moved house, and at a new school", 1.0, moved_house),
    Story("two-names", "Known by two names", 0.2, known_by_two_names),
)
