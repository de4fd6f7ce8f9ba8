"""The intake room as Django sees it."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class IntakeConfig(AppConfig):
    """Feeds in: readers, one contract a feed, staging, quarantine, applying."""

    name = "sightline.intake"
    label = "intake"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Keep what was said of senders from being rewritten, after every migration."""
        from sightline.intake.integrity import install_integrity

        post_migrate.connect(install_integrity, sender=self)
