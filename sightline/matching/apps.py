"""The matching room as Django sees it."""

from django.apps import AppConfig


class MatchingConfig(AppConfig):
    """Whose record is this? A first way: validated identifiers, else exact name, birth and postcode."""

    name = "sightline.matching"
    label = "matching"
    default_auto_field = "django.db.models.BigAutoField"
