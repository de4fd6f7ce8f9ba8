"""How dates and counts are written wherever a person reads them: on pages, in reports, in reasons.

In English whatever the machine's locale says.
"""

from datetime import date
from decimal import Decimal

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def date_words(day: date) -> str:
    """Return a date as people write it: ``4 November 2026``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_month(day: date) -> str:
    """Return the month of a date in three letters, for the axis of a picture: ``Nov``."""
    return MONTHS[day.month - 1][:3]


def short_date_words(day: date) -> str:
    """Return a date for the narrow columns of a printed page: ``4 Nov 2026``."""
    return f"{day.day} {short_month(day)} {day.year}"


def number_words(value: int | Decimal) -> str:
    """Return a number without idle noughts, thousands parted by a comma: ``8``, ``7.5``, ``10,000``."""
    whole = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    return whole.rstrip("0").rstrip(".") if "." in whole else whole


def plural(count: int | Decimal, one: str, many: str = "") -> str:
    """Return a count with its noun: ``1 child``, ``3 children``; ``many`` where the plural is not ``one`` with an s."""
    return f"{number_words(count)} {one if count == 1 else many or one + 's'}"
