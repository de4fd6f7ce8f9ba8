"""A child's page, and what an old address of a child leads to."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from sightline.access.policy import Action
from sightline.access.viewer import Viewer
from sightline.population.queries import OneChild, one_child
from sightline.record.models import Locality, reference_of
from sightline.web.staff.child.page import ChildPage
from sightline.web.staff.child.questions import MayBe, may_be
from sightline.web.staff.child.told import hidden_senders, rolls_and_provision, sent, source_persons_of
from sightline.web.staff.child.weeks import hours_week_by_week
from sightline.web.staff.days import Days, days_asked
from sightline.web.staff.gate import staff_viewer


@require_GET
def child(request: HttpRequest, child_id: int) -> HttpResponse:
    """One child, on a day, as known on a day.

    The id of a child that was joined to another leads to the other, as long as the join stands.
    """
    looking = staff_viewer(request)
    days, form = days_asked(request.GET)
    one = child_or_404(looking, child_id, days)
    if one.child != child_id:
        address = reverse("staff:child", kwargs={"child_id": one.child})
        return redirect(f"{address}?{request.GET.urlencode()}" if request.GET else address)
    persons = source_persons_of(child_id, days.known_on)
    return render(
        request,
        "staff/child.html",
        {
            "child": page_of(looking, one),
            "days": days,
            "days_form": form,
            "weeks": hours_week_by_week(looking, one),
            "periods": rolls_and_provision(looking, persons, days.known_on),
            "sent": sent(looking, persons, days.known_on),
            "may_be": [_other(looking, other) for other in may_be(persons)] if days.is_now else [],
            "may_decide": looking.may(Action.DECIDE_LINKS),
        },
    )


def child_or_404(looking: Viewer, child_id: int, days: Days) -> OneChild:
    """One child as this viewer may see it, noted as shown.

    Raises Http404 for nobody and for a child out of the viewer's scope alike: which of the two it is, is not said.
    """
    try:
        one = one_child(looking, child_id, as_at=days.as_at, known_on=days.known_on)
    except PermissionDenied:
        one = None
    if one is None:
        raise Http404
    return one


def page_of(looking: Viewer, one: OneChild) -> ChildPage:
    """What there is to show of a child, with the name of the locality that the child belongs to."""
    locality = ""
    if one.row.locality_id is not None:
        locality = Locality.objects.get(pk=one.row.locality_id).name
    hidden = hidden_senders(looking, source_persons_of(one.child, one.known_on))
    return ChildPage(looking, one, locality=locality, hidden_senders=hidden)


def _other(looking: Viewer, other: MayBe) -> dict[str, object]:
    """Another child who may be this one: its name for those who see it, and why the question is asked."""
    try:
        one = child_or_404(looking, other.child, Days())
    except Http404:
        return {"child": other.child, "reference": "", "name": "", "why": other.why}
    name = f"{one.identity.forename} {one.identity.surname}".strip() or "a child without a name"
    return {"child": other.child, "reference": reference_of(other.child), "name": name, "why": other.why}
