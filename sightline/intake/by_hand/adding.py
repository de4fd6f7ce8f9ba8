"""Adding a child by hand, after a search: a child of their own at once, and a question wherever they may be known."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied

from sightline.access.door import writing
from sightline.access.policy import Action
from sightline.access.viewer import Viewer
from sightline.intake.by_hand.classes import in_scope, may_tell
from sightline.intake.by_hand.kinds.identity import IDENTITY
from sightline.intake.by_hand.person import description, new_person, save_person
from sightline.intake.by_hand.reading import NotRight, columns_of
from sightline.intake.by_hand.sayer import Sayer
from sightline.matching.settling import reconsider
from sightline.record.links import new_children
from sightline.record.models import Child

_WHY = "Added by hand, after a search."


@dataclass(frozen=True, slots=True)
class Added:
    """The child that was added, how many questions were put whether it is somebody known, and whether the viewer's
    scope covers it."""

    child: Child
    questions: int
    in_scope: bool


def add_child(viewer: Viewer, values: Mapping[str, Any], sayer: Sayer) -> Added:
    """Add a child of whom somebody told, with the answers to the questions of `kinds.identity`.

    The person who adds has seen who may be the same and said that nobody is, so no rule joins the child to anybody:
    whatever the rules would have joined is a question to somebody who decides links, and until then the child has a
    record of its own. Raises NotRight without any name, and PermissionDenied for a viewer who may not.
    """
    if not may_tell(viewer, IDENTITY):
        raise PermissionDenied("Your role may not add a child.")
    if not (values.get("surname") or values.get("forename")):
        raise NotRight(
            {"surname": "Give the surname or the first name: a child without any name cannot be found."}
        )
    with writing(
        viewer=viewer,
        action=Action.RECORD_FACTS,
        reason=sayer.why,
        received_at=sayer.received_at,
        told_by=sayer.told_by,
        told_how=sayer.told_how,
    ) as session:
        [child] = new_children(session, 1)
        taken = columns_of(IDENTITY, values, told_on=session.received_at.date())
        person = save_person(session, new_person(), description(None, taken), child=child, why=_WHY)
        settled = reconsider(session, [person.pk])
    return Added(child, settled.to_review, in_scope(viewer, child.pk))
