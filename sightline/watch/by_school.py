"""How many of each school's pupils a rule finds, beside what chance would give. Nobody is named, so nobody is shown.

A pupil counts at the school whose register has the latest mark; where two have a mark of that day, at both. So a pupil
who has moved counts where the pupil is now. Whom only a provider marks counts at no school.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from django.core.exceptions import PermissionDenied

from sightline.access.policy import Action
from sightline.access.viewer import Viewer
from sightline.attendance.array import Ids, MarkArray, by_child
from sightline.attendance.numbering import NOTHING
from sightline.attendance.view import kept_array
from sightline.domain.school_age import school_year_of
from sightline.population.models import ListEntry
from sightline.population.scope import Scope
from sightline.record.models import Establishment
from sightline.watch.places_shown import of_places_shown
from sightline.watch.protocol import SESSIONS_A_DAY, Rule
from sightline.watch.rates import Chance, Counted, chance_of
from sightline.watch.running import raised, up_to

_BLOCK = 65_536
"""Registrations at once, as a sweep takes children."""


@dataclass(frozen=True, slots=True)
class School:
    """A school with pupils in the registers: its URN, name and phase (empty: nobody has told us), and the count."""

    urn: str
    name: str
    phase: str
    counted: Counted


@dataclass(frozen=True, slots=True)
class SchoolRate:
    """A school beside what chance would give it of those found in all the schools that it is compared with."""

    school: School
    chance: Chance


@dataclass(frozen=True, slots=True)
class Compared:
    """Schools beside each other, by name: all of them together, and each beside what chance would give it."""

    everybody: Counted
    rates: tuple[SchoolRate, ...]


def counted_by_school(viewer: Viewer, rule: Rule, on: date, folder: Path) -> list[School]:
    """Every school with pupils in the registers up to a day, as known now: how many it has, and how many are found.

    Children in the viewer's scope are counted, from registers of places that the viewer's role shows. The array view
    is kept in `folder`. Raises PermissionDenied for a viewer who sees no children or no figures, or not what the rule
    finds: the numbers are exact, and no reader may have them who may not know the children behind them.
    """
    viewer.require(Action.SEE_FIGURES)
    scope = Scope(viewer)
    if not viewer.sees(rule.field_class):
        raise PermissionDenied("This role does not see what this rule finds.")
    array = kept_array(school_year_of(on).start_year, folder)
    if array is None:
        return []
    array = of_places_shown(viewer, array)
    marks = up_to(by_child(array), on)
    found = np.array([one.child for one in raised(rule, marks)], dtype=np.int64)
    in_scope = ListEntry.objects.filter(scope.entries()).values_list("child_id", flat=True)
    schools, children = _where_now(array, on, np.array(list(in_scope), dtype=np.int64))
    ids, places, pupils = np.unique(schools, return_inverse=True, return_counts=True)
    of_them = np.bincount(places[np.isin(children, found)], minlength=len(ids))
    counted = {
        school: Counted(some, everyone)
        for school, some, everyone in zip(ids.tolist(), of_them.tolist(), pupils.tolist(), strict=True)
    }
    named = Establishment.objects.filter(pk__in=counted).order_by("name", "urn")
    return [
        School(urn, name or f"School {urn}", phase, counted[key])
        for key, urn, name, phase in named.values_list("id", "urn", "name", "phase")
    ]


def compared(schools: Iterable[School]) -> Compared:
    """Each school beside what chance would give it, if those found were spread over these schools as by lot."""
    schools = tuple(schools)
    everybody = Counted(sum(one.counted.found for one in schools), sum(one.counted.pupils for one in schools))
    return Compared(everybody, tuple(SchoolRate(one, chance_of(one.counted, everybody)) for one in schools))


def _where_now(array: MarkArray, on: date, in_scope: Ids) -> tuple[Ids, Ids]:
    """Schools and pupils in pairs, each pair once: where the pupils in scope have their latest mark by a day."""
    days = _last_days(array, on)
    here = np.flatnonzero((array.places > 0) & (days >= 0) & np.isin(array.children, in_scope))
    children, place_of = np.unique(array.children[here], return_inverse=True)
    latest = np.full(len(children), -1, dtype=np.int64)
    np.maximum.at(latest, place_of, days[here])
    now = here[days[here] == latest[place_of]]
    pairs = np.unique(np.stack([array.places[now], array.children[now]], axis=1), axis=0)
    return pairs[:, 0], pairs[:, 1]


def _last_days(array: MarkArray, on: date) -> Ids:
    """By registration, the place of the last day up to `on` that has a mark; -1 where none has."""
    sessions = SESSIONS_A_DAY * sum(1 for day in array.days if day <= on)
    last: Ids = np.full(len(array.children), -1, dtype=np.int64)
    for start in range(0, len(last), _BLOCK):
        said = array.marks[:sessions, start : start + _BLOCK] != NOTHING
        some = np.flatnonzero(said.any(axis=0))
        last[start + some] = (sessions - 1 - said[::-1, some].argmax(axis=0)) // SESSIONS_A_DAY
    return last
