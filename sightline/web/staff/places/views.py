"""Schools and providers: who there is, what each has told us, and its children, calendar and taught week."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from sightline.access import clock
from sightline.domain.known import Known
from sightline.intake.what_came import (
    last_heard_of_providers,
    last_heard_of_schools,
    told_by_provider,
    told_by_school,
    waiting_of_providers,
    waiting_of_schools,
)
from sightline.population.filters import Filters
from sightline.population.places import (
    ChildrenThere,
    children_at_providers,
    children_at_schools,
    hours_at,
    localities_of,
    provider_shown,
    providers_shown,
    school_shown,
    schools_shown,
)
from sightline.population.queries import the_list
from sightline.population.school_year import taught_at, year_at_school
from sightline.population.tables import establishment_kinds, provider_kinds
from sightline.record.models import Programme
from sightline.web.staff.gate import staff_viewer
from sightline.web.staff.places.asked import PAGE, asked_by, provider_choices, school_choices
from sightline.web.staff.places.facts import facts_of_provider, facts_of_school, others_of_school
from sightline.web.staff.places.picture import draw_year
from sightline.web.staff.places.rows import PlaceRow, child_row, told_or_not

_NOBODY = ChildrenThere()
CHILDREN = 50


@require_GET
def schools(request: HttpRequest) -> HttpResponse:
    """One page of the schools: their children on the list, when each was last heard from, what waits."""
    looking = staff_viewer(request)
    choices = school_choices(looking)
    asked = asked_by(request.GET, choices)
    found = schools_shown(looking, asked.places)
    path = reverse("staff:schools")
    paging = asked.paging(path, found.count())
    page = list(found[paging.offset : paging.offset + PAGE])
    ids = [one.pk for one in page]
    children, heard = children_at_schools(looking, ids), last_heard_of_schools(ids)
    waiting, localities = waiting_of_schools(ids), localities_of(ids)
    rows = [
        PlaceRow(
            key=one.urn,
            name=one.name or f"School {one.urn}",
            kind=establishment_kinds()[one.group].title,
            phase=told_or_not(one.phase),
            locality=told_or_not(localities.get(one.pk, "")),
            children=children.get(one.pk, _NOBODY),
            heard=heard.get(one.pk),
            waiting=Known(waiting.get(one.pk, 0)),
        )
        for one in page
    ]
    context = {"rows": rows, "paging": paging, "asked": asked, "choices": choices, "path": path}
    return render(request, "staff/places/schools.html", context | {"chips": asked.chips(path, choices)})


@require_GET
def school(request: HttpRequest, urn: int) -> HttpResponse:
    """One school: what the register says, what it has told us, its children, its calendar and its taught week."""
    looking = staff_viewer(request)
    found = school_shown(looking, str(urn))
    if found is None:
        raise Http404
    today = clock.today()
    listing = the_list(looking, filters=Filters(school=found.urn), page_size=CHILDREN)
    year = year_at_school(found.pk, today)
    context = {
        "school": found,
        "facts": facts_of_school(found, localities_of([found.pk]).get(found.pk, ""), today),
        "others": others_of_school(looking, found),
        "children": children_at_schools(looking, [found.pk]).get(found.pk, _NOBODY),
        "rows": [child_row(row) for row in listing.rows],
        "more": listing.total > len(listing.rows),
        "told": told_by_school(found.pk),
        "year": year,
        "picture": draw_year(year),
        "taught": taught_at(found, today),
        "today": today,
    }
    return render(request, "staff/places/school.html", context)


@require_GET
def providers(request: HttpRequest) -> HttpResponse:
    """One page of the providers: their children on the list, when each was last heard from, what waits."""
    looking = staff_viewer(request)
    choices = provider_choices(looking)
    asked = asked_by(request.GET, choices)
    found = providers_shown(looking, asked.places)
    path = reverse("staff:providers")
    paging = asked.paging(path, found.count())
    page = list(found[paging.offset : paging.offset + PAGE])
    ids = [one.pk for one in page]
    children, heard = children_at_providers(looking, ids), last_heard_of_providers(ids)
    waiting = waiting_of_providers(ids)
    rows = [
        PlaceRow(
            key=one.key,
            name=one.name or one.key,
            kind=provider_kinds()[one.kind].title,
            phase=told_or_not(""),
            locality=told_or_not(""),
            children=children.get(one.pk, _NOBODY),
            heard=heard.get(one.pk),
            waiting=Known(waiting.get(one.pk, 0)),
        )
        for one in page
    ]
    context = {"rows": rows, "paging": paging, "asked": asked, "choices": choices, "path": path}
    return render(request, "staff/places/providers.html", context | {"chips": asked.chips(path, choices)})


@require_GET
def provider(request: HttpRequest, key: str) -> HttpResponse:
    """One provider: what is known of it, what it has told us, its children now, and what is known of their hours."""
    looking = staff_viewer(request)
    found = provider_shown(looking, key)
    if found is None:
        raise Http404
    listing = the_list(looking, filters=Filters(provider=found.key), page_size=CHILDREN)
    context = {
        "provider": found,
        "facts": facts_of_provider(found, clock.today()),
        "as_school": school_shown(looking, found.urn) if found.urn else None,
        "programmes": list(
            Programme.objects.filter(provider=found).order_by("name").values_list("name", flat=True)
        ),
        "children": children_at_providers(looking, [found.pk]).get(found.pk, _NOBODY),
        "hours": hours_at(looking, found.pk),
        "rows": [child_row(row, found.pk) for row in listing.rows],
        "more": listing.total > len(listing.rows),
        "told": told_by_provider(found.pk),
    }
    return render(request, "staff/places/provider.html", context)
