"""Stories of illness, units, babies and custody: the roll is kept, and the education is somewhere else."""

from datetime import date
from decimal import Decimal

from sightline.demo.draws import per_ten_thousand
from sightline.demo.lives import Expected, Life, OnRoll, Placed
from sightline.demo.pictures import provider_key, school_key
from sightline.demo.providers import Provider
from sightline.demo.schools import HOSPITAL
from sightline.demo.stories import services
from sightline.demo.stories.teller import OLDER_YEARS, Story, Teller, told_by_provider


def _placed(
    teller: Teller,
    life: Life,
    provider: Provider,
    start: date,
    hours: str,
    attended: str,
    *,
    by: str,
    reason: str,
    words: str = "",
    alone: str = "no",
    online: str = "no",
) -> Placed:
    """Place the child, with the hours counted week by week."""
    placed = Placed(
        provider,
        start,
        Decimal(hours),
        by,
        reason,
        "section-19" if by == "authority" else "",
        words=words,
        alone=alone,
        online=online,
        review=teller.ahead(10),
        school=life.roll.school,
    )
    life.placements.append(placed)
    teller.count(life, placed, Decimal(hours), Decimal(attended))
    return placed


def hospital_school(teller: Teller) -> Life:
    """Long in hospital, taught by the hospital school, which has the child on its roll beside the child's own."""
    life = teller.child()
    main, ward = life.roll, teller.lot.choice(teller.schools.of(HOSPITAL))
    start = teller.ago(15, 60)
    main.status = "M"
    life.rolls.append(OnRoll(ward, start, status="S"))
    _placed(teller, life, teller.provider_of(ward), start, "15", "13", by="health", reason="PHN")
    services.hospital_stay(life, start, evidence=start, school=main.school)
    life.expected = Expected(
        "on", ("alternative-provision", "medical"), start, Decimal(15), Decimal(15), Decimal(13)
    )
    life.clean = True
    return life


def in_patient(teller: Teller) -> Life:
    """In the unit for eating disorders, taught there nearly full time."""
    life = teller.child(OLDER_YEARS)
    start = teller.ago(20, 70)
    unit = teller.provider("in-patient-mental-health")
    _placed(teller, life, unit, start, "23", "22", by="health", reason="camhs-inpatient")
    services.mental_health(life, "in-patient", start, unit=unit, taught=Decimal(23))
    life.expected = Expected(
        "on", ("alternative-provision", "camhs-inpatient"), start, Decimal(23), Decimal(23), Decimal(22)
    )
    life.clean = True
    return life


def home_tuition(teller: Teller) -> Life:
    """Five to eight hours of home tuition a week for a child too anxious for school: the report's own figure."""
    life = teller.child(OLDER_YEARS)
    hours = teller.lot.choice(("5", "6", "8"))
    start = teller.ago(25, 110)
    placed = _placed(
        teller,
        life,
        teller.provider("home-tuition"),
        start,
        hours,
        hours,
        by="authority",
        reason="MHN",
        alone="yes",
    )
    reasons = ("alternative-provision", "camhs-community")
    life.expected = Expected("on", reasons, start, Decimal(hours), Decimal(hours), Decimal(hours))
    # The school's rows alone tell of a pupil on its roll, and of nothing else.
    life.expected_alone = {
        school_key(life.roll.school): Expected(),
        provider_key(placed.provider): told_by_provider(life, placed, reasons),
    }
    return life


def community_centre(teller: Teller) -> Life:
    """Twelve hours a week at the centre that the community mental health service runs."""
    life = teller.child(OLDER_YEARS)
    start = teller.ago(20, 80)
    centre = teller.provider("community-mental-health")
    _placed(teller, life, centre, start, "12", "9.5", by="health", reason="camhs-community")
    services.mental_health(life, "community", start, unit=centre, taught=Decimal(12))
    life.expected = Expected(
        "on", ("alternative-provision", "camhs-community"), start, Decimal(12), Decimal(12), Decimal("9.5")
    )
    life.clean = True
    return life


def ill_at_home(teller: Teller) -> Life:
    """Recovering from an operation, with lessons on line and a tutor: two providers."""
    life = teller.child(OLDER_YEARS)
    start = teller.ago(30, 40)
    _placed(
        teller,
        life,
        teller.provider("e-learning"),
        start,
        "10",
        "4",
        by="authority",
        reason="PHN",
        online="yes",
    )
    _placed(
        teller,
        life,
        teller.provider("one-to-one"),
        teller.ago(15, 20),
        "4",
        "4",
        by="authority",
        reason="medical",
    )
    life.expected = Expected(
        "on", ("alternative-provision", "medical"), start, Decimal(14), Decimal(14), Decimal(8)
    )
    life.clean = True
    return life


def young_mother(teller: Teller) -> Life:
    """On track for good grades, now ten hours a week of parenting skills."""
    life = teller.child((10, 11))
    while life.person.sex != "F":
        life = teller.child((10, 11))
    start = teller.ago(20, 60)
    group = next(
        provider for provider in teller.providers if provider.name == "Young Parents' Learning Group"
    )
    _placed(teller, life, group, start, "10", "8", by="authority", reason="pregnant-or-young-mother")
    life.expected = Expected(
        "on",
        ("alternative-provision", "pregnant-or-young-mother"),
        start,
        Decimal(10),
        Decimal(10),
        Decimal(8),
    )
    life.clean = True
    return life


def in_custody(teller: Teller) -> Life:
    """Sentenced to a secure children's home, taught there full time; the school keeps the roll."""
    life = teller.child((10, 11))
    start = teller.ago(15, 60)
    secure = teller.provider("secure")
    _placed(teller, life, secure, start, "25", "25", by="court", reason="in-custody")
    services.custody(life, start, setting=secure, school=life.roll.school, roll_kept="yes")
    life.expected = Expected("on", ("in-custody",), start, Decimal(25), Decimal(25), Decimal(25))
    life.clean = True
    return life


def rarely_attends(teller: Teller) -> Life:
    """A plan for coming back, in steps, at the area base."""
    life = teller.child(OLDER_YEARS)
    start = teller.ago(20, 60)
    base = teller.provider("area-base")
    _placed(teller, life, base, start, "8", "3", by="authority", reason="low-attendance-plan")
    services.welfare_case(
        life, "low-attendance-plan", start, plan="Short days at the area base", review=teller.ahead(7)
    )
    life.expected = Expected(
        "on", ("alternative-provision", "low-attendance-plan"), start, Decimal(8), Decimal(8), Decimal(3)
    )
    life.clean = True
    return life


STORIES = (
    Story("hospital-school", "On the hospital school's roll too", 1.0, hospital_school),
    Story("in-patient", "In-patient mental health unit", 0.6, in_patient),
    Story(
        "home-tuition",
        "Home tuition, five to eight hours",
        per_ten_thousand("authority-arranged") * 0.5,
        home_tuition,
    ),
    Story("community-mental-health", "Community mental health centre", 1.2, community_centre),
    Story("ill-at-home", "Ill at home, lessons on line and a tutor", 1.0, ill_at_home),
    Story("young-mother", "A young mother", 0.5, young_mother),
    Story("in-custody", "In a secure setting", 0.3, in_custody),
    Story("rarely-attends", "Rarely attends, with a plan", 1.0, rarely_attends),
)
