"""People who may look at the made-up authority: one for every role, signed in by one click and without a password."""

from datetime import timedelta

from sightline.access import clock
from sightline.access.accounts import add_account, give_role
from sightline.access.policy import ScopeKind, roles
from sightline.access.viewer import Viewer
from sightline.demo.staff import MAIL
from sightline.demo.world import World
from sightline.record.models import Source, reference_of

_REASON = "People of the made-up authority."
_INSPECTION = timedelta(days=30)


def add_people(viewer: Viewer, world: World, family_of: int | None) -> int:
    """Add a person for every role, with a scope that there is; returns how many.

    `viewer` may manage accounts. `family_of` is the child whose parent the family account is; without one there is
    no such account.
    """
    added = 0
    for slug, role in roles().items():
        kind, key = _scope(world, role.scopes, family_of)
        if kind is None:
            continue
        account = add_account(
            viewer=viewer,
            email=f"{slug}@{MAIL}",
            name=_name(world, slug, role.title),
            reason=_REASON,
        )
        give_role(
            viewer=viewer,
            account=account,
            role=slug,
            scope_kind=kind,
            scope_key=key,
            ends_at=clock.now() + _INSPECTION if role.time_limited else None,
            reason=_REASON,
        )
        added += 1
    return added


def _name(world: World, slug: str, title: str) -> str:
    """The member of staff who has this place in the line of accountability, or somebody called after the role."""
    for member in world.staff:
        if member.accountable_role == slug:
            return member.name
    return f"{title} of Ambershire"


def _scope(world: World, kinds: frozenset[ScopeKind], family_of: int | None) -> tuple[ScopeKind | None, str]:
    """A scope of one of these kinds, with its key; the widest kind there is."""
    keys = {
        ScopeKind.AUTHORITY: "",
        ScopeKind.FIGURES: "",
        ScopeKind.LOCALITY: world.localities[0].key,
        ScopeKind.SCHOOL: world.schools.academy.urn,
        ScopeKind.PROVIDER: world.providers[0].key,
        ScopeKind.SERVICE: Source.objects.order_by("id").values_list("slug", flat=True).last() or "",
        ScopeKind.FAMILY: reference_of(family_of) if family_of else "",
    }
    unkeyed = (ScopeKind.AUTHORITY, ScopeKind.FIGURES)
    for kind, key in keys.items():
        if kind in kinds and (key or kind in unkeyed):
            return kind, key
    return None, ""
