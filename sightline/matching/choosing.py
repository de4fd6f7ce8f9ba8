"""From the decisions about pairs to one choice for a person: which child to join, and which to ask about."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sightline.access.door import Writing
from sightline.matching.candidates import Index
from sightline.matching.policy import (
    NAME_BIRTH_POSTCODE,
    STRENGTH,
    Ask,
    Description,
    Join,
    decide,
    told_apart,
)
from sightline.record.door import BATCH
from sightline.record.models import PossibleMatch

_TWO_CHILDREN = "Two known children share as much with this one."
_ANOTHER_CHILD = "Joined to another child by a stronger rule."
_LISTED_BESIDE = "One sender lists somebody of this child as another person."


@dataclass(frozen=True, slots=True)
class JoinTo:
    """The child to join, by which rule, and why."""

    child: int
    rule: str
    why: str
    person: int


@dataclass(frozen=True, slots=True)
class Question:
    """A person of another child who may be the same, and why."""

    person: int
    why: str


@dataclass(frozen=True, slots=True)
class Choice:
    """What the rules say of one person: at most one child to join, and any number of questions."""

    join: JoinTo | None
    ask: tuple[Question, ...]

    def only_asking(self) -> "Choice":
        """The same choice with the join put as a question."""
        if self.join is None:
            return self
        return replace(self, join=None, ask=(Question(self.join.person, self.join.why), *self.ask))


def choose(
    index: Index,
    decided: "HumanDecisions",
    person: int,
    description: Description,
    *,
    own_child: int | None,
) -> Choice:
    """Choose for `person`, whose child so far is `own_child` (None for a newcomer), among everybody in the index.

    Children whom a person left apart from `own_child` are neither joined nor asked about. When two children could
    be joined by rules of one strength, neither is.
    """
    joins: dict[int, tuple[int, int, Join]] = {}
    asks: dict[int, Question] = {}
    for other in index.candidates(person, description):
        if other.child == own_child or (own_child is not None and decided.left_apart(own_child, other.child)):
            continue
        decision = decide(description, other.description)
        if isinstance(decision, Ask):
            asks.setdefault(other.child, Question(other.person, decision.why))
        elif isinstance(decision, Join):
            strength = STRENGTH[decision.rule]
            if decision.rule == NAME_BIRTH_POSTCODE and _listed_beside(
                index, other.child, person, description
            ):
                asks.setdefault(other.child, Question(other.person, _LISTED_BESIDE))
            elif strength > joins.get(other.child, (0,))[0]:
                joins[other.child] = (strength, other.person, decision)
    strongest = max((strength for strength, _, _ in joins.values()), default=0)
    best = [child for child, (strength, _, _) in joins.items() if strength == strongest]
    for child, (_, other_person, _) in joins.items():
        if len(best) > 1 or child != best[0]:
            asks[child] = Question(other_person, _TWO_CHILDREN if len(best) > 1 else _ANOTHER_CHILD)
    join = None
    if len(best) == 1:
        _, other_person, decision = joins[best[0]]
        join = JoinTo(best[0], decision.rule, decision.why, other_person)
        asks.pop(best[0], None)
    return Choice(join, tuple(asks.values()))


def _listed_beside(index: Index, child: int, person: int, description: Description) -> bool:
    """Whether a sender that lists this person lists somebody of that child too, as somebody else."""
    return any(
        other != person and told_apart(description, index.by_person[other].description)
        for other in index.of_child[child]
    )


class HumanDecisions:
    """What people decided and were asked about the children of the index: inputs that no run overrides."""

    def __init__(self) -> None:
        self._apart: set[tuple[int, int]] = set()
        self._asked: set[tuple[int, int]] = set()
        self._by_person: dict[int, list[PossibleMatch]] = defaultdict(list)

    def load(self, index: Index) -> None:
        """Read every question that touches somebody in the index."""
        persons = [person for person in index.by_person if person > 0]
        seen = set()
        for start in range(0, len(persons), BATCH):
            batch = persons[start : start + BATCH]
            for column in ("first__in", "second__in"):
                for question in PossibleMatch.objects.filter(**{column: batch}).select_related(
                    "first", "second"
                ):
                    if question.pk not in seen:
                        seen.add(question.pk)
                        self._note(question)

    def _note(self, question: PossibleMatch) -> None:
        self._by_person[question.first_id].append(question)
        self._by_person[question.second_id].append(question)
        pair = ordered(question.first.child_id, question.second.child_id)
        if question.state == PossibleMatch.State.LEFT_APART:
            self._apart.add(pair)
        elif question.state == PossibleMatch.State.OPEN:
            self._asked.add(pair)

    def left_apart(self, one: int, other: int) -> bool:
        """Whether a person said of somebody of one child and somebody of the other that they are two."""
        return ordered(one, other) in self._apart

    def already_asked(self, one: int, other: int) -> bool:
        """Whether two children are the subject of a question already, open or answered by leaving them apart."""
        pair = ordered(one, other)
        return pair in self._asked or pair in self._apart

    def questions_between(self, pairs: Mapping[tuple[int, int], str]) -> dict[tuple[int, int], PossibleMatch]:
        """The questions that were put before about these pairs of source persons."""
        return {
            (question.first_id, question.second_id): question
            for first, second in pairs
            for question in self._by_person.get(first, ())
            if (question.first_id, question.second_id) == (first, second)
        }

    def close(self, person: int, company: Iterable[int], writing: Writing) -> None:
        """Mark what was asked between a person and others as answered by their being joined."""
        others = set(company)
        for question in self._by_person.get(person, ()):
            if (
                question.state == PossibleMatch.State.OPEN
                and {question.first_id, question.second_id} & others
            ):
                question.state = PossibleMatch.State.JOINED
                question.decided = writing.change
                question.save(update_fields=["state", "decided"])


def ordered(one: int, other: int) -> tuple[int, int]:
    """A pair with the smaller number first, as questions are kept."""
    return (one, other) if one < other else (other, one)
