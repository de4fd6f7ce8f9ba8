"""One rule a file."""

from sightline.watch.protocol import Rule
from sightline.watch.rules.absence_rate import PERSISTENT, SEVERE
from sightline.watch.rules.afternoons import AFTERNOONS
from sightline.watch.rules.dip import DIP, EARLY_SIGN
from sightline.watch.rules.fifteen_days import FIFTEEN_DAYS, FIFTEEN_DAYS_ILL
from sightline.watch.rules.left_over import LEFT_OVER
from sightline.watch.rules.part_time import PART_TIME
from sightline.watch.rules.runs import TEN_DAYS_UNAUTHORISED, TWENTY_DAYS_FOR_REMOVAL

RULES: dict[str, Rule] = {
    rule.slug: rule
    for rule in (
        FIFTEEN_DAYS,
        FIFTEEN_DAYS_ILL,
        TEN_DAYS_UNAUTHORISED,
        TWENTY_DAYS_FOR_REMOVAL,
        PERSISTENT,
        SEVERE,
        DIP,
        EARLY_SIGN,
        PART_TIME,
        AFTERNOONS,
        LEFT_OVER,
    )
}
"""Every rule by its slug, in the order in which people read them."""
