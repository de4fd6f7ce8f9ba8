"""The population room as Django sees it."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PopulationConfig(AppConfig):
    """Who is on the list, and why: the rules of membership, their spec table, and the projection that lists read."""

    name = "sightline.population"
    label = "population"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Bring the list up to date at the end of every write, and protect the journal in the database."""
        from sightline.access.door import after_write
        from sightline.population.integrity import install_integrity
        from sightline.population.projection import refresh

        after_write(refresh)
        post_migrate.connect(install_integrity, sender=self)
