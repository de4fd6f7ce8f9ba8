"""The same child or not, and taking apart: each through the record's door, with a reason, and each to be undone."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from sightline.access.door import writing
from sightline.access.policy import Action
from sightline.access.viewer import Viewer
from sightline.population.queries import WholeChild
from sightline.record.door import ChangedMeanwhile
from sightline.record.links import join, leave_apart, split
from sightline.record.models import Child, PossibleMatch
from sightline.web.shared.days import Days
from sightline.web.staff.child.questions import may_be
from sightline.web.staff.child.told import Sent, as_sent, links_of
from sightline.web.staff.child.views import page_of, whole_child_or_404
from sightline.web.staff.gate import staff_viewer
from sightline.web.staff.links.forms import ApartForm, SameChildForm
from sightline.web.staff.links.side_by_side import side_by_side

_MEANWHILE = "Somebody changed one of these records while you were looking. Look again and decide."


@require_http_methods(["GET", "POST"])
def same(request: HttpRequest, child_id: int, other_id: int) -> HttpResponse:
    """Two records side by side, and the decision: they are the same child, or they are not."""
    looking = staff_viewer(request)
    looking.require(Action.DECIDE_LINKS)
    wholes = [_whole_or_404(looking, one) for one in (child_id, other_id)]
    pages = [page_of(looking, whole.one) for whole in wholes]
    asked = next((one for one in may_be(wholes[0].facts.senders) if one.child == other_id), None)
    if asked is None:
        messages.info(request, "That question has been answered meanwhile.")
        return redirect("staff:child", child_id=child_id)
    form = SameChildForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            with writing(viewer=looking, action=Action.DECIDE_LINKS, reason=reason) as session:
                if form.cleaned_data["decision"] == "same":
                    keep, other = (Child.objects.get(pk=one) for one in (child_id, other_id))
                    join(session, keep=keep, other=other, why=reason)
                    done = "The two records are now one child’s. You can take them apart again below."
                else:
                    for question in PossibleMatch.objects.filter(pk__in=asked.questions):
                        leave_apart(session, question)
                    done = "The two records stay apart. Nobody will be asked again."
        except ChangedMeanwhile:
            form.add_error(None, _MEANWHILE)
        else:
            messages.success(request, done)
            return redirect("staff:child", child_id=child_id)
    context = {
        "pages": pages,
        "told": [_told(looking, whole) for whole in wholes],
        "lines": side_by_side(*pages),
        "asked": asked,
        "form": form,
        "child_id": child_id,
        "other_id": other_id,
    }
    return render(request, "staff/same.html", context)


@require_http_methods(["GET", "POST"])
def apart(request: HttpRequest, child_id: int) -> HttpResponse:
    """Choose the senders' records that are of another child, see what would come of it, and take them apart."""
    looking = staff_viewer(request)
    looking.require(Action.DECIDE_LINKS)
    whole = _whole_or_404(looking, child_id)
    told = _told(looking, whole)
    if len(told) < 2:
        messages.info(request, "This child has one record only: there is nothing to take apart.")
        return redirect("staff:child", child_id=child_id)
    form = ApartForm(request.POST or None, persons=[one.source_person for one in told])
    preview: tuple[list[Sent], list[Sent]] | None = None
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["records"]
        if "take_apart" in request.POST:
            try:
                with writing(
                    viewer=looking, action=Action.DECIDE_LINKS, reason=form.cleaned_data["reason"]
                ) as session:
                    fresh = split(
                        session,
                        child=Child.objects.get(pk=child_id),
                        source_persons=chosen,
                        why=form.cleaned_data["reason"],
                    )
            except (ChangedMeanwhile, ValueError):
                form.add_error(None, _MEANWHILE)
            else:
                messages.success(
                    request,
                    f"Taken apart: the other child is now {fresh.reference}. Both are shown as they stand.",
                )
                return redirect("staff:child", child_id=child_id)
        elif "change" not in request.POST:
            preview = (
                [one for one in told if one.source_person not in chosen],
                [one for one in told if one.source_person in chosen],
            )
    context = {"child": page_of(looking, whole.one), "told": told, "form": form, "preview": preview}
    return render(request, "staff/apart.html", context)


def _whole_or_404(looking: Viewer, child_id: int) -> WholeChild:
    whole = whole_child_or_404(looking, child_id, Days())
    if whole.one.child != child_id:
        raise Http404
    return whole


def _told(looking: Viewer, whole: WholeChild) -> list[Sent]:
    return as_sent(looking, whole.facts, links_of(whole.one.child, None))
