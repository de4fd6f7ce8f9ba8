"""The reports room as Django sees it."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ReportsConfig(AppConfig):
    """What goes out: the inspection list, the tracking sheet; one renderer a format."""

    name = "sightline.reports"
    label = "reports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make issued reports append-only in the database, after every migration."""
        from sightline.reports.integrity import install_integrity

        post_migrate.connect(install_integrity, sender=self)
