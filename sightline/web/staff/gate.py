"""Who these pages are for: the authority's own people, who look at children throughout it or in one locality."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from sightline.access.policy import Action, ScopeKind
from sightline.access.viewer import Viewer
from sightline.web.shared.viewing import viewer

_STAFF_SCOPES = frozenset({ScopeKind.AUTHORITY, ScopeKind.LOCALITY})


def is_staff(looking: Viewer) -> bool:
    """Whether a viewer is one of the authority's people (or an inspector) and may see children."""
    return looking.may(Action.SEE_CHILDREN) and looking.scope_kind in _STAFF_SCOPES


def staff_viewer(request: HttpRequest) -> Viewer:
    """The viewer of this request; PermissionDenied unless staff.

    A school, a provider, a service or a family sees what is theirs on pages of their own, never on these: here
    stands what every sender says of a child.
    """
    looking = viewer(request)
    if not is_staff(looking):
        raise PermissionDenied("This page is for the authority’s own staff.")
    return looking
