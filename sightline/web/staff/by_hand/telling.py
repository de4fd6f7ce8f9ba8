"""What do you want to record? Then one page for each kind of fact, with who told us, how and when."""

from itertools import groupby

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from sightline.access import clock
from sightline.intake.by_hand.classes import asked_of, kinds_for, may_tell
from sightline.intake.by_hand.history import SaidBefore, said_before
from sightline.intake.by_hand.kinds import KINDS
from sightline.intake.by_hand.person import described, person_by_hand
from sightline.intake.by_hand.reading import NotRight, typed_from
from sightline.intake.by_hand.shapes import Group, ToldKind
from sightline.intake.by_hand.telling import tell
from sightline.record.models import SourcePersonVersion
from sightline.web.staff.by_hand.common import form_context, recorder, sent, typed_before, whose_or_404
from sightline.web.staff.by_hand.forms import ToldForm
from sightline.web.staff.by_hand.questions import questions

RECORDED = "What you were told is on the record."


@require_GET
def what_to_tell(request: HttpRequest, child_id: int) -> HttpResponse:
    """The kinds of fact that this viewer may record, put together by what people call about."""
    looking = recorder(request)
    whose = whose_or_404(looking, child_id)
    if whose.child != child_id:
        return redirect("staff:tell", child_id=whose.child)
    order = list(Group)
    kinds = sorted(kinds_for(looking), key=lambda kind: order.index(kind.group))
    groups = [(group.value, list(found)) for group, found in groupby(kinds, key=lambda kind: kind.group)]
    context = {"whose": whose, "groups": groups, "concerns": Group.CONCERNS.value}
    return render(request, "staff/by_hand/tell.html", context)


@require_http_methods(["GET", "POST"])
def tell_kind(request: HttpRequest, child_id: int, kind: str) -> HttpResponse:
    """One kind of fact: its questions, and who told us. An address may fill in a week: `?monday=16/11/2026`."""
    looking = recorder(request)
    if kind not in KINDS:
        raise Http404
    if not may_tell(looking, KINDS[kind]):
        raise PermissionDenied("Your role does not show facts of this kind, so it may not record them.")
    whose = whose_or_404(looking, child_id)
    if whose.child != child_id:
        return redirect("staff:tell-kind", child_id=whose.child, kind=kind)
    asked = asked_of(looking, KINDS[kind], child_id)
    before = typed_before(request)
    initial = before or _standing(asked, child_id) or _from_address(request, asked)
    form = ToldForm(sent(request), kind=asked, viewer=looking, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            tell(looking, child_id, asked, form.values, form.sayer)
        except NotRight as problem:
            form.refuse(problem.problems)
        else:
            messages.success(request, RECORDED)
            return redirect("staff:child", child_id=child_id)
    context = {
        "whose": whose,
        "kind": asked,
        "questions": questions(asked, looking, clock.today()),
        "said_before": _said_before(asked, child_id),
        **form_context(request, form, bool(before)),
    }
    return render(request, "staff/by_hand/tell_kind.html", context)


def _standing(kind: ToldKind, child: int) -> dict[str, str]:
    """What is said by hand already of who the child is: it is said anew as a whole."""
    if kind.model is not SourcePersonVersion:
        return {}
    version = described(person_by_hand(child))
    return typed_from(kind, version) if version is not None else {}


def _said_before(kind: ToldKind, child: int) -> list[SaidBefore]:
    return said_before(kind, child) if kind.model is SourcePersonVersion else []


def _from_address(request: HttpRequest, kind: ToldKind) -> dict[str, str]:
    """Days and places that a link fills in: nothing of a child stands in an address."""
    return {
        name: request.GET[name][:100]
        for name in ("monday", "school", "provider")
        if name in request.GET and kind.asks(name)
    }
