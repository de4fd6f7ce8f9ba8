"""The list for a visit to a school: its pupils who missed fifteen days, what was done, and who is new."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from sightline.access import clock
from sightline.access.viewer import Viewer
from sightline.domain.known import Knowable
from sightline.population.filters import Filters
from sightline.population.places import school_shown
from sightline.population.queries import Listing, the_list
from sightline.population.tables import OFF, ON, TO_BE_CHECKED, reasons
from sightline.population.visibility import ShownRow
from sightline.record.models import Establishment
from sightline.reports.renderers.as_csv import safe_words
from sightline.watch.rules.fifteen_days import FIFTEEN_DAYS, FIFTEEN_DAYS_ILL
from sightline.watch.standing import Stands, children_found, findings_of
from sightline.watch.words import sessions
from sightline.web.shared.days import FORMATS, NO_DATE
from sightline.web.shared.lists import Paging
from sightline.web.shared.words import Showable, knowable_words
from sightline.web.staff.children.rows import Pages, listed
from sightline.web.staff.gate import staff_viewer

PAGE = 100
_MISSED = (FIFTEEN_DAYS.slug, FIFTEEN_DAYS_ILL.slug)
_HEADINGS = (
    "Case number",
    "Child",
    "Days reached on",
    "Missed",
    "New since the last visit",
    "Standing",
    "Why on the list",
    "Provision",
    "Hours planned",
    "Key person",
)
_STANDINGS = {ON: "On the list", TO_BE_CHECKED: "To be checked", OFF: "Not on the list"}


class LastVisitForm(forms.Form):
    """The day of the last visit, and whether only those who are new since it are meant."""

    since = forms.DateField(
        label="Your last visit", required=False, input_formats=FORMATS, error_messages={"invalid": NO_DATE}
    )
    only_new = forms.BooleanField(label="Only who is new since then", required=False)


@dataclass(frozen=True)
class Pupil:
    """A pupil who missed fifteen days: since when, how much, and what stands on the record of what was done."""

    child: int
    reference: str
    name: str
    reached: date
    missed: str
    new: bool
    standing: str
    reasons: tuple[str, ...]
    reason_withheld: bool
    provision: Showable
    hours: Showable
    key_person: Knowable[str]


@dataclass(frozen=True)
class _Asked:
    """What an address asks for: the school, the last visit (None: nobody has said), and the pupils of one page."""

    school: Establishment
    form: LastVisitForm
    since: date | None
    listing: Listing
    pupils: list[Pupil]


@require_GET
def visit(request: HttpRequest, urn: int) -> HttpResponse:
    """The pupils on a page, with the way to print them and to take them away."""
    looking = staff_viewer(request)
    number = request.GET.get("page", "1")
    page = int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 1
    asked = _asked(looking, urn, request.GET, offset=(max(page, 1) - 1) * PAGE, size=PAGE)
    path = reverse("staff:school-visit", kwargs={"urn": urn})
    query = tuple((name, request.GET[name]) for name in ("since", "only_new") if request.GET.get(name))
    file = reverse("staff:school-visit-file", kwargs={"urn": urn})
    context = {
        "school": asked.school,
        "form": asked.form,
        "since": asked.since,
        "rows": asked.pupils,
        "paging": Paging(page, PAGE, asked.listing.total, path, query),
        "path": path,
        "file": f"{file}?{urlencode(query)}" if query else file,
    }
    return render(request, "staff/places/visit.html", context)


@require_GET
def visit_file(request: HttpRequest, urn: int) -> HttpResponse:
    """The same pupils, all of them, as one plain table (CSV)."""
    asked = _asked(staff_viewer(request), urn, request.GET, offset=0, size=None)
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(_HEADINGS)
    for one in asked.pupils:
        why = [*one.reasons, *(["withheld"] if one.reason_withheld else [])]
        table.writerow(
            [one.reference, safe_words(one.name), one.reached.isoformat(), one.missed]
            + ["not known" if asked.since is None else "yes" if one.new else "no"]
            + [_STANDINGS[one.standing], "; ".join(why) or "none", safe_words(knowable_words(one.provision))]
            + [knowable_words(one.hours), safe_words(knowable_words(one.key_person))]
        )
    response = HttpResponse(out.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    name = f"visit-{asked.school.urn}-{clock.today().isoformat()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _asked(viewer: Viewer, urn: int, query: QueryDict, *, offset: int, size: int | None) -> _Asked:
    school = school_shown(viewer, str(urn))
    if school is None:
        raise Http404
    form = LastVisitForm(query)
    given: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    since = given.get("since")
    today = clock.today()
    found = children_found(viewer, _MISSED, today, since_from=since if given.get("only_new") else None)
    filters = Filters(standing=(ON, TO_BE_CHECKED, OFF), school=school.urn, children=found)
    listing = the_list(viewer, filters=filters, offset=offset, page_size=size)
    stands = findings_of(viewer, [row.child_id for row in listing.rows], today)
    pupils = [_pupil(row, stands[row.child_id], since, today) for row in listing.rows]
    return _Asked(school, form, since, listing, pupils)


def _pupil(row: ShownRow, stands: Sequence[Stands], since: date | None, today: date) -> Pupil:
    """A pupil by the finding that stands longest: who missed fifteen days through illness missed fifteen days."""
    theirs = [one for one in stands if one.rule.slug in _MISSED]
    first = min(theirs, key=lambda one: one.since)
    words = listed(row, today, "", Pages(str, str, {}))
    return Pupil(
        child=row.child_id,
        reference=words.reference,
        name=words.name,
        reached=first.since,
        missed=sessions(max(one.figure for one in theirs)),
        new=since is not None and first.since >= since,
        standing=row.standing,
        reasons=tuple(reasons()[reason["slug"]].title for reason in row.reasons),
        reason_withheld=words.reason_withheld,
        provision=words.provision,
        hours=words.planned,
        key_person=words.key_person,
    )
