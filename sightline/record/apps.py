"""The record room as Django sees it."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class RecordConfig(AppConfig):
    """The central record; its integrity rules are laid into the database after every migration."""

    name = "sightline.record"
    label = "record"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Install the triggers and constraints that Django's migrations cannot express on both engines."""
        from sightline.record.integrity import install_integrity

        post_migrate.connect(install_integrity, sender=self)
