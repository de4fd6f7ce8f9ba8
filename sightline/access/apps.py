"""The access room as Django sees it."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """People who sign in, what they may do, and the trail of what they did."""

    name = "sightline.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"
