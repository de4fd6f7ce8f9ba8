"""Addresses of the pages of coverage; `staff/urls.py` takes them in."""

from django.urls import URLPattern, path

from sightline.web.staff.coverage import saying, views

_SENDER = "coverage/<slug:kind>/<slug:key>/"

urlpatterns: list[URLPattern] = [
    path("coverage/", views.coverage_page, name="coverage"),
    path("coverage/sheets/<slug:feed>/", views.empty_sheet, name="coverage-sheet"),
    path(_SENDER, views.sender, name="coverage-sender"),
    path(f"{_SENDER}letter/", saying.letter_page, name="coverage-letter"),
    path(f"{_SENDER}letter/text/", saying.letter_text, name="coverage-letter-text"),
    path(f"{_SENDER}nil/<slug:feed>/", saying.nil, name="coverage-nil"),
    path(f"{_SENDER}how-often/<slug:feed>/", saying.how_often, name="coverage-how-often"),
]
