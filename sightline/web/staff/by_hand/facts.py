"""One fact: its history, and correcting, ending or withdrawing it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from sightline.access import clock
from sightline.access.policy import Action
from sightline.access.viewer import Viewer
from sightline.domain.known import Knowable
from sightline.domain.london import london_date
from sightline.intake.by_hand.classes import may_tell, sees_fact
from sightline.intake.by_hand.history import History, Said, history, said_in, versions_of
from sightline.intake.by_hand.kinds import DOCUMENT
from sightline.intake.by_hand.reading import NotRight, columns_of, typed_from
from sightline.intake.by_hand.telling import SomebodyElseChanged, correct, end, withdraw
from sightline.record.models import Fact
from sightline.web.shared.words import knowable_words
from sightline.web.staff.by_hand.common import (
    Whose,
    form_context,
    only_here,
    recorder,
    sent,
    typed_before,
    whose_or_404,
)
from sightline.web.staff.by_hand.forms import EndForm, SayerForm, ToldForm, WithdrawForm
from sightline.web.staff.by_hand.questions import questions
from sightline.web.staff.gate import staff_viewer

CORRECTED = "The correction is on the record. What stood there before is kept in its history."
ENDED = "The record says now when it ended."
WITHDRAWN = "It is withdrawn. That it was believed until now is kept in its history."


@dataclass(frozen=True)
class Difference:
    """One question: what it said when the person began, what somebody else made of it, and what the person typed."""

    question: str
    before: Knowable[str]
    theirs: Knowable[str]
    typed: Knowable[str]
    differs: bool


@dataclass(frozen=True)
class Meanwhile:
    """What somebody else did to a fact while a person worked on it; `withdrawn` when it is no longer on the record."""

    by: str
    on: Any
    withdrawn: bool
    lines: tuple[Difference, ...]


@require_GET
def fact_history(request: HttpRequest, child_id: int, fact: UUID) -> HttpResponse:
    """Every version of one fact: what it said, who told it, how and when, and where it was read."""
    looking = staff_viewer(request)
    whose = whose_or_404(looking, child_id)
    if whose.child != child_id:
        return redirect("staff:fact", child_id=whose.child, fact=fact)
    found = _found_or_404(looking, whose, fact)
    context = {
        "whose": whose,
        "history": found,
        "may_change": looking.may(Action.RECORD_FACTS) and may_tell(looking, found.kind),
        "may_end": found.kind.may_end,
    }
    return render(request, "staff/by_hand/fact.html", context)


@require_http_methods(["GET", "POST"])
def correct_fact(request: HttpRequest, child_id: int, fact: UUID) -> HttpResponse:
    """Say what a fact should say. When somebody else changed it meanwhile, both stand side by side."""
    looking = recorder(request)
    whose = whose_or_404(looking, child_id)
    only_here(whose, child_id)
    found = _found_or_404(looking, whose, fact)
    rows = versions_of(fact)
    before = typed_before(request)
    form = ToldForm(
        sent(request),
        kind=found.kind,
        viewer=looking,
        standing=rows[0],
        initial=before or {**typed_from(found.kind, rows[0]), "version": str(rows[0].version)},
        reason_needed=True,
    )
    meanwhile = None
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["version"] or 0
        try:
            correct(looking, fact, seen, form.values, form.sayer)
        except NotRight as problem:
            form.refuse(problem.problems)
        except SomebodyElseChanged as overtaken:
            meanwhile = _meanwhile(looking, versions_of(fact), overtaken.now, seen, form)
        else:
            messages.success(request, CORRECTED)
            return redirect("staff:fact", child_id=child_id, fact=fact)
    elif found.current is None and request.method == "GET":
        messages.info(request, "This has been withdrawn. What it said is below.")
        return redirect("staff:fact", child_id=child_id, fact=fact)
    context = {
        "whose": whose,
        "history": found,
        "kind": found.kind,
        "questions": questions(found.kind, looking, clock.today()),
        "meanwhile": meanwhile,
        "version": rows[0].version if meanwhile else form["version"].value(),
        "may_tell_anew": found.kind is not DOCUMENT,
        **form_context(request, form, bool(before)),
    }
    return render(request, "staff/by_hand/correct.html", context)


@require_http_methods(["GET", "POST"])
def end_fact(request: HttpRequest, child_id: int, fact: UUID) -> HttpResponse:
    """Say on which day something was so for the last time."""
    return _change(request, child_id, fact, EndForm, "staff/by_hand/end.html", ENDED)


@require_http_methods(["GET", "POST"])
def withdraw_fact(request: HttpRequest, child_id: int, fact: UUID) -> HttpResponse:
    """Say that something never was so."""
    return _change(request, child_id, fact, WithdrawForm, "staff/by_hand/withdraw.html", WITHDRAWN)


def _change(
    request: HttpRequest,
    child_id: int,
    fact: UUID,
    form_of: type[EndForm] | type[WithdrawForm],
    template: str,
    done: str,
) -> HttpResponse:
    looking = recorder(request)
    whose = whose_or_404(looking, child_id)
    only_here(whose, child_id)
    found = _found_or_404(looking, whose, fact)
    if form_of is EndForm and not found.kind.may_end:
        raise Http404
    before = typed_before(request)
    standing = found.versions[0].version
    form: SayerForm = form_of(sent(request), initial=before or {"version": standing}, reason_needed=True)
    meanwhile = None
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["version"]
        try:
            if isinstance(form, EndForm):
                end(looking, fact, seen, form.cleaned_data["last_day"], form.sayer)
            else:
                withdraw(looking, fact, seen, form.sayer)
        except NotRight as problem:
            form.refuse(problem.problems)
        except SomebodyElseChanged as overtaken:
            meanwhile = _meanwhile(looking, versions_of(fact), overtaken.now, seen, None)
        else:
            messages.success(request, done)
            return redirect("staff:fact", child_id=child_id, fact=fact)
    elif found.current is None and request.method == "GET":
        messages.info(request, "This has been withdrawn. What it said is below.")
        return redirect("staff:fact", child_id=child_id, fact=fact)
    context = {
        "whose": whose,
        "history": found,
        "kind": found.kind,
        "meanwhile": meanwhile,
        "version": standing if meanwhile else form["version"].value(),
        **form_context(request, form, bool(before)),
    }
    return render(request, template, context)


def _found_or_404(looking: Viewer, whose: Whose, fact: UUID) -> History:
    found = history(looking, whose.child, fact)
    if found is None:
        raise Http404
    return found


def _meanwhile(
    looking: Viewer, rows: list[Fact], now: Fact | None, seen: int, form: ToldForm | None
) -> Meanwhile:
    """What somebody else did, beside what the person saw when they began and what they typed.

    Raises Http404 where what the other wrote is not the person's to see.
    """
    if not sees_fact(looking, rows):
        raise Http404
    latest = rows[0]
    change = latest.superseded_by if now is None and latest.superseded_by else latest.change
    began = next((row for row in rows if row.version == seen), latest)
    lines = []
    if form is not None:
        kind, on = form.kind, clock.today()
        typed = kind.model(**columns_of(kind, form.values, told_on=on))
        three = zip(*(said_in(kind, row, on) for row in (began, latest, typed)), strict=True)
        lines = [_difference(*one) for one in three]
    return Meanwhile(change.actor.name, london_date(change.recorded_at), now is None, tuple(lines))


def _difference(before: Said, theirs: Said, typed: Said) -> Difference:
    differs = knowable_words(theirs.value) != knowable_words(typed.value)
    return Difference(theirs.question, before.value, theirs.value, typed.value, differs)
