"""What waits to be decided, in the order of asking; and what was decided, with the way back and the way on."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from sightline.access.door import writing
from sightline.access.policy import Action
from sightline.access.viewer import Viewer
from sightline.domain.known import Known, NotKnown
from sightline.domain.london import london_date
from sightline.matching.review import Decision, Pair, decision_of, described, pairs_waiting
from sightline.population.others import names_of
from sightline.record.door import ChangedMeanwhile
from sightline.record.models import reference_of
from sightline.record.undoing import take_back
from sightline.web.shared.lists import Paging
from sightline.web.staff.gate import staff_viewer
from sightline.web.staff.links.deciding import address_of
from sightline.web.staff.links.forms import TakeBackForm

PAGE = 25
_LONGEST_NUMBER = 7
_TAKEN_BACK = (
    "Taken back. What was decided stays in the history; the question waits again where there was one."
)
_MEANWHILE = "Somebody has decided otherwise since, so this cannot be taken back any more."


@require_GET
def pairs(request: HttpRequest) -> HttpResponse:
    """Every pair of children that may be one, in the order in which they are worth asking."""
    looking = staff_viewer(request)
    waiting = pairs_waiting(looking)
    paging = Paging(_page_number(request.GET.get("page", "")), PAGE, len(waiting), reverse("staff:pairs"))
    shown = described(waiting[paging.offset : paging.offset + PAGE])
    names = _names(looking, [one.pair for one in shown])
    context = {
        "total": len(waiting),
        "rows": [
            {
                "href": address_of(one.pair),
                "children": [(names.get(child, "Name not known"), reference_of(child)) for child in one.pair],
                "why": one.why,
                "score": NotKnown("not weighed") if one.score is None else Known(round(one.score, 1)),
                "since": one.since,
                "doubts": one.doubts,
            }
            for one in shown
        ],
        "paging": paging,
    }
    return render(request, "staff/links/pairs.html", context)


@require_http_methods(["GET", "POST"])
def decided(request: HttpRequest, change: int) -> HttpResponse:
    """What was decided, by whom and why; to take it back, with a reason; and the next pair."""
    looking = staff_viewer(request)
    decision = decision_of(looking, change)
    if decision is None:
        raise Http404
    form = TakeBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            again = _take_back(looking, decision, form.cleaned_data["reason"])
        except ChangedMeanwhile:
            messages.info(request, _MEANWHILE)
            return redirect("staff:decided", change=change)
        messages.success(request, _TAKEN_BACK)
        return redirect("staff:decided", change=again) if again else redirect("staff:pairs")
    waiting = pairs_waiting(looking)
    names = _names(looking, [decision.children])
    context = {
        "decision": decision,
        "on": london_date(decision.change.received_at),
        "children": [(child, names.get(child, ""), reference_of(child)) for child in decision.children],
        "form": form,
        "waiting": len(waiting),
        "next_href": address_of(waiting[0]) if waiting else "",
    }
    return render(request, "staff/links/decided.html", context)


def _take_back(looking: Viewer, decision: Decision, why: str) -> int | None:
    """Take a decision back; the change that moved the records back, or None where only a question was put again."""
    with writing(viewer=looking, action=Action.DECIDE_LINKS, reason=why) as session:
        take_back(session, decision.change, why=why)
    return int(session.change.pk) if decision.persons else None


def _names(looking: Viewer, shown: list[Pair]) -> dict[int, str]:
    return {
        child: name
        for child, name in names_of(looking, [one for pair in shown for one in pair]).items()
        if name
    }


def _page_number(asked: str) -> int:
    """The page asked for, from 1; the first for what is no number, or one that no list reaches."""
    return max(1, int(asked)) if asked.isdecimal() and len(asked) < _LONGEST_NUMBER else 1
