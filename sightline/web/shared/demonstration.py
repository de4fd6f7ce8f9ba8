"""Whether this is the made-up authority, where anyone may look as anyone."""

from django.conf import settings

from sightline.domain.authorities import was_ever_an_authority
from sightline.record.models import Installation


def is_demonstration() -> bool:
    """Whether the setting says that every child here is made up. Decides what pages say, never who gets in."""
    return settings.SIGHTLINE_DEMO


def may_see_as() -> bool:
    """Whether people may sign in by one click, without a password.

    The setting alone is not enough: set by mistake on a live record it would open every child's data. The record
    must also belong to an authority that never was.
    """
    if not is_demonstration():
        return False
    installation = Installation.objects.first()
    return installation is not None and not was_ever_an_authority(installation.authority_code)
