"""Adding a child: look first who on record may be the same, then say “none of these”."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from sightline.access import clock
from sightline.intake.by_hand.adding import Added, add_child
from sightline.intake.by_hand.classes import asked_of, may_tell
from sightline.intake.by_hand.kinds.identity import IDENTITY
from sightline.intake.by_hand.reading import NotRight
from sightline.intake.by_hand.searching import Found, search
from sightline.record.models import reference_of
from sightline.web.staff.by_hand.common import form_context, recorder, sent, typed_before
from sightline.web.staff.by_hand.forms import ToldForm
from sightline.web.staff.by_hand.questions import questions

SEARCHED_BY = ("surname", "forename", "date_of_birth", "upn", "postcode")
"""The questions by which somebody is looked for."""

OFTEN_TOLD = ("preferred_forename", "sex", "address", "home_authority", "phone")
"""The questions that a caller can mostly answer; the rest are folded away."""

_NOBODY = 0
_NOTHING_TO_GO_BY = "Give a name with a date of birth, or a UPN: with less, too many children are alike."


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Search, see who may be the same, then add: three states of one page, so that no name is in an address.

    Whoever is found after the person last looked is shown before anything is added.
    """
    looking = recorder(request)
    if not may_tell(looking, IDENTITY):
        raise PermissionDenied("Your role may not add a child.")
    kind = asked_of(looking, IDENTITY, _NOBODY)
    before = typed_before(request)
    adding = "add" in request.POST
    # Who told us is asked when the child is added, not while somebody looks.
    form = ToldForm(sent(request), kind=kind, viewer=looking, initial=before or None)
    found: Found | None = None
    if request.method == "POST" and _searchable(form, adding):
        found = search(looking, form.values)
        if adding and form.is_valid() and _seen(request) >= {one.child for one in found.children}:
            try:
                return _added(request, add_child(looking, form.values, form.sayer))
            except NotRight as problem:
                form.refuse(problem.problems)
        elif not adding:
            # From here on the form asks more: what it asks anew stands there as on a page opened afresh.
            form = ToldForm(kind=kind, viewer=looking, initial=request.POST.dict())
    asked = {one.name: one for one in questions(kind, looking, clock.today())}
    context = {
        "found": found,
        "adding": adding,
        "search_questions": [asked[name] for name in SEARCHED_BY],
        "more_questions": [asked[name] for name in OFTEN_TOLD if name in asked],
        "rest": [one for name, one in asked.items() if name not in (*SEARCHED_BY, *OFTEN_TOLD)],
        "seen": [one.child for one in found.children] if found else [],
        **form_context(request, form, bool(before)),
    }
    return render(request, "staff/by_hand/add.html", context)


def _searchable(form: ToldForm, adding: bool) -> bool:
    """Whether the answers can be searched by; faults of questions that a search does not ask are then put aside."""
    form.full_clean()
    if not adding:
        for name in [name for name in form.errors if name not in SEARCHED_BY]:
            del form.errors[name]
    if any(name in SEARCHED_BY for name in form.errors):
        return False
    values = form.values
    named = bool(values.get("surname") or values.get("forename"))
    whole = bool(values.get("surname") and values.get("forename"))
    if values.get("upn") or whole or (named and values.get("date_of_birth")):
        return True
    form.add_error("surname", _NOTHING_TO_GO_BY)
    return False


def _seen(request: HttpRequest) -> set[int]:
    return {int(one) for one in request.POST.getlist("seen") if one.isdecimal()}


def _added(request: HttpRequest, added: Added) -> HttpResponse:
    """Lead to the new child's page, or say where the child is when the viewer's scope does not cover it."""
    words = f"The child is on the record, as {reference_of(added.child.pk)}."
    if added.questions:
        words += " This may be a child who is known already: somebody who decides such questions is asked."
    if not added.in_scope:
        words += " By the address or school the child is outside the part of the authority that you see."
    messages.success(request, words)
    if added.in_scope:
        return redirect("staff:child", child_id=added.child.pk)
    return redirect("staff:children")
