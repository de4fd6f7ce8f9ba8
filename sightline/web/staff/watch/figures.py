"""The form on which the figures of a rule are set."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from sightline.access.policy import Action
from sightline.watch.figures import MOST, SetMeanwhile, history_of, last_set, set_figures
from sightline.watch.protocol import Rule
from sightline.web.staff.gate import staff_viewer
from sightline.web.staff.watch.views import rule_or_404

_NO_NUMBER = f"Enter a whole number from 1 to {MOST:,}"
_MEANWHILE = (
    "Somebody else has set figures of this rule while you were here. Look at them below, and send yours again"
)


def figure_field(name: str) -> str:
    """The name of the field of one figure."""
    return f"figure-{name}"


def figure_fields(rule: Rule) -> dict[str, forms.Field]:
    """A field for each figure of a rule."""
    words = dict.fromkeys(("required", "invalid", "min_value", "max_value"), _NO_NUMBER)
    return {
        figure_field(one.name): forms.IntegerField(
            label=one.meaning, min_value=1, max_value=MOST, error_messages=words
        )
        for one in rule.parameters
    }


class FiguresForm(forms.Form):
    """A field for each figure, why they are set so, and which setting was the last when the form was shown."""

    reason = forms.CharField(max_length=500, error_messages={"required": "Say why the figures are set so"})
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, rule: Rule, *words: Any, **named: Any) -> None:
        super().__init__(*words, **named)
        self.rule = rule
        self.fields = {**figure_fields(rule), **self.fields}

    @property
    def figures(self) -> dict[str, int]:
        """The figures by name, once the form is valid."""
        return {one.name: self.cleaned_data[figure_field(one.name)] for one in self.rule.parameters}


@require_http_methods(["GET", "POST"])
def figures(request: HttpRequest, slug: str) -> HttpResponse:
    """Set the figures of a rule. Raises PermissionDenied for who may not keep reference data."""
    looking = staff_viewer(request)
    looking.require(Action.KEEP_REFERENCE)
    rule = rule_or_404(slug)
    if request.method == "POST":
        form = FiguresForm(rule, request.POST)
        if form.is_valid():
            given = form.cleaned_data
            try:
                set_figures(looking, slug, form.figures, reason=given["reason"], seen=given["seen"])
                return HttpResponseRedirect(reverse("staff:register-rule", kwargs={"slug": slug}))
            except SetMeanwhile:
                # What was typed stays; what the other has set is shown beside it, and the next try goes through.
                form.add_error(None, _MEANWHILE)
    else:
        usual = {figure_field(one.name): one.value for one in rule.parameters}
        form = FiguresForm(rule, initial=usual)
    context = {
        "rule": rule,
        "form": form,
        "figure_field": figure_field,
        "seen": last_set(slug),
        "history": history_of(rule),
    }
    return render(request, "staff/watch/figures.html", context)
