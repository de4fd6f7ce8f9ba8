"""Who this child may be as well: the open questions between its source persons and those of other children."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from sightline.record.models import PossibleMatch


@dataclass(frozen=True)
class MayBe:
    """Another child who may be this one, and why that is asked: one sentence for each pair of source persons."""

    child: int
    why: tuple[str, ...]
    questions: tuple[int, ...]


def may_be(persons: Iterable[int]) -> list[MayBe]:
    """The other children who may be the child of these source persons, while nobody has decided."""
    mine = set(persons)
    found: dict[int, list[PossibleMatch]] = {}
    asked = PossibleMatch.objects.filter(
        Q(first__in=mine) | Q(second__in=mine), state=PossibleMatch.State.OPEN
    ).select_related("first", "second")
    for question in asked.order_by("id"):
        other = question.second if question.first_id in mine else question.first
        if other.pk not in mine:
            found.setdefault(other.child_id, []).append(question)
    return [
        MayBe(
            child,
            tuple(dict.fromkeys(question.why for question in questions)),
            tuple(question.pk for question in questions),
        )
        for child, questions in sorted(found.items())
    ]
