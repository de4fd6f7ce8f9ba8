"""Addresses of every page."""

from django.urls import include, path

urlpatterns = [
    path("", include("sightline.web.account.urls")),
    path("", include("sightline.web.public.urls")),
    path("", include("sightline.web.oversight.urls")),
    path("", include("sightline.web.staff.urls")),
]
