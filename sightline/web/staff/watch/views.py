"""The pages of the rules over the registers."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from sightline.access.policy import Action
from sightline.watch.figures import history_of, rules_in_force
from sightline.watch.found_by_rule import children_found
from sightline.watch.protocol import Rule
from sightline.watch.rules import RULES
from sightline.web.shared.days import days_asked
from sightline.web.shared.lists import Paging
from sightline.web.staff.gate import staff_viewer

PAGE = 50


@require_GET
def register_rules(request: HttpRequest) -> HttpResponse:
    """Every rule over the registers: what it finds, and the duty behind it.

    The rules name nobody: whoever sees children may read all of them.
    """
    staff_viewer(request)
    return render(request, "staff/watch/rules.html", {"rules": list(RULES.values())})


@require_GET
def register_rule(request: HttpRequest, slug: str) -> HttpResponse:
    """One rule, with its figures and where each comes from."""
    looking = staff_viewer(request)
    rule = rule_or_404(slug)
    context = {
        "rule": rule,
        "shown": looking.sees(rule.field_class),
        "sets": looking.may(Action.KEEP_REFERENCE),
        "history": history_of(rule),
    }
    return render(request, "staff/watch/rule.html", context)


@require_GET
def found(request: HttpRequest, slug: str) -> HttpResponse:
    """Whom a rule finds on a day by the registers as they are known now, the latest first, a page at a time.

    Raises PermissionDenied for a viewer who may not know what the rule finds.
    """
    looking = staff_viewer(request)
    rule = rule_or_404(slug)
    if not looking.sees(rule.field_class):
        raise PermissionDenied("This role does not see what this rule finds.")
    days, form = days_asked(request.GET)
    number = request.GET.get("page", "1")
    asked = int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 1
    children = children_found(looking, rule, days.on, settings.SIGHTLINE_REGISTERS)
    path = reverse("staff:register-rule-found", kwargs={"slug": slug})
    paging = Paging(asked, PAGE, children.total, path, days.query)
    context = {
        "rule": rule,
        "days": days,
        "days_form": form,
        "paging": paging,
        "rows": children.page(paging.offset, PAGE),
        "path": path,
    }
    return render(request, "staff/watch/found.html", context)


def rule_or_404(slug: str) -> Rule:
    """The rule of an address with the figures in force. Raises Http404 where there is none."""
    if slug not in RULES:
        raise Http404
    return rules_in_force()[slug]
