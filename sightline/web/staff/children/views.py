"""The list: who is missing out on full-time education, and what they are getting."""

from collections import defaultdict
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from sightline.access.policy import Action
from sightline.population.orders import ORDERS
from sightline.population.queries import the_list
from sightline.population.tables import ON, TO_BE_CHECKED
from sightline.watch.standing import findings_of
from sightline.web.shared.addresses import addresses
from sightline.web.shared.days import days_of
from sightline.web.shared.lists import Paging
from sightline.web.staff.children.choices import chips, choices_for
from sightline.web.staff.children.rows import Pages, keys_by_name, listed
from sightline.web.staff.children.search import keep_search
from sightline.web.staff.children.selection import (
    HOURS,
    KEY_PERSON,
    MAYBE_SAME,
    MISSING_EDUCATION,
    NEXT,
    ROLLS,
    STANDINGS,
    YEARS,
    Parameters,
    SelectionForm,
    selection_asked,
)
from sightline.web.staff.gate import staff_viewer

PAGE = 50
EXPORTS = (("inspection-list", "the inspector’s list"), ("tracking-sheet", "the tracking sheet"))
_LONGEST_SEARCH = 100
_LONGEST_NUMBER = 7


@require_GET
def children(request: HttpRequest) -> HttpResponse:
    """One page of the list, with the figures of the whole selection, its filters and the ways to go on."""
    looking = staff_viewer(request)
    form = SelectionForm(request.GET)
    days = days_of(form)
    selection = selection_asked(request.GET, request.session, looking, days, form)
    number = _page_number(request.GET)
    listing = the_list(
        looking,
        filters=selection.filters,
        as_at=days.as_at,
        known_on=days.known_on,
        order=selection.order,
        descending=selection.descending,
        offset=(number - 1) * PAGE,
        page_size=PAGE,
    )
    findings = findings_of(looking, [row.child_id for row in listing.rows], days.on, days.known_on)
    path = reverse("staff:children")
    paging = Paging(number, PAGE, listing.total, path, selection.query)
    if paging.current != number:
        return redirect(paging.href(paging.current))
    choices = choices_for(looking)
    in_force = chips(selection, choices, path)
    href = addresses("staff:child", "child_id", 0)
    pages = Pages(
        addresses("staff:school", "urn", 0),
        addresses("staff:provider", "key", "p"),
        keys_by_name(choices.providers),
    )
    context = {
        "listing": listing,
        "rows": [
            listed(row, days.on, href(row.child_id), pages, findings.get(row.child_id, ()))
            for row in listing.rows
        ],
        "on_list": listing.counts.get(ON, 0),
        "to_be_checked": listing.counts.get(TO_BE_CHECKED, 0),
        "selection": selection,
        "choices": choices,
        "chips": in_force,
        "chosen": _chosen(selection.parameters),
        "standings": tuple(STANDINGS.items()),
        "hours": tuple(HOURS.items()),
        "rolls": tuple(ROLLS.items()),
        "years": tuple(YEARS.items()),
        "next_dates": tuple(NEXT.items()),
        "key_person": tuple(KEY_PERSON.items()),
        "missing_education": tuple(MISSING_EDUCATION.items()),
        "maybe_same": tuple(MAYBE_SAME.items()),
        "days": days,
        "days_form": form,
        "path": path,
        "now_href": selection.address(path, without=days.query),
        "sort_hrefs": {order: selection.address_in_order(path, order) for order in ORDERS},
        "paging": paging,
        "days_query": f"?{urlencode(days.query)}" if days.query else "",
        "exports": [
            (words, selection.address(reverse("staff:report", kwargs={"name": name})))
            for name, words in EXPORTS
        ],
        "may_issue": looking.may(Action.ISSUE_REPORTS),
        "may_record": looking.may(Action.RECORD_FACTS),
        "everything": not in_force,
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


def _chosen(parameters: Parameters) -> dict[str, tuple[str, ...]]:
    """What is chosen of each filter; nothing of those that are not among the parameters."""
    found: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for name, value in parameters:
        found[name] += (value,)
    return found


def _page_number(query: QueryDict) -> int:
    """The page asked for, from 1; the first for what is no number, or one that no list reaches."""
    asked = query.get("page", "")
    return max(1, int(asked)) if asked.isdecimal() and len(asked) < _LONGEST_NUMBER else 1
