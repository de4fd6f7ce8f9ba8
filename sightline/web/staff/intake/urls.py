"""Addresses of the pages on which files come in; `staff/urls.py` takes them in. They hold numbers and no name."""

from django.urls import path

from sightline.web.staff.intake import views
from sightline.web.staff.intake.mending_urls import urlpatterns as mending

urlpatterns = [
    path("intake/", views.files_in, name="intake"),
    path("intake/files/<int:number>/", views.file, name="intake-file"),
    path("intake/files/<int:number>/what-is-it/", views.what_is_it, name="intake-what"),
    path("intake/files/<int:number>/children/<slug:which>/", views.children, name="intake-children"),
    path("intake/senders/<slug:slug>/", views.sender, name="intake-sender"),
    *mending,
]
