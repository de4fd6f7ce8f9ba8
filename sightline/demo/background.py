"""What services tell of ordinary children: the everyday volume beside the stories.

Nobody comes onto the list by it but the few of whom it is said here, and those whose rows a service's mistakes keep
apart from their school's: such rows tell of a child whom no school seems to know. `expected_alone` says what follows.
How many there are of each stands in `data/background.csv`, with its source.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sightline.demo import post
from sightline.demo.draws import stream, table, whole_number
from sightline.demo.lives import YES, Expected, Life, Told
from sightline.demo.names import first_name, surname
from sightline.demo.people import LAST_YEAR_GROUP
from sightline.demo.pictures import SOCIAL_CARE, school_key
from sightline.demo.places import AUTHORITY_CODE
from sightline.demo.terms import Terms
from sightline.domain.hours import taught_week_default
from sightline.domain.school_age import key_stage

EDUCATION_WELFARE = "team:education-welfare"
BEHAVIOUR_SUPPORT = "team:behaviour-support"
SEND_TEAM = "team:send"
ADMISSIONS = "team:admissions"
NEW_ARRIVALS = "team:new-arrivals"
CONCERNS = "team:concerns"
HOSPITALS = ("health:ambershire-hospitals", "health:norvale-childrens-hospital")
MENTAL_HEALTH = "health:community-mental-health-service"
MATERNITY = "health:antenatal-service"
YOUTH_JUSTICE = "justice:youth-justice-service"
POLICE = "justice:ambershire-police"

_FIRST_YEAR, _TEENAGE_YEAR, _EXAMINATION_YEAR = 2, 8, 10
_LONGEST_AGO, _SHORTEST_AGO = 170, 5
# Whose word on who looks after a child is the authority's own.
_LOOKED_AFTER = "looked-after"
_PLAN = "E"
_NONE = Decimal(0)


@dataclass(slots=True)
class _Desk:
    """Whoever draws the everyday cases: the days, and the children to whom nothing else has happened."""

    lot: random.Random
    terms: Terms
    waiting: list[Life]

    def child(self, fits: Callable[[Life], bool] = lambda life: True) -> Life | None:
        """The next child that fits, who is then taken; None when there is none left."""
        for place in range(len(self.waiting) - 1, -1, -1):
            if fits(self.waiting[place]):
                return self.waiting.pop(place)
        return None

    def day(self) -> date:
        """A school day of this school year or the last, some days ago."""
        return self.terms.school_days_ago(self.lot.randint(_SHORTEST_AGO, _LONGEST_AGO))

    def somebody(self) -> str:
        """The name of a grown-up."""
        return f"{first_name(self.lot, self.lot.choice('FM'))} {surname(self.lot)}"


@dataclass(frozen=True, slots=True)
class _Everyday:
    """One kind of everyday case: its figure, who can have it, and how it is told. `tell` gives what must follow when
    the service's rows stand alone."""

    figure: str
    tell: Callable[[_Desk, Life], Expected]
    fits: Callable[[Life], bool] = lambda life: True


def add_background(seed: int, pupils: int, terms: Terms, lives: list[Life]) -> None:
    """Let services tell of ordinary children, of every plan and of every child looked after.

    Whoever is told of by a service and does not say what follows of its rows alone gets clean identifiers, so that no
    story comes apart.
    """
    lot = stream(seed, "background")
    waiting = [life for life in lives if _is_ordinary(life)]
    lot.shuffle(waiting)
    desk = _Desk(lot, terms, waiting)
    for kind in _EVERYDAY:
        for _ in range(max(1, whole_number(lot, _per_ten_thousand(kind.figure) * pupils / 10_000))):
            if (life := desk.child(kind.fits)) is not None:
                _tell(desk, life, kind.tell)
    for life in lives:
        if not life.told and _is_settled(life):
            if life.looked_after_by:
                _looked_after(desk, life)
            elif life.sen == _PLAN and life.plan_authority == AUTHORITY_CODE:
                _tell(desk, life, _plan)
    for life in lives:
        services = {item.sender for item in life.told} - {school_key(school) for school in life.schools}
        life.clean = life.clean or bool(services - life.expected_alone.keys())


def _tell(desk: _Desk, life: Life, tell: Callable[[_Desk, Life], Expected]) -> None:
    alone = tell(desk, life)
    school = school_key(life.roll.school)
    life.expected_alone[school] = Expected()
    for item in life.told:
        if item.sender != school:
            life.expected_alone[item.sender] = alone


def _is_ordinary(life: Life) -> bool:
    """Settled at a school, and nothing is told of the child."""
    return _is_settled(life) and not (life.told or life.looked_after_by or life.sen == _PLAN)


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


def _no_roll(since: date | None = None) -> Expected:
    """What follows of a child whom a service knows and no school: nobody knows of a roll, and somebody must look."""
    return Expected("to be checked", ("no-roll",), since)


def _episode(
    desk: _Desk, feed: str, sender: str, first: date, cells: dict[str, object], ended: tuple[str, date] | None
) -> list[Told]:
    """A case in a list of cases: as it is while it goes on, and with its last day in the first list after it ended."""
    if ended is None:
        return [Told(feed, sender, first, cells)]
    heading, last = ended
    told = next((posting.on for posting in post.caseload_days(desk.terms) if posting.on >= last), last)
    before = Told(feed, sender, first, cells, until=date.fromordinal(last.toordinal() - 1))
    return [before, Told(feed, sender, last, cells | {heading: last}, until=told)]


def _welfare_case(desk: _Desk, life: Life) -> Expected:
    """A penalty notice, late arrivals: nothing of which the list takes note."""
    opened = desk.day()
    cells: dict[str, object] = {
        "Kind of case": desk.lot.choice(
            ("Attendance", "Persistent absence", "Penalty notice", "Punctuality")
        ),
        "Case opened": opened,
        "Officer": desk.somebody(),
        "Next step": "Meet the family at school",
        "Last seen": opened,
        "Seen by": "Attendance officer",
    }
    life.told += _episode(desk, "education-welfare", EDUCATION_WELFARE, opened, cells, None)
    return _no_roll()


def _severe_absence(desk: _Desk, life: Life) -> Expected:
    """Half of the sessions missed or more, and no plan yet: to be checked, though the school offers full time."""
    opened = desk.day()
    cells: dict[str, object] = {
        "Kind of case": "Severely absent",
        "Case opened": opened,
        "Officer": desk.somebody(),
    }
    life.told += _episode(desk, "education-welfare", EDUCATION_WELFARE, opened, cells, None)
    usual = taught_week_default(key_stage(life.person.year), desk.terms.reference_week).hours
    life.expected = Expected("to be checked", ("low-attendance-plan",), opened, usual, usual)
    return Expected("to be checked", ("low-attendance-plan", "no-roll"), opened)


def _behaviour_plan(desk: _Desk, life: Life) -> Expected:
    """A plan within a full week at school."""
    begins = desk.day()
    cells: dict[str, object] = {"Plan from": begins, "School": life.roll.school, "Part time at school": "no"}
    life.told += _episode(desk, "behaviour-support", BEHAVIOUR_SUPPORT, begins, cells, None)
    return Expected("on", ("behaviour-plan",), begins)


def _mental_health(desk: _Desk, life: Life) -> Expected:
    """With a service in the community, and at school full time; to be checked where the school does not say so."""
    accepted = desk.day()
    cells: dict[str, object] = {
        "Service": desk.lot.choice(("Community CAMHS", "Tier 3", "Outpatient")),
        "Accepted": accepted,
        "Has a school place": YES,
        "Worker": desk.somebody(),
    }
    life.told += _episode(desk, "camhs", MENTAL_HEALTH, accepted, cells, None)
    if life.roll.full_time != YES:
        life.expected = _evidence("camhs-community", accepted)
    return Expected("on", ("camhs-community",), accepted)


def _hospital_stay(desk: _Desk, life: Life) -> Expected:
    """A few days in hospital, and back at school."""
    days_ago = desk.lot.randint(20, _LONGEST_AGO)
    admitted = desk.terms.school_days_ago(days_ago)
    discharged = desk.terms.school_days_ago(days_ago - desk.lot.randint(2, 12))
    cells: dict[str, object] = {
        "Ward": desk.lot.choice(("Ward 4", "Skylark", "Ward 12")),
        "Admitted": admitted,
    }
    ended = ("Discharged", discharged)
    life.told += _episode(desk, "hospital", desk.lot.choice(HOSPITALS), admitted, cells, ended)
    return _no_roll(discharged)


def _pregnant(desk: _Desk, life: Life) -> Expected:
    """Known to the maternity service, and at school full time; to be checked where the school does not say so."""
    known = desk.terms.school_days_ago(desk.lot.randint(_SHORTEST_AGO, 60))
    cells: dict[str, object] = {
        "Known since": known,
        "Expected date of birth": date.fromordinal(known.toordinal() + 200),
        "Agreed to sharing": YES,
    }
    life.told += _episode(desk, "antenatal", MATERNITY, known, cells, None)
    if life.roll.full_time != YES:
        life.expected = _evidence("pregnant-or-young-mother", known)
    return Expected("on", ("pregnant-or-young-mother",), known)


def _community_order(desk: _Desk, life: Life) -> Expected:
    """Worked with in the community, with a school place; of the order nothing is kept."""
    first = desk.day()
    cells: dict[str, object] = {
        "Order": desk.lot.choice(("YRO", "Referral order", "Out of court")),
        "From": first,
        "Has a school place": YES,
        "Worker": desk.somebody(),
    }
    life.told += _episode(desk, "youth-justice", YOUTH_JUSTICE, first, cells, None)
    return _no_roll()


def _met_by_police(desk: _Desk, life: Life) -> Expected:
    """Met out of school in school hours."""
    on = desk.day()
    cells: dict[str, object] = {
        "What happened": desk.lot.choice(("Truancy patrol", "Out of school")),
        "Date": on,
        "Where seen": desk.lot.choice(("a shopping centre", "the bus station", "a park")),
        "Alone": desk.lot.choice((YES, "no")),
    }
    life.told.append(Told("police", POLICE, on, cells))
    return _no_roll()


def _in_need(desk: _Desk, life: Life) -> Expected:
    return _social_care(desk, life, "CIN")


def _protection_plan(desk: _Desk, life: Life) -> Expected:
    return _social_care(desk, life, "CPP")


def _social_care(desk: _Desk, life: Life, status: str) -> Expected:
    """A status of social care is no reason by itself; of a child on no roll it is the first word of anybody."""
    started = desk.day()
    cells: dict[str, object] = {"Status": status, "Start date": started}
    life.told += _episode(desk, "social-care", SOCIAL_CARE, started, cells, None)
    return _no_roll(started)


def _looked_after(desk: _Desk, life: Life) -> None:
    """Looked after and at school. Rows must hang together: a roll's word on who looks after a child outlasts it."""
    started = desk.day()
    cells: dict[str, object] = {
        "Status": _LOOKED_AFTER,
        "Start date": started,
        "Authority": life.looked_after_by,
    }
    life.told += _episode(desk, "social-care", SOCIAL_CARE, started, cells, None)
    life.clean = True


def _plan(desk: _Desk, life: Life) -> Expected:
    """An education, health and care plan, and the school that it names."""
    issued = desk.day()
    cells: dict[str, object] = {
        "SEN provision": _PLAN,
        "Plan issued": issued,
        "Primary need": life.sen_type,
        "School named": life.roll.school,
        "Provision specified": desk.lot.choice(("Speech and language therapy", "A teaching assistant")),
        "Hours specified": Decimal(desk.lot.choice(("1", "5", "12.5"))),
    }
    life.told += _episode(desk, "send", SEND_TEAM, issued, cells, None)
    return _no_roll(issued)


def _change_of_school(desk: _Desk, life: Life) -> Expected:
    """An application for another school, while the child goes on at its own."""
    applied = desk.day()
    cells: dict[str, object] = {
        "Applied on": applied,
        "School applied for": life.roll.school,
        "Home authority": life.home_authority,
    }
    life.told += _episode(desk, "admissions", ADMISSIONS, applied, cells, None)
    # Whoever waits for a place and has none has no hours: that is known.
    return Expected("on", ("awaiting-place",), applied, _NONE, _NONE, _NONE)


def _new_arrival(desk: _Desk, life: Life) -> Expected:
    """Came here in the last months and found a place, the first at a school that anybody knows of."""
    place_on = life.roll.entry = desk.day()
    arrived = date.fromordinal(place_on.toordinal() - desk.lot.randint(5, 40))
    cells: dict[str, object] = {
        "Came from": desk.lot.choice(("Overseas", "Another LA", "Out of area")),
        "Arrived on": arrived,
        "Awaiting a place since": arrived,
        "Place starts on": place_on,
        "Place found at": life.roll.school,
    }
    life.told.append(Told("new-arrivals", NEW_ARRIVALS, place_on, cells))
    return _no_roll(place_on)


def _concern(desk: _Desk, life: Life) -> Expected:
    """A worry that a parent raised, and an answer."""
    ago = desk.lot.randint(20, _LONGEST_AGO)
    raised, answered = desk.terms.school_days_ago(ago), desk.terms.school_days_ago(ago - 8)
    cells: dict[str, object] = {
        "Raised on": raised,
        "Raised by": desk.somebody(),
        "To the child": desk.lot.choice(("Mother", "Father", "Grandmother", "Neighbour")),
        "What was said": "Worried that lessons are missed.",
        "Answered on": answered,
        "Answer": "The school was asked, and has met the family.",
    }
    life.told.append(Told("concerns", CONCERNS, answered, cells))
    return _no_roll()


def _attainment(desk: _Desk, life: Life) -> Expected:
    """A result and a course, as the child's own school tells of them."""
    assessed = desk.terms.end_of_last_year
    cells: dict[str, object] = {
        "Subject": desk.lot.choice(("Mathematics", "English language", "Biology")),
        "Result": str(desk.lot.randint(2, 8)),
        "Scale": "GCSE grade",
        "Stage": "Current",
        "Assessed on": assessed,
        "Qualification": "GCSE",
        "Level": desk.lot.choice(("Foundation", "Higher")),
        "Awarding board": desk.lot.choice(("AQA", "Edexcel", "Eduqas", "OCR")),
        "Target": str(desk.lot.randint(4, 9)),
    }
    life.told.append(Told("attainment", school_key(life.roll.school), assessed, cells))
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


_EVERYDAY = (
    _Everyday("welfare-case", _welfare_case),
    _Everyday("severe-absence", _severe_absence, _is_teenage),
    _Everyday("behaviour-plan", _behaviour_plan, _is_full_time),
    _Everyday("mental-health", _mental_health, _is_teenage),
    _Everyday("hospital-stay", _hospital_stay),
    _Everyday("pregnant", _pregnant, _is_girl_of_fifteen),
    _Everyday("community-order", _community_order, _sits_examinations),
    _Everyday("met-by-police", _met_by_police, _is_teenage),
    _Everyday("in-need", _in_need),
    _Everyday("protection-plan", _protection_plan),
    _Everyday("change-of-school", _change_of_school),
    _Everyday("new-arrival", _new_arrival),
    _Everyday("concern", _concern),
    _Everyday("attainment", _attainment, _sits_examinations),
)
