"""Who is looking in this request: every page that shows children asks here, and the middleware logs what it showed."""

from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from sightline.access.models import Account, RoleHeld
from sightline.access.viewer import Viewer, roles_in_force

# Where the session keeps the role that a person with several has chosen to look in.
ROLE_KEY = "role"
_ROLES = "_sightline_roles"
_VIEWER = "_sightline_viewer"


def signed_in(request: HttpRequest) -> Account | None:
    """The account that is signed in, or None. An error page may come before the session was read: None too."""
    user = getattr(request, "user", None)
    return cast(Account, user) if user is not None and user.is_authenticated else None


def roles_of(request: HttpRequest) -> list[RoleHeld]:
    """The roles that the person signed in holds now; none when nobody is signed in. Read once a request."""
    held: list[RoleHeld] | None = getattr(request, _ROLES, None)
    if held is None:
        account = signed_in(request)
        held = roles_in_force(account) if account else []
        setattr(request, _ROLES, held)
    return held


def viewer(request: HttpRequest) -> Viewer:
    """The viewer of this request, in the role chosen, else the first held; one and the same for the whole request.

    Raises PermissionDenied when nobody is signed in, or for an account without a role in force.
    """
    made: Viewer | None = getattr(request, _VIEWER, None)
    if made is None:
        account, held = signed_in(request), roles_of(request)
        if account is None or not held:
            raise PermissionDenied("Your account holds no role that is in force, so no child is open to you.")
        chosen = request.session.get(ROLE_KEY)
        made = Viewer(account, next((item for item in held if item.role == chosen), held[0]))
        setattr(request, _VIEWER, made)
    return made


def viewer_so_far(request: HttpRequest) -> Viewer | None:
    """The viewer, if anything in this request has looked yet."""
    return getattr(request, _VIEWER, None)
