"""Addresses of the pages that mend what waits, and that say once what a sender means."""

from django.urls import path

from sightline.web.staff.intake import columns, mend, names, waiting

urlpatterns = [
    path("intake/waiting/", waiting.waiting, name="intake-waiting"),
    path("intake/waiting/download/", waiting.download, name="intake-waiting-download"),
    path("intake/waiting/set-aside/", waiting.set_aside, name="intake-set-aside"),
    path("intake/waiting/<slug:cause>/", mend.mend_cause, name="intake-mend"),
    path("intake/names/", names.every_name, name="intake-all-names"),
    path("intake/files/<int:number>/names/", names.names_of_file, name="intake-names"),
    path("intake/files/<int:number>/columns/", columns.columns, name="intake-columns"),
]
