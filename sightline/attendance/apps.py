"""The attendance room as Django sees it."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AttendanceConfig(AppConfig):
    """The registers; what may not be overwritten is held by the database, laid in after every migration."""

    name = "sightline.attendance"
    label = "attendance"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Install the triggers that Django's migrations cannot express on both engines."""
        from sightline.attendance.integrity import install_integrity

        post_migrate.connect(install_integrity, sender=self)
