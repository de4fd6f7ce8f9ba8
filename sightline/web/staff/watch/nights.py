"""The pages of the nights: what each found, what had ended, and who is new."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from sightline.watch.models import Night
from sightline.watch.nights_seen import NewInNight, nights_counted, rules_counted
from sightline.web.shared.lists import Paging
from sightline.web.staff.gate import staff_viewer

PAGE = 50
NIGHTS = 30


@require_GET
def nights(request: HttpRequest) -> HttpResponse:
    """Every night, the latest first, with how many findings began and ended in it."""
    looking = staff_viewer(request)
    every = Night.objects.order_by("-number")
    paging = Paging(_page(request), NIGHTS, every.count(), reverse("staff:nights"))
    rows = nights_counted(looking, every[paging.offset : paging.offset + NIGHTS])
    return render(request, "staff/watch/nights.html", {"rows": rows, "paging": paging})


@require_GET
def night(request: HttpRequest, number: int) -> HttpResponse:
    """One night: each rule with what is new, still standing and ended, and whoever is new."""
    looking = staff_viewer(request)
    found = Night.objects.filter(number=number).first()
    if found is None:
        raise Http404
    new = NewInNight(looking, found)
    path = reverse("staff:night", kwargs={"number": number})
    paging = Paging(_page(request), PAGE, new.total, path)
    context = {
        "night": found,
        "rules": rules_counted(looking, found),
        "rows": new.page(paging.offset, PAGE),
        "paging": paging,
    }
    return render(request, "staff/watch/night.html", context)


def _page(request: HttpRequest) -> int:
    number = request.GET.get("page", "1")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 1
