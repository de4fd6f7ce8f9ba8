"""A backtest within what a viewer may see: children of the scope, and registers of places that the role shows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from django.core.exceptions import PermissionDenied

from sightline.access.viewer import Viewer
from sightline.attendance.array import by_child
from sightline.attendance.view import kept_array
from sightline.domain.school_age import school_year_of
from sightline.population.models import ListEntry
from sightline.population.others import names_of
from sightline.population.scope import Scope
from sightline.record.models import reference_of
from sightline.watch.backtest import Backtest, ChildTried, backtest
from sightline.watch.places_shown import of_places_shown
from sightline.watch.protocol import Rule


@dataclass(frozen=True, slots=True)
class ChildShown:
    """A child whom either set of figures raises, with the name as the list has it now."""

    name: str
    tried: ChildTried

    @property
    def reference(self) -> str:
        """The case number."""
        return reference_of(self.tried.child)


@dataclass(frozen=True)
class BacktestSeen:
    """A backtest for a viewer. Its counts name nobody; whoever is on a page that is asked for is noted as shown."""

    viewer: Viewer
    found: Backtest
    rows: tuple[ChildTried, ...]

    def page(self, offset: int, size: int) -> list[ChildShown]:
        """Some of the children, those whose answer differs first."""
        some = self.rows[offset : offset + size]
        names = names_of(self.viewer, [one.child for one in some])
        return [ChildShown(names.get(one.child, ""), one) for one in some]


def backtest_seen(
    viewer: Viewer, rule: Rule, first: date, last: date, settings: Mapping[str, int], folder: Path
) -> BacktestSeen | None:
    """Try other figures of a rule from a first day up to and with a last one; None where no register has come in.

    The array view is kept in `folder`. Raises PermissionDenied for a viewer who sees no children, or not what the rule
    finds; ValueError for days in the wrong order, or of two school years, since a rule reads one year's registers.
    """
    scope = Scope(viewer)
    if not viewer.sees(rule.field_class):
        raise PermissionDenied("This role does not see what this rule finds.")
    if first > last:
        raise ValueError("the first day comes after the last")
    year = school_year_of(first)
    if year != school_year_of(last):
        raise ValueError("both days must be of one school year, 1 September to 31 August")
    array = kept_array(year.start_year, folder)
    if array is None:
        return None
    marks = by_child(of_places_shown(viewer, array))
    in_scope = ListEntry.objects.filter(scope.entries()).values_list("child_id", flat=True)
    theirs = np.isin(marks.children, np.array(list(in_scope), dtype=np.int64))
    marks = replace(
        marks,
        marks=marks.marks[:, theirs],
        children=marks.children[theirs],
        disagree=marks.disagree[:, theirs],
    )
    found = backtest(rule, marks, first, last + timedelta(days=1), settings)
    return BacktestSeen(viewer, found, tuple(found.children))
