"""The page of a child's register."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from sightline.domain.school_age import SchoolYear, school_year_of
from sightline.web.shared.days import Days, days_asked
from sightline.web.staff.child.register import registers_shown, years_with_registers
from sightline.web.staff.child.register_marks import CLASS_WORDS
from sightline.web.staff.child.told import links_of
from sightline.web.staff.child.views import page_of, whole_child_or_404
from sightline.web.staff.gate import staff_viewer


@require_GET
def register(request: HttpRequest, child_id: int) -> HttpResponse:
    """A child's register of one school year, at every school and provider, on a day, as known on a day."""
    looking = staff_viewer(request)
    days, form = days_asked(request.GET)
    whole = whole_child_or_404(looking, child_id, days)
    if whole.one.child != child_id:
        return redirect(reverse("staff:register", kwargs={"child_id": whole.one.child}))
    persons = links_of(child_id, days.known_on)
    years = years_with_registers(persons)
    year = _year_asked(request.GET, years, days)
    end = year.period.end
    on = days.on if end is None else min(days.on, end - timedelta(days=1))
    registers = registers_shown(looking, whole.facts, persons, year, on=on, known_on=days.known_on)
    return render(
        request,
        "staff/register.html",
        {
            "child": page_of(looking, whole.one),
            "days": days,
            "days_form": form,
            "year": year,
            "years": years,
            "on": on,
            "registers": registers.shown,
            "findings": registers.findings,
            "class_words": CLASS_WORDS,
        },
    )


def _year_asked(query: QueryDict, years: list[SchoolYear], days: Days) -> SchoolYear:
    """The school year that an address asks for, if there is a register of it; else that of the day, else the latest."""
    asked = query.get("year", "")
    for year in years:
        if asked == str(year.start_year):
            return year
    now = school_year_of(days.on)
    return now if now in years or not years else years[0]
