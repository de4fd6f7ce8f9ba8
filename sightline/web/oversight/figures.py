"""The list in figures for readers who may see no child: small numbers protected, and nothing to click."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from sightline.access.policy import Action
from sightline.access.viewer import Viewer
from sightline.domain.disclosure import CountTable, ProtectedTable, Published, Symbol, protect
from sightline.population.models import ListEntry
from sightline.population.tables import ON

PHASES = (
    ("Primary years (Reception to 6)", -99, 6),
    ("Years 7 to 9", 7, 9),
    ("Years 10 and 11", 10, 99),
)
NOT_KNOWN = "Year not known"
HOURS = ("Hours known: full time or more", "Hours known: fewer", "Hours known: none", "Hours not known")


@dataclass(frozen=True)
class ListInFigures:
    """How many children are on the list, by age and by what is known of their hours, as it may be published."""

    table: ProtectedTable

    @property
    def total(self) -> Published:
        """How many children are on the list, or the symbol for a number that is too small to print."""
        return self.table.grand_total

    @property
    def is_protected(self) -> bool:
        """Whether any number is left out."""
        shown = (*self.table.row_totals, *self.table.column_totals, self.table.grand_total)
        return Symbol.SUPPRESSED in (*shown, *(cell for row in self.table.cells for cell in row))


def list_in_figures(viewer: Viewer) -> ListInFigures:
    """The figures of today's list. PermissionDenied for a viewer who may not see figures.

    No child is shown, so nobody is noted in the access log; counts from 1 to 4, and as many others as would give
    them away, are left out.
    """
    viewer.require(Action.SEE_FIGURES)
    counts = Counter(
        (_phase(year), _hours(planned, full))
        for year, planned, full in ListEntry.objects.filter(standing=ON).values_list(
            "year", "hours_planned", "comparator_hours"
        )
    )
    rows = tuple(title for title, _, _ in PHASES) + (NOT_KNOWN,)
    cells = tuple(tuple(counts[(row, column)] for column in HOURS) for row in rows)
    return ListInFigures(protect(CountTable(rows, HOURS, cells)))


def _phase(year: int | None) -> str:
    if year is None:
        return NOT_KNOWN
    return next(title for title, first, last in PHASES if first <= year <= last)


def _hours(planned: Decimal | None, full: Decimal) -> str:
    if planned is None:
        return HOURS[3]
    if planned == 0:
        return HOURS[2]
    return HOURS[0] if planned >= full else HOURS[1]
