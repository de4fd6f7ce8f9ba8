"""The reports there are, and the making of one: by name, as at a day, as known on a day, for one viewer."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol

from sightline.access import clock
from sightline.access.policy import Action, ScopeKind
from sightline.access.reference import SCOPE_WORDS
from sightline.access.viewer import Viewer
from sightline.domain.words import date_words
from sightline.population.filters import Filters
from sightline.population.queries import EVERYTHING
from sightline.record.models import Installation
from sightline.reports import gaps, inspection_list, tracking_sheet
from sightline.reports.gather import Gathered, gather
from sightline.reports.subject import Sees, Subject
from sightline.reports.table import Report, Table

TO_BE_CHECKED = "To be checked"


class DayToCome(ValueError):
    """A report was asked for as at, or as known on, a day that has not come yet."""


class MakeTable(Protocol):
    """Makes a report's table from children."""

    def __call__(self, subjects: Iterable[Subject], *, title: str, as_at: date, sees: Sees) -> Table:
        """The table of these children as at a day, with what `sees` refuses withheld."""


@dataclass(frozen=True)
class Kind:
    """One report by name: its title, what its table is called, and how that is made."""

    name: str
    title: str
    table_title: str
    make_table: MakeTable


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(inspection_list.NAME, inspection_list.TITLE, "Inspection list", inspection_list.table),
        Kind(tracking_sheet.NAME, tracking_sheet.TITLE, "Tracking sheet", tracking_sheet.table),
    )
}
"""Every report by its name."""


@dataclass(frozen=True)
class Selected:
    """A part of the list that a report is of: the filters, and the same in words, as title and what was chosen.

    The words stand in the report and are kept with it: they must not hold a child's name or number.
    """

    filters: Filters
    words: tuple[tuple[str, str], ...]


def make(
    viewer: Viewer,
    name: str,
    *,
    as_at: date | None = None,
    known_on: date | None = None,
    selected: Selected | None = None,
) -> Report:
    """A report for one viewer, within the viewer's scope and classes; whoever is in it is noted as shown.

    `as_at` and `known_on` are today when not given. With `selected` it is of exactly those whom the list shows for
    the same filters, and says before anything else that it is a part of the list. Raises KeyError for a name that is
    no report's, DayToCome, and PermissionDenied for a viewer who may not see children.
    """
    viewer.require(Action.SEE_CHILDREN)
    kind = KINDS[name]
    today = clock.today()
    as_at, known_on = as_at or today, known_on or today
    if as_at > today or known_on > today:
        raise DayToCome("a report is as at today or an earlier day, and as known on one; not a day to come")
    filters = selected.filters if selected else EVERYTHING
    gathered = gather(viewer, as_at=as_at, known_on=known_on, filters=filters)
    viewer.note_shown(subject.child for subject in (*gathered.listed, *gathered.to_be_checked))
    report = report_of(kind, gathered, viewer=viewer, as_at=as_at, known_on=known_on)
    return _as_a_selection(report, selected.words) if selected else report


def _as_a_selection(report: Report, words: tuple[tuple[str, str], ...]) -> Report:
    """The report of a part of the list, which says of which part, first of all."""
    chosen = "; ".join(f"{title}: {what}" for title, what in words) or "everybody on it, or to be checked"
    return replace(
        report,
        gaps=(f"This is a part of the list and not the whole of it. Chosen: {chosen}.", *report.gaps),
        how_made=(("Chosen from the list", chosen), *report.how_made),
    )


def report_of(kind: Kind, gathered: Gathered, *, viewer: Viewer, as_at: date, known_on: date) -> Report:
    """The report that these children make, in the words of the viewer's role."""
    listed, checked = gathered.listed, gathered.to_be_checked
    tables = [kind.make_table(listed, title=kind.table_title, as_at=as_at, sees=viewer.sees)]
    if checked:
        tables.append(kind.make_table(checked, title=TO_BE_CHECKED, as_at=as_at, sees=viewer.sees))
    installation = Installation.objects.first()
    return Report(
        name=kind.name,
        title=kind.title,
        authority=installation.name if installation else "Authority not known",
        as_at=as_at,
        known_on=known_on,
        gaps=gaps.sentences(listed, checked, week=gathered.week, sees=viewer.sees),
        figures=gaps.figures(listed, checked),
        how_made=(
            ("Reference week", _week_words(gathered.week)),
            ("Rules of membership", f"version {gathered.rules_version}"),
            ("Made for", f"{scope_words(viewer)}, in the role “{viewer.role.title}”"),
            (
                "Order of trust",
                "Names and dates of birth are from the source trusted most; the record names it.",
            ),
        ),
        tables=tuple(tables),
        children=frozenset(subject.child for subject in (*listed, *checked)),
        rules_version=gathered.rules_version,
    )


def scope_words(viewer: Viewer) -> str:
    """How much of the authority a viewer looks at, in words."""
    if viewer.scope_kind is ScopeKind.AUTHORITY:
        return SCOPE_WORDS[ScopeKind.AUTHORITY]
    return f"{SCOPE_WORDS[viewer.scope_kind]} ({', '.join(viewer.scope_key.split())})"


def _week_words(week: gaps.ReferenceWeek) -> str:
    if week.monday is None:
        return "none: no school calendar reaches back to one"
    last = week.monday + timedelta(days=4)
    return f"Monday {date_words(week.monday)} to Friday {date_words(last)}, the last complete school week"
