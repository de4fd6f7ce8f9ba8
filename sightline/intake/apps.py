"""The intake room as Django sees it."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Feeds in: readers, one contract a feed, staging, quarantine, applying."""

    name = "sightline.intake"
    label = "intake"
    default_auto_field = "django.db.models.BigAutoField"
