"""The first page of each role, and the pages behind its lines."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_GET, require_POST

from sightline.access import clock
from sightline.access.looked import has_seen
from sightline.access.policy import Action
from sightline.record.models import SourcePerson
from sightline.web.shared.days import DaysForm
from sightline.web.shared.demonstration import may_see_as
from sightline.web.shared.lists import Paging
from sightline.web.shared.people import people_to_see_as
from sightline.web.shared.viewing import roles_of, viewer
from sightline.web.staff.gate import is_staff, staff_viewer
from sightline.web.staff.home.changed import Changed
from sightline.web.staff.home.figures import AtAGlance
from sightline.web.staff.home.needs import SORTS, Needs

PAGE = 50
_LONGEST_NUMBER = 7


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
        context = {
            "may_take_files": looking.may(Action.TAKE_FILES),
            "may_record": looking.may(Action.RECORD_FACTS),
        }
        return render(request, "staff/empty.html", context)
    today = clock.today()
    glance = AtAGlance(looking, today)
    groups = Needs(looking, today).groups()
    looking.note_shown(child for group in groups for child in group.children)
    changed = Changed(looking, clock.now())
    return render(
        request,
        "staff/home.html",
        {
            "today": today,
            "glance": glance,
            "figures": glance.figures(),
            "breakdowns": glance.breakdowns(),
            "groups": groups,
            "may_record": looking.may(Action.RECORD_FACTS),
            "changed": changed,
            "kinds": changed.kinds(),
            "may_issue": looking.may(Action.ISSUE_REPORTS),
            "scope": looking.scope_kind,
            "days_form": DaysForm(),
            "people": people_to_see_as() if may_see_as() else [],
        },
    )


@require_GET
def needs(request: HttpRequest, group: str) -> HttpResponse:
    """Everything of one sort that needs whoever looks, page by page; 404 for what is no sort."""
    looking = staff_viewer(request)
    if group not in SORTS:
        raise Http404
    number = _page_number(request)
    found = Needs(looking, clock.today()).group(group, offset=(number - 1) * PAGE, size=PAGE)
    paging = Paging(number, PAGE, found.total, reverse("staff:needs", kwargs={"group": group}))
    if paging.current != number:
        return redirect(paging.href(paging.current))
    looking.note_shown(found.children)
    return render(request, "staff/needs.html", {"group": found, "paging": paging})


@require_GET
def changed(request: HttpRequest, kind: str) -> HttpResponse:
    """Everything of one kind that changed since whoever looks last said to have seen it; 404 for what is no kind."""
    looking = staff_viewer(request)
    number = _page_number(request)
    found = Changed(looking, clock.now())
    try:
        of_kind = found.of_kind(kind, (number - 1) * PAGE, PAGE)
    except KeyError:
        raise Http404 from None
    paging = Paging(number, PAGE, of_kind.total, reverse("staff:changed", kwargs={"kind": kind}))
    if paging.current != number:
        return redirect(paging.href(paging.current))
    context = {"kind": of_kind, "since_words": found.since_words, "paging": paging}
    return render(request, "staff/changed.html", context)


@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """Note that whoever looks has seen what changed, up to the moment at which their page was made."""
    looking = staff_viewer(request)
    has_seen(looking, _moment(request.POST.get("until", "")))
    messages.success(request, "Noted. From now on this page tells what changes after what you have seen.")
    return redirect("staff:home")


def _moment(text: str) -> datetime:
    """The moment that a page gave with its button; now, for what is no moment."""
    try:
        found = parse_datetime(text)
    except ValueError:
        found = None
    return found if found is not None and found.tzinfo is not None else clock.now()


def _page_number(request: HttpRequest) -> int:
    asked = request.GET.get("page", "")
    return max(1, int(asked)) if asked.isdecimal() and len(asked) < _LONGEST_NUMBER else 1
