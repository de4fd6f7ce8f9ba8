"""The ways from a child's page to where its record is added to, corrected and looked into."""

from collections.abc import Callable
from uuid import UUID

from django.urls import reverse

from sightline.access.policy import Action
from sightline.access.viewer import Viewer
from sightline.intake.by_hand.classes import may_tell
from sightline.intake.by_hand.kinds import KINDS
from sightline.web.shared.addresses import addresses


class Ways:
    """Addresses for one child and one viewer, empty where the viewer may not go: nobody is led to a closed door.

    `now`: whether the page shows the record as it is; what was known once is not corrected.
    """

    def __init__(self, viewer: Viewer, child: int, *, now: bool) -> None:
        self._child = child
        self._viewer = viewer
        self._records = now and viewer.may(Action.RECORD_FACTS)
        self._makers: dict[str, Callable[[object], str]] = {}

    def tell(self, kind: str = "") -> str:
        """Where to write down what somebody told us: of one kind, or to choose the kind first."""
        if not self._records:
            return ""
        if not kind:
            return self._way("staff:tell")
        return self._way_of("staff:tell-kind", "kind", kind) if may_tell(self._viewer, KINDS[kind]) else ""

    def fact(self, fact: UUID) -> str:
        """The history of one fact."""
        return self._way_of("staff:fact", "fact", fact)

    def correct(self, fact: UUID) -> str:
        """Where to correct one fact."""
        return self._way_of("staff:correct-fact", "fact", fact) if self._records else ""

    def document(self, fact: UUID) -> str:
        """The content of a document."""
        return self._way_of("staff:document", "fact", fact)

    def attach(self) -> str:
        """Where to attach a document."""
        return self._way("staff:attach") if self._records else ""

    def _way(self, name: str) -> str:
        return reverse(name, kwargs={"child_id": self._child})

    def _way_of(self, name: str, part: str, value: object) -> str:
        if name not in self._makers:
            self._makers[name] = addresses(name, part, value, child_id=self._child)
        return self._makers[name](value)
