"""Who a child is, as told by hand: a description beside the senders', and questions where it fits others too."""

from typing import Any

from sightline.access.door import Writing
from sightline.intake.by_hand.person import (
    ENTERED_BY_HAND,
    described,
    description,
    new_person,
    person_by_hand,
    save_person,
)
from sightline.matching.settling import reconsider
from sightline.record import door
from sightline.record.door import same_values
from sightline.record.models import Child, SourcePersonVersion


def tell_identity(session: Writing, child: int, taken: dict[str, Any]) -> SourcePersonVersion:
    """Say by hand who a child is; what is said by hand already and not asked about now stays.

    Whoever else may be the same by it becomes a question for a person: nobody is joined or moved by this.
    """
    person = person_by_hand(child)
    before = described(person)
    fresh = description(before, taken)
    if person is None or before is None:
        person = save_person(session, new_person(), fresh, child=Child(pk=child), why=ENTERED_BY_HAND)
    else:
        fresh.source_person_id = person.pk
        if same_values(before, fresh):
            return before
        door.supersede(session, [before])
        door.add(session, [fresh])
        session.touched.add(child)
    reconsider(session, [person.pk])
    return fresh
