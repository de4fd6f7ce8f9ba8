"""The accessibility statement, the privacy notice and the words we use."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from sightline.web.shared.glossary import words_we_use


@login_not_required
@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement, in the form that the 2018 Regulations prescribe."""
    return render(request, "public/accessibility.html")


@login_not_required
@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    """What this service holds about people, why, and whom to ask."""
    return render(request, "public/privacy.html")


@login_not_required
@require_GET
def glossary(request: HttpRequest) -> HttpResponse:
    """The few words that every page uses, each with its meaning."""
    return render(request, "public/glossary.html", {"groups": words_we_use()})
