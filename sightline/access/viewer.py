"""The one way to look at children: a viewer, who has a role and a scope, and whose looking is logged."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.core.exceptions import PermissionDenied

from sightline.access import clock
from sightline.access.models import AccessRecord, Account, RoleHeld
from sightline.access.policy import Action, FieldClass, Role, ScopeKind, roles


class Viewer:
    """One person in one role with one scope. Queries that return children take a viewer and note whom they showed.

    A person who holds two roles looks in one of them at a time, so that the width of one never lends itself to
    the depth of the other.
    """

    def __init__(self, account: Account, held: RoleHeld) -> None:
        self.account = account
        self.role: Role = roles()[held.role]
        self.scope_kind = ScopeKind(held.scope_kind)
        self.scope_key = held.scope_key
        self._shown: set[int] = set()

    def __repr__(self) -> str:
        # Without the key: a family's is made of case numbers, and this text may reach a log.
        return f"<Viewer {self.account.pk} {self.role.slug} {self.scope_kind}>"

    def may(self, action: Action) -> bool:
        """Whether this viewer's role allows `action`."""
        return action in self.role.actions

    def require(self, action: Action) -> None:
        """Raise PermissionDenied unless this viewer's role allows `action`."""
        if not self.may(action):
            raise PermissionDenied(f"The role “{self.role.title}” may not do this ({action.value}).")

    def sees(self, field_class: FieldClass | str) -> bool:
        """Whether this viewer's role shows fields of this class."""
        # Asked a hundred times a page: a text and the class of that name are equal, and what is no class raises.
        return field_class in self.role.classes or FieldClass(field_class) in self.role.classes

    def sees_all(self, classes: Iterable[FieldClass | str]) -> bool:
        """Whether this viewer's role shows every class in `classes`: what derived text needs."""
        return all(self.sees(item) for item in classes)

    def note_shown(self, children: Iterable[int]) -> None:
        """Remember that these children were shown; written as one access record when the looking ends."""
        self._shown.update(children)

    def write_access_record(self, purpose: str) -> None:
        """Write one access record for everything shown since the last one; nothing if nobody was shown."""
        if self._shown:
            AccessRecord.objects.create(
                account=self.account,
                role=self.role.slug,
                purpose=purpose[:200],
                at=clock.now(),
                children=sorted(self._shown),
            )
            self._shown = set()


def roles_in_force(account: Account) -> list[RoleHeld]:
    """The roles that an active account holds now, the oldest first."""
    if not account.is_active:
        return []
    moment = clock.now()
    return [
        held
        for held in account.roles_held.order_by("id")
        if held.role in roles() and (held.ends_at is None or held.ends_at > moment)
    ]


def viewer_for(account: Account, role: str | None = None, *, action: Action | None = None) -> Viewer:
    """The viewer for an account: in the role named, else the first it holds; with `action`, the first that allows it.

    Raises PermissionDenied if it holds none.
    """
    held_now = roles_in_force(account)
    if not held_now:
        raise PermissionDenied(
            "This account holds no role that is in force. An administrator can give it one."
        )
    for held in held_now:
        if role in (None, held.role) and (action is None or action in roles()[held.role].actions):
            return Viewer(account, held)
    raise PermissionDenied("No role that this account holds and that is in force allows this.")


@contextmanager
def viewing(viewer: Viewer, purpose: str) -> Iterator[Viewer]:
    """Look at children for one purpose: whatever is shown inside is in the access log when the block ends."""
    try:
        yield viewer
    finally:
        viewer.write_access_record(purpose)
