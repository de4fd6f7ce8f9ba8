"""One cause of waiting: the rows as they were sent, beside what is to be put right, and running just those again."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from sightline.access.viewer import Viewer
from sightline.domain.words import plural
from sightline.intake import mending
from sightline.intake.as_sent import RowToMend, rows_to_mend
from sightline.intake.causes import Cause, cause_called
from sightline.intake.suggesting import Places
from sightline.record.door import ChangedMeanwhile
from sightline.record.models import Source
from sightline.web.shared.lists import Paging
from sightline.web.staff.intake.cause_words import what_came_of_it, what_is_wrong
from sightline.web.staff.intake.downloading import FORMATS
from sightline.web.staff.intake.mending_forms import ReasonForm, field_name, numbers, typed
from sightline.web.staff.intake.name_forms import OTHER, NamesForm, asked_of
from sightline.web.staff.intake.waiting import mending_viewer, page_number

PAGE = 25

_MEANWHILE = "Somebody changed the same records while you were mending. Nothing was done. Look again."
_AS_THEY_ARE = "Run again as they are: what they waited for may be known by now."


@dataclass(slots=True)
class _Posted:
    """What was sent with a button: the rows on the page, what was typed into them, and what is wrong with that."""

    viewer: Viewer
    request: HttpRequest
    cause: Cause | None
    rows: list[RowToMend]
    form: ReasonForm
    typed: dict[int, dict[str, str]] = field(default_factory=dict)
    errors: list[dict[str, str]] = field(default_factory=list)

    @property
    def reason(self) -> str:
        """How somebody knows; empty, with an error, where it is not said."""
        if self.form.is_valid():
            return str(self.form.cleaned_data["reason"])
        words = str(self.form.errors["reason"][0])
        self.errors.append({"text": words, "href": f"#{self.form['reason'].id_for_label}"})
        return ""


@require_http_methods(["GET", "POST"])
def mend_cause(request: HttpRequest, cause: str) -> HttpResponse:
    """The rows of a cause, a page at a time; what is typed is run again, and what is wrong yet comes back with it."""
    looking = mending_viewer(request)
    found = cause_called(looking, cause)
    if request.method == "POST":
        # What somebody is mending may wait for another reason by now: the rows count, not the cause.
        posted = _posted(looking, request, found)
        answer = _deed(posted)
        return answer if answer is not None else _page(request, looking, found, posted)
    if found is None:
        messages.info(request, "Nothing waits for this any more.")
        return redirect("staff:intake-waiting")
    return _page(request, looking, found, None)


def _posted(looking: Viewer, request: HttpRequest, cause: Cause | None) -> _Posted:
    rows = rows_to_mend(looking, numbers(request.POST, "row")[:PAGE])
    posted = _Posted(looking, request, cause, rows, ReasonForm(request.POST))
    may_mend = {row.id: {one.name for one in row.fields} for row in rows}
    for row, texts in typed(request.POST, may_mend).items():
        posted.typed[row] = {name: text for name, text in texts.items() if name in may_mend[row]}
    return posted


def _deed(posted: _Posted) -> HttpResponse | None:
    """Do what the button says; None when the page is to be shown again, with what is wrong."""
    deeds = {"again": _run_again, "all": _put_in_all, "everything": _run_all, "aside": _set_aside}
    deeds |= {"choose": _choose, "say": _say}
    deed = deeds.get(posted.request.POST.get("do", "").partition("-")[0])
    if deed is None:
        return None
    try:
        return deed(posted)
    except ChangedMeanwhile:
        posted.errors.append({"text": _MEANWHILE, "href": "#rows"})
        return None


def _run_again(posted: _Posted) -> HttpResponse | None:
    reason = posted.reason
    if not reason:
        return None
    outcome = mending.mend(posted.viewer, posted.typed, reason)
    if not outcome.still_waiting:
        return _done(posted, outcome)
    messages.info(posted.request, what_came_of_it(outcome))
    posted.rows = rows_to_mend(posted.viewer, [row.id for row in posted.rows])
    posted.errors += _faults(posted.rows)
    posted.typed = {}
    return None


def _put_in_all(posted: _Posted) -> HttpResponse | None:
    reason, cause = posted.reason, posted.cause
    text = posted.request.POST.get("for_all", "").strip()
    if not text:
        posted.errors.append({"text": "Enter what is to stand in all of the rows", "href": "#for_all"})
    column = _column_of(posted)
    if not (reason and text and cause and cause.one_mend and column):
        return None
    return _done(posted, mending.mend(posted.viewer, {row: {column: text} for row in cause.row_ids}, reason))


def _run_all(posted: _Posted) -> HttpResponse | None:
    rows = posted.cause.row_ids if posted.cause else ()
    return _done(posted, mending.mend(posted.viewer, dict.fromkeys(rows, {}), _AS_THEY_ARE))


def _set_aside(posted: _Posted) -> HttpResponse | None:
    ticked = set(numbers(posted.request.POST, "aside")) & {row.id for row in posted.rows}
    reason = posted.reason
    if not ticked:
        posted.errors.append({"text": "Tick the rows that are to be set aside", "href": "#rows"})
    if not (reason and ticked):
        return None
    count = mending.set_aside(posted.viewer, ticked, reason)
    messages.success(posted.request, f"{plural(count, 'row')} set aside. You can let them wait again.")
    return _back(posted)


def _choose(posted: _Posted) -> HttpResponse | None:
    """Run the row that was chosen, and set aside those that stand for the same thing."""
    reason = posted.reason
    [_, _, chosen] = posted.request.POST["do"].partition("-")
    row = next((one for one in posted.rows if str(one.id) == chosen), None)
    if not (reason and row):
        return None
    others = [one.id for one in posted.rows if one.key == row.key and one.id != row.id]
    mended = {row.id: posted.typed[row.id]}
    return _done(posted, mending.mend(posted.viewer, mended, reason, instead_of=others))


def _say(posted: _Posted) -> HttpResponse | None:
    """Remember what the sender means by a name, and run every row again that waits for it."""
    cause = posted.cause
    if cause is None or cause.kind is None or not cause.place:
        return None
    places = Places()
    form = NamesForm(posted.request.POST, [asked_of(cause)], places)
    if not form.said:
        posted.errors += form.errors or [
            {"text": f"Choose which {cause.place} it is", "href": f"#{form.lines[0].name}"}
        ]
        return None
    source = Source.objects.get(slug=cause.source)
    outcome = mending.say_names(posted.viewer, source, form.names(), form.reason())
    return _done(posted, outcome)


def _done(posted: _Posted, outcome: mending.Mended) -> HttpResponse:
    messages.success(posted.request, what_came_of_it(outcome))
    return _back(posted)


def _back(posted: _Posted) -> HttpResponse:
    """The rest of the cause while rows wait for it, else all that waits."""
    key = posted.request.resolver_match.kwargs["cause"] if posted.request.resolver_match else ""
    if cause_called(posted.viewer, key):
        return redirect("staff:intake-mend", cause=key)
    return redirect("staff:intake-waiting")


def _page(request: HttpRequest, looking: Viewer, cause: Cause | None, posted: _Posted | None) -> HttpResponse:
    total = cause.rows if cause else 0
    path = reverse(
        "staff:intake-mend", kwargs=request.resolver_match.kwargs if request.resolver_match else {}
    )
    paging = Paging(page_number(request), PAGE, total, path)
    if posted is not None and posted.rows:
        rows = posted.rows
    elif cause is not None:
        rows = rows_to_mend(looking, cause.row_ids[paging.offset : paging.offset + PAGE])
    else:
        messages.info(request, "Nothing waits for this any more.")
        return redirect("staff:intake-waiting")
    context = {
        "cause": cause,
        "title": what_is_wrong(cause) if cause else "These rows still wait.",
        "rows": rows,
        "typed": posted.typed if posted else {},
        "ticked": numbers(request.POST, "aside"),
        "errors": posted.errors if posted else [],
        "form": posted.form if posted else ReasonForm(),
        "for_all": request.POST.get("for_all", cause.text if cause else ""),
        "asked": NamesForm(request.POST, [asked_of(cause)], Places()) if cause and cause.place else None,
        "other": OTHER,
        "doubles": {row.id: _unlike(row, rows) for row in rows if cause and cause.is_double and row.key},
        "field_name": field_name,
        "paging": paging,
        "formats": FORMATS,
    }
    return render(request, "staff/intake/mend.html", context)


def _faults(rows: Sequence[RowToMend]) -> list[dict[str, str]]:
    """A line for every fault that is left, with a link to the field in which it is put right."""
    return [
        {"text": f"Row {row.number}, {one.heading}: {fault}", "href": f"#{field_name(row.id, one.name)}"}
        for row in rows
        for one in row.fields
        for fault in one.faults
    ] + [
        {"text": f"Row {row.number}: {fault}", "href": f"#row-{row.id}"}
        for row in rows
        for fault in row.faults
    ]


def _unlike(row: RowToMend, rows: Sequence[RowToMend]) -> list[str] | None:
    """Under which headings a row differs from others on the page that stand for the same thing; None without any."""
    others = [one for one in rows if one.key == row.key and one.id != row.id]
    if not others:
        return None
    mine = {(cell.heading, cell.text) for cell in row.sent}
    theirs = {(cell.heading, cell.text) for other in others for cell in other.sent}
    return list(
        dict.fromkeys(cell.heading for cell in row.sent if (cell.heading, cell.text) in mine - theirs)
    )


def _column_of(posted: _Posted) -> str:
    """The name of the column that the cause is of."""
    heading = posted.cause.column if posted.cause else ""
    return next((one.name for row in posted.rows for one in row.fields if one.heading == heading), "")
