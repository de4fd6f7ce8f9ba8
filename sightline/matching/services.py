"""Matching as a command: look again at every question that is open."""

from sightline.access.door import writing
from sightline.access.policy import Action
from sightline.access.viewer import Viewer
from sightline.matching.settling import Settled, reconsider
from sightline.record.models import PossibleMatch


def match(viewer: Viewer) -> Settled:
    """Link what can be linked by now, and count what is left for a person (`to_review`: every open question).

    Every source person is linked in the write that brings it, so what is left is the open questions: a later file may
    have brought what was missing. Raises PermissionDenied unless the viewer may decide links.
    """
    viewer.require(Action.DECIDE_LINKS)
    waiting = PossibleMatch.objects.filter(state=PossibleMatch.State.OPEN)
    persons = {person for pair in waiting.values_list("first", "second") for person in pair}
    if not persons:
        return Settled()
    with writing(
        viewer=viewer, action=Action.DECIDE_LINKS, reason="Matching was run over the open questions."
    ) as write:
        settled = reconsider(write, persons)
    settled.to_review = waiting.count()
    return settled
