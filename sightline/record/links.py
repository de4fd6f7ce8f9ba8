"""Which source person is which child: linking, joining and taking apart, with nothing lost.

A link is an interval of knowledge. Joining ends the intervals of one child's source persons and begins new ones
on the other; splitting does the reverse. What was known on an earlier day is read through the intervals, so it
stays what it was.
"""

from collections.abc import Sequence

from sightline.access.door import Writing
from sightline.record.bulk import insert
from sightline.record.door import BATCH, ChangedMeanwhile
from sightline.record.drafts import draft
from sightline.record.models import (
    FACTS,
    Child,
    DecidedBy,
    GoneFromFeed,
    LinkInterval,
    PossibleMatch,
    SourcePerson,
)
from sightline.record.reading import current_child


def new_children(writing: Writing, count: int) -> list[Child]:
    """Make `count` children, each still without a source person."""
    children = [draft(Child, created_by_id=writing.change.pk) for _ in range(count)]
    insert(children)
    return children


def link_interval(
    writing: Writing,
    source_person: SourcePerson,
    child: Child | int,
    *,
    decided_by: str = DecidedBy.RULE,
    rule: str = "",
    score: float | None = None,
    why: str = "",
) -> LinkInterval:
    """An unsaved interval that begins with this write; the caller saves many at once."""
    child_id = child if isinstance(child, int) else child.pk
    writing.touched.add(child_id)
    return draft(
        LinkInterval,
        source_person_id=source_person.pk,
        child_id=child_id,
        received_at=writing.change.received_at,
        recorded_at=writing.change.recorded_at,
        change_id=writing.change.pk,
        decided_by=decided_by,
        rule=rule,
        score=score,
        why=why,
    )


def move(
    writing: Writing,
    source_persons: Sequence[int],
    child: Child,
    *,
    decided_by: str,
    rule: str = "",
    score: float | None = None,
    why: str = "",
) -> None:
    """End the current links of these source persons and link them to `child`; their facts' pointers follow.

    Raises ChangedMeanwhile when one of them has no current link, and ValueError when the write was received
    before one of the links it would end.
    """
    for start in range(0, len(source_persons), BATCH):
        ids = list(source_persons[start : start + BATCH])
        current = list(LinkInterval.objects.filter(source_person__in=ids).select_related("source_person"))
        if len(current) != len(ids):
            raise ChangedMeanwhile("Somebody changed a link while you were working on it.")
        if any(link.received_at > writing.received_at for link in current):
            raise ValueError("a link that was made later cannot be ended by something received before it")
        writing.touched.update(link.child_id for link in current)
        LinkInterval.objects.filter(pk__in=[link.pk for link in current]).update(
            superseded_received_at=writing.change.received_at,
            superseded_at=writing.change.recorded_at,
            superseded_by=writing.change,
        )
        LinkInterval.objects.bulk_create(
            link_interval(
                writing, link.source_person, child, decided_by=decided_by, rule=rule, score=score, why=why
            )
            for link in current
        )
        SourcePerson.objects.filter(pk__in=ids).update(child=child)
        for model in FACTS:
            model.versions.filter(source_person__in=ids).update(child=child)
        GoneFromFeed.versions.filter(source_person__in=ids).update(child=child)


def source_persons_of(child: Child) -> list[int]:
    """The source persons who are this child now."""
    return list(SourcePerson.objects.filter(child=child).order_by("id").values_list("id", flat=True))


def join(writing: Writing, *, keep: Child, other: Child, why: str) -> None:
    """Say that two children are one: `other` redirects to `keep` from now on. ValueError if they are one already.

    Questions that stood open between the two are answered by it.
    """
    keep, other = resolve(keep), resolve(other)
    if keep.pk == other.pk:
        raise ValueError("these are the same child already")
    kept, moved = source_persons_of(keep), source_persons_of(other)
    move(writing, moved, keep, decided_by=DecidedBy.PERSON, why=why)
    Child.objects.filter(pk=other.pk).update(redirects_to=keep)
    _settle_questions(writing, kept, moved, PossibleMatch.State.JOINED)


def split(writing: Writing, *, child: Child, source_persons: Sequence[int], why: str) -> Child:
    """Take `source_persons` out of `child` into a child of their own, and return it; the id stays with the rest.

    Raises ValueError unless both sides keep at least one source person.
    """
    child = resolve(child)
    here = source_persons_of(child)
    leaving = [person for person in here if person in set(source_persons)]
    staying = [person for person in here if person not in set(source_persons)]
    if len(leaving) != len(set(source_persons)):
        raise ValueError("a source person named here does not belong to this child")
    if not leaving or not staying:
        raise ValueError("taking apart needs at least one source on each side")
    [fresh] = new_children(writing, 1)
    move(writing, leaving, fresh, decided_by=DecidedBy.PERSON, why=why)
    for former in Child.objects.filter(redirects_to=child):
        ever = set(LinkInterval.versions.filter(child=former).values_list("source_person", flat=True))
        if ever <= set(leaving):
            Child.objects.filter(pk=former.pk).update(redirects_to=fresh)
    _settle_questions(writing, staying, leaving, PossibleMatch.State.LEFT_APART)
    return fresh


def leave_apart(writing: Writing, question: PossibleMatch) -> None:
    """Say that two source persons are not the same child; no later run asks again."""
    question.state = PossibleMatch.State.LEFT_APART
    question.decided = writing.change
    question.save(update_fields=["state", "decided"])
    writing.touched.update(
        SourcePerson.objects.filter(pk__in=[question.first_id, question.second_id]).values_list(
            "child", flat=True
        )
    )


def resolve(child: Child) -> Child:
    """The child that an id stands for now, through any joins. Raises Child.DoesNotExist for an id never given."""
    current = current_child(child.pk)
    if current is None:
        raise Child.DoesNotExist("there never was a child of this number")
    return current


def _settle_questions(writing: Writing, one: Sequence[int], two: Sequence[int], state: str) -> None:
    """Record what became of every question between two groups of source persons, and add those never asked.

    A question that was answered before stays answered since then: on no day between was it open.
    """
    pairs = {(min(a, b), max(a, b)) for a in one for b in two}
    asked = {
        (question.first_id, question.second_id): question
        for question in PossibleMatch.objects.filter(first__in=[*one, *two], second__in=[*one, *two])
    }
    for pair in pairs & asked.keys():
        asked[pair].state = state
        if asked[pair].decided_id is None:
            asked[pair].decided = writing.change
        asked[pair].save(update_fields=["state", "decided"])
    if state == PossibleMatch.State.LEFT_APART:
        PossibleMatch.objects.bulk_create(
            PossibleMatch(
                first_id=first,
                second_id=second,
                why="taken apart by a person",
                state=state,
                change=writing.change,
                decided=writing.change,
            )
            for first, second in sorted(pairs - asked.keys())
        )
