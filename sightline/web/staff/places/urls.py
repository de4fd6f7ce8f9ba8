"""Addresses of the pages of schools and providers; `staff/urls.py` takes them in."""

from django.urls import URLPattern, path

from sightline.web.staff.places import views, visit

urlpatterns: list[URLPattern] = [
    path("schools/", views.schools, name="schools"),
    path("schools/<int:urn>/", views.school, name="school"),
    path("schools/<int:urn>/visit/", visit.visit, name="school-visit"),
    path("schools/<int:urn>/visit/file/", visit.visit_file, name="school-visit-file"),
    path("providers/", views.providers, name="providers"),
    path("providers/<slug:key>/", views.provider, name="provider"),
]
