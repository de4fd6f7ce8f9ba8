"""A child's record in one sentence: whose roll, where, for how many hours, and whether the child was there."""

from datetime import date
from decimal import Decimal

from sightline.domain.known import HoursTotal, Known, NotKnown
from sightline.domain.words import date_words, number_words, plural
from sightline.population.assessment import Assessment, Part
from sightline.population.visibility import WITHHELD
from sightline.web.shared.words import hours_words, list_words

_NO_HOURS = Known(Decimal(0))
# Of a child who has died or left the country nobody asks where it is taught.
_NOTHING_MORE_TO_SAY = frozenset({"died", "left-england"})
_FULL_TIME_PLANNED = "Full time planned"
WITHHELD_PLACE = "a place that your role does not show"


def sentence(answer: Assessment, on: date | None = None) -> str:
    """What the record comes to on the day of `answer`, an answer as its reader may see it.

    Rolls first, then every place with its hours, then the last school week, then when full time is planned for and
    the next other date. What is not known is said where it would have stood. `on` is the day from which what is
    overdue is counted; without one nothing is.
    """
    if answer.off_because in _NOTHING_MORE_TO_SAY:
        return answer.why
    parts = [_roll(answer), _provision(answer), _last_week(answer), *_dates(answer, on)]
    said = "; ".join(part for part in parts if part)
    return f"{said[0].upper()}{said[1:]}."


def place_words(name: str) -> str:
    """A place's name, or that there is one which the reader's role does not show."""
    return WITHHELD_PLACE if name == WITHHELD else name


def _roll(answer: Assessment) -> str:
    match answer.on_roll:
        case NotKnown():
            return "whether on a school’s roll is not known"
        case Known(value=()):
            return "on no school’s roll"
        case Known(value=schools):
            return f"on the roll of {list_words([place_words(school.name) for school in schools])}"


def _provision(answer: Assessment) -> str:
    match answer.provision:
        case NotKnown() if answer.off_because == "home-educated":
            return "educated at home by the parents"
        case NotKnown():
            return "where the child is educated is not known"
        case Known(value=()):
            return "no education arranged"
        case Known(value=parts):
            told = [part for part in parts if not (part.at_own_school and part.planned == _NO_HOURS)] or parts
            return "; ".join(_part(part) for part in sorted(told, key=lambda part: part.at_own_school))


def _part(part: Part) -> str:
    where = "at school" if part.at_own_school else f"at {place_words(part.name)}"
    planned = part.planned
    if isinstance(planned, NotKnown):
        hours = "for hours that are not known"
    elif planned.value == 0:
        hours = "for no hours"
    else:
        # What a school teaches is assumed where it has not told: the reader must not take it for told.
        assumed = " (assumed)" if planned.source.endswith("assumed") else ""
        hours = f"for {plural(planned.value, 'hour')} a week{assumed}"
    since = f" since {date_words(part.since)}" if part.since and not part.at_own_school else ""
    return f"{where} {hours}{since}"


def _last_week(answer: Assessment) -> str:
    """The reference week, where the answer rests on one; else what is planned against full time."""
    hours = answer.hours
    full = hours.comparators.expected.hours
    if hours.reference_week is None:
        places = answer.provision.value if isinstance(answer.provision, Known) else ()
        if len(places) > 1:
            return f"{_against(hours.planned, full)} in all"
        return f"full time is {plural(full, 'hour')} a week"
    if hours.open_days == 0:
        return "schools were closed in the last week"
    week = f"in the week of {date_words(hours.reference_week)}"
    return f"{week} offered {_against(hours.offered, full)}, attended {_total(hours.attended)}"


def _against(hours: HoursTotal, full: Decimal) -> str:
    if hours.is_known:
        return hours_words(hours.as_knowable(), full)
    if hours.known_part:
        return (
            f"at least {number_words(hours.known_part)} of {plural(full, 'hour')} a week, the rest not known"
        )
    return f"not known (full time is {plural(full, 'hour')} a week)"


def _total(hours: HoursTotal) -> str:
    if hours.is_known:
        return plural(hours.known_part, "hour") if hours.known_part else "none"
    return (
        f"at least {number_words(hours.known_part)}, the rest not known" if hours.known_part else "not known"
    )


def _dates(answer: Assessment, on: date | None) -> list[str]:
    """When full time is planned for, and the first other date: its day, or for how long it has been overdue."""
    full_time = [due for due in answer.dates_due if due.what == _FULL_TIME_PLANNED]
    others = [due for due in answer.dates_due if due.what != _FULL_TIME_PLANNED]
    said = [f"full time planned for {date_words(due.due_on)}" for due in full_time[:1]]
    for due in others[:1]:
        when = date_words(due.due_on) if on is None or due.due_on >= on else due_words(due.due_on, on)
        said.append(f"{due.what[0].lower()}{due.what[1:]} {when}")
    return said


def due_words(due_on: date, on: date) -> str:
    """How far a date is from the day `on`: overdue, today, or in so many days."""
    days = (due_on - on).days
    if days < 0:
        return f"{plural(-days, 'day')} overdue"
    return "today" if days == 0 else f"in {plural(days, 'day')}"
