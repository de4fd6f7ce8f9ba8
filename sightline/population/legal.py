"""Legal populations, each apart from the list and from each other: dated, with the condition and why.

A child can miss out on full-time education and not be a child missing education in law (on a roll, part time), or
the reverse of it; the returns count the legal populations, the list does not.
"""

from decimal import Decimal

from sightline.domain.known import HoursTotal, Knowable, Known
from sightline.population.assessment import Answer, Hours, LegalFlag
from sightline.population.day_view import DayView
from sightline.population.responsibility import lives_here
from sightline.population.situation import School
from sightline.population.tables import (
    ON,
    TO_BE_CHECKED,
    Standing,
    establishment_kinds,
    legal_populations,
)


def legal_flags(
    view: DayView,
    *,
    of_age: Knowable[bool],
    gone: bool,
    roll: Knowable[tuple[School, ...]],
    hours: Hours,
    standing: Standing,
) -> tuple[LegalFlag, ...]:
    """The flags of every legal population enacted by the day. `gone`: the child died or left England."""
    answers = {
        "missing-education": _missing_education(view, roll, hours),
        "children-not-in-school": _not_in_school(view, roll),
        "report": _report(standing),
    }
    here = lives_here(view)
    flags = []
    for population in legal_populations().values():
        if view.on < population.enacted_on:
            continue
        answer, condition, why = answers[population.slug]
        if gone or of_age == Known(False):
            answer, condition, why = "no", "", "Not of compulsory school age here on the day."
        elif population.slug != "report" and here == Known(False):
            answer, condition, why = "no", "", "Lives in another authority’s area."
        elif answer == "yes" and population.slug != "report" and not (of_age.is_known and here.is_known):
            answer, why = "not known", f"{why} Age or home authority is not known."
        in_force = population.in_force_from is not None and population.in_force_from <= view.on
        flags.append(LegalFlag(population.slug, answer, condition, why, in_force))
    return tuple(flags)


_Found = tuple[Answer, str, str]


def _registered(roll: Knowable[tuple[School, ...]]) -> Answer:
    """Whether the child is a registered pupil at a school in law; a secure unit is none."""
    if not isinstance(roll, Known):
        return "not known"
    return "yes" if any(establishment_kinds()[school.group].school_in_law for school in roll.value) else "no"


def _missing_education(view: DayView, roll: Knowable[tuple[School, ...]], hours: Hours) -> _Found:
    """Section 436A: not a registered pupil, and not receiving suitable education otherwise than at school."""
    registered = _registered(roll)
    if registered == "yes":
        return "no", "", "A registered pupil at a school."
    if view.home_educated:
        return "no", "", "Educated at home, and not found unsuitable."
    full = _reaches(hours.planned, hours.comparators.expected.hours)
    if full == "yes":
        return "no", "", "Receives full-time education otherwise than at school."
    if registered == "not known":
        return "not known", "", "Whether the child is on a school’s roll is not known."
    if full == "not known" and not view.home_education_unsuitable and view.educated_away:
        return "not known", "", "On no roll; whether the education elsewhere is full time is not known."
    return "yes", "", "On no school’s roll, and without suitable education otherwise."


def _not_in_school(view: DayView, roll: Knowable[tuple[School, ...]]) -> _Found:
    """Section 436B conditions: (a) not registered; (b) registered, and part of the time educated otherwise by
    arrangement or agreement of the school; (c) a part-time student of a college, registered nowhere else."""
    registered = _registered(roll)
    if registered == "no":
        return "yes", "a", "Not a registered pupil at a school."
    if registered == "not known":
        return "not known", "a", "Whether the child is on a school’s roll is not known."
    if all(one.school.group == "further" for one in view.rolls) and view.part_time_told:
        return "yes", "c", "A part-time student of a college, registered nowhere else."
    if view.home_education is not None or view.notice("part-time") is not None:
        return "yes", "b", "Registered, and absent part of the time by arrangement with the school."
    arranged = {placed.arranged_by for placed in view.away_placements}
    if "school" in arranged:
        return "yes", "b", "Registered, and educated elsewhere by the school’s arrangement."
    if arranged or view.part_time_told:
        return (
            "not known",
            "b",
            "Whether the school arranged or agreed that the child be absent is not known.",
        )
    return "no", "", "A registered pupil who attends in the usual way, as far as is told."


def _report(standing: Standing) -> _Found:
    if standing == ON:
        return "yes", "", "Of school age and not in full-time school education in the usual way."
    if standing == TO_BE_CHECKED:
        return "not known", "", "Evidence is to be checked."
    return "no", "", "Not on the list."


def _reaches(planned: HoursTotal, limit: Decimal) -> Answer:
    reached = planned.at_least(limit)
    if not isinstance(reached, Known):
        return "not known"
    return "yes" if reached.value else "no"
