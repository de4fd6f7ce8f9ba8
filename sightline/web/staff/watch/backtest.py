"""The page on which other figures of a rule are tried over a past period."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from sightline.access import clock
from sightline.domain.school_age import school_year_of
from sightline.watch.backtest import WeekTried
from sightline.watch.backtest_seen import backtest_seen
from sightline.watch.protocol import Rule
from sightline.web.shared.days import FORMATS, NO_DATE
from sightline.web.shared.lists import Paging
from sightline.web.staff.gate import staff_viewer
from sightline.web.staff.watch.figures import figure_field, figure_fields
from sightline.web.staff.watch.views import rule_or_404

PAGE = 50
_PICTURE = 160
"""How high the picture's plot is, in pixels."""


class BacktestForm(forms.Form):
    """The days, both counted in, and a field for each figure of a rule."""

    first = forms.DateField(label="From", input_formats=FORMATS)
    last = forms.DateField(label="Up to and with", input_formats=FORMATS)

    def __init__(self, rule: Rule, query: QueryDict) -> None:
        today = clock.today()
        usual: dict[str, Any] = {
            "first": school_year_of(today).first_day.isoformat(),
            "last": today.isoformat(),
            **{figure_field(one.name): one.value for one in rule.parameters},
        }
        given = {name: query[name] for name in usual if name in query}
        super().__init__({**usual, **given})
        self.rule = rule
        self.fields |= figure_fields(rule)
        for name in ("first", "last"):
            self.fields[name].error_messages = dict.fromkeys(("required", "invalid"), NO_DATE)

    def clean(self) -> dict[str, Any]:
        """Refuse days to come, in the wrong order, or of two school years."""
        given = super().clean() or {}
        first, last = given.get("first"), given.get("last")
        if last and last > clock.today():
            self.add_error("last", "Enter today’s date or an earlier one")
        elif first and last and first > last:
            self.add_error("last", "Enter a day that is not before the first one")
        elif first and last and school_year_of(first) != school_year_of(last):
            self.add_error("last", "Enter a day of the same school year: it ends on 31 August")
        return given

    @property
    def figures(self) -> dict[str, int]:
        """The figures to try, by name, once the form is valid."""
        return {one.name: self.cleaned_data[figure_field(one.name)] for one in self.rule.parameters}


@dataclass(frozen=True)
class WeekDrawn:
    """One week of the picture: its place in per cent, and the depth of both columns in pixels from the base."""

    week: WeekTried
    x: float
    width: float
    in_force: int
    tried: int


def weeks_drawn(weeks: list[WeekTried]) -> list[WeekDrawn]:
    """Where each column goes; the highest of all fills the plot."""
    most = max((max(one.in_force, one.tried) for one in weeks), default=0) or 1
    width = 100 / max(1, len(weeks))
    return [
        WeekDrawn(
            one,
            round(width * number, 2),
            round(width, 2),
            round(_PICTURE * one.in_force / most),
            round(_PICTURE * one.tried / most),
        )
        for number, one in enumerate(weeks)
    ]


@require_GET
def backtest(request: HttpRequest, slug: str) -> HttpResponse:
    """A rule with other figures over a past period, beside the figures in force.

    Raises PermissionDenied for a viewer who may not know what the rule finds.
    """
    looking = staff_viewer(request)
    rule = rule_or_404(slug)
    if not looking.sees(rule.field_class):
        raise PermissionDenied("This role does not see what this rule finds.")
    form = BacktestForm(rule, request.GET)
    path = reverse("staff:register-rule-backtest", kwargs={"slug": slug})
    context: dict[str, Any] = {
        "rule": rule,
        "form": form,
        "figure_field": figure_field,
        "path": path,
        "asked": bool(request.GET),
        "seen": None,
    }
    if request.GET and form.is_valid():
        first, last = (_day(form, name) for name in ("first", "last"))
        seen = backtest_seen(looking, rule, first, last, form.figures, settings.SIGHTLINE_REGISTERS)
        if seen:
            query = tuple((name, str(form[name].value())) for name in form.fields)
            number = request.GET.get("page", "1")
            asked = int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 1
            paging = Paging(asked, PAGE, len(seen.rows), path, query)
            context |= {
                "seen": seen,
                "first": first,
                "last": last,
                "paging": paging,
                "rows": seen.page(paging.offset, PAGE),
                "drawn": weeks_drawn(seen.found.weeks),
                "in_force": len({one.child for one in seen.found.in_force}),
                "tried": len({one.child for one in seen.found.tried}),
            }
    return render(request, "staff/watch/backtest.html", context)


def _day(form: BacktestForm, name: str) -> date:
    day: date = form.cleaned_data[name]
    return day
