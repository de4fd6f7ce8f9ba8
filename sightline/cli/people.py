"""In whose name a command reads and writes."""

from argparse import Namespace

from django.core.exceptions import PermissionDenied
from django.db import OperationalError, ProgrammingError, connection

from sightline.access.accounts import OPERATOR
from sightline.access.models import Account
from sightline.access.policy import Action
from sightline.access.viewer import Viewer, viewer_for
from sightline.cli.outcome import Refused


def viewer_of(options: Namespace, action: Action | None = None) -> Viewer:
    """The viewer for `--as EMAIL`, by default the operator account made at set-up. Refused if there is none, or no
    record at all.

    An account with several roles acts in the first that allows `action`; without one, in the first it holds.
    """
    email = (getattr(options, "account", None) or OPERATOR).lower()
    try:
        account = Account.objects.filter(email=email).first()
    except (OperationalError, ProgrammingError):
        if Account._meta.db_table in connection.introspection.table_names():
            raise
        raise Refused("there is no record here yet. `sightline init --authority CODE` makes one.") from None
    if account is None:
        raise Refused(
            "there is no such account. `sightline init --authority CODE` makes the operator's; "
            "`sightline user add` makes others."
        )
    try:
        return viewer_for(account, action=action)
    except PermissionDenied as denied:
        raise Refused(str(denied)) from denied
