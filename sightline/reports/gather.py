"""The children of a report: in the viewer's scope, on the list or to be checked, as at a day, as known on a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from sightline.access import clock
from sightline.access.viewer import Viewer
from sightline.population.assessment import Assessment
from sightline.population.filters import Filters
from sightline.population.loading import Loaded, Loading
from sightline.population.models import ListEntry
from sightline.population.queries import EVERYTHING
from sightline.population.row import row_of
from sightline.population.rules import RULES_VERSION, assess_the_day
from sightline.population.scope import Scope
from sightline.population.tables import OFF, ON, TO_BE_CHECKED
from sightline.population.visibility import hidden_classes, shown
from sightline.reports.beside import read_beside
from sightline.reports.gaps import ReferenceWeek
from sightline.reports.subject import Subject
from sightline.reports.subjects import subject_of


@dataclass(frozen=True)
class Gathered:
    """The children on the list, those to be checked, and what the answers about them rest on."""

    listed: tuple[Subject, ...]
    to_be_checked: tuple[Subject, ...]
    week: ReferenceWeek
    rules_version: str = RULES_VERSION


def gather(viewer: Viewer, *, as_at: date, known_on: date, filters: Filters = EVERYTHING) -> Gathered:
    """The children whom a viewer's report is of; PermissionDenied for a viewer who may not see children.

    `filters` are applied to each child as this viewer may see it, as on the list's own page. The cells are not yet
    narrowed to what the viewer's role shows: the table of the report does that.
    """
    # What is known today is what is known now: the current rows, without a search through versions.
    told_by = None if known_on >= clock.today() else known_on
    loading = Loading(as_at, told_by)
    found = list(_answers(viewer, loading, filters))
    beside = read_beside(
        [loaded.child for loaded, _ in found],
        {placed.provider.key for loaded, _ in found for placed in loaded.situation.placements},
        as_at=as_at,
        known_on=told_by,
    )
    subjects = {
        standing: tuple(
            subject_of(loaded, answer, beside, as_at)
            for loaded, answer in found
            if answer.standing == standing
        )
        for standing in (ON, TO_BE_CHECKED)
    }
    return Gathered(subjects[ON], subjects[TO_BE_CHECKED], _reference_week(loading, as_at))


def _answers(viewer: Viewer, loading: Loading, filters: Filters) -> Iterator[tuple[Loaded, Assessment]]:
    """Each child in scope, on the list or to be checked and asked for, with the answer about it."""
    scope = Scope(viewer)
    hidden, whole = hidden_classes(viewer), filters == EVERYTHING
    if loading.known_on is None and loading.on == clock.today():
        asked = filters.entries(hidden) & ~Q(standing=OFF)
        # With those whom the night should have moved on by now: the answer below is today's for every one of them.
        due = ListEntry.objects.filter(scope.entries()).filter(asked | Q(next_change__lte=loading.on))
        loaded_children = loading.children(due.values_list("child_id", flat=True))
    else:
        loaded_children = loading.everybody()
    for loaded in loaded_children:
        answer = assess_the_day(loaded.situation, loading.on)
        if answer.standing == OFF:
            continue
        row = row_of(loaded, answer)
        if scope.covers(row, loaded.senders) and (whole or filters.covers(shown(row, hidden))):
            yield loaded, answer


def _reference_week(loading: Loading, as_at: date) -> ReferenceWeek:
    """The last complete school week by the authority's own calendar."""
    calendar = loading.reference.calendar(None)
    monday = calendar.last_complete_week(as_at)
    if monday is None:
        return ReferenceWeek(None)
    return ReferenceWeek(monday, calendar.open_days_in_week(monday), calendar.is_assumed(monday))
