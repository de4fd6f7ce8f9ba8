"""The web room as Django sees it."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages for people: no models of its own."""

    name = "sightline.web"
    label = "web"
