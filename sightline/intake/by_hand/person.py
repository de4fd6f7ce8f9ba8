"""Who tells by hand: one sender for all of the authority's officers, and one source person for each child.

So what is told by hand is one more voice on the child, beside the senders', and a join or a split moves it like any
other.
"""

from typing import Any
from uuid import uuid4

from sightline.access.door import Writing
from sightline.matching.candidates import MADE_KEY
from sightline.record import door
from sightline.record.bulk import insert
from sightline.record.links import link_interval
from sightline.record.models import Child, DecidedBy, Source, SourcePerson, SourcePersonVersion

BY_HAND = "by-hand"
"""The slug of the sender, and the name of its feed."""

_TITLE = "Told to us and entered by hand"
ENTERED_BY_HAND = "Entered by hand on this child’s record."


def source_by_hand() -> Source:
    """The sender of everything that is entered by hand; made when it is first needed."""
    source, _ = Source.objects.get_or_create(
        slug=BY_HAND, defaults={"title": _TITLE, "kind": Source.Kind.OFFICERS}
    )
    return source


def new_person() -> SourcePerson:
    """An unsaved source person for what is told by hand. Its key is made, so nobody is ever matched by it."""
    return SourcePerson(source=source_by_hand(), feed=BY_HAND, key=f"{MADE_KEY}{uuid4().hex}")


def person_by_hand(child: int) -> SourcePerson | None:
    """The source person of a child for what is told by hand; of several, after joins, the first. None before any."""
    found = SourcePerson.objects.filter(child=child, source__slug=BY_HAND, feed=BY_HAND)
    return found.select_related("source").order_by("id").first()


def person_for(writing: Writing, child: int) -> SourcePerson:
    """The source person that what is told of a child belongs to; made, and linked by the person who tells, if need be.

    It comes with a description in which nothing is known: a child without any would be on no list if this person were
    ever taken out of it.
    """
    return person_by_hand(child) or save_person(
        writing, new_person(), SourcePersonVersion(), child=Child(pk=child), why=ENTERED_BY_HAND
    )


def save_person(
    writing: Writing, person: SourcePerson, version: SourcePersonVersion, *, child: Child, why: str
) -> SourcePerson:
    """Save a source person, its link to `child` as decided by a person, and its first description."""
    person.child_id = child.pk
    person.change_id = writing.change.pk
    insert([person])
    insert([link_interval(writing, person, child, decided_by=DecidedBy.PERSON, why=why)])
    version.source_person_id = person.pk
    door.add(writing, [version])
    return person


def described(person: SourcePerson | None) -> SourcePersonVersion | None:
    """What is said by hand of who a child is, now; None before anything was told."""
    if person is None:
        return None
    return SourcePersonVersion.objects.filter(source_person=person).first()


def description(before: SourcePersonVersion | None, taken: dict[str, Any]) -> SourcePersonVersion:
    """An unsaved description with what was told now; what was not asked about stays as it was."""
    fresh = SourcePersonVersion()
    for field in SourcePersonVersion._meta.concrete_fields:
        if before is not None and field.attname in _DESCRIBING:
            setattr(fresh, field.attname, getattr(before, field.attname))
    for name, value in taken.items():
        setattr(fresh, name, value)
    return fresh


_PROVENANCE = {
    "id",
    "received_at",
    "recorded_at",
    "superseded_received_at",
    "superseded_at",
    "change_id",
    "superseded_by_id",
    "delivery_id",
    "row_number",
}
_DESCRIBING = {field.attname for field in SourcePersonVersion._meta.concrete_fields} - _PROVENANCE
