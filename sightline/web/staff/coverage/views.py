"""Who has not told us: every sender, the silent first, and one sender with each feed that it owes."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from sightline.access import clock
from sightline.access.policy import Action
from sightline.access.viewer import Viewer
from sightline.intake.coverage.overall import hours_overall
from sightline.intake.coverage.reading import (
    SenderStanding,
    coverage,
    coverage_of,
    people_told_of,
    rows_last_sent,
)
from sightline.intake.coverage.senders import KIND_TITLES
from sightline.intake.registry import feeds
from sightline.intake.templates import template
from sightline.intake.waiting_file import WaitingFile
from sightline.reports.renderers import MEDIA_TYPES
from sightline.web.staff.coverage.asked import KINDS, PAGE, asked_by
from sightline.web.staff.coverage.rows import HEADINGS, feed_rows, sender_row
from sightline.web.staff.gate import staff_viewer
from sightline.web.staff.intake.downloading import FORMATS, as_download


@require_GET
def coverage_page(request: HttpRequest) -> HttpResponse:
    """One page of the senders, or with `format` all that are asked for as a file."""
    looking = staff_viewer(request)
    everybody = coverage(looking, clock.today())
    localities = sorted({one.sender.locality for one in everybody.senders if one.sender.locality})
    asked = asked_by(request.GET, localities)
    found = asked.narrow(everybody).senders
    path = reverse("staff:coverage")
    if request.GET.get("format") in FORMATS:
        people = people_told_of(found)
        cells = tuple(tuple(sender_row(one, people).cells()) for one in found)
        return as_download(WaitingFile(HEADINGS, cells), "coverage", request.GET["format"])
    paging = asked.paging(path, len(found))
    page = found[paging.offset : paging.offset + PAGE]
    people = people_told_of(page)
    context = {
        "overall": hours_overall(looking),
        "everybody": everybody,
        "rows": [sender_row(one, people) for one in page],
        "paging": paging,
        "asked": asked,
        "chips": asked.chips(path),
        "kinds": KINDS,
        "localities": [(one, one) for one in localities],
        "path": path,
        "formats": FORMATS,
    }
    return render(request, "staff/coverage/coverage.html", context)


@require_GET
def sender(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """One sender: each feed that it owes, how it stands, what came last, and what can be said of it."""
    looking = staff_viewer(request)
    one = sender_or_404(looking, kind, key)
    context = {
        "one": one,
        "kind_title": KIND_TITLES[one.sender.kind],
        "row": sender_row(one, people_told_of([one])),
        "rows": feed_rows(one, rows_last_sent(one)),
        "may_take": looking.may(Action.TAKE_FILES),
        "may_keep": looking.may(Action.KEEP_REFERENCE),
        "may_ask": looking.may(Action.RECORD_FACTS),
    }
    return render(request, "staff/coverage/sender.html", context)


@require_GET
def empty_sheet(request: HttpRequest, feed: str) -> HttpResponse:
    """An empty workbook of a feed, to send along with a letter; 404 for what is no feed."""
    staff_viewer(request)
    if feed not in feeds():
        raise Http404
    response = HttpResponse(template(feeds()[feed], "xlsx"), content_type=MEDIA_TYPES["xlsx"])
    response["Content-Disposition"] = f'attachment; filename="{feed}.xlsx"'
    return response


def sender_or_404(looking: Viewer, kind: str, key: str) -> SenderStanding:
    """The sender of an address; Http404 where there is none, or none that the viewer may be told of."""
    one = coverage_of(looking, kind, key, clock.today())
    if one is None:
        raise Http404
    return one
