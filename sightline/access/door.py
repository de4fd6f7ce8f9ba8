"""The one door for writes: one transaction, an actor who may, a reason, and a row in the audit trail.

Rooms further down register what must be brought up to date in the same transaction (`after_write`): the list of
children is never behind the facts that it is made from.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from sightline.access import clock
from sightline.access.models import Change
from sightline.access.policy import Action
from sightline.access.viewer import Viewer


@dataclass
class Writing:
    """One write in progress: its change, who is writing, and the children whose facts it touched."""

    change: Change
    viewer: Viewer
    touched: set[int] = field(default_factory=set)
    everybody: bool = False

    @property
    def received_at(self) -> datetime:
        """When the authority was told."""
        return self.change.received_at

    def touch_everybody(self) -> None:
        """Say that reference data changed on which any child's standing may rest (a calendar, an establishment)."""
        self.everybody = True


AfterWrite = Callable[[Writing], None]
_after_write: list[AfterWrite] = []


def after_write(function: AfterWrite) -> AfterWrite:
    """Register a function that runs at the end of every write, inside its transaction."""
    if function not in _after_write:
        _after_write.append(function)
    return function


@contextmanager
def writing(
    *,
    viewer: Viewer,
    action: Action,
    reason: str,
    received_at: datetime | None = None,
    told_by: str = "",
    told_how: str = "",
) -> Iterator[Writing]:
    """Open the door: check that `viewer` may, begin the transaction, write the change, and keep the lists true.

    `received_at` (aware) is when the authority was told, by default now; it may lie in the past, which shows as
    back-dated, and never in the future. Raises PermissionDenied, or ValueError for an empty reason or a
    `received_at` still to come.
    """
    viewer.require(action)
    if not reason.strip():
        raise ValueError("a write needs a reason")
    recorded_at = clock.now()
    received_at = received_at or recorded_at
    if received_at > recorded_at:
        raise ValueError("the day on which the authority was told cannot lie in the future")
    with transaction.atomic():
        change = Change.objects.create(
            actor=viewer.account,
            role=viewer.role.slug,
            action=action.value,
            reason=reason.strip(),
            told_by=told_by,
            told_how=told_how,
            received_at=received_at,
            recorded_at=recorded_at,
        )
        session = Writing(change=change, viewer=viewer)
        yield session
        for function in _after_write:
            function(session)
