"""The reasons for which a child is on the list, found one by one: each sure, or evidence that is to be checked."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from sightline.domain.known import Known
from sightline.population.assessment import Reason
from sightline.population.day_view import DayView, is_new_place, sixth_school_day
from sightline.population.found import Found
from sightline.population.guarded import more_guarded
from sightline.population.no_roll import off_every_roll
from sightline.population.situation import Circumstance, Placed
from sightline.population.tables import (
    ON,
    CircumstanceKind,
    circumstances,
    establishment_kinds,
    provider_kinds,
    reason_of_code,
    reasons,
)
from sightline.population.told_hours import timetabled_hours

# Home education that is not found unsuitable sets every reason aside but these and those that rest on a place that
# an authority, a school, a health service or a court arranged.
_DESPITE_HOME_EDUCATION = frozenset({"in-custody", "whereabouts-unknown", "camhs-inpatient"})
_ARRANGED = frozenset({"authority", "school", "health", "court"})
_BY_A_COURT = frozenset({"court", "not known"})
_NO_PLACE = frozenset({"moved-no-place", "awaiting-place", "no-roll"})


def reasons_on(view: DayView) -> tuple[Reason, ...]:
    """Every reason that holds on the day, sure ones first, then in the order of `data/reasons.csv`.

    A reason that is found twice stands once: the sure one before one to be checked; then one whose facts are no
    more guarded than the reason is, so that who sees no more than those reads what they give; then the earliest.
    """
    found = list(_all(view))
    if view.home_educated:
        found = [one for one in found if one.despite_home_education]
    best: dict[str, Found] = {}
    for one in sorted(found, key=_sure_open_and_early):
        best.setdefault(one.slug, one)
    return tuple(
        Reason(one.slug, one.since, one.why, _class_of(one), one.sure)
        for one in sorted(best.values(), key=lambda one: (not one.sure, reasons()[one.slug].order))
    )


def _class_of(one: Found) -> str:
    return more_guarded(reasons()[one.slug].field_class, one.made_from)


def _sure_open_and_early(one: Found) -> tuple[bool, bool, bool, date]:
    """Sure ones first; then those that whoever may see the reason may see; then the earliest."""
    more_guarded_than_the_reason = _class_of(one) != reasons()[one.slug].field_class
    return (not one.sure, more_guarded_than_the_reason, one.since is None, one.since or date.min)


def _all(view: DayView) -> Iterator[Found]:
    found = [
        *_from_exclusion(view),
        *_from_circumstances(view),
        *_from_home_education(view),
        *_from_notices(view),
        *_from_places(view),
        *_from_attendance(view),
        *off_every_roll(view),
    ]
    yield from found
    yield from _looked_after(view, found)


def _from_exclusion(view: DayView) -> Iterator[Found]:
    if view.permanent is not None:
        since = view.permanent.period.start
        yield Found(
            "permanently-excluded", since, "Permanently excluded, and not yet on a new school’s roll."
        )
    if view.suspension is not None and view.suspension.start is not None:
        sixth = sixth_school_day(view.situation.calendar, view.suspension.start, view.on)
        if sixth <= view.on:
            yield Found(
                "suspended-over-five-days",
                sixth,
                "Suspended for more than five school days: from the sixth, full-time education is owed elsewhere.",
            )


def _from_circumstances(view: DayView) -> Iterator[Found]:
    for circumstance in view.circumstances.values():
        kind = circumstances()[circumstance.kind]
        if not kind.reason:
            continue
        doubted = _set_aside(view, circumstance, kind)
        if doubted:
            # Whoever is in hospital is not at school, whatever the school's last word was: two words to be checked.
            stay = next((one for one in view.in_hospital if one.kind == circumstance.kind), None)
            if stay is None:
                continue
            circumstance = stay
        standing = kind.standing if not doubted and _is_backed(view, circumstance) else kind.without_backing
        yield Found(
            kind.reason,
            circumstance.period.start,
            f"{reasons()[kind.reason].title}, as a service tells us.",
            sure=standing == ON,
            despite_home_education=kind.reason in _DESPITE_HOME_EDUCATION,
        )


def _set_aside(view: DayView, circumstance: Circumstance, kind: CircumstanceKind) -> bool:
    """Whether a place at a school sets this circumstance aside, by the rule of its kind."""
    match kind.set_aside_by:
        case "full time told":
            return view.full_time_told
        case "a place":
            return bool(view.full_time_rolls)
        case "a new place":
            return view.full_time_told or any(
                is_new_place(roll, circumstance.period.start, view.on) for roll in view.full_time_rolls
            )
        case _:
            return False


def _is_backed(view: DayView, circumstance: Circumstance) -> bool:
    """Whether more than the need alone says that the child is not at school in the usual way."""
    return (
        not view.full_time_rolls
        or view.educated_away
        or view.notice("long-absence") is not None
        or (view.notice("part-time") is not None and not _reaches_full_time(view))
        or circumstance.evidence_on is not None
        or circumstance.clinician_limit is not None
    )


def _from_home_education(view: DayView) -> Iterator[Found]:
    home = view.home_education
    if home is not None and view.home_education_unsuitable:
        yield Found(
            "home-education-unsuitable",
            home.evidence_on or home.period.start,
            "The authority has found the education at home not suitable.",
        )


def _from_notices(view: DayView) -> Iterator[Found]:
    part_time = view.notice("part-time")
    if part_time is not None and not _reaches_full_time(view):
        since = part_time.period.start
        yield Found("part-time-timetable", since, "The school has told us of a part-time timetable.")
        yield from _from_code(view, part_time.reason, since, "as the school’s notice gives it")
    long_absence = view.notice("long-absence")
    if long_absence is not None:
        since = long_absence.period.start
        yield from _from_code(view, long_absence.reason, since, "as the school’s notice gives it")
        if reason_of_code(long_absence.reason) is None:
            yield Found(
                "low-attendance-plan",
                since,
                "The school tells us of fifteen days or more out of school, and not why.",
                sure=False,
            )


def _reaches_full_time(view: DayView) -> bool:
    notice = view.notice("part-time")
    return (
        notice is not None
        and isinstance(notice.hours, Known)
        and notice.hours.value >= view.comparators.usual.hours
    )


def _from_code(
    view: DayView, code: str, since: date | None, words: str, arranged: bool = False
) -> Iterator[Found]:
    """The reason that a sender's code stands for; that there is no roll, only when no school says otherwise."""
    slug = reason_of_code(code)
    if slug is not None and not (slug == "no-roll" and view.rolls):
        yield Found(slug, since, f"{reasons()[slug].title}, {words}.", despite_home_education=arranged)


def _from_places(view: DayView) -> Iterator[Found]:
    for placed in view.away_placements:
        yield from _from_placement(view, placed)
    for roll in view.away_rolls:
        kind = establishment_kinds()[roll.school.group]
        if kind.reason:
            yield Found(kind.reason, roll.period.start, "On the roll of a school of this kind.")
        if kind.school_in_law:
            yield Found(
                "alternative-provision",
                roll.period.start,
                "On the roll of an establishment for children who are not at school in the usual way.",
                made_from=kind.field_class,
            )


def _from_placement(view: DayView, placed: Placed) -> Iterator[Found]:
    kind = provider_kinds()[placed.provider.kind]
    since, arranged = placed.period.start, placed.arranged_by in _ARRANGED
    for told in _from_code(view, placed.reason, since, "as the placement’s reason gives it", arranged):
        yield replace(told, made_from=kind.field_class)
    secure = kind.reason == "in-custody"
    # A welfare placement in a secure setting is made by an authority, and is no custody.
    custody = secure and placed.arranged_by in _BY_A_COURT
    if custody or (kind.reason and not secure):
        yield Found(
            kind.reason,
            since,
            "Educated in a place of this kind.",
            despite_home_education=arranged or custody,
            made_from=kind.field_class,
        )
    if not custody:
        yield Found(
            "alternative-provision",
            since,
            "Educated by a provider away from a school of the usual kind.",
            despite_home_education=arranged,
            made_from=kind.field_class,
        )


def _from_attendance(view: DayView) -> Iterator[Found]:
    """What a school's own word on full time leaves to be checked: part time that no notice explains."""
    if view.part_time_told and view.notice("part-time") is None and not view.educated_away:
        yield Found(
            "part-time-timetable",
            None,
            "The school says that the child does not attend full time, and has given no notice of a timetable.",
            sure=False,
        )
    # Two rolls are one week between them: the timetable of one says nothing of the whole.
    if len(view.usual_rolls) == 1 and view.notice("part-time") is None:
        told = timetabled_hours(view, school=view.usual_rolls[0].school.key)
        if told is not None and told < view.comparators.usual.hours:
            yield Found(
                "part-time-timetable",
                None,
                "The timetable that we were sent has fewer hours than full time, and no notice was given.",
                sure=False,
            )


def _looked_after(view: DayView, found: list[Found]) -> Iterator[Found]:
    looked_after = view.circumstances.get("looked-after")
    without_place = [one for one in found if one.slug in _NO_PLACE]
    if looked_after is None or view.rolls or not without_place:
        return
    first = min(without_place, key=_sure_open_and_early)
    starts = [day for day in (first.since, looked_after.period.start) if day is not None]
    yield Found(
        "looked-after-no-place",
        max(starts, default=None),
        "Looked after, and on no school’s roll.",
        sure=first.sure,
        made_from=first.made_from,
    )
