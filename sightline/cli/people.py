"""In whose name a command reads and writes."""

from argparse import Namespace

from django.core.exceptions import PermissionDenied

from sightline.access.models import Account
from sightline.access.viewer import Viewer, viewer_for
from sightline.cli.outcome import Refused

OPERATOR = "operator@localhost"


def viewer_of(options: Namespace) -> Viewer:
    """The viewer for `--as EMAIL`, by default the operator account made at set-up. Refused if there is none."""
    email = (getattr(options, "account", None) or OPERATOR).lower()
    account = Account.objects.filter(email=email).first()
    if account is None:
        raise Refused(
            "there is no such account. `sightline init --authority CODE` makes the operator's; "
            "`sightline user add` makes others."
        )
    try:
        return viewer_for(account)
    except PermissionDenied as denied:
        raise Refused(str(denied)) from denied
