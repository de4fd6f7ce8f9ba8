"""Look for a child: what is looked for goes to the session, and only a token that means nothing to the address."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from sightline.population.searching import MOST_FOUND, find
from sightline.web.shared.lists import Paging
from sightline.web.staff.children.search import keep_search, kept_search
from sightline.web.staff.gate import staff_viewer

PAGE = 25
_LONGEST_NUMBER = 7


class LookForm(forms.Form):
    """What is looked for, on one line."""

    text = forms.CharField(
        max_length=100,
        error_messages={
            "required": "Enter a name, a number, an address or a phone number",
            "max_length": "Enter 100 characters or fewer",
        },
    )


@require_http_methods(["GET", "POST"])
def look(request: HttpRequest) -> HttpResponse:
    """Ask what is looked for; when it is sent, keep it and lead to what is found."""
    staff_viewer(request)
    form = LookForm(request.POST) if request.method == "POST" else LookForm()
    if form.is_valid():
        return redirect("staff:found", token=keep_search(request.session, form.cleaned_data["text"]))
    return _page(request, {"form": form, "text": form["text"].value() or "", "found": None})


@require_GET
def found(request: HttpRequest, token: str) -> HttpResponse:
    """One page of the children who were found; the form again where the token is forgotten."""
    looking = staff_viewer(request)
    text = kept_search(request.session, token)
    if not text:
        return _page(request, {"form": LookForm(), "text": "", "found": None})
    asked = request.GET.get("page", "")
    number = max(1, int(asked)) if asked.isdecimal() and len(asked) < _LONGEST_NUMBER else 1
    result = find(looking, text, offset=(number - 1) * PAGE, size=PAGE)
    path = reverse("staff:found", kwargs={"token": token})
    paging = Paging(number, PAGE, result.total, path)
    if paging.current != number:
        return redirect(paging.href(paging.current))
    return _page(
        request,
        {"form": LookForm(), "text": text, "found": result, "paging": paging, "most": MOST_FOUND},
    )


def _page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    return render(request, "staff/search/find.html", context)
