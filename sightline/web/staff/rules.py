"""How the list is made: the spec table that the rules are tested by, as a page."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from sightline.population.rules import RULES_VERSION
from sightline.population.spec import cases
from sightline.population.tables import legal_populations, reasons
from sightline.web.staff.gate import staff_viewer


@require_GET
def who_is_on_the_list(request: HttpRequest) -> HttpResponse:
    """Every case of the spec table with its answers and its source of law, and every reason with its meaning.

    The table names nobody, but its reasons are of every class: whoever sees children may read what could put a child
    on the list.
    """
    staff_viewer(request)
    sections = [(title, list(group)) for title, group in groupby(cases(), key=lambda case: case.section)]
    context = {
        "sections": sections,
        "number": len(cases()),
        "reasons": list(reasons().values()),
        "titles": {one.slug: one.title for one in reasons().values()},
        "populations": list(legal_populations().values()),
        "version": RULES_VERSION,
    }
    return render(request, "staff/rules.html", context)
