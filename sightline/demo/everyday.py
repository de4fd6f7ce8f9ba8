"""The everyday cases of teams and services: what is told of an ordinary child, and what follows of the service's rows
alone.

Each adds what is told to the life; where one service's word is evidence though the child is at school, it changes what
is expected.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sightline.demo import post
from sightline.demo.lives import YES, Expected, Life, Told
from sightline.demo.names import first_name, surname
from sightline.demo.pictures import school_key
from sightline.demo.schools import School
from sightline.demo.stories import services
from sightline.demo.terms import Terms
from sightline.domain.hours import taught_week_default
from sightline.domain.school_age import key_stage

MENTAL_HEALTH = "health:community-mental-health-service"
# The county's own hospitals, and those next door.
HOSPITALS = (services.HOSPITALS, "health:norvale-childrens-hospital")

_TEENAGE_YEAR, _EXAMINATION_YEAR = 8, 10
_LONGEST_AGO, _SHORTEST_AGO = 170, 5
# Whose word on who looks after a child is the authority's own.
_LOOKED_AFTER = "looked-after"
PLAN = "E"
"""A plan, as schools and the team for special educational needs write it."""

_NONE = Decimal(0)


@dataclass(slots=True)
class Draw:
    """Whoever draws the everyday cases: the days, the children to whom nothing else has happened, and the schools at
    which they are."""

    lot: random.Random
    terms: Terms
    waiting: list[Life]
    schools: tuple[School, ...]

    def child(self, fits: Callable[[Life], bool] = lambda life: True) -> Life | None:
        """The next child that fits, who is then taken; None when there is none left."""
        for place in range(len(self.waiting) - 1, -1, -1):
            if fits(self.waiting[place]):
                return self.waiting.pop(place)
        return None

    def day(self) -> date:
        """A school day of this school year or the last, some days ago."""
        return self.terms.school_days_ago(self.lot.randint(_SHORTEST_AGO, _LONGEST_AGO))

    def another_school(self, school: School) -> School:
        """A school in the usual way other than this one."""
        return self.lot.choice([one for one in self.schools if one is not school])

    def somebody(self) -> str:
        """The name of a grown-up."""
        return f"{first_name(self.lot, self.lot.choice('FM'))} {surname(self.lot)}"


@dataclass(frozen=True, slots=True)
class Everyday:
    """One kind of everyday case: its figure, who can have it, and how it is told. `tell` gives what must follow when
    the service's rows stand alone."""

    figure: str
    tell: Callable[[Draw, Life], Expected]
    fits: Callable[[Life], bool] = lambda life: True


def _no_roll(since: date | None = None) -> Expected:
    """What follows of a child whom a service knows and no school: nobody knows of a roll, and somebody must look."""
    return Expected("to be checked", ("no-roll",), since)


def _episode(
    draw: Draw, feed: str, sender: str, first: date, cells: dict[str, object], ended: tuple[str, date] | None
) -> list[Told]:
    """A case in a list of cases: as it is while it goes on, and with its last day in the first list after it ended."""
    if ended is None:
        return [Told(feed, sender, first, cells)]
    heading, last = ended
    told = next((posting.on for posting in post.caseload_days(draw.terms) if posting.on >= last), last)
    before = Told(feed, sender, first, cells, until=date.fromordinal(last.toordinal() - 1))
    return [before, Told(feed, sender, last, cells | {heading: last}, until=told)]


def _welfare_case(draw: Draw, life: Life) -> Expected:
    """A penalty notice, late arrivals: nothing of which the list takes note."""
    opened = draw.day()
    cells: dict[str, object] = {
        "Kind of case": draw.lot.choice(
            ("Attendance", "Persistent absence", "Penalty notice", "Punctuality")
        ),
        "Case opened": opened,
        "Officer": draw.somebody(),
        "Next step": "Meet the family at school",
        "Last seen": opened,
        "Seen by": "Attendance officer",
    }
    life.told += _episode(draw, "education-welfare", services.EDUCATION_WELFARE, opened, cells, None)
    return _no_roll()


def _severe_absence(draw: Draw, life: Life) -> Expected:
    """Half of the sessions missed or more, and no plan yet: to be checked, though the school offers full time."""
    opened = draw.day()
    cells: dict[str, object] = {
        "Kind of case": "Severely absent",
        "Case opened": opened,
        "Officer": draw.somebody(),
    }
    life.told += _episode(draw, "education-welfare", services.EDUCATION_WELFARE, opened, cells, None)
    usual = taught_week_default(key_stage(life.person.year), draw.terms.reference_week).hours
    life.expected = Expected("to be checked", ("low-attendance-plan",), opened, usual, usual)
    return Expected("to be checked", ("low-attendance-plan", "no-roll"), opened)


def _behaviour_plan(draw: Draw, life: Life) -> Expected:
    """A plan within a full week at school."""
    begins = draw.day()
    cells: dict[str, object] = {"Plan from": begins, "School": life.roll.school, "Part time at school": "no"}
    life.told += _episode(draw, "behaviour-support", services.BEHAVIOUR_SUPPORT, begins, cells, None)
    return Expected("on", ("behaviour-plan",), begins)


def _mental_health(draw: Draw, life: Life) -> Expected:
    """With a service in the community, and at school full time; to be checked where the school does not say so."""
    accepted = draw.day()
    cells: dict[str, object] = {
        "Service": draw.lot.choice(("Community CAMHS", "Tier 3", "Outpatient")),
        "Accepted": accepted,
        "Has a school place": YES,
        "Worker": draw.somebody(),
    }
    life.told += _episode(draw, "camhs", MENTAL_HEALTH, accepted, cells, None)
    if life.roll.full_time != YES:
        life.expected = _evidence("camhs-community", accepted)
    return Expected("on", ("camhs-community",), accepted)


def _hospital_stay(draw: Draw, life: Life) -> Expected:
    """A few days in hospital, and back at school."""
    days_ago = draw.lot.randint(20, _LONGEST_AGO)
    admitted = draw.terms.school_days_ago(days_ago)
    discharged = draw.terms.school_days_ago(days_ago - draw.lot.randint(2, 12))
    cells: dict[str, object] = {
        "Ward": draw.lot.choice(("Ward 4", "Skylark", "Ward 12")),
        "Admitted": admitted,
    }
    ended = ("Discharged", discharged)
    life.told += _episode(draw, "hospital", draw.lot.choice(HOSPITALS), admitted, cells, ended)
    return _no_roll(discharged)


def _pregnant(draw: Draw, life: Life) -> Expected:
    """Known to the maternity service, and at school full time; to be checked where the school does not say so."""
    known = draw.terms.school_days_ago(draw.lot.randint(_SHORTEST_AGO, 60))
    cells: dict[str, object] = {
        "Known since": known,
        "Expected date of birth": date.fromordinal(known.toordinal() + 200),
        "Agreed to sharing": YES,
    }
    life.told += _episode(draw, "antenatal", services.ANTENATAL, known, cells, None)
    if life.roll.full_time != YES:
        life.expected = _evidence("pregnant-or-young-mother", known)
    return Expected("on", ("pregnant-or-young-mother",), known)


def _community_order(draw: Draw, life: Life) -> Expected:
    """Worked with in the community, with a school place; of the order nothing is kept."""
    first = draw.day()
    cells: dict[str, object] = {
        "Order": draw.lot.choice(("YRO", "Referral order", "Out of court")),
        "From": first,
        "Has a school place": YES,
        "Worker": draw.somebody(),
    }
    life.told += _episode(draw, "youth-justice", services.YOUTH_JUSTICE, first, cells, None)
    return _no_roll()


def _met_by_police(draw: Draw, life: Life) -> Expected:
    """Met out of school in school hours."""
    on = draw.day()
    cells: dict[str, object] = {
        "What happened": draw.lot.choice(("Truancy patrol", "Out of school")),
        "Date": on,
        "Where seen": draw.lot.choice(("a shopping centre", "the bus station", "a park")),
        "Alone": draw.lot.choice((YES, "no")),
    }
    life.told.append(Told("police", services.POLICE, on, cells))
    return _no_roll()


def _in_need(draw: Draw, life: Life) -> Expected:
    return _social_care(draw, life, "CIN")


def _protection_plan(draw: Draw, life: Life) -> Expected:
    return _social_care(draw, life, "CPP")


def _social_care(draw: Draw, life: Life, status: str) -> Expected:
    """A status of social care is no reason by itself; of a child on no roll it is the first word of anybody."""
    started = draw.day()
    cells: dict[str, object] = {"Status": status, "Start date": started}
    life.told += _episode(draw, "social-care", services.SOCIAL_CARE, started, cells, None)
    return _no_roll(started)


def looked_after(draw: Draw, life: Life) -> None:
    """Looked after and at school. Rows must hang together: a roll's word on who looks after a child outlasts it."""
    started = draw.day()
    cells: dict[str, object] = {
        "Status": _LOOKED_AFTER,
        "Start date": started,
        "Authority": life.looked_after_by,
    }
    life.told += _episode(draw, "social-care", services.SOCIAL_CARE, started, cells, None)
    life.clean = True


def plan(draw: Draw, life: Life) -> Expected:
    """An education, health and care plan, and the school that it names."""
    issued = draw.day()
    cells: dict[str, object] = {
        "SEN provision": PLAN,
        "Plan issued": issued,
        "Primary need": life.sen_type,
        "School named": life.roll.school,
        "Provision specified": draw.lot.choice(("Speech and language therapy", "A teaching assistant")),
        "Hours specified": Decimal(draw.lot.choice(("1", "5", "12.5"))),
    }
    life.told += _episode(draw, "send", services.SPECIAL_NEEDS, issued, cells, None)
    return _no_roll(issued)


def _change_of_school(draw: Draw, life: Life) -> Expected:
    """An application for another school, while the child goes on at its own."""
    applied = draw.day()
    cells: dict[str, object] = {
        "Applied on": applied,
        "School applied for": life.roll.school,
        "Home authority": life.home_authority,
    }
    life.told += _episode(draw, "admissions", services.ADMISSIONS, applied, cells, None)
    # Whoever waits for a place and has none has no hours: that is known.
    return Expected("on", ("awaiting-place",), applied, _NONE, _NONE, _NONE)


def _new_arrival(draw: Draw, life: Life) -> Expected:
    """Came here in the last months and found a place, the first at a school that anybody knows of."""
    place_on = life.roll.entry = draw.day()
    arrived = date.fromordinal(place_on.toordinal() - draw.lot.randint(5, 40))
    cells: dict[str, object] = {
        "Came from": draw.lot.choice(("Overseas", "Another LA", "Out of area")),
        "Arrived on": arrived,
        "Awaiting a place since": arrived,
        "Place starts on": place_on,
        "Place found at": life.roll.school,
    }
    life.told.append(Told("new-arrivals", services.NEW_ARRIVALS, place_on, cells))
    return _no_roll(place_on)


def _concern(draw: Draw, life: Life) -> Expected:
    """A worry that a parent raised, and an answer."""
    ago = draw.lot.randint(20, _LONGEST_AGO)
    raised, answered = draw.terms.school_days_ago(ago), draw.terms.school_days_ago(ago - 8)
    cells: dict[str, object] = {
        "Raised on": raised,
        "Raised by": draw.somebody(),
        "To the child": draw.lot.choice(("Mother", "Father", "Grandmother", "Neighbour")),
        "What was said": "Worried that lessons are missed.",
        "Answered on": answered,
        "Answer": "The school was asked, and has met the family.",
    }
    life.told.append(Told("concerns", services.CONCERNS, answered, cells))
    return _no_roll()


def _managed_move(draw: Draw, life: Life) -> Expected:
    """A trial at another school in the usual way, while the first keeps the roll: full time all the same."""
    begins = draw.terms.school_days_ago(draw.lot.randint(_SHORTEST_AGO, 60))
    cells: dict[str, object] = {
        "New school": draw.another_school(life.roll.school),
        "Trial from": begins,
        "Stays on the roll of": draw.lot.choice(("Home school", "Original school")),
        "Outcome": draw.lot.choice(("", "Ongoing")),
        "Review date": draw.terms.school_days_ahead(10),
    }
    life.told.append(Told("managed-moves", school_key(life.roll.school), begins, cells))
    return Expected()


def _attainment(draw: Draw, life: Life) -> Expected:
    """What a child reached, and in the years of examinations the course, as the child's own school tells of it."""
    assessed = draw.terms.end_of_last_year
    school = school_key(life.roll.school)
    if life.person.year < _EXAMINATION_YEAR:
        reached: dict[str, object] = {
            "Subject": draw.lot.choice(("Reading", "Mathematics")),
            "Result": str(draw.lot.randint(85, 118)),
            "Scale": "scaled score",
            "Stage": "Teacher assessment",
            "Assessed on": assessed,
        }
        life.told.append(Told("attainment", school, assessed, reached))
        return Expected()
    cells: dict[str, object] = {
        "Subject": draw.lot.choice(("Mathematics", "English language", "Biology")),
        "Result": str(draw.lot.randint(2, 8)),
        "Scale": "GCSE grade",
        "Stage": "Current",
        "Assessed on": assessed,
        "Qualification": "GCSE",
        "Level": draw.lot.choice(("Foundation", "Higher")),
        "Awarding board": draw.lot.choice(("AQA", "Edexcel", "Eduqas", "OCR")),
        "Target": str(draw.lot.randint(4, 9)),
    }
    life.told.append(Told("attainment", school, assessed, cells))
    return Expected()


def _evidence(reason: str, since: date) -> Expected:
    """One service's word of a child whose school does not say whether the week is full: nobody knows the hours."""
    return Expected("to be checked", (reason,), since)


def _is_full_time(life: Life) -> bool:
    return life.roll.full_time == YES


def _is_teenage(life: Life) -> bool:
    return life.person.year >= _TEENAGE_YEAR


def _is_girl_of_fifteen(life: Life) -> bool:
    return life.person.sex == "F" and life.person.year >= _EXAMINATION_YEAR


def _sits_examinations(life: Life) -> bool:
    return life.person.year >= _EXAMINATION_YEAR


EVERYDAY = (
    Everyday("welfare-case", _welfare_case),
    Everyday("severe-absence", _severe_absence, _is_teenage),
    Everyday("behaviour-plan", _behaviour_plan, _is_full_time),
    Everyday("mental-health", _mental_health, _is_teenage),
    Everyday("hospital-stay", _hospital_stay),
    Everyday("pregnant", _pregnant, _is_girl_of_fifteen),
    Everyday("community-order", _community_order, _sits_examinations),
    Everyday("met-by-police", _met_by_police, _is_teenage),
    Everyday("in-need", _in_need),
    Everyday("protection-plan", _protection_plan),
    Everyday("change-of-school", _change_of_school),
    Everyday("new-arrival", _new_arrival),
    Everyday("concern", _concern),
    Everyday("managed-move", _managed_move),
    Everyday("attainment", _attainment),
)
