"""The figures page: for governors, members and others who see no child."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from sightline.access import clock
from sightline.domain.disclosure import Symbol
from sightline.web.oversight.figures import list_in_figures
from sightline.web.shared.viewing import viewer


@require_GET
def figures(request: HttpRequest) -> HttpResponse:
    """The list in figures, as at today."""
    found = list_in_figures(viewer(request))
    context = {"found": found, "today": clock.today(), "left_out": Symbol.SUPPRESSED}
    return render(request, "oversight/figures.html", context)
