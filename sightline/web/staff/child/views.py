"""A child's page, and what an old address of a child leads to."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from sightline.access.policy import Action
from sightline.access.viewer import Viewer
from sightline.population.others import names_of
from sightline.population.queries import OneChild, WholeChild, whole_child
from sightline.record.models import Locality, reference_of
from sightline.web.shared.days import Days, days_asked
from sightline.web.staff.child.asking import asked_of
from sightline.web.staff.child.entries import Told, entries_of
from sightline.web.staff.child.kinds import GROUPS
from sightline.web.staff.child.page import ChildPage
from sightline.web.staff.child.questions import MayBe, may_be
from sightline.web.staff.child.register import findings_shown
from sightline.web.staff.child.story import story_of
from sightline.web.staff.child.time_without import time_without_words
from sightline.web.staff.child.told import as_sent, links_of, rolls_and_provision
from sightline.web.staff.child.ways import Ways
from sightline.web.staff.child.weeks import hours_week_by_week
from sightline.web.staff.child.who import readers
from sightline.web.staff.gate import staff_viewer


@require_GET
def child(request: HttpRequest, child_id: int) -> HttpResponse:
    """One child, on a day, as known on a day.

    The id of a child that was joined to another leads to the other, as long as the join stands.
    """
    looking = staff_viewer(request)
    days, form = days_asked(request.GET)
    whole = whole_child_or_404(looking, child_id, days)
    one, facts = whole.one, whole.facts
    if one.child != child_id:
        address = reverse("staff:child", kwargs={"child_id": one.child})
        return redirect(f"{address}?{request.GET.urlencode()}" if request.GET else address)
    linked = links_of(child_id, days.known_on)
    entries = entries_of(looking, facts, days.on)
    records = as_sent(looking, facts, linked)
    asks = days.is_now and one.row.maybe_same_as
    return render(
        request,
        "staff/child.html",
        {
            "child": page_of(looking, one),
            "days": days,
            "days_form": form,
            "weeks": hours_week_by_week(looking, whole),
            "time_without": time_without_words(looking, whole.situation, days.on),
            "periods": rolls_and_provision(looking, facts),
            "story": story_of(entries, days.on, request.GET.get("story", "")),
            "story_hrefs": {group: _address(child_id, days, story=group) for group in ("", *GROUPS)},
            "told": Told(entries, days.on),
            "asked": asked_of(one.assessment.unknowns),
            "readers": readers(),
            "sent": records,
            "sent_by": {record.source_person: record for record in records},
            "may_be": _others(looking, may_be(facts.senders)) if asks else [],
            "may_decide": looking.may(Action.DECIDE_LINKS),
            "ways": Ways(looking, child_id, now=days.is_now),
            "whole": request.GET.get("whole") == "yes",
            "findings": findings_shown(looking, facts, linked, on=days.on, known_on=days.known_on),
            "register_href": _address(child_id, days, page="staff:register"),
            "whole_href": _address(child_id, days, whole="yes"),
        },
    )


def child_or_404(looking: Viewer, child_id: int, days: Days) -> OneChild:
    """One child as this viewer may see it, noted as shown.

    Raises Http404 for nobody and for a child out of the viewer's scope alike: which of the two it is, is not said.
    """
    return whole_child_or_404(looking, child_id, days).one


def whole_child_or_404(looking: Viewer, child_id: int, days: Days) -> WholeChild:
    """The same, with everything that the record holds of the child, of which nothing is withheld yet."""
    try:
        whole = whole_child(looking, child_id, as_at=days.as_at, known_on=days.known_on)
    except PermissionDenied:
        whole = None
    if whole is None:
        raise Http404
    return whole


def page_of(looking: Viewer, one: OneChild) -> ChildPage:
    """What there is to show of a child, with the name of the locality that the child belongs to."""
    locality = ""
    if one.row.locality_id is not None:
        locality = Locality.objects.get(pk=one.row.locality_id).name
    return ChildPage(looking, one, locality=locality)


def _others(looking: Viewer, others: list[MayBe]) -> list[dict[str, object]]:
    """The other children who may be this one: names for those who see them, and why the question is asked."""
    names = names_of(looking, [other.child for other in others]) if others else {}
    return [
        {
            "child": other.child,
            "reference": reference_of(other.child) if other.child in names else "",
            "name": names.get(other.child) or ("a child without a name" if other.child in names else ""),
            "why": other.why,
        }
        for other in others
    ]


def _address(child: int, days: Days, *, page: str = "staff:child", **parameters: str) -> str:
    """The address of a page of the child’s on the same days, with other parameters beside them."""
    query = [*days.query, *((name, value) for name, value in parameters.items() if value)]
    address = reverse(page, kwargs={"child_id": child})
    return f"{address}?{urlencode(query)}" if query else address
