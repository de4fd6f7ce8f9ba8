"""Addresses of the pages where it is decided who is who; `staff/urls.py` takes them in."""

from django.urls import URLPattern, path

from sightline.web.staff.links import deciding, queue, taking_apart

urlpatterns: list[URLPattern] = [
    path("matching/", queue.pairs, name="pairs"),
    path("matching/decided/<int:change>/", queue.decided, name="decided"),
    path("children/<int:child_id>/same/<int:other_id>/", deciding.same, name="same"),
    path("children/<int:child_id>/apart/", taking_apart.apart, name="apart"),
]
