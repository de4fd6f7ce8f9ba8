"""Stories of alternative provision: full time, part of the week, with two providers, with hours that nobody counts.

Education away from a school of the usual kind puts a child on the list, full time or not (Ofsted 2013, the first
recommendation). Where the school arranged a part of the week elsewhere and does not say what it still gives, the
hours of the whole week are not known.
"""

from datetime import date
from decimal import Decimal

from sightline.demo.draws import calibrated, per_ten_thousand
from sightline.demo.lives import NO, Expected, Life, OnRoll, Placed
from sightline.demo.pictures import provider_key, school_key
from sightline.demo.providers import Provider
from sightline.demo.schools import ALTERNATIVE, REFERRAL_UNIT
from sightline.demo.stories.teller import OLDER_YEARS, Story, Teller, told_by_provider

# What the statistics call reasons and settings, in the words that providers' files use.
_REASONS = {
    "Off-site placement for behavioural support": ("behaviour-plan", ("behaviour-plan",)),
    "Medical condition (mental health need)": ("MHN", ("camhs-community",)),
    "Medical condition (physical health need)": ("PHN", ("medical",)),
    "Other": ("OTH", ()),
    "Suspension": ("OTH", ()),
    "Permanent exclusion (where still going through the review process)": ("OTH", ()),
}
_SETTINGS = {
    "Education setting with URN": "alternative-school",
    "Registered provider with UKPRN": "college",
    "Non-maintained further education college": "college",
    "Other unregistered provider": "vocational",
    "One on one tuition": "one-to-one",
    "Work based placement": "work-based",
}


def arranged_by_school(teller: Teller) -> Life:
    """A part of the week, or all of it, with a provider whom the school chose, for one of the reasons of the census."""
    life = teller.child(OLDER_YEARS)
    reason, setting = calibrated("alternative-provision").draw(teller.lot)
    code, slugs = _REASONS[reason]
    provider = teller.provider(_SETTINGS[setting], counts_hours=True)
    full = teller.lot.random() < 0.4
    hours = Decimal(25) if full else teller.hours("5", "6", "10", "12")
    start = teller.ago(15, 120)
    placed = Placed(provider, start, hours, "school", code, "school-arranged", school=life.roll.school)
    life.placements.append(placed)
    attended = hours - Decimal(2)
    teller.count(life, placed, hours, attended)
    life.roll.full_time = NO
    reasons = tuple(sorted({"alternative-provision", *slugs}))
    life.expected = (
        Expected("on", reasons, start, hours, hours, attended) if full else Expected("on", reasons, start)
    )
    life.expected_alone = {
        school_key(life.roll.school): Expected("to be checked", ("part-time-timetable",)),
        provider_key(provider): told_by_provider(life, placed, reasons),
    }
    return life


def full_time_academy(teller: Teller) -> Life:
    """Full time at an alternative provision academy, still on the roll of the child's own school too."""
    life = teller.child(OLDER_YEARS)
    main, academy = life.roll, teller.lot.choice(teller.schools.of(ALTERNATIVE))
    start = teller.ago(20, 90)
    main.status = "M"
    life.rolls.append(OnRoll(academy, start, status="S"))
    placed = Placed(
        teller.provider_of(academy), start, Decimal(25), "school", "OTH", "section-29a", school=main.school
    )
    life.placements.append(placed)
    teller.count(life, placed, Decimal(25), Decimal("23.75"))
    life.expected = Expected(
        "on", ("alternative-provision",), start, Decimal(25), Decimal(25), Decimal("23.75")
    )
    life.clean = True
    return life


def referral_unit(teller: Teller) -> Life:
    """On the roll of the pupil referral unit and no other, for behaviour."""
    life = teller.child(OLDER_YEARS)
    unit = teller.lot.choice(teller.schools.of(REFERRAL_UNIT))
    entry = teller.terms.first_day(teller.terms.last_year)
    life.rolls = [OnRoll(unit, entry)]
    placed = Placed(teller.provider_of(unit), entry, Decimal(25), "authority", "behaviour-plan", "section-19")
    life.placements.append(placed)
    teller.count(life, placed, Decimal(25), Decimal(18))
    life.expected = Expected(
        "on", ("alternative-provision", "behaviour-plan"), entry, Decimal(25), Decimal(25), Decimal(18)
    )
    life.clean = True
    return life


def two_half_time(teller: Teller) -> Life:
    """Two providers, each half the week: the hours add up."""
    life = teller.child(OLDER_YEARS)
    one, other = teller.provider("area-base"), teller.provider("college")
    start, later = teller.ago(40, 50), teller.ago(20, 30)
    _place(teller, life, one, start, "13", "11")
    _place(teller, life, other, later, "12", "12")
    life.expected = Expected("on", ("alternative-provision",), start, Decimal(25), Decimal(25), Decimal(23))
    life.clean = True
    return life


def one_does_not_count(teller: Teller) -> Life:
    """Two providers, one of whom never says how many hours the child had: the whole is not known."""
    life = teller.child(OLDER_YEARS)
    one = teller.provider("area-base")
    silent = teller.provider("vocational", counts_hours=False)
    start, later = teller.ago(40, 50), teller.ago(20, 30)
    _place(teller, life, one, start, "10", "9")
    life.placements.append(
        Placed(
            silent,
            later,
            Decimal(6),
            "authority",
            "alternative-provision",
            "section-19",
            school=life.roll.school,
        )
    )
    life.expected = Expected("on", ("alternative-provision",), start, Decimal(16), None, None)
    life.clean = True
    return life


def silent_provider(teller: Teller) -> Life:
    """A provider that says neither how many hours are planned nor how many were had."""
    life = teller.child(OLDER_YEARS)
    silent = teller.provider("vocational", counts_hours=False)
    start = teller.ago(30, 50)
    placed = Placed(
        silent, start, None, "authority", "alternative-provision", "section-19", school=life.roll.school
    )
    life.placements.append(placed)
    teller.count(life, placed, None, None)
    life.expected = Expected("on", ("alternative-provision",), start)
    life.clean = True
    return life


def tutor_away(teller: Teller) -> Life:
    """Ten hours planned, none offered last week because the tutor was away: nought is not unknown."""
    life = teller.child(OLDER_YEARS)
    tutor = teller.provider("one-to-one")
    start = teller.ago(20, 40)
    placed = _place(teller, life, tutor, start, "10", "8")
    for week in life.hours:
        if week.monday == teller.terms.reference_week:
            week.offered = week.attended = Decimal(0)
    life.expected = Expected("on", ("alternative-provision",), start, placed.hours, Decimal(0), Decimal(0))
    life.clean = True
    return life


def came_back(teller: Teller) -> Life:
    """A placement that has ended: back at school full time, and off the list."""
    life = teller.child(OLDER_YEARS)
    start, end = teller.ago(80, 90), teller.ago(10, 12)
    placed = Placed(
        teller.provider("vocational", counts_hours=True),
        start,
        Decimal(6),
        "school",
        "behaviour-plan",
        end=end,
    )
    life.placements.append(placed)
    teller.count(life, placed, Decimal(6), Decimal(6))
    life.roll.full_time = "yes"
    life.clean = True
    return life


def known_to_a_provider_alone(teller: Teller) -> Life:
    """Tutored for the authority, and no school has told us of the child."""
    life = teller.newcomer(teller.lot.randint(6, 11))
    hours = teller.hours("5", "8", "10", "15")
    start = teller.ago(10, 100)
    provider = teller.provider(teller.lot.choice(("one-to-one", "e-learning", "home-tuition", "area-base")))
    placed = Placed(provider, start, hours, "authority", "awaiting-place", "section-19")
    life.placements.append(placed)
    teller.count(life, placed, hours, hours - 1)
    reasons = ("alternative-provision", "awaiting-place")
    life.expected = Expected("on", reasons, start, hours, hours, hours - 1)
    return life


def _place(teller: Teller, life: Life, provider: Provider, start: date, hours: str, attended: str) -> Placed:
    """Place the child with a provider for the authority, and count the hours."""
    placed = Placed(
        provider,
        start,
        Decimal(hours),
        "authority",
        "alternative-provision",
        "section-19",
        school=life.roll.school,
    )
    life.placements.append(placed)
    teller.count(life, placed, Decimal(hours), Decimal(attended))
    return placed


STORIES = (
    Story(
        "school-arranged",
        "Placed by the school, as in the census",
        per_ten_thousand("alternative-provision"),
        arranged_by_school,
    ),
    Story("academy-full-time", "Full time at an alternative provision academy", 1.5, full_time_academy),
    Story("referral-unit", "On the referral unit's roll alone", 5.0, referral_unit),
    Story("two-half-time", "Two half-time providers", 0.6, two_half_time),
    Story("hours-unknown-in-part", "Two providers, one of whom does not count", 0.6, one_does_not_count),
    Story("silent-provider", "A provider that says no hours at all", 0.8, silent_provider),
    Story("tutor-away", "Hours planned, none offered", 0.2, tutor_away),
    Story("placement-ended", "A placement that has ended", 3.0, came_back),
    Story(
        "provider-alone",
        "Known to a provider and to no school",
        per_ten_thousand("authority-arranged") * 0.5,
        known_to_a_provider_alone,
    ),
)
