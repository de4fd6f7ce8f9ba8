"""Making an empty record for one authority: the tables, whose record it is, and the account that commands act as."""

from django.core.management import call_command
from django.db import transaction

from sightline.access import clock
from sightline.access.accounts import set_up_operator
from sightline.record.models import Installation


class RecordStands(Exception):
    """The database holds the record of an authority already; nothing was changed. The message names whose."""


def make_tables() -> None:
    """Bring the database's tables up to this version of Sightline."""
    call_command("migrate", verbosity=0, interactive=False)


def set_up(authority_code: str, name: str) -> Installation:
    """Make the record of the authority with this three-digit code, and the operator's account.

    The tables must be there. Raises RecordStands when the database holds a record already, and AccountRefused when
    somebody has written to it without one.
    """
    with transaction.atomic():
        if standing := Installation.objects.first():
            raise RecordStands(f"This database holds the record of {standing.name} already.")
        set_up_operator()
        return Installation.objects.create(authority_code=authority_code, name=name, created_at=clock.now())
