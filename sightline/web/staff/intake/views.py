"""Files in: drop them, see what each was taken for, how far it is, what came of it, and what a sender sent before."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from sightline.access import clock
from sightline.access.policy import Action
from sightline.access.viewer import Viewer
from sightline.domain.london import london_date
from sightline.intake import history, receiving
from sightline.intake.models import ReceivedFile
from sightline.intake.parts import problem_in_part
from sightline.intake.readers import Unreadable
from sightline.intake.receiving import LARGEST_FILE, MAY_BE_QUEUED, MOST_FILES, CannotBeKept, DealtWith
from sightline.intake.recognising import Recognised, recognise
from sightline.intake.remembering import unknown_names
from sightline.intake.working import contents_of
from sightline.record.models import Source
from sightline.web.shared.lists import Paging
from sightline.web.staff.gate import staff_viewer
from sightline.web.staff.intake.files import STATES, counted_differences, result_sentence, shown_differences
from sightline.web.staff.intake.progress import REFRESH_SECONDS, progress_of
from sightline.web.staff.intake.said_once import forget_what_was_said, said_of
from sightline.web.staff.intake.upload import DropForm, WhatForm, day_words, guesses

State = ReceivedFile.State

PAGE = 25
FEW = 10
EARLIER = 10
NOTED = "noted"

_SAID = {
    "take": "The file is being taken in as it was tried.",
    "again": "The file is being read again.",
    "aside": "Set aside. What was in the file is not kept; that it came is.",
}


@require_http_methods(["GET", "POST"])
def files_in(request: HttpRequest) -> HttpResponse:
    """Drop files in; what waits for somebody, what is under way, and what was taken lately."""
    looking = _viewer(request)
    form = DropForm(request)
    if request.method == "POST" and form.is_valid():
        try:
            batch = receiving.drop(looking, form.contents(), form.asked())
        except CannotBeKept as refusal:
            form.add_error("sent_files", str(refusal))
        else:
            return redirect(f"{reverse('staff:intake')}?batch={batch}")
    dropped = _batch(looking, request.GET.get("batch", ""))
    under_way = history.under_way(looking)
    paging = _paging(request, history.taken_count(looking), reverse("staff:intake"))
    now = clock.now()
    context = {
        "form": form,
        "day": day_words(form),
        "senders": history.senders(looking),
        "most_files": MOST_FILES,
        "largest": LARGEST_FILE // 1_000_000,
        "dropped": [_line(file, under_way, now) for file in dropped],
        "under_way": [_line(file, under_way, now) for file in under_way if file not in dropped],
        "standing_still": [_line(file) for file in history.standing_still(looking) if file not in dropped],
        "waiting": history.waiting_by_feed(looking),
        "taken": history.taken(looking, offset=paging.offset, size=paging.size),
        "paging": paging,
    }
    moving = any(file.state in history.UNDER_WAY for file in dropped) and not form.errors
    return _refreshed(request, render(request, "staff/intake/index.html", context), moving)


@require_http_methods(["GET", "POST"])
def file(request: HttpRequest, number: int) -> HttpResponse:
    """One file: how far it is, what came of it, or what is to be done about it; and what its sender sent before."""
    looking = _viewer(request)
    one = _file_or_404(looking, number)
    if request.method == "POST":
        return _press(request, looking, number)
    moving = one.state in history.UNDER_WAY
    context = {
        "file": one,
        "parts": history.parts_of(one),
        "line": _line(one, history.under_way(looking) if moving else (), clock.now()),
        "feed_title": history.title_of(one.feed),
        "dropped_on": london_date(one.dropped_at),
        "may_be_queued": one.state in MAY_BE_QUEUED,
        # Refused before anybody said what it is: it is no table at all.
        "could_be_read": bool(one.feed) or one.state != State.REFUSED,
        "still": "still" in request.GET,
        **_result(looking, one, request),
        **_earlier(looking, one),
    }
    return _refreshed(request, render(request, "staff/intake/file.html", context), moving)


@require_http_methods(["GET", "POST"])
def what_is_it(request: HttpRequest, number: int) -> HttpResponse:
    """Say what a file is, who sent it and when; what it may be stands first."""
    looking = _viewer(request)
    one = _file_or_404(looking, number)
    if one.state not in MAY_BE_QUEUED:
        messages.info(request, "This file waits for no answer.")
        return redirect("staff:intake-file", number=number)
    given = {
        "feed": one.feed,
        "source_name": one.source_name,
        "received_on": (one.received_on or clock.today()).isoformat(),
        "dry_run": one.dry_run,
    }
    form = WhatForm(request.POST if request.method == "POST" else None, initial=given)
    if request.method == "POST" and form.is_valid():
        try:
            receiving.answer(looking, number, form.asked(form.cleaned_data["feed"]))
        except Unreadable as refusal:
            form.add_error("feed", str(refusal))
        except DealtWith as meanwhile:
            messages.info(request, str(meanwhile))
            return redirect("staff:intake-file", number=number)
        else:
            return redirect("staff:intake-file", number=number)
    context = {
        "file": one,
        "form": form,
        "day": day_words(form),
        "choices": guesses(_guessed(one), form["feed"].value() or ""),
        "senders": history.senders(looking),
    }
    return render(request, "staff/intake/what.html", context)


@require_GET
def children(request: HttpRequest, number: int, which: str) -> HttpResponse:
    """The children whom a file brought into the record, or who are in it no longer, a page of them."""
    looking = _viewer(request)
    one = _file_or_404(looking, number)
    if which not in ("new", "gone") or one.run is None:
        raise Http404
    asked: history.Which = "new" if which == "new" else "gone"
    paging = _paging(request, history.children_count(looking, one.run, asked), request.path)
    context = {
        "file": one,
        "which": which,
        "children": history.children_of(looking, one.run, asked, offset=paging.offset, size=paging.size),
        "paging": paging,
    }
    return render(request, "staff/intake/children.html", context)


@require_http_methods(["GET", "POST"])
def sender(request: HttpRequest, slug: str) -> HttpResponse:
    """One sender: which feeds it sends, what was said once of its headings and names, and every file of it."""
    looking = _viewer(request)
    source = Source.objects.filter(slug=slug).first()
    if source is None:
        raise Http404
    if request.method == "POST":
        forget_what_was_said(request, looking, slug)
        return redirect("staff:intake-sender", slug=slug)
    feeds = history.feeds_of(looking, source)
    chosen = request.GET.get("feed", "")
    if chosen not in {name for name, *_ in feeds}:
        chosen = ""
    path = reverse("staff:intake-sender", kwargs={"slug": slug})
    count = history.taken_count(looking, source=slug, feed=chosen)
    paging = _paging(request, count, path, *((("feed", chosen),) if chosen else ()))
    context = {
        "source": source,
        "feeds": feeds,
        "chosen": chosen,
        "path": path,
        **said_of(looking, slug),
        "taken": history.taken(looking, source=slug, feed=chosen, offset=paging.offset, size=paging.size),
        "paging": paging,
    }
    return render(request, "staff/intake/sender.html", context)


def _viewer(request: HttpRequest) -> Viewer:
    looking = staff_viewer(request)
    looking.require(Action.TAKE_FILES)
    return looking


def _file_or_404(looking: Viewer, number: int) -> ReceivedFile:
    found = history.one_file(looking, number)
    if found is None:
        raise Http404
    return found


def _batch(looking: Viewer, text: str) -> list[ReceivedFile]:
    """What was dropped in together under this address; nothing for an address that is none."""
    try:
        return history.of_batch(looking, UUID(text))
    except ValueError:
        return []


def _line(one: ReceivedFile, under_way: Any = (), now: Any = None) -> dict[str, Any]:
    """One file in a line: what it was taken for, where it stands, and what came of it or is to be done."""
    words, colour = STATES[one.state]
    line: dict[str, Any] = {
        "file": one,
        "state": words,
        "colour": colour,
        "feed_title": history.title_of(one.feed),
        "sentence": one.message,
        "progress": None,
    }
    if one.state in history.UNDER_WAY and now is not None:
        before = sum(1 for other in under_way if other.pk < one.pk)
        line["progress"] = progress_of(one, now, before)
        line["sentence"] = line["progress"].sentence
    elif one.state == State.DONE and one.run and not one.message:
        line["sentence"] = result_sentence(one.run.counts)
    elif one.state == State.TRIED:
        line["sentence"] = result_sentence(one.outcome, tried=True)
    elif one.state == State.ASKING:
        line["sentence"] = "It is not certain what this file is."
    return line


def _press(request: HttpRequest, looking: Viewer, number: int) -> HttpResponse:
    """One of the buttons below a file; which of them is there depends on where the file stands."""
    done = request.POST.get("do", "")
    if done not in _SAID:
        raise Http404
    press = {"take": receiving.take_now, "again": receiving.try_again, "aside": receiving.set_aside}[done]
    try:
        press(looking, number)
    except DealtWith as meanwhile:
        messages.info(request, str(meanwhile))
    else:
        messages.success(request, _SAID[done])
    return redirect("staff:intake-file", number=number)


def _result(looking: Viewer, one: ReceivedFile, request: HttpRequest) -> dict[str, Any]:
    """What came of a file that was taken or tried: counts, what was noted of its rows, what was left aside."""
    path = reverse("staff:intake-file", kwargs={"number": one.pk})
    if one.state == State.TRIED:
        counts, problems, ignored = one.outcome, one.outcome["problems"], one.outcome["ignored"]
    elif one.state == State.DONE and one.run:
        counts, ignored = one.run.counts, one.run.ignored_headings
        problems = [problem_in_part(one.run.parts, problem) for problem in one.run.problems]
    else:
        return {"counts": None}
    names = unknown_names(looking, run=one.run_id) if one.run and counts["quarantined"] else []
    context = {"counts": counts, "ignored": ignored, "tried": one.state == State.TRIED, "differences": None}
    context["unknown_names"] = len(names)
    if one.state == State.TRIED and request.GET.get("show") != NOTED:
        paging = _paging(request, len(one.differences), path)
        shown, withheld = shown_differences(looking, one.differences, paging.offset, paging.size)
        return context | {
            "counted": counted_differences(one.outcome),
            "differences": shown,
            "withheld": withheld,
            "paging": paging,
            "problems": problems[:FEW],
            "more_problems": len(problems) - FEW,
            "all_problems_href": f"{path}?show={NOTED}",
        }
    noted = _paging(request, len(problems), path, ("show", NOTED))
    shown_problems = problems[noted.offset : noted.offset + noted.size]
    return context | {"problems": shown_problems, "noted": noted, "more_problems": 0}


def _earlier(looking: Viewer, one: ReceivedFile) -> dict[str, Any]:
    """What the same sender sent of the same feed before and after."""
    if one.run is None:
        return {"earlier": [], "source": None}
    source, feed = one.run.delivery.source, one.run.delivery.feed
    return {"source": source, "earlier": history.taken(looking, source=source.slug, feed=feed, size=EARLIER)}


def _guessed(one: ReceivedFile) -> list[Recognised]:
    try:
        return recognise(contents_of(one))[:3]
    except Unreadable:
        return []


def _paging(request: HttpRequest, total: int, path: str, *query: tuple[str, str]) -> Paging:
    asked = request.GET.get("page", "")
    return Paging(int(asked) if asked.isdecimal() else 1, PAGE, total, path, query)


def _refreshed(request: HttpRequest, response: HttpResponse, moving: bool) -> HttpResponse:
    """Let the page ask for itself again while something moves, unless whoever looks wants it still."""
    if moving and "still" not in request.GET:
        response.headers["Refresh"] = str(REFRESH_SECONDS)
    return response
