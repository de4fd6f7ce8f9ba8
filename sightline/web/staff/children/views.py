"""The list: who is missing out on full-time education, and what they are getting."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from sightline.population.queries import Listing, the_list
from sightline.population.tables import ON, TO_BE_CHECKED
from sightline.record.models import Locality
from sightline.web.staff.children.rows import listed
from sightline.web.staff.children.search import keep_search
from sightline.web.staff.children.selection import (
    HOURS,
    MISSING_EDUCATION,
    ROLLS,
    STANDINGS,
    Selection,
    chips,
    choices_for,
    selection_asked,
)
from sightline.web.staff.days import days_asked
from sightline.web.staff.gate import staff_viewer

PAGE = 50
EXPORTS = (("inspection-list", "the inspector’s list"), ("tracking-sheet", "the tracking sheet"))
_LONGEST_SEARCH = 100


@require_GET
def children(request: HttpRequest) -> HttpResponse:
    """One page of the list, with the figures of the whole selection, its filters and the ways to go on."""
    looking = staff_viewer(request)
    days, form = days_asked(request.GET)
    selection = selection_asked(request.GET, request.session, looking, days.query)
    after, first = _place(request.GET)
    listing = the_list(
        looking,
        filters=selection.filters,
        as_at=days.as_at,
        known_on=days.known_on,
        order=selection.order,
        page_after=after,
        page_size=PAGE,
    )
    localities = dict(Locality.objects.values_list("id", "name"))
    choices = choices_for(looking)
    path = reverse("staff:children")
    last = first + len(listing.rows) - 1
    context = {
        "listing": listing,
        "rows": [listed(row, localities, days.on) for row in listing.rows],
        "on_list": listing.counts.get(ON, 0),
        "to_be_checked": listing.counts.get(TO_BE_CHECKED, 0),
        "selection": selection,
        "choices": choices,
        "chips": chips(selection, choices, path),
        "chosen": set(selection.parameters),
        "standings": list(STANDINGS.items()),
        "hours": list(HOURS.items()),
        "rolls": list(ROLLS.items()),
        "missing_education": list(MISSING_EDUCATION.items()),
        "days": days,
        "days_form": form,
        "path": path,
        "clear_href": path,
        "now_href": selection.address(path, without=days.query),
        "sort_hrefs": {
            order: selection.address(path, sort=order) for order in ("name", "since", "hours", "next date")
        },
        "first": first,
        "last": last,
        "start_href": selection.address(path) if after is not None else "",
        "next_href": _next_href(selection, listing, path, last + 1),
        "days_query": f"?{urlencode(days.query)}" if days.query else "",
        "exports": EXPORTS,
        "everything": not selection.filters.text and not chips(selection, choices, path),
    }
    return render(request, "staff/children.html", context)


@require_POST
def search(request: HttpRequest) -> HttpResponse:
    """Look for a child by name, UPN or case number: the words go to the session, their token to the address."""
    staff_viewer(request)
    text = request.POST.get("text", "").strip()[:_LONGEST_SEARCH]
    query = QueryDict(mutable=True)
    if text:
        query["search"] = keep_search(request.session, text)
        query.setlist("standing", list(STANDINGS))
    address = reverse("staff:children")
    return redirect(f"{address}?{query.urlencode()}" if query else address)


def _place(query: QueryDict) -> tuple[int | None, int]:
    """After which child the page begins, and which number its first row has."""
    after, first = query.get("after", ""), query.get("first", "")
    if not after.isdecimal():
        return None, 1
    return int(after), int(first) if first.isdecimal() else 1


def _next_href(selection: Selection, listing: Listing, path: str, first: int) -> str:
    if listing.next_after is None:
        return ""
    return selection.address(path, after=str(listing.next_after), first=str(first))
