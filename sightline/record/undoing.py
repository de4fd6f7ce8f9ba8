"""Second thoughts about whose record a record is: not sure, ask again, and a decision taken back.

Taking back leaves the record as it was before, ids and questions alike; what was known on the days between stays.
"""

from collections.abc import Iterable, Mapping

from django.db.models import Q

from sightline.access.door import Writing
from sightline.access.models import Change
from sightline.record.door import ChangedMeanwhile
from sightline.record.links import join, move, source_persons_of
from sightline.record.models import Child, DecidedBy, LinkInterval, PossibleMatch, SecondThought

JOINED, TAKEN_APART = "joined", "taken apart"
"""What a person may have done to two children."""


def not_sure(writing: Writing, questions: Iterable[PossibleMatch]) -> None:
    """Say that a person looked and could not tell: the questions stay open, with who and why."""
    SecondThought.objects.bulk_create(
        SecondThought(question=question, kind=SecondThought.Kind.NOT_SURE, change=writing.change)
        for question in questions
    )


def moved_by(change: Change) -> dict[int, tuple[int, int]]:
    """Which source persons a change moved, each with the child that it left and the child that it became."""
    left = dict(
        LinkInterval.versions.filter(superseded_by=change).values_list("source_person_id", "child_id")
    )
    became = LinkInterval.versions.filter(change=change).values_list("source_person_id", "child_id")
    return {person: (left[person], child) for person, child in became if person in left}


def kind_of_move(change: Change, moved: Mapping[int, tuple[int, int]]) -> str | None:
    """Whether a change joined two children or took one apart; None for what put back what was, and for a run.

    `moved` is what it moved (`moved_by`). A join leaves nobody behind; taking apart makes a new child.
    """
    pairs = set(moved.values())
    if len(pairs) != 1:
        return None
    [(left, became)] = pairs
    if Child.objects.filter(pk=became, created_by=change).exists():
        return TAKEN_APART
    stayed = LinkInterval.versions.filter(child=left, change__lt=change.pk).filter(
        Q(superseded_by__isnull=True) | Q(superseded_by__gt=change.pk)
    )
    return None if stayed.exists() else JOINED


def stands(change: Change) -> bool:
    """Whether everything that a change decided is still as it decided it, so that it can be taken back."""
    moved = moved_by(change)
    if moved:
        in_force = LinkInterval.objects.filter(
            source_person__in=moved, change=change, decided_by=DecidedBy.PERSON
        )
        return kind_of_move(change, moved) is not None and in_force.count() == len(moved)
    return PossibleMatch.objects.filter(decided=change, state=PossibleMatch.State.LEFT_APART).exists()


def take_back(writing: Writing, decision: Change, *, why: str) -> None:
    """Undo what a person decided in one change: a join, a taking apart, or leaving apart.

    Raises ChangedMeanwhile when somebody has decided otherwise since, or there is nothing to take back.
    """
    if not stands(decision):
        raise ChangedMeanwhile("What was decided has been changed since.")
    moved = moved_by(decision)
    if not moved:
        _ask_again(writing, decision)
        return
    [(left, became)] = set(moved.values())
    former = Child.objects.get(pk=left)
    if kind_of_move(decision, moved) == TAKEN_APART:
        join(writing, keep=former, other=Child.objects.get(pk=became), why=why)
        return
    move(writing, sorted(moved), former, decided_by=DecidedBy.PERSON, why=why)
    Child.objects.filter(pk=former.pk).update(redirects_to=None)
    _ask_again(writing, decision)
    # What had been answered before the join was answered by leaving them apart.
    stayed = source_persons_of(Child(pk=became))
    between = Q(first__in=stayed, second__in=moved) | Q(first__in=moved, second__in=stayed)
    PossibleMatch.objects.filter(between, state=PossibleMatch.State.JOINED).update(
        state=PossibleMatch.State.LEFT_APART
    )


def _ask_again(writing: Writing, decision: Change) -> None:
    """Put the questions again that a decision answered."""
    questions = list(PossibleMatch.objects.filter(decided=decision).select_related("first", "second"))
    SecondThought.objects.bulk_create(
        SecondThought(
            question=question,
            kind=SecondThought.Kind.ASKED_AGAIN,
            taken_back=decision,
            change=writing.change,
        )
        for question in questions
    )
    PossibleMatch.objects.filter(pk__in=[question.pk for question in questions]).update(
        state=PossibleMatch.State.OPEN, decided=None
    )
    writing.touched.update(
        person.child_id for question in questions for person in (question.first, question.second)
    )
