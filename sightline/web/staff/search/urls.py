"""Addresses of search; `staff/urls.py` takes them in. What is looked for stands in none of them."""

from django.urls import URLPattern, path

from sightline.web.staff.search import views

urlpatterns: list[URLPattern] = [
    path("find/", views.look, name="find"),
    path("find/<slug:token>/", views.found, name="found"),
]
