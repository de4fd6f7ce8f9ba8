"""A rule by school: how many pupils it finds, of how many, beside what chance would give; on a page and as a table."""

import csv
import io
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from sightline.reports.renderers.as_csv import safe_words
from sightline.watch.by_school import Compared, SchoolRate, compared, counted_by_school
from sightline.watch.protocol import Rule
from sightline.web.shared.days import Days, DaysForm, days_asked
from sightline.web.shared.lists import Paging
from sightline.web.staff.gate import staff_viewer
from sightline.web.staff.watch.views import rule_or_404

PAGE = 100
PHASE_NOT_KNOWN = "not known"
ORDERS: dict[str, tuple[str, Callable[[SchoolRate], Any]]] = {
    "chance": ("Furthest beyond chance", lambda one: one.chance.more),
    "percent": ("Largest share", lambda one: -(one.school.counted.percent or 0.0)),
    "found": ("Most children", lambda one: -one.school.counted.found),
    "name": ("Name", lambda one: one.school.name.casefold()),
}
_FIRST = "chance"


@require_GET
def schools(request: HttpRequest, slug: str) -> HttpResponse:
    """One page of the schools, those first that are furthest beyond chance unless another order is asked for."""
    rule, days, form, phase, phases, found = _asked(request, slug)
    order = request.GET.get("sort", "")
    order = order if order in ORDERS else _FIRST
    rates = sorted(found.rates, key=ORDERS[order][1])
    path = reverse("staff:register-rule-schools", kwargs={"slug": slug})
    query = _query(days, phase, "" if order == _FIRST else order)
    number = request.GET.get("page", "1")
    asked = int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 1
    paging = Paging(asked, PAGE, len(rates), path, query)
    file = reverse("staff:register-rule-schools-file", kwargs={"slug": slug})
    most = max((one.school.counted.percent or 0.0 for one in rates), default=0.0)
    context = {
        "rule": rule,
        "days": days,
        "days_form": form,
        "phase": phase,
        "phases": phases,
        "order": order,
        "orders": [(name, title) for name, (title, _) in ORDERS.items()],
        "found": found,
        "rates": rates[paging.offset : paging.offset + PAGE],
        "longest": max(most, 1.0),
        "paging": paging,
        "path": path,
        "file": f"{file}?{urlencode(query)}" if query else file,
    }
    return render(request, "staff/watch/schools.html", context)


@require_GET
def schools_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The same schools as one plain table (CSV), in the same order."""
    rule, days, _, phase, _, found = _asked(request, slug)
    order = request.GET.get("sort", "")
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(
        ["Up to", "Rule", "Compared with", "URN", "School", "Phase", "Pupils", "Found", "Expected by chance"]
        + ["Fewest by chance", "Most by chance", "Beside chance"]
    )
    for one in sorted(found.rates, key=ORDERS[order if order in ORDERS else _FIRST][1]):
        school, chance = one.school, one.chance
        table.writerow(
            [days.on.isoformat(), rule.title, safe_words(phase or "all schools"), school.urn]
            + [safe_words(school.name), safe_words(school.phase or PHASE_NOT_KNOWN), school.counted.pupils]
            + [school.counted.found, f"{chance.expected:.1f}", chance.lowest, chance.highest, chance.beside]
        )
    response = HttpResponse(out.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}-by-school-{days.on.isoformat()}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


def _asked(request: HttpRequest, slug: str) -> tuple[Rule, Days, DaysForm, str, tuple[str, ...], Compared]:
    """What an address asks for: the rule, the day, the phase compared (empty: all), the choices, and the schools."""
    looking = staff_viewer(request)
    rule = rule_or_404(slug)
    if not looking.sees(rule.field_class):
        raise PermissionDenied("This role does not see what this rule finds.")
    days, form = days_asked(request.GET)
    counted = counted_by_school(looking, rule, days.on, settings.SIGHTLINE_REGISTERS)
    phases = tuple(sorted({one.phase or PHASE_NOT_KNOWN for one in counted}))
    phase = request.GET.get("phase", "")
    phase = phase if phase in phases else ""
    chosen = [one for one in counted if not phase or (one.phase or PHASE_NOT_KNOWN) == phase]
    return rule, days, form, phase, phases, compared(chosen)


def _query(days: Days, phase: str, order: str) -> tuple[tuple[str, str], ...]:
    given = (("phase", phase), ("sort", order))
    return (*((name, value) for name, value in given if value), *days.query)
