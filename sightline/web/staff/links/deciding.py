"""One child or two: both records side by side, and the decision, through the record's door and with a reason."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from sightline.access.door import writing
from sightline.access.policy import Action
from sightline.access.viewer import Viewer
from sightline.matching.review import Pair, described, pairs_waiting
from sightline.record.door import ChangedMeanwhile
from sightline.record.links import join, leave_apart
from sightline.record.models import Child, PossibleMatch
from sightline.record.undoing import not_sure
from sightline.web.staff.child.questions import may_be
from sightline.web.staff.child.views import page_of
from sightline.web.staff.gate import staff_viewer
from sightline.web.staff.links.common import MEANWHILE, told, whole_or_404
from sightline.web.staff.links.forms import APART, SAME, SameChildForm
from sightline.web.staff.links.side_by_side import kinship_words, side_by_side


@require_http_methods(["GET", "POST"])
def same(request: HttpRequest, child_id: int, other_id: int) -> HttpResponse:
    """Two records side by side, and the decision: the same child, not the same, or not sure."""
    looking = staff_viewer(request)
    looking.require(Action.DECIDE_LINKS)
    wholes = [whole_or_404(looking, one) for one in (child_id, other_id)]
    asked = next((one for one in may_be(wholes[0].facts.senders) if one.child == other_id), None)
    if asked is None:
        messages.info(request, "That question has been answered meanwhile.")
        return redirect("staff:child", child_id=child_id)
    form = SameChildForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            change = _decide(looking, (child_id, other_id), asked.questions, form)
        except ChangedMeanwhile:
            form.add_error(None, MEANWHILE)
        else:
            return redirect("staff:decided", change=change)
    pages = [page_of(looking, whole.one) for whole in wholes]
    pair = (min(child_id, other_id), max(child_id, other_id))
    waiting = pairs_waiting(looking)
    context = {
        "pages": pages,
        "told": [told(looking, whole) for whole in wholes],
        "lines": side_by_side(*pages),
        "kinship": kinship_words(*pages),
        "asked": asked,
        "doubts": [doubt for one in described([pair]) for doubt in one.doubts],
        "form": form,
        "child_id": child_id,
        "other_id": other_id,
        "waiting": len(waiting),
        "next_href": address_after(waiting, pair),
    }
    return render(request, "staff/links/same.html", context)


def address_after(waiting: list[Pair], pair: Pair) -> str:
    """The address of the pair that comes after this one in the order of asking; empty where no other waits."""
    place = waiting.index(pair) + 1 if pair in waiting else 0
    others = [one for one in (*waiting[place:], *waiting[:place]) if one != pair]
    return address_of(others[0]) if others else ""


def address_of(pair: Pair) -> str:
    """The address of the page on which a pair is decided."""
    return reverse("staff:same", kwargs={"child_id": pair[0], "other_id": pair[1]})


def _decide(looking: Viewer, pair: Pair, questions: tuple[int, ...], form: SameChildForm) -> int:
    """Write the decision down, and return the change that holds it."""
    reason, decision = form.cleaned_data["reason"], form.cleaned_data["decision"]
    asked = PossibleMatch.objects.filter(pk__in=questions)
    with writing(viewer=looking, action=Action.DECIDE_LINKS, reason=reason) as session:
        if decision == SAME:
            keep, other = (Child.objects.get(pk=one) for one in pair)
            join(session, keep=keep, other=other, why=reason)
        elif decision == APART:
            for question in asked:
                leave_apart(session, question)
        else:
            not_sure(session, asked)
    return int(session.change.pk)
