"""The first page: for staff how many children, for how many the hours are known, and the inspector's list."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from sightline.access import clock
from sightline.access.policy import Action, ScopeKind
from sightline.access.viewer import Viewer
from sightline.domain.known import Known
from sightline.population.entries import counts_of, reason_counts_of, selected
from sightline.population.filters import Filters, HoursAsked
from sightline.population.scope import Scope
from sightline.population.tables import ON, TO_BE_CHECKED, reasons
from sightline.population.visibility import hidden_classes
from sightline.record.models import SourcePerson
from sightline.web.shared.viewing import roles_of, viewer
from sightline.web.staff.children.selection import HOURS
from sightline.web.staff.gate import is_staff

_BANDS: tuple[HoursAsked, ...] = ("not known", "none", "part time", "full time")


@dataclass(frozen=True)
class Figure:
    """A figure of the first page, what it counts, and the address of the rows behind it."""

    figure: Known[int]
    words: str
    href: str


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The first page of whoever is signed in: each role has the one that is for it, and no role another's."""
    if not roles_of(request):
        return redirect("account:your-account")
    looking = viewer(request)
    if not is_staff(looking):
        if looking.may(Action.SEE_FIGURES):
            return redirect("oversight:figures")
        return render(request, "staff/not_yet.html", {"role": looking.role})
    if not SourcePerson.objects.exists():
        return render(request, "staff/empty.html", {"may_take_files": looking.may(Action.TAKE_FILES)})
    at_a_glance = AtAGlance(looking)
    context = {
        "today": clock.today(),
        "glance": at_a_glance,
        "figures": at_a_glance.figures(),
        "breakdowns": at_a_glance.breakdowns(),
        "may_issue": looking.may(Action.ISSUE_REPORTS),
        "scope": looking.scope_kind,
    }
    return render(request, "staff/home.html", context)


class AtAGlance:
    """The list in figures for one viewer: within the viewer's scope, without reasons that the role does not show."""

    def __init__(self, looking: Viewer) -> None:
        self._scope = Scope(looking)
        self._hidden = hidden_classes(looking)
        self._whole_authority = looking.scope_kind is ScopeKind.AUTHORITY
        self.on_list = self._count(Filters((ON,)))
        self._hours = {band: self._count(Filters((ON,), hours=band)) for band in _BANDS}

    @property
    def hours_known(self) -> int:
        """For how many children on the list the hours planned are known."""
        return self.on_list - self._hours["not known"]

    def figures(self) -> list[Figure]:
        """The four figures of the first page."""
        return [
            Figure(Known(self.on_list), "on the list", _list(standing=ON)),
            Figure(
                Known(self._hours["not known"]),
                "whose hours are not known",
                _list(standing=ON, hours="not known"),
            ),
            Figure(
                Known(self._count(Filters((ON,), roll="none"))),
                "on nobody’s roll",
                _list(standing=ON, roll="none"),
            ),
            Figure(
                Known(self._count(Filters((TO_BE_CHECKED,)))), "to be checked", _list(standing=TO_BE_CHECKED)
            ),
        ]

    def breakdowns(self) -> list[tuple[str, list[Figure]]]:
        """The list by reason, by hours planned and, for who sees the whole authority, by locality."""
        entries = selected(self._scope, Filters((ON,)), self._hidden)
        by_reason = sorted(reason_counts_of(entries, self._hidden).items(), key=lambda one: (-one[1], one[0]))
        found = [
            (
                "Why",
                [
                    Figure(Known(count), reasons()[slug].title, _list(standing=ON, reason=slug))
                    for slug, count in by_reason
                ],
            ),
            (
                "Hours planned",
                [
                    Figure(Known(count), HOURS[band], _list(standing=ON, hours=band))
                    for band, count in self._hours.items()
                ],
            ),
        ]
        if self._whole_authority:
            localities = entries.exclude(locality=None).values_list("locality__key", "locality__name")
            found.append(
                (
                    "Where",
                    [
                        Figure(Known(count), name, _list(standing=ON, locality=key))
                        for key, name, count in localities.annotate(children=Count("pk")).order_by(
                            "-children"
                        )
                    ],
                )
            )
        return [(title, rows) for title, rows in found if rows]

    def _count(self, filters: Filters) -> int:
        counts, _ = counts_of(selected(self._scope, filters, self._hidden))
        return sum(counts.values())


def _list(**filters: str) -> str:
    return f"{reverse('staff:children')}?{urlencode(filters)}"
