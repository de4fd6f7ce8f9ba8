"""Addresses of the pages that anyone may read."""

from django.urls import path

from sightline.web.public import views

app_name = "public"

urlpatterns = [
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("words/", views.glossary, name="glossary"),
]
