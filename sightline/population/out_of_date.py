"""What was known once and is out of date: each kind of fact has a limit, as dated data with its source.

A fact told long ago is neither known nor not known: it stands with its day, and is asked for anew. Pure: the day
comes in as an argument.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from sightline.domain.known import NotKnown
from sightline.domain.packaged import valid_on, validity
from sightline.domain.periods import Period
from sightline.domain.words import date_words
from sightline.population.assessment import Unknown
from sightline.population.day_view import DayView
from sightline.population.guarded import OPEN
from sightline.population.situation import Circumstance, HoursOfWeek, Situation
from sightline.population.tables import circumstances, rows
from sightline.population.told_hours import RECENT_WEEKS

_DAY = timedelta(days=1)
_REVIEW = "Review"
# Which limit holds for the evidence of which kinds of circumstance, apart from those of health, which share one.
_EVIDENCE = {
    "low-attendance-plan": "absence evidence",
    "severe-absence": "absence evidence",
    "home-education": "home education",
}
_WHAT_THE_EVIDENCE_IS_OF = {
    "medical evidence": ("The medical evidence", "health"),
    "absence evidence": ("What is told of the child’s absence", "education"),
    "home education": ("What is told of the education at home", "education"),
}

OUT_OF_DATE = {
    "hours out of date": "education",
    "attendance out of date": "education",
    "last seen out of date": "safeguarding",
    "review out of date": "education",
    "medical evidence out of date": "health",
    "absence evidence out of date": "education",
    "home education out of date": "education",
}
"""Every name under which something out of date stands among the unknowns, with its class."""


@dataclass(frozen=True, slots=True)
class Limit:
    """After how many weeks a kind of fact is out of date, while that is so, and where the figure comes from."""

    what: str
    weeks: int
    valid: Period
    source: str

    @property
    def length(self) -> timedelta:
        """How old a fact may be at most and still be taken as it was told."""
        return timedelta(weeks=self.weeks)


@cache
def limits() -> dict[str, tuple[Limit, ...]]:
    """Every limit by the kind of fact, in the order of `data/out_of_date.csv`."""
    found: dict[str, tuple[Limit, ...]] = {}
    for row in rows("out_of_date"):
        one = Limit(row["what"], int(row["weeks"]), validity(row), row["source"])
        found[one.what] = (*found.get(one.what, ()), one)
    return found


def is_out_of_date(what: str, told_of: date, on: date) -> bool:
    """Whether a fact of this kind that speaks of the day `told_of` is out of date on `on`.

    It is from the first day that lies further back than the limit in force on `on`; never where no limit is.
    """
    limit = valid_on(limits()[what], on)
    return limit is not None and on - told_of > limit.length


def out_of_date(view: DayView) -> Iterator[Unknown]:
    """Everything about the child that is out of date on the day, each once, with the day of which it was last told."""
    weeks = _weeks_with_the_child_now(view)
    yield from _of_weeks(
        view, "hours", "Hours", [week for week in weeks if not isinstance(week.offered, NotKnown)]
    )
    yield from _of_weeks(
        view, "attendance", "Attendance", [week for week in weeks if not isinstance(week.attended, NotKnown)]
    )
    seen = max((day for day in view.situation.seen_on if day <= view.on), default=None)
    if seen is not None and is_out_of_date("last seen", seen, view.on):
        yield _unknown("last seen", f"The child was last seen on {date_words(seen)}: out of date.")
    yield from _of_reviews(view)
    yield from _of_evidence(view)


def days_out_of_date(situation: Situation) -> set[date]:
    """Every day on which anything may become out of date, and those on which a limit begins or ends to hold."""
    told = [
        *(("hours", week.monday) for week in situation.weeks),
        *(("attendance", week.monday) for week in situation.weeks),
        *(("last seen", day) for day in situation.seen_on),
        *(("review", due.due_on) for due in situation.dates_due),
        *((what, one.evidence_on) for one in situation.circumstances if (what := _evidence_of(one))),
    ]
    ends = {day + limit.length + _DAY for what, day in told if day is not None for limit in limits()[what]}
    ends |= {week.monday + RECENT_WEEKS + _DAY for week in situation.weeks}
    dated = [
        side for found in limits().values() for one in found for side in (one.valid.start, one.valid.end)
    ]
    return ends | {day for day in dated if day is not None}


def _of_weeks(view: DayView, what: str, title: str, weeks: list[HoursOfWeek]) -> Iterator[Unknown]:
    last = max((week.monday for week in weeks), default=None)
    if last is not None and is_out_of_date(what, last, view.on):
        words = f"{title} were last told" if what == "hours" else f"{title} was last told"
        yield _unknown(what, f"{words} for the week of {date_words(last)}: out of date.")


def _weeks_with_the_child_now(view: DayView) -> list[HoursOfWeek]:
    """The weeks up to the day of which a school or a provider has told that the child is with now.

    Weeks further back than are read for a list say nothing: what they told is not known any more.
    """
    providers = {placed.provider.key for placed in view.placements}
    schools = {roll.school.key for roll in view.rolls}
    return [
        week
        for week in view.situation.weeks
        if timedelta() <= view.on - week.monday <= RECENT_WEEKS
        and (week.provider in providers or week.school in schools)
    ]


def _of_reviews(view: DayView) -> Iterator[Unknown]:
    """The oldest review that was due so long ago that nobody knows whether it was held."""
    due = min(
        (
            one.due_on
            for one in view.situation.dates_due
            if one.what.startswith(_REVIEW)
            and one.field_class == OPEN
            and one.period.contains(view.on)
            and one.due_on <= view.on
        ),
        default=None,
    )
    if due is not None and is_out_of_date("review", due, view.on):
        yield _unknown("review", f"A review was due on {date_words(due)}, and nobody has told us of it.")


def _of_evidence(view: DayView) -> Iterator[Unknown]:
    latest: dict[str, date] = {}
    for one in view.circumstances.values():
        what = _evidence_of(one)
        if what and one.evidence_on is not None and one.evidence_on <= view.on:
            latest[what] = max(one.evidence_on, latest.get(what, one.evidence_on))
    for what, day in latest.items():
        if is_out_of_date(what, day, view.on):
            title, _ = _WHAT_THE_EVIDENCE_IS_OF[what]
            yield _unknown(what, f"{title} is of {date_words(day)}: out of date.")


def _evidence_of(one: Circumstance) -> str:
    """Which limit holds for the evidence of a circumstance; empty when none does."""
    if circumstances()[one.kind].field_class == "health":
        return "medical evidence"
    return _EVIDENCE.get(one.kind, "")


def _unknown(what: str, words: str) -> Unknown:
    field = f"{what} out of date"
    return Unknown(field, words, OUT_OF_DATE[field])
