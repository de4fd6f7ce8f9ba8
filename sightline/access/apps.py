"""The access room as Django sees it."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccessConfig(AppConfig):
    """People who sign in, what they may do, and the trail of what they did."""

    name = "sightline.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the audit trail append-only in the database, after every migration."""
        from sightline.access.integrity import install_integrity

        post_migrate.connect(install_integrity, sender=self)
