"""A situation as it stands on one day: what is in force, sorted by what it means for the child's standing."""

from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from sightline.domain.calendar import CalendarGap, SchoolCalendar
from sightline.domain.exclusions import ExclusionKind, Sanction, sixth_day, suspensions_run_together
from sightline.domain.hours import Comparators, comparator
from sightline.domain.known import Known
from sightline.domain.periods import Period
from sightline.domain.school_age import compulsory_school_age, national_curriculum_year
from sightline.population.situation import (
    Circumstance,
    Excluded,
    Noticed,
    OnRoll,
    Placed,
    Situation,
)
from sightline.population.tables import establishment_kinds, provider_kinds

# National Curriculum years counted from the school year of birth (Reception is 0) to the last there is.
FIRST_YEAR, LAST_YEAR = -5, 13
# Statuses that are no place on a roll: a guest is registered elsewhere, a previous pupil no longer.
NOT_ON_ROLL = frozenset({"G", "P"})
# States of an exclusion that was set aside: it counts only for the days that it really lasted.
_SET_ASIDE = frozenset({"cancelled", "reinstated"})
_A_HOLIDAY_AND_MORE = timedelta(days=120)


class DayView:
    """What of a situation is in force on the day `on`; made once for an answer and read by every rule."""

    def __init__(self, situation: Situation, on: date) -> None:
        self.situation = situation
        self.on = on
        self.circumstances: dict[str, Circumstance] = {}
        self.in_hospital: list[Circumstance] = []
        for one in situation.circumstances:
            if one.period.contains(on):
                # Of two words on one status the first counts, unless only the other says since when.
                told = self.circumstances.setdefault(one.kind, one)
                if told.period.start is None and one.period.start is not None:
                    self.circumstances[one.kind] = one
                if one.in_hospital:
                    self.in_hospital.append(one)
        self.rolls = [
            roll for roll in situation.rolls if roll.status not in NOT_ON_ROLL and roll.period.contains(on)
        ]
        self.usual_rolls = [roll for roll in self.rolls if establishment_kinds()[roll.school.group].usual_way]
        self.away_rolls = [
            roll for roll in self.rolls if not establishment_kinds()[roll.school.group].usual_way
        ]
        self.placements = [placed for placed in situation.placements if placed.period.contains(on)]
        self.away_placements = [
            placed for placed in self.placements if not provider_kinds()[placed.provider.kind].usual_way
        ]
        self.permanent = _permanent_exclusion(situation, on)
        self.suspension = _suspension(situation, on)
        self.notices = [notice for notice in situation.notices if self._notice_holds(notice)]
        self.year = _year(situation, on)
        limits = [
            one.clinician_limit for one in self.circumstances.values() if one.clinician_limit is not None
        ]
        self.comparators: Comparators = comparator_for(self.year, on, min(limits, default=None))

    @property
    def home_education(self) -> Circumstance | None:
        """The home education in force, unless the team that keeps it no longer names the child."""
        found = self.circumstances.get("home-education")
        return None if found is None or _is_gone(found.gone_on, self.on) else found

    @property
    def home_education_unsuitable(self) -> bool:
        """Whether the authority had found the education at home not suitable by the day."""
        home = self.home_education
        return (
            home is not None
            and home.suitability == "unsuitable"
            and (home.evidence_on is None or home.evidence_on <= self.on)
        )

    @property
    def home_educated(self) -> bool:
        """Whether the parents educate the child at home, and nobody has found it unsuitable."""
        return self.home_education is not None and not self.home_education_unsuitable

    @property
    def educated_away(self) -> bool:
        """Whether the child is educated anywhere but at a school in the usual way."""
        return bool(self.away_placements or self.away_rolls)

    @property
    def full_time_told(self) -> bool:
        """Whether a school says that the child attends it full time."""
        return any(roll.full_time == "yes" for roll in self.full_time_rolls)

    @property
    def full_time_rolls(self) -> list[OnRoll]:
        """Rolls in the usual way that are full time as far as is told; not that of a school that excluded the child.

        Two rolls in the usual way at once are one full week between them, whatever each says of itself.
        """
        rolls = [roll for roll in self.usual_rolls if not self.is_gone(roll) and not self.excluded_from(roll)]
        return rolls if len(rolls) > 1 else [roll for roll in rolls if roll.full_time != "no"]

    @property
    def part_time_told(self) -> bool:
        """Whether the only school says that the child attends part time."""
        return any(roll.full_time == "no" for roll in self.usual_rolls) and not self.full_time_rolls

    @property
    def provision_arranged(self) -> bool:
        """Whether a school says that education was arranged for the days of an exclusion in force."""
        return any(
            one.provision_from is not None
            and one.provision_from <= self.on
            and one.period.contains(self.on)
            and (self.permanent is one or self.suspension is not None)
            for one in self.situation.exclusions
        )

    def is_gone(self, fact: OnRoll | Placed) -> bool:
        """Whether the sender's later full list no longer names the child."""
        return _is_gone(fact.gone_on, self.on)

    def excluded_from(self, roll: OnRoll) -> bool:
        """Whether the child is permanently excluded from the school of this roll."""
        return self.permanent is not None and self.permanent.school == roll.school.key

    def notice(self, kind: str) -> Noticed | None:
        """The notice of one kind in force, the one that began last when there are several."""
        return max(
            (notice for notice in self.notices if notice.kind == kind),
            key=lambda notice: notice.period.start or date.min,
            default=None,
        )

    def _notice_holds(self, notice: Noticed) -> bool:
        """Whether a notice is in force: it lapses when the child has left the roll of the school that gave it."""
        if not notice.period.contains(self.on):
            return False
        here = [roll for roll in self.situation.rolls if roll.school.key == notice.school]
        return not here or any(roll.period.contains(self.on) for roll in here)


def _year(situation: Situation, on: date) -> int | None:
    """The National Curriculum year by age; None when it is not known, before birth, and after the last year."""
    if not isinstance(situation.date_of_birth, Known):
        return None
    year = national_curriculum_year(situation.date_of_birth.value, on)
    return year if FIRST_YEAR <= year <= LAST_YEAR else None


@lru_cache(maxsize=4096)
def age_period(date_of_birth: date) -> Period:
    """The days of compulsory school age of everybody born on one day."""
    return compulsory_school_age(date_of_birth)


@lru_cache(maxsize=4096)
def comparator_for(year: int | None, on: date, clinician_limit: Decimal | None = None) -> Comparators:
    """What a child's hours are held against, as `domain.hours.comparator` gives it."""
    return comparator(year, on, clinician_limit)


def first_school_day(calendar: SchoolCalendar, day: date) -> date:
    """The first school day on or after `day`; by the usual terms where the calendar is silent."""
    try:
        return calendar.add_school_days(day - timedelta(days=1), 1)
    except CalendarGap:
        return _usual_first_school_day(day)


@lru_cache(maxsize=4096)
def _usual_first_school_day(day: date) -> date:
    usual = SchoolCalendar((), assumed=True).completed(Period(day, day + _A_HOLIDAY_AND_MORE))
    return usual.add_school_days(day - timedelta(days=1), 1)


def _is_gone(gone_on: date | None, on: date) -> bool:
    return gone_on is not None and gone_on <= on


def _holds(excluded: Excluded) -> bool:
    """Whether an exclusion counts at all: one that was set aside counts only when it says until when it lasted."""
    return excluded.state not in _SET_ASIDE or excluded.period.end is not None


def _permanent_exclusion(situation: Situation, on: date) -> Excluded | None:
    """The permanent exclusion in force: from its first day until a new full-time place on a roll begins."""
    found = [
        excluded
        for excluded in situation.exclusions
        if excluded.kind == ExclusionKind.PERMANENT
        and _holds(excluded)
        and excluded.period.contains(on)
        and not _new_place_since(situation, excluded, on)
    ]
    return max(found, key=lambda excluded: excluded.period.start or date.min, default=None)


def _new_place_since(situation: Situation, excluded: Excluded, on: date) -> bool:
    return any(
        roll.school.key != excluded.school and is_new_place(roll, excluded.period.start, on)
        for roll in situation.rolls
    )


def is_new_place(roll: OnRoll, since: date | None, on: date) -> bool:
    """Whether a roll is a full-time place in the usual way that began on or after `since`, and by `on`."""
    start = roll.period.start
    return (
        start is not None
        and (since is None or since <= start)
        and start <= on
        and roll.status not in NOT_ON_ROLL
        and roll.status != "S"
        and roll.full_time != "no"
        and establishment_kinds()[roll.school.group].usual_way
    )


def _suspension(situation: Situation, on: date) -> Period | None:
    """The run of suspensions in force, back-to-back ones as one; None when none is."""
    starts, sanctions = [], []
    for excluded in situation.exclusions:
        start = excluded.period.start
        if (
            excluded.kind == ExclusionKind.SUSPENSION
            and _holds(excluded)
            and start is not None
            and start <= on
        ):
            starts.append(start)
            sanctions.append(Sanction(ExclusionKind.SUSPENSION, excluded.period))
    if not any(sanction.period.contains(on) for sanction in sanctions):
        return None
    calendar = calendar_over(situation.calendar, Period(min(starts), on + _A_HOLIDAY_AND_MORE))
    runs = suspensions_run_together(sanctions, calendar)
    return next(run for run in runs if run.contains(on))


def sixth_school_day(calendar: SchoolCalendar, start: date, on: date) -> date:
    """The sixth school day of a run of suspensions that began on `start` and is in force on `on`."""
    return sixth_day(start, calendar_over(calendar, Period(start, on + _A_HOLIDAY_AND_MORE)))


def calendar_over(calendar: SchoolCalendar, period: Period) -> SchoolCalendar:
    """A calendar that speaks of the whole of a bounded period, with the usual terms where it was silent."""
    try:
        calendar.school_days(period)
    except CalendarGap:
        return calendar.completed(period)
    return calendar
