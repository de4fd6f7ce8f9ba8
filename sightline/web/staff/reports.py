"""The reports: on screen with their gaps first, issued as a file and kept, and what was issued opened again."""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from sightline.access.policy import Action
from sightline.access.viewer import Viewer
from sightline.reports.catalogue import KINDS, DayToCome, Selected, make
from sightline.reports.issuing import NotAsIssued, issue, issued_reports, open_again
from sightline.reports.models import IssuedReport
from sightline.reports.renderers import MEDIA_TYPES, FormatUnavailable
from sightline.reports.renderers.as_html import table_html
from sightline.web.shared.days import Days, days_of
from sightline.web.staff.children.choices import asked_in_words, chips, choices_for
from sightline.web.staff.children.selection import Selection, SelectionForm, selection_asked
from sightline.web.staff.gate import staff_viewer

FORMATS = {
    "xlsx": "Workbook (XLSX)",
    "csv": "Plain table (CSV)",
    "ods": "Open document (ODS)",
    "pdf": "On paper (PDF)",
    "json": "For machines (JSON)",
}
LATEST = 50


@require_GET
def catalogue(request: HttpRequest) -> HttpResponse:
    """Every report there is, and what was issued, the latest first."""
    looking = staff_viewer(request)
    context = {
        "kinds": list(KINDS.values()),
        "issued": issued_reports(looking)[:LATEST],
        "latest": LATEST,
    }
    return render(request, "staff/reports.html", context)


@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, name: str) -> HttpResponse:
    """One report on screen, as at and as known on the days asked for; or, by a press of a button, issued as a file.

    It is of the whole list, or of the selection that the address asks for with the parameters of the list's own page.
    """
    looking = staff_viewer(request)
    if name not in KINDS:
        raise Http404
    form = SelectionForm(request.POST if request.method == "POST" else request.GET)
    days = days_of(form)
    asked = selection_asked(cast(QueryDict, form.data), request.session, looking, days, form)
    choices = choices_for(looking)
    selected = Selected(asked.filters, asked_in_words(asked, choices)) if asked.parameters else None
    if request.method == "POST":
        return _issue(request, looking, name, days, asked, selected)
    made = make(looking, name, as_at=days.as_at, known_on=days.known_on, selected=selected)
    path = reverse("staff:report", kwargs={"name": name})
    context = {
        "chips": chips(asked, choices, path),
        "parameters": asked.parameters,
        "list_href": asked.address(reverse("staff:children")),
        "report": made,
        "tables": [(table, table_html(table, caption=table.title)) for table in made.tables],
        "days": days,
        "days_form": form,
        "formats": list(FORMATS.items()),
        "may_issue": looking.may(Action.ISSUE_REPORTS),
        "path": path,
        "now_href": asked.address(path, without=days.query),
    }
    return render(request, "staff/report.html", context)


@require_GET
def issued(request: HttpRequest, number: int) -> HttpResponse:
    """The very bytes that were issued under a number; 404 for none, and for what is not this viewer’s to open."""
    try:
        kept, content = _open_again(request, number)
    except NotAsIssued:
        messages.error(
            request, "This file is no longer the one that was issued. It was not sent. Tell the data officer."
        )
        return redirect("staff:reports")
    return _file(kept, content)


@require_GET
def read_first(request: HttpRequest, number: int) -> HttpResponse:
    """What goes beside a plain table that was issued: its gaps, its figures and how it was made."""
    kept, _ = _open_again(request, number)
    name = kept.file_name.removesuffix(f".{kept.format}")
    return _download(kept.read_first.encode(), "text/plain; charset=utf-8", f"{name}.read-first.txt")


def _open_again(request: HttpRequest, number: int) -> tuple[IssuedReport, bytes]:
    looking = staff_viewer(request)
    if not issued_reports(looking).filter(pk=number).exists():
        raise Http404
    return open_again(looking, number)


def _issue(
    request: HttpRequest,
    looking: Viewer,
    name: str,
    days: Days,
    asked: Selection,
    selected: Selected | None,
) -> HttpResponse:
    """Issue the report, keep it, and send it. What cannot be issued leads back to the page, with the reason."""
    looking.require(Action.ISSUE_REPORTS)
    file_format = request.POST.get("format", "")
    if file_format not in MEDIA_TYPES:
        raise Http404
    try:
        kept = issue(
            looking,
            name,
            file_format=file_format,
            as_at=days.as_at,
            known_on=days.known_on,
            reason=request.POST.get("for_whom", "")[:500],
            selected=selected,
        )
    except (FormatUnavailable, DayToCome) as refused:
        messages.error(request, f"Nothing was issued: {refused}")
        return redirect(asked.address(reverse("staff:report", kwargs={"name": name})))
    return _file(kept, bytes(kept.content))


def _file(kept: IssuedReport, content: bytes) -> HttpResponse:
    return _download(content, MEDIA_TYPES[kept.format], kept.file_name)


def _download(content: bytes, media_type: str, name: str) -> HttpResponse:
    """A file to keep: never shown in the page's own place, and never kept by anything in between."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
