"""A sheet with headings of its own: what it is and who sent it, which column is which, and what would come of it.

Everything that was chosen goes along from step to step in the form; nothing is kept before the last button.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from sightline.access.viewer import Viewer
from sightline.intake import history, receiving
from sightline.intake.contract import Feed
from sightline.intake.mapping import (
    MOST_COUNTED,
    ForeignSheet,
    Preview,
    faults_of,
    foreign_sheet,
    mapping_of,
    preview,
)
from sightline.intake.models import ReceivedFile
from sightline.intake.readers import Unreadable
from sightline.intake.receiving import MAY_BE_QUEUED, Asked, CannotBeKept, DealtWith
from sightline.intake.recognising import recognise
from sightline.intake.registry import feed_called, feeds
from sightline.intake.remembering import LEAVE_ASIDE, remember_headings
from sightline.intake.suggesting import guess_columns
from sightline.intake.working import contents_of, sender_called
from sightline.record.door import ChangedMeanwhile
from sightline.record.models import Source
from sightline.web.staff.intake.upload import WhatForm, day_words, guesses
from sightline.web.staff.intake.waiting import mending_viewer

Contents = list[tuple[str, bytes]]


class SheetForm(WhatForm):
    """Which feed a sheet is, who sent it and when: the sender must be named, since it is remembered for them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source_name"].required = True
        self.fields["source_name"].error_messages["required"] = (
            "Say who sent it: what the headings mean is remembered for them"
        )


@dataclass(slots=True)
class _Sheet:
    """One sheet on its way through the steps."""

    viewer: Viewer
    file: ReceivedFile
    contents: Contents
    feed: Feed
    asked: Asked
    sheet: ForeignSheet
    chosen: dict[int, str]


@require_http_methods(["GET", "POST"])
def columns(request: HttpRequest, number: int) -> HttpResponse:
    """Say once which column of a feed stands under which heading of a sender's own, and take the file by that."""
    looking = mending_viewer(request)
    file = history.one_file(looking, number)
    if file is None:
        raise Http404
    if file.state not in MAY_BE_QUEUED or file.joined_to_id is not None:
        messages.info(request, "There is nothing to ask about this file any more.")
        return redirect("staff:intake-file", number=number)
    step = request.POST.get("step", "")
    form = SheetForm(request.POST if step else None, initial=_initial(file))
    if not step or step == "what" or not form.is_valid():
        return _what(request, looking, file, form)
    try:
        one = _sheet(request, looking, file, form)
        return _columns(request, one) if step == "columns" else _checked(request, one, step)
    except Unreadable as refusal:
        form.add_error("feed", str(refusal))
        return _what(request, looking, file, form)


def _initial(file: ReceivedFile) -> Mapping[str, Any]:
    day = file.received_on.isoformat() if file.received_on else ""
    return {
        "feed": file.feed,
        "source_name": file.source_name,
        "received_on": day,
        "dry_run": file.dry_run,
    }


def _what(request: HttpRequest, looking: Viewer, file: ReceivedFile, form: SheetForm) -> HttpResponse:
    """Step 1: what the sheet is, and who sent it."""
    try:
        found = recognise(contents_of(file))
    except Unreadable:
        found = []
    context = {
        "file": file,
        "form": form,
        "feeds": guesses(found, form["feed"].value() or ""),
        "senders": history.senders(looking),
        "day": day_words(form),
        "kept": _kept_choices(request),
    }
    return render(request, "staff/intake/columns_what.html", context)


def _kept_choices(request: HttpRequest) -> dict[str, str]:
    """What was chosen of the columns, carried back to step 1 and forth again."""
    return {name: request.POST[name] for name in request.POST if name.startswith("column-")}


def _sheet(request: HttpRequest, looking: Viewer, file: ReceivedFile, form: SheetForm) -> _Sheet:
    feed = feed_called(form.cleaned_data["feed"])
    contents = contents_of(file)
    sheet = foreign_sheet(looking, contents, feed)
    guessed = guess_columns(sheet.row, feed)
    names = {column.name for column in feed.columns}
    # What was chosen for another feed means nothing here: then the guesses are asked about anew.
    same_feed = request.POST.get("for_feed", "") == feed.name
    chosen = {}
    for heading in sheet.headings:
        name = request.POST.get(f"column-{heading.place}") if same_feed else None
        chosen[heading.place] = guessed.get(heading.place, LEAVE_ASIDE) if name is None else name
    chosen = {place: name if name in names else LEAVE_ASIDE for place, name in chosen.items()}
    return _Sheet(looking, file, contents, feed, form.asked(feed.name), sheet, chosen)


def _columns(request: HttpRequest, one: _Sheet, errors: list[tuple[int, str]] | None = None) -> HttpResponse:
    """Step 2: each heading with a few of its values, and the column that it stands for."""
    by_place: dict[int, list[str]] = {}
    for place, words in errors or []:
        by_place.setdefault(place, []).append(words)
    context = {
        **_context(one),
        "choices": [
            {
                "value": column.name,
                "text": f"{column.heading} (needed)" if column.required else column.heading,
            }
            for column in one.feed.columns
        ],
        "errors": [{"text": words, "href": f"#column-{place}"} for place, words in errors or []],
        "by_place": {place: " ".join(words) for place, words in by_place.items()},
    }
    return render(request, "staff/intake/columns.html", context)


def _checked(request: HttpRequest, one: _Sheet, step: str) -> HttpResponse:
    """Step 3: what would come of it; and with the last button, remember it and take the file."""
    errors = faults_of(one.feed, one.sheet, one.chosen)
    if errors:
        return _columns(request, one, errors)
    mapping = mapping_of(one.sheet, one.chosen)
    try:
        made, source = preview(
            one.viewer, one.contents, one.feed, mapping, sender_called(one.asked.source_name)
        )
    except Unreadable as refusal:
        return _columns(request, one, [(one.sheet.headings[0].place, str(refusal))])
    if step != "take":
        return _preview(request, one, made, source)
    reason = f"Said once what the headings of a sheet from {source.title} mean."
    try:
        with transaction.atomic():
            remember_headings(one.viewer, source, one.feed, one.sheet.row, mapping, reason)
            receiving.answer(one.viewer, one.file.pk, one.asked)
    except (DealtWith, ChangedMeanwhile) as meanwhile:
        messages.info(request, str(meanwhile))
    except CannotBeKept as refusal:
        return _columns(request, one, [(one.sheet.headings[0].place, str(refusal))])
    else:
        messages.success(
            request, f"Remembered for {source.title}. The next file with these headings is read by itself."
        )
    return redirect("staff:intake-file", number=one.file.pk)


def _preview(request: HttpRequest, one: _Sheet, made: Preview, source: Source) -> HttpResponse:
    context = {**_context(one), "preview": made, "source": source, "most_counted": MOST_COUNTED}
    return render(request, "staff/intake/preview.html", context)


def _context(one: _Sheet) -> dict[str, Any]:
    """What every later step shows, and what goes along in its form."""
    asked = {
        "feed": one.feed.name,
        "source_name": one.asked.source_name,
        "received_on": one.asked.received_on.isoformat(),
        "for_feed": one.feed.name,
    }
    if one.asked.dry_run:
        asked["dry_run"] = "on"
    return {
        "file": one.file,
        "feed": one.feed,
        "feed_title": feeds()[one.feed.name].title,
        "sheet": one.sheet,
        "chosen": one.chosen,
        "asked": asked,
    }
