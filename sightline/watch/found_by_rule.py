"""Whom one rule finds, as a list that is read a page at a time, within the viewer's scope."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.core.exceptions import PermissionDenied

from sightline.access.viewer import Viewer
from sightline.attendance.array import ChildMarks, by_child
from sightline.attendance.view import kept_array
from sightline.domain.school_age import school_year_of
from sightline.population.models import ListEntry
from sightline.population.others import names_of
from sightline.population.scope import Scope
from sightline.record.models import reference_of
from sightline.watch.places_shown import of_places_shown
from sightline.watch.protocol import Rule
from sightline.watch.running import Raised, raised, register_of, up_to


@dataclass(frozen=True, slots=True)
class ChildFound:
    """One child whom a rule finds: the name as the list has it, since when, and the evidence in words."""

    child: int
    name: str
    since: date
    evidence: str

    @property
    def reference(self) -> str:
        """The case number."""
        return reference_of(self.child)


class ChildrenFound:
    """Everybody whom a rule finds, of whom a viewer may see; nobody is shown before a page is asked for."""

    def __init__(self, viewer: Viewer, rule: Rule, marks: ChildMarks | None, found: Sequence[Raised]) -> None:
        self._viewer = viewer
        self._rule = rule
        self._marks = marks
        self._found = found

    @property
    def total(self) -> int:
        """How many children there are."""
        return len(self._found)

    def page(self, offset: int, size: int) -> list[ChildFound]:
        """Some of them, the latest first, with the evidence. Whoever is on the page is noted for the access log."""
        some = self._found[offset : offset + size]
        if self._marks is None or not some:
            return []
        names = names_of(self._viewer, [one.child for one in some])
        rows = []
        for one in some:
            finding = self._rule.twin(register_of(self._marks, one.child), self._rule.settings)
            evidence = "" if finding is None else finding.evidence
            rows.append(ChildFound(one.child, names[one.child], one.since, evidence))
        return rows


def children_found(viewer: Viewer, rule: Rule, on: date, folder: Path) -> ChildrenFound:
    """Everybody whom a rule finds on a day by the registers as known now, and whom the viewer may see.

    Registers of places that the viewer's role does not show are left out before the rule is asked. The array view is
    kept in `folder`. Raises PermissionDenied for a viewer who sees no children, or not what the rule finds.
    """
    scope = Scope(viewer)
    if not viewer.sees(rule.field_class):
        raise PermissionDenied("This role does not see what this rule finds.")
    array = kept_array(school_year_of(on).start_year, folder)
    if array is None:
        return ChildrenFound(viewer, rule, None, ())
    marks = up_to(by_child(of_places_shown(viewer, array)), on)
    in_scope = set(ListEntry.objects.filter(scope.entries()).values_list("child_id", flat=True))
    found = [one for one in raised(rule, marks) if one.child in in_scope]
    found.sort(key=lambda one: (one.since, one.child), reverse=True)
    return ChildrenFound(viewer, rule, marks, found)
