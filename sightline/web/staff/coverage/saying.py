"""What is said of a sender: that there is nothing to tell, how often to ask, and that it was asked."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from sightline.access import clock
from sightline.access.policy import Action
from sightline.access.viewer import Viewer
from sightline.domain.periods import Period
from sightline.domain.words import plural
from sightline.intake.coverage.frequency import HowOften
from sightline.intake.coverage.letter import AskedFor, letter
from sightline.intake.coverage.reading import FeedStanding, SenderStanding
from sightline.intake.coverage.saying import NotToBeSaid, as_usual, chased, expect, nil_return
from sightline.intake.models import Chase
from sightline.intake.registry import feed_called
from sightline.record.models import Installation
from sightline.web.staff.coverage.forms import AS_USUAL, HOW_OFTEN_CHOICES, ChasedForm, HowOftenForm, NilForm
from sightline.web.staff.coverage.views import sender_or_404
from sightline.web.staff.gate import staff_viewer

_DAY = timedelta(days=1)


@require_http_methods(["GET", "POST"])
def letter_page(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """The letter, ready to print or to send; and noting that the sender was asked."""
    looking = _who_may(request, Action.RECORD_FACTS)
    one = sender_or_404(looking, kind, key)
    form = ChasedForm(request.POST or None, initial={"asked_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        silent = [feed.owed.feed for feed in one.silent]
        try:
            chased(looking, one.sender, silent, form.cleaned_data["how"], form.cleaned_data["asked_on"])
        except NotToBeSaid as refusal:
            form.add_error("asked_on", str(refusal))
        else:
            messages.success(request, "Noted. The page of coverage says when the sender was last asked.")
            return redirect(_address(one))
    context = {"one": one, "form": form, "letter": _letter(looking, one), "hows": Chase.How.choices}
    return render(request, "staff/coverage/letter.html", context)


@require_GET
def letter_text(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """The letter as plain text, for an e-mail; 404 where the sender owes nothing that has not come."""
    looking = _who_may(request, Action.RECORD_FACTS)
    one = sender_or_404(looking, kind, key)
    if not one.silent:
        raise Http404
    response = HttpResponse(_letter(looking, one), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="letter-{one.sender.key}.txt"'
    return response


@require_http_methods(["GET", "POST"])
def nil(request: HttpRequest, kind: str, key: str, feed: str) -> HttpResponse:
    """A nil return: that a sender has nothing to tell of a feed in a period."""
    looking = _who_may(request, Action.TAKE_FILES)
    one = sender_or_404(looking, kind, key)
    owed = _feed_or_404(one, feed)
    form = NilForm(request.POST or None, initial=_first_missed(owed))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        period = Period(given["first"], given["last"] + _DAY)
        try:
            said = nil_return(
                looking, one, feed, period, told_by=given["told_by"], told_how=given["told_how"]
            )
        except NotToBeSaid as refusal:
            form.add_error("last", str(refusal))
        else:
            messages.success(
                request,
                "That was said before, and is kept once." if said.said_before else "Noted: nothing to tell.",
            )
            if said.rows_that_came:
                came = plural(said.rows_that_came, "row")
                messages.info(request, f"But {came} came in that period. They stand: ask which is right.")
            return redirect(_address(one))
    return render(request, "staff/coverage/nil.html", {"one": one, "feed": owed, "form": form})


@require_http_methods(["GET", "POST"])
def how_often(request: HttpRequest, kind: str, key: str, feed: str) -> HttpResponse:
    """How often a sender is asked for a feed, where that is to be other than usual."""
    looking = _who_may(request, Action.KEEP_REFERENCE)
    one = sender_or_404(looking, kind, key)
    owed = _feed_or_404(one, feed)
    initial = {"how_often": owed.how_often.value if owed.agreed else AS_USUAL, "grace": owed.grace}
    form = HowOftenForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if given["how_often"] == AS_USUAL:
            as_usual(looking, one.sender, feed, given["reason"])
        else:
            expect(looking, one.sender, feed, HowOften(given["how_often"]), given["grace"], given["reason"])
        messages.success(request, "Noted. What was asked before stands in the history.")
        return redirect(_address(one))
    context = {"one": one, "feed": owed, "form": form, "choices": HOW_OFTEN_CHOICES}
    return render(request, "staff/coverage/how_often.html", context)


def _who_may(request: HttpRequest, action: Action) -> Viewer:
    looking = staff_viewer(request)
    looking.require(action)
    return looking


def _feed_or_404(one: SenderStanding, feed: str) -> FeedStanding:
    for owed in one.feeds:
        if owed.owed.feed == feed:
            return owed
    raise Http404


def _first_missed(owed: FeedStanding) -> dict[str, object]:
    """The first period that was not answered, to begin with; nothing where none was missed."""
    if not owed.standing.missed:
        return {}
    period = owed.standing.missed[-1].period
    return {"first": period.start, "last": period.end - _DAY if period.end else None}


def _letter(looking: Viewer, one: SenderStanding) -> str:
    """The letter for what has not come; empty where nothing is owed that has not."""
    if not one.silent:
        return ""
    installation = Installation.objects.first()
    return letter(
        to=one.sender.name,
        authority=installation.name if installation else "",
        asked_for=[
            AskedFor(
                feed_called(feed.owed.feed),
                feed.how_often,
                feed.standing.missed[0].late_on,
                feed.standing.last_file,
                feed.standing.nil_until,
            )
            for feed in one.silent
        ],
        sent_by=looking.account.name,
        send_to=looking.account.email,
        today=clock.today(),
    )


def _address(one: SenderStanding) -> str:
    return reverse("staff:coverage-sender", kwargs={"kind": one.sender.kind.value, "key": one.sender.key})
