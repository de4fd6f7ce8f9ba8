"""What waits, by cause; the rows to take away in the sender's own columns; and what was set aside."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from sightline.access.policy import Action
from sightline.access.viewer import Viewer
from sightline.domain.words import plural
from sightline.intake import mending
from sightline.intake.causes import cause_called, causes
from sightline.intake.queries import rows_set_aside, set_aside_count
from sightline.intake.registry import feeds
from sightline.intake.waiting_file import waiting_file
from sightline.web.shared.lists import Paging
from sightline.web.staff.gate import staff_viewer
from sightline.web.staff.intake.cause_words import what_is_wrong, what_to_do
from sightline.web.staff.intake.downloading import FORMATS, as_download
from sightline.web.staff.intake.mending_forms import ReasonForm, numbers

PAGE = 25


@require_GET
def waiting(request: HttpRequest) -> HttpResponse:
    """Why rows wait, the cause with most rows first; of one feed or one sender where the address names it."""
    looking = mending_viewer(request)
    feed, source = request.GET.get("feed", ""), request.GET.get("source", "")
    found = causes(looking, feed=feed, source=source)
    query = tuple((name, value) for name, value in (("feed", feed), ("source", source)) if value)
    paging = Paging(page_number(request), PAGE, len(found), reverse("staff:intake-waiting"), query)
    senders = dict(sorted({(one.source, one.feed): one for one in found}.items()))
    context = {
        "causes": [
            (one, what_is_wrong(one), what_to_do(one)) for one in found[paging.offset : paging.offset + PAGE]
        ],
        "rows": len({row for one in found for row in one.row_ids}),
        "senders": list(senders.values())[:PAGE],
        "narrowed": bool(query),
        "unknown_names": any(one.place for one in found),
        "set_aside": set_aside_count(looking),
        "paging": paging,
        "formats": FORMATS,
    }
    return render(request, "staff/intake/waiting.html", context)


@require_GET
def download(request: HttpRequest) -> HttpResponse:
    """Waiting rows in the sender's own columns: of a cause, or all of one sender and feed."""
    looking = mending_viewer(request)
    file_format = request.GET.get("format", "xlsx")
    if file_format not in FORMATS:
        raise Http404
    if "cause" in request.GET:
        cause = cause_called(looking, request.GET["cause"])
        if cause is None:
            messages.info(request, "Nothing waits for this any more.")
            return redirect("staff:intake-waiting")
        file = waiting_file(looking, cause.feed, cause.source, cause.row_ids)
        return as_download(file, f"{cause.feed}-to-mend", file_format)
    feed, source = request.GET.get("feed", ""), request.GET.get("source", "")
    if feed not in feeds() or not source:
        raise Http404
    file = waiting_file(looking, feed, source)
    if not file.rows:
        messages.info(request, "Nothing of this sender waits any more.")
        return redirect("staff:intake-waiting")
    return as_download(file, f"{feed}-to-mend", file_format)


@require_http_methods(["GET", "POST"])
def set_aside(request: HttpRequest) -> HttpResponse:
    """Rows that were set aside, who did so and why; and letting them wait again."""
    looking = mending_viewer(request)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        count = mending.take_back(looking, numbers(request.POST, "row"), form.cleaned_data["reason"])
        messages.success(request, f"{plural(count, 'row')} {'waits' if count == 1 else 'wait'} again.")
        return redirect("staff:intake-waiting")
    paging = Paging(page_number(request), PAGE, set_aside_count(looking), reverse("staff:intake-set-aside"))
    context = {
        "rows": rows_set_aside(looking, offset=paging.offset, limit=PAGE),
        "paging": paging,
        "form": form,
        "ticked": numbers(request.POST, "row"),
    }
    return render(request, "staff/intake/set_aside.html", context)


def mending_viewer(request: HttpRequest) -> Viewer:
    """The viewer of this request; PermissionDenied unless staff who may take files."""
    looking = staff_viewer(request)
    looking.require(Action.TAKE_FILES)
    return looking


def page_number(request: HttpRequest) -> int:
    """The page of a list that the address asks for; the first where it asks for none that there could be."""
    asked = request.GET.get("page", "1")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 9 else 1
