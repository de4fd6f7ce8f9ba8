"""Addresses of the pages of schools and providers; `staff/urls.py` takes them in."""

from django.urls import URLPattern, path

from sightline.web.staff.places import views

urlpatterns: list[URLPattern] = [
    path("schools/", views.schools, name="schools"),
    path("schools/<int:urn>/", views.school, name="school"),
    path("providers/", views.providers, name="providers"),
    path("providers/<slug:key>/", views.provider, name="provider"),
]
