"""Addresses of the figures."""

from django.urls import path

from sightline.web.oversight import views

app_name = "oversight"

urlpatterns = [
    path("figures/", views.figures, name="figures"),
    path("figures/file/", views.figures_file, name="figures-file"),
]
