"""Attaching a document to a child's record, and giving it out again as a download."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods

from sightline.access.policy import FieldClass
from sightline.intake.by_hand.classes import sees_fact
from sightline.intake.by_hand.history import versions_of
from sightline.intake.by_hand.reading import NotRight
from sightline.intake.documents import LARGEST, TAKEN, Upload, attach, content_of, plain_name, too_large_words
from sightline.record.models import EvidenceDocument
from sightline.web.staff.by_hand.common import (
    form_context,
    only_here,
    recorder,
    sent,
    typed_before,
    whose_or_404,
)
from sightline.web.staff.by_hand.forms import AttachForm
from sightline.web.staff.gate import staff_viewer

ATTACHED = "The document is attached."
ATTACHED_UNSCANNED = "The document is attached. It was not scanned for viruses: no scanner is configured."
_CHOOSE_AGAIN = "Choose the file again: a file is not kept when a form is not sent."


@require_http_methods(["GET", "POST"])
def attach_document(request: HttpRequest, child_id: int) -> HttpResponse:
    """Choose a file, say what it is and what it tells of, and who gave it to us."""
    looking = recorder(request)
    whose = whose_or_404(looking, child_id)
    only_here(whose, child_id)
    before = typed_before(request)
    form = AttachForm(
        sent(request),
        request.FILES if sent(request) is not None else None,
        viewer=looking,
        initial=before or None,
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            if given["file"].size > LARGEST:
                raise NotRight({"file": too_large_words()})
            document = attach(
                looking,
                child_id,
                Upload(given["file"].name, given["file"].read()),
                title=given["title"],
                field_class=FieldClass(given["field_class"]),
                sayer=form.sayer,
            )
        except NotRight as problem:
            form.refuse(problem.problems)
        else:
            unscanned = document.scanned == EvidenceDocument.Scanned.NOT_SCANNED
            messages.success(request, ATTACHED_UNSCANNED if unscanned else ATTACHED)
            return redirect("staff:child", child_id=child_id)
    if request.method == "POST" and "file" not in form.errors:
        form.add_error("file", _CHOOSE_AGAIN)
    context = {
        "whose": whose,
        "classes": form.class_choices,
        "largest": LARGEST // 1024 // 1024,
        "taken": list(TAKEN.values()),
        **form_context(request, form, bool(before)),
    }
    return render(request, "staff/by_hand/attach.html", context)


@require_GET
def document(request: HttpRequest, child_id: int, fact: UUID) -> HttpResponse:
    """The document itself, as a download that no browser runs; a document that was withdrawn is not given out."""
    looking = staff_viewer(request)
    whose = whose_or_404(looking, child_id)
    rows = versions_of(fact)
    latest = rows[0] if rows else None
    if (
        not isinstance(latest, EvidenceDocument)
        or latest.child_id != whose.child
        or latest.superseded_at is not None
        or not sees_fact(looking, rows)
    ):
        raise Http404
    response = HttpResponse(content_of(latest), content_type=latest.media_type)
    response.headers["Content-Disposition"] = (
        content_disposition_header(True, plain_name(latest.file_name)) or ""
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
