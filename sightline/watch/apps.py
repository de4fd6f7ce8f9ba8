"""The watch room as Django sees it."""

from django.apps import AppConfig


class WatchConfig(AppConfig):
    """The rules over the registers, and what each night found by them."""

    name = "sightline.watch"
    label = "watch"
    default_auto_field = "django.db.models.BigAutoField"
