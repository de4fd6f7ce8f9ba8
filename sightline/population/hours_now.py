"""Hours a week on one day: each part of a child's education, and the whole, with what is not known kept apart.

Planned is the usual week: the timetable, else the plan told. Offered and attended are those of the reference week,
the last complete school week. A school that says nothing of a child who is on the list for other reasons is not
taken to teach it full time, and no silence counts as nought.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from sightline.domain.hours import Comparator, taught_week_default
from sightline.domain.known import Knowable, Known, NotKnown, total
from sightline.domain.school_age import key_stage
from sightline.population.assessment import Hours, Part, Reason
from sightline.population.day_view import DayView
from sightline.population.situation import HoursOfWeek, OnRoll, Placed, ProvidedBy, School
from sightline.population.tables import establishment_kinds, provider_kinds
from sightline.population.tables import reasons as reason_kinds
from sightline.population.told_hours import overlaps, sessions_in_force, timetabled_hours, week_told
from sightline.population.whose_word import hours_of_placements

NONE = Known(Decimal(0))
_IN_PLACE_OF_SCHOOL_BY = frozenset({"authority", "health", "court"})
_IN_PLACE_OF_SCHOOL_UNDER = frozenset({"section-19", "section-42-61"})
# Reasons that say that education is owed somewhere else: the reason, the kinds of place that would give it, and what
# is then not known. The words name neither custody nor illness: who may not see the reason may read them.
_UNTOLD = (
    ("in-custody", frozenset({"secure"}), "any education away from the child’s own school"),
    (
        "camhs-inpatient",
        frozenset({"in-patient-mental-health", "hospital"}),
        "any education away from the child’s own school",
    ),
    ("home-education-unsuitable", frozenset[str](), "the education at home by the parents"),
    ("whereabouts-unknown", frozenset[str](), "any education away from the child’s own school"),
)
# Reasons that take a child out of its own school altogether.
_AWAY_FROM_SCHOOL = frozenset({"in-custody", "camhs-inpatient", "suspended-over-five-days"})


def reference_week(view: DayView) -> date | None:
    """The Monday of the week that offered and attended hours are told of, when they can be told at all."""
    if not (view.situation.weeks or view.educated_away):
        return None
    return view.situation.calendar.last_complete_week(view.on)


def parts_of(view: DayView, reasons: tuple[Reason, ...], monday: date | None) -> tuple[Part, ...]:
    """Every part of the child's education that anybody tells us of, the child's own school last."""
    found = [_provided(view, placements, monday) for placements in _by_provider(view)]
    placed_at = {placed.provider.urn for placed in view.placements if placed.provider.urn}
    found += [_away(view, roll, monday) for roll in view.away_rolls if roll.school.urn not in placed_at]
    main = _main(view.usual_rolls)
    if main is not None:
        found.append(_own_school(view, main, tuple(found), reasons, monday))
    return tuple(_with_overlaps(view, found))


def provision_of(
    view: DayView, parts: tuple[Part, ...], reasons: tuple[Reason, ...]
) -> Knowable[tuple[Part, ...]]:
    """Where the child is educated: the parts told, known to be none, or not known."""
    if parts:
        return Known(parts)
    untold = _untold(view, reasons)
    if untold:
        return NotKnown(f"nobody has told us of {untold[0]}")
    if any(reason.sure and reason_kinds()[reason.slug].untold_is_none for reason in reasons):
        return Known(())
    return NotKnown("nobody has told us where the child is educated")


def hours_of(
    view: DayView, parts: tuple[Part, ...], reasons: tuple[Reason, ...], monday: date | None
) -> Hours:
    """The whole of the week: planned, offered, attended, each with the number of parts that are not known."""
    untold: list[Knowable[Decimal]] = [NotKnown(words) for words in _untold(view, reasons)]
    provision = provision_of(view, parts, reasons)
    if isinstance(provision, NotKnown) and not untold:
        untold = [provision]
    told_week = (
        monday if monday is not None and (view.educated_away or _rests_on_week(view, monday)) else None
    )
    open_days = 5 if told_week is None else view.situation.calendar.open_days_in_week(told_week)
    return Hours(
        planned=total([*(_less_overlap(part) for part in parts), *untold]),
        offered=total([*(part.offered for part in parts), *untold]),
        attended=total([*(part.attended for part in parts), *untold]),
        comparators=view.comparators,
        reference_week=told_week,
        open_days=open_days,
    )


def taught_week(view: DayView, school: School) -> Comparator:
    """The hours a week that a school teaches at the child's age: its own word, else assumed for the key stage."""
    stage = None if view.year is None else key_stage(view.year)
    for taught in school.taught:
        if taught.key_stage == stage and taught.period.contains(view.on):
            return Comparator(taught.hours, "the school’s own taught week")
    if stage is None and view.year is not None:
        return view.comparators.usual
    return taught_week_default(stage, view.on)


def _by_provider(view: DayView) -> list[tuple[Placed, ...]]:
    grouped: dict[int, list[Placed]] = {}
    for placed in view.placements:
        grouped.setdefault(placed.provider.key, []).append(placed)
    return [tuple(group) for group in grouped.values()]


def _provided(view: DayView, placements: tuple[Placed, ...], monday: date | None) -> Part:
    provider = placements[0].provider
    kind = provider_kinds()[provider.kind]
    week = week_told(view, monday, provider=provider.key)
    starts = [placed.period.start for placed in placements]
    known_starts = [start for start in starts if start is not None]
    return Part(
        name=provider.name,
        kind=provider.kind,
        kind_title=kind.title,
        field_class=kind.field_class,
        since=min(known_starts) if len(known_starts) == len(starts) else None,
        planned=_planned_by(view, provider, placements, week),
        offered=_of_week(week, "offered"),
        attended=_of_week(week, "attended"),
        at_own_school=False,
        placements=placements,
    )


def _planned_by(
    view: DayView, provider: ProvidedBy, placements: tuple[Placed, ...], week: HoursOfWeek | None
) -> Knowable[Decimal]:
    """The timetable in force, else the plan of the week, else the hours of the placements, each said once."""
    timetabled = timetabled_hours(view, provider=provider.key)
    if timetabled is not None:
        return Known(timetabled, source="the timetable")
    if week is not None and week.planned.is_known:
        return week.planned
    return hours_of_placements(placements)


def _away(view: DayView, roll: OnRoll, monday: date | None) -> Part:
    """A roll that is not of the usual way, such as a pupil referral unit's: full time only if it says so."""
    kind = establishment_kinds()[roll.school.group]
    week = week_told(view, monday, school=roll.school.key)
    timetabled = timetabled_hours(view, school=roll.school.key)
    notice = view.notice("part-time")
    planned: Knowable[Decimal] = NotKnown("the school has not told us how many hours")
    if timetabled is not None:
        planned = Known(timetabled, source="the timetable")
    elif week is not None and week.planned.is_known:
        planned = week.planned
    elif notice is not None and notice.school == roll.school.key:
        planned = notice.hours
    elif roll.full_time == "yes":
        planned = _taught(taught_week(view, roll.school))
    return Part(
        name=roll.school.name,
        kind=roll.school.group,
        kind_title=kind.title,
        field_class=kind.field_class,
        since=roll.period.start,
        planned=planned,
        offered=_of_week(week, "offered"),
        attended=_of_week(week, "attended"),
        at_own_school=False,
        school=roll.school,
    )


def _main(rolls: list[OnRoll]) -> OnRoll | None:
    """The main roll of the usual way: not a subsidiary one if there is another, the latest begun."""
    return max(
        rolls,
        key=lambda roll: (roll.status != "S", roll.period.start or date.min, -roll.school.key),
        default=None,
    )


def _own_school(
    view: DayView, roll: OnRoll, elsewhere: tuple[Part, ...], reasons: tuple[Reason, ...], monday: date | None
) -> Part:
    week = week_told(view, monday, school=roll.school.key)
    planned = _planned_at_school(view, roll, elsewhere, reasons, week)
    told_week = week is not None and week.offered.is_known
    return Part(
        name=roll.school.name,
        kind=roll.school.group,
        kind_title=establishment_kinds()[roll.school.group].title,
        field_class=establishment_kinds()[roll.school.group].field_class,
        since=roll.period.start,
        planned=planned,
        offered=_of_week(week, "offered") if told_week else planned,
        attended=_attended_at_school(planned, week),
        at_own_school=True,
        school=roll.school,
    )


def _attended_at_school(planned: Knowable[Decimal], week: HoursOfWeek | None) -> Knowable[Decimal]:
    if week is not None and week.attended.is_known:
        return week.attended
    return planned if planned == NONE else NotKnown("the school has not told us the hours attended")


def _planned_at_school(
    view: DayView,
    roll: OnRoll,
    elsewhere: tuple[Part, ...],
    reasons: tuple[Reason, ...],
    week: HoursOfWeek | None,
) -> Knowable[Decimal]:
    """What the child's own school plans: its word first, then what follows from where else the child is."""
    slugs = {reason.slug for reason in reasons if reason.sure}
    if view.excluded_from(roll) or view.notice("long-absence") is not None or slugs & _AWAY_FROM_SCHOOL:
        return NONE
    timetabled = timetabled_hours(view, school=roll.school.key)
    if timetabled is not None:
        return Known(timetabled, source="the timetable")
    if week is not None and week.planned.is_known:
        return week.planned
    notice = view.notice("part-time")
    if notice is not None and notice.school in {roll.school.key, None}:
        return notice.hours
    if elsewhere:
        return _beside(view, roll, elsewhere)
    return _by_itself(view, roll, reasons)


def _by_itself(view: DayView, roll: OnRoll, reasons: tuple[Reason, ...]) -> Knowable[Decimal]:
    """The hours of a child who is educated at its own school alone, of which the school has told no number."""
    if view.part_time_told:
        return NotKnown("the school says part time, and not how many hours")
    # A child who rarely attends has a full timetable all the same.
    if any(reason.slug != "low-attendance-plan" for reason in reasons) or view.home_education is not None:
        return NotKnown("nobody has told us how much of the week the child is at school")
    return _taught(taught_week(view, roll.school))


def _beside(view: DayView, roll: OnRoll, elsewhere: tuple[Part, ...]) -> Knowable[Decimal]:
    """What the own school still plans beside education elsewhere.

    Education that an authority, a health service or a court arranges is in place of school. One that a school
    arranges may be beside it: then the rest is known only if it says that the week is full, or if it is full anyway.
    """
    if view.away_rolls or any(_is_in_place_of_school(placed) for placed in view.placements):
        return NONE
    away = total(part.planned for part in elsewhere)
    full = taught_week(view, roll.school)
    if away.known_part >= min(full.hours, view.comparators.usual.hours):
        return NONE
    if roll.full_time == "yes" and away.is_known:
        return Known(full.hours - away.known_part, source="the rest of the school’s week; assumed")
    return NotKnown("nobody has told us what the school gives beside the placement")


def _is_in_place_of_school(placed: Placed) -> bool:
    return placed.arranged_by in _IN_PLACE_OF_SCHOOL_BY or placed.legal_basis in _IN_PLACE_OF_SCHOOL_UNDER


def _taught(week: Comparator) -> Known[Decimal]:
    return Known(week.hours, source=f"{week.source}; assumed" if week.assumed else week.source)


def _of_week(week: HoursOfWeek | None, which: str) -> Knowable[Decimal]:
    if week is None:
        return NotKnown("nobody has told us of the last complete school week")
    return week.offered if which == "offered" else week.attended


def _with_overlaps(view: DayView, parts: list[Part]) -> list[Part]:
    """The parts with the hours that earlier parts cover at the same time."""
    sessions = [
        sessions_in_force(view, school=part.school.key)
        if part.school is not None
        else sessions_in_force(view, provider=part.placements[0].provider.key)
        for part in parts
    ]
    if sum(1 for one in sessions if one) < 2:
        return parts
    return [replace(part, overlap=doubled) for part, doubled in zip(parts, overlaps(sessions), strict=True)]


def _less_overlap(part: Part) -> Knowable[Decimal]:
    return part.planned if isinstance(part.planned, NotKnown) else Known(part.planned.value - part.overlap)


def _untold(view: DayView, reasons: tuple[Reason, ...]) -> list[str]:
    """Education that a sure reason supposes and of which nobody tells."""
    slugs = {reason.slug for reason in reasons if reason.sure}
    kinds = {placed.provider.kind for placed in view.placements} | {
        roll.school.group for roll in view.away_rolls
    }
    untold = [words for slug, places, words in _UNTOLD if slug in slugs and not kinds & places]
    if view.provision_arranged and not view.educated_away:
        untold.append("the education arranged from the sixth day")
    if view.home_education is not None and "home-education-unsuitable" not in slugs:
        untold.append("the education at home by the parents")
    return untold


def _rests_on_week(view: DayView, monday: date) -> bool:
    """Whether anybody with whom the child is now has told of the week."""
    providers = {placed.provider.key for placed in view.placements}
    schools = {roll.school.key for roll in view.rolls}
    return any(
        week.monday == monday and (week.provider in providers or week.school in schools)
        for week in view.situation.weeks
    )
