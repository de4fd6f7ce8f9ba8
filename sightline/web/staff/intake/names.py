"""Names that nobody knows: what a sender means by each school, provider and locality of its own words, said at once."""

from collections import defaultdict

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from sightline.access.viewer import Viewer
from sightline.intake import mending
from sightline.intake.models import ReceivedFile
from sightline.intake.remembering import UnknownName, forget_name, names_said, unknown_names
from sightline.intake.suggesting import Places
from sightline.record.door import ChangedMeanwhile
from sightline.record.models import Source
from sightline.web.shared.lists import Paging
from sightline.web.staff.intake.cause_words import what_came_of_it
from sightline.web.staff.intake.mending_forms import numbers
from sightline.web.staff.intake.name_forms import OTHER, NameLine, NamesForm
from sightline.web.staff.intake.waiting import mending_viewer, page_number

PAGE = 25

_MEANWHILE = "Somebody changed the same records at the same time. Nothing was done. Look again."


@require_http_methods(["GET", "POST"])
def every_name(request: HttpRequest) -> HttpResponse:
    """The names that nobody knows, of every sender or of the one that the address names; and what was said before."""
    looking = mending_viewer(request)
    sender = request.GET.get("source", "")
    return _names(request, looking, unknown_names(looking, sender), sender, "")


@require_http_methods(["GET", "POST"])
def names_of_file(request: HttpRequest, number: int) -> HttpResponse:
    """The names of one file that nobody knows; of a file that has not been read yet, none so far."""
    looking = mending_viewer(request)
    file = (
        ReceivedFile.objects.defer("content", "differences")
        .select_related("run__delivery__source")
        .filter(pk=number)
        .first()
    )
    if file is None:
        raise Http404
    asked = unknown_names(looking, run=file.run_id) if file.run_id else []
    sender = file.run.delivery.source.slug if file.run else ""
    return _names(request, looking, asked, sender, file.file_name, number)


def _names(
    request: HttpRequest,
    looking: Viewer,
    asked: list[UnknownName],
    sender: str,
    file_name: str,
    number: int = 0,
) -> HttpResponse:
    query = (("source", sender),) if sender and not number else ()
    paging = Paging(page_number(request), PAGE, len(asked), request.path, query)
    form = NamesForm(request.POST, asked[paging.offset : paging.offset + PAGE], Places())
    errors = form.errors if request.method == "POST" else []
    if request.method == "POST" and (forgotten := numbers(request.POST, "forget")):
        return _forget(request, looking, forgotten[0])
    if request.method == "POST" and not errors:
        if not form.said:
            href = f"#{form.lines[0].name}" if form.lines else "#main-content"
            errors = [{"text": "Say what at least one of the names means", "href": href}]
        else:
            try:
                outcome = _say(looking, form)
            except ChangedMeanwhile:
                errors = [{"text": _MEANWHILE, "href": "#main-content"}]
            else:
                messages.success(request, f"Remembered. {what_came_of_it(outcome)}")
                return redirect(request.get_full_path())
    context = {
        "form": form,
        "errors": errors,
        "other": OTHER,
        "said": names_said(looking, sender) if sender else [],
        "sender": Source.objects.filter(slug=sender).first() if sender else None,
        "file_name": file_name,
        "number": number,
        "paging": paging,
    }
    return render(request, "staff/intake/names.html", context)


def _say(looking: Viewer, form: NamesForm) -> mending.Mended:
    """Remember everything that was said, sender by sender, all or nothing, and run the rows again that waited."""
    by_sender: dict[str, list[NameLine]] = defaultdict(list)
    for line in form.said:
        by_sender[line.asked.source].append(line)
    came: list[mending.Mended] = []
    with transaction.atomic():
        for slug, lines in by_sender.items():
            names = [(line.asked.kind, line.asked.sent, line.place.id) for line in lines if line.place]
            source = Source.objects.get(slug=slug)
            came.append(mending.say_names(looking, source, names, form.reason()))
    return mending.together(came)


def _forget(request: HttpRequest, looking: Viewer, number: int) -> HttpResponse:
    if forget_name(looking, number, "This is not what the sender means by the name."):
        messages.success(request, "Forgotten. What was read by it stays; the next file will ask again.")
    else:
        messages.info(request, "Somebody has done so already.")
    return redirect(request.get_full_path())
