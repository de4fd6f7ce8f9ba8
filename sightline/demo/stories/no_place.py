"""Stories of children without a school place: left and not arrived, new here, out of custody, complex needs.

That no school has told us of a child is evidence only: beside a reason that is sure, it is not counted as one.
"""

from datetime import date, timedelta
from decimal import Decimal

from sightline.demo import post
from sightline.demo.draws import per_ten_thousand
from sightline.demo.lives import Expected, Life, Placed
from sightline.demo.places import AUTHORITY_CODE
from sightline.demo.stories.teller import NONE_AT_ALL, Story, Teller, leave

_MISSING = per_ten_thousand("missing-education")
_DAY = timedelta(days=1)


def left_without_destination(teller: Teller) -> Life:
    """Off the roll weeks ago, for no ground that says where to: on nobody's roll, and known to have no provision."""
    life = teller.child()
    last = teller.ago(15, 100)
    ground = teller.lot.choice(("", "absent_20_unauth", ""))
    leave(life, last, ground)
    since = teller.first_school_day(last + _DAY)
    life.expected = Expected("on", ("no-roll",), since, NONE_AT_ALL, NONE_AT_ALL, NONE_AT_ALL)
    return life


def left_for_another_area(teller: Teller) -> Life:
    """Off the roll, said to have moved to the county next door; nobody there has confirmed it."""
    life = teller.child()
    last = teller.ago(15, 60)
    leave(life, last, "registered_elsewhere", "A school in Norvale")
    life.expected = Expected("to be checked", ("no-roll",), teller.first_school_day(last + _DAY))
    return life


def gone_from_the_roll(teller: Teller) -> Life:
    """In the school's file last month, not in this week's, and nobody said that the child had left."""
    life = teller.child()
    life.roll.vanished = teller.ago(8)
    latest = post.roll_days(teller.terms)[-1]
    noticed = post.roll_sent_on(teller.seed, life.roll.school.urn, latest)
    life.expected = Expected("to be checked", ("no-roll",), noticed)
    return life


def new_to_country(teller: Teller) -> Life:
    """Arrived in autumn, waiting for a place, learning English on line."""
    life = teller.newcomer(teller.lot.randint(4, 10))
    return _without_roll(teller, life, "e-learning", "10", "7", "NEW", "new-to-country", teller.ago(10, 30))


def from_custody(teller: Teller) -> Life:
    """Released three weeks ago, no school found: eight hours with a tutor."""
    life = teller.newcomer(11)
    return _without_roll(
        teller, life, "one-to-one", "8", "6", "from-custody", "from-custody", teller.ago(13, 17)
    )


def moved_here(teller: Teller) -> Life:
    """Moved from another area, no place yet."""
    life = teller.newcomer(teller.lot.randint(3, 9))
    return _without_roll(
        teller, life, "one-to-one", "6", "6", "moved-no-place", "moved-no-place", teller.ago(10, 40)
    )


def looked_after_moved(teller: Teller) -> Life:
    """Looked after, moved to a new carer, no school place yet."""
    life = teller.newcomer(teller.lot.randint(6, 10))
    return _without_roll(
        teller,
        life,
        "home-tuition",
        "10",
        "10",
        "looked-after-no-place",
        "looked-after-no-place",
        teller.ago(10, 40),
    )


def complex_needs(teller: Teller) -> Life:
    """An education, health and care plan, and no school that can meet it: five hours of tuition."""
    life = teller.newcomer(teller.lot.randint(3, 9))
    life.sen, life.plan_authority = "E", AUTHORITY_CODE
    return _without_roll(
        teller,
        life,
        "home-tuition",
        "5",
        "5",
        "complex-needs-no-place",
        "complex-needs-no-place",
        teller.ago(30, 120),
    )


def traveller(teller: Teller) -> Life:
    """A Traveller child for whom lessons on line were arranged."""
    life = teller.newcomer(teller.lot.randint(7, 10))
    return _without_roll(teller, life, "e-learning", "15", "5", "traveller", "traveller", teller.ago(20, 60))


def _without_roll(
    teller: Teller, life: Life, kind: str, hours: str, attended: str, reason: str, slug: str, start: date
) -> Life:
    """A placement for a child whom no school has told us of."""
    provider = teller.provider(kind)
    placed = Placed(provider, start, Decimal(hours), "authority", reason, "section-19")
    life.placements.append(placed)
    teller.count(life, placed, Decimal(hours), Decimal(attended))
    reasons = tuple(sorted(("alternative-provision", slug)))
    life.expected = Expected("on", reasons, placed.start, Decimal(hours), Decimal(hours), Decimal(attended))
    return life


STORIES = (
    Story(
        "left-without-destination",
        "Left, and nobody knows for where",
        _MISSING * 0.6,
        left_without_destination,
    ),
    Story("left-for-another-area", "Left, said to be elsewhere", _MISSING * 0.25, left_for_another_area),
    Story("gone-from-the-roll", "Gone from the school's file", _MISSING * 0.15, gone_from_the_roll),
    Story("new-to-country", "New to the country", 1.5, new_to_country),
    Story("from-custody", "Out of custody without a place", 0.2, from_custody),
    Story("moved-here", "Moved here without a place", 1.0, moved_here),
    Story("looked-after-no-place", "Looked after, moved, without a place", 0.3, looked_after_moved),
    Story("complex-needs", "Complex needs and no suitable place", 0.8, complex_needs),
    Story("traveller", "A Traveller child with lessons on line", 0.4, traveller),
)
