"""The figures page: for who sees no child, protected; for who does, the same questions with the rows behind them."""

import csv
import io

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from sightline.domain.disclosure import Symbol
from sightline.population.in_figures import on_the_list
from sightline.reports.figures import ROUND_TO, in_figures
from sightline.reports.renderers.as_csv import safe_words
from sightline.web.shared.days import days_asked
from sightline.web.shared.viewing import viewer


@require_GET
def figures(request: HttpRequest) -> HttpResponse:
    """The list in figures, as at a day and as known on one; today and now unless asked."""
    days, form = days_asked(request.GET)
    found = in_figures(on_the_list(viewer(request), as_at=days.as_at, known_on=days.known_on))
    context = {
        "found": found,
        "days": days,
        "days_form": form,
        "low": Symbol.LOW,
        "round_to": ROUND_TO,
    }
    return render(request, "oversight/figures.html", context)


@require_GET
def figures_file(request: HttpRequest) -> HttpResponse:
    """The same figures as one plain table (CSV): question, line, children."""
    days, _ = days_asked(request.GET)
    found = in_figures(on_the_list(viewer(request), as_at=days.as_at, known_on=days.known_on))
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(("As at", "Question", "Line", "Children"))
    on = found.as_at.isoformat()
    table.writerow((on, "How many children are on the list?", "All", found.total))
    table.writerow((on, "Of how many are the hours known?", "Hours known", found.hours_known))
    for figure in found.figures:
        for line in figure.lines:
            table.writerow((on, figure.question, safe_words(line.title), line.children))
    response = HttpResponse(out.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="figures-{on}.csv"'
    return response
