"""From the decisions about pairs to one choice for a person: which child to join, and which to ask about."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sightline.access.door import Writing
from sightline.matching import weights
from sightline.matching.candidates import Index
from sightline.matching.comparing import Cleaned, cleaned
from sightline.matching.description import Description
from sightline.matching.policy import (
    SCORED,
    STRENGTH,
    Apart,
    Ask,
    Join,
    are_two,
    decide,
    nhs_numbers_differ,
    told_apart,
)
from sightline.record.door import BATCH
from sightline.record.models import PossibleMatch

_TWO_CHILDREN = "Two known children share as much with this one."
_ANOTHER_CHILD = "Joined to another child by a stronger rule."
_LISTED_BESIDE = "One sender lists somebody of this child as another person."
_ANOTHER_NHS_NUMBER = "Somebody of this child has another NHS number."
_ANOTHER_PERSON = "Somebody of this child has another forename and another date of birth."


@dataclass(frozen=True, slots=True)
class JoinTo:
    """The child to join, by which rule, and why; `bits` is the score, None where an identifier decided."""

    child: int
    rule: str
    why: str
    person: int
    bits: float | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A person of another child who may be the same, and why; `bits` is the score, None where nothing was weighed."""

    person: int
    why: str
    bits: float | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """What the rules say of one person: at most one child to join, and any number of questions."""

    join: JoinTo | None
    ask: tuple[Question, ...]

    def only_asking(self) -> "Choice":
        """The same choice with the join put as a question."""
        if self.join is None:
            return self
        put = Question(self.join.person, self.join.why, self.join.bits)
        return replace(self, join=None, ask=(put, *self.ask))


@dataclass(frozen=True, slots=True)
class _Likely:
    """A child who may be this person, the source person that speaks most for it, and what is decided of the two."""

    child: int
    person: int
    decision: Join | Ask

    @property
    def strength(self) -> int:
        """How much the rule weighs that would join them; 0 where none would."""
        return STRENGTH[self.decision.rule] if isinstance(self.decision, Join) else 0

    def join(self) -> JoinTo | None:
        """The join that this is; None where it is a question."""
        if not isinstance(self.decision, Join):
            return None
        return JoinTo(self.child, self.decision.rule, self.decision.why, self.person, self.decision.bits)

    @property
    def rank(self) -> tuple[int, float]:
        """By what the likeliest is found: the strength of the rule, then the score."""
        return self.strength, self.decision.bits or 0.0

    def asked(self, why: str = "") -> Question:
        """The question that this is, for a reason of its own or another."""
        return Question(self.person, why or self.decision.why, self.decision.bits)


def choose(
    index: Index,
    decided: "HumanDecisions",
    person: int,
    description: Description,
    *,
    own_child: int | None,
) -> Choice:
    """Choose for `person`, whose child so far is `own_child` (None for a newcomer), among everybody in the index.

    Children whom a person left apart from `own_child` are neither joined nor asked about. Of a child's descriptions the
    one that says most counts, and all are looked at for what contradicts it. When two children could be joined by
    identifiers of one strength, or by scores nearer to each other than the margin, neither is.
    """
    clean = cleaned(description)
    likely = _likely(index, decided, person, description, clean, own_child)
    if not likely:
        return Choice(None, ())
    best, *others = sorted(likely, key=lambda one: one.rank, reverse=True)
    if not best.strength:
        return Choice(None, tuple(one.asked() for one in (best, *others)))
    if best.strength > SCORED:
        rivals = [one for one in others if one.strength == best.strength]
    else:
        near = (best.decision.bits or 0.0) - weights.model().margin
        rivals = [one for one in others if (one.decision.bits or 0.0) > near]
    if rivals:
        return Choice(None, (best.asked(_TWO_CHILDREN), *(_beside(one, rivals) for one in others)))
    return Choice(
        best.join(), tuple(one.asked(_ANOTHER_CHILD if one.strength else "") for one in _still_asked(others))
    )


def _beside(one: _Likely, rivals: Sequence[_Likely]) -> Question:
    return one.asked(_TWO_CHILDREN if one in rivals else "")


def _still_asked(others: Iterable[_Likely]) -> Iterator[_Likely]:
    """Whom to ask about beside the child that was joined: who would be joined as well, or shares an identifier."""
    for one in others:
        if isinstance(one.decision, Join) or (one.decision.by_identifier and not one.decision.unlikely):
            yield one


def _likely(
    index: Index,
    decided: "HumanDecisions",
    person: int,
    description: Description,
    clean: Cleaned,
    own_child: int | None,
) -> list[_Likely]:
    """Every other child who may be this person, with the description that says most for it."""
    others = [
        known
        for known in index.candidates(person, description, clean)
        if known.child != own_child
        and not (own_child is not None and decided.left_apart(own_child, known.child))
    ]
    upn_held_by = {known.child for known in others if known.description.upns & description.upns}
    found: dict[int, _Likely] = {}
    for other in others:
        decision = decide(
            description,
            other.description,
            clean=(clean, index.clean(other.person)),
            upn_is_anothers=bool(upn_held_by - {other.child}),
        )
        if isinstance(decision, Apart):
            continue
        one = _Likely(other.child, other.person, decision)
        if other.child not in found or one.rank > found[other.child].rank:
            found[other.child] = one
    return [_unless_contradicted(index, one, person, description, clean) for one in found.values()]


def _unless_contradicted(
    index: Index, one: _Likely, person: int, description: Description, clean: Cleaned
) -> _Likely:
    """The same, with a join put as a question where another description of that child speaks against it."""
    if not isinstance(one.decision, Join):
        return one
    company = [other for other in index.of_child[one.child] if other != person]
    described = [index.by_person[other].description for other in company]
    why = ""
    if any(nhs_numbers_differ(description, other) for other in described):
        why = _ANOTHER_NHS_NUMBER
    elif one.strength == SCORED and any(told_apart(description, other) for other in described):
        why = _LISTED_BESIDE
    elif one.strength == SCORED and any(are_two(clean, index.clean(other)) for other in company):
        why = _ANOTHER_PERSON
    return replace(one, decision=Ask(why, one.decision.bits or 0.0)) if why else one


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
