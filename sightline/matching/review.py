"""The questions that wait for a person: which two children may be one, in the order in which they are worth asking."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import F, Max, Min, Q, QuerySet
from django.db.models.functions import Greatest, Least

from sightline.access.models import Change
from sightline.access.policy import Action, ScopeKind
from sightline.access.viewer import Viewer
from sightline.domain.london import london_date
from sightline.record.models import LinkInterval, PossibleMatch, SecondThought
from sightline.record.undoing import JOINED, TAKEN_APART, kind_of_move, moved_by, stands

LEFT_APART, NOT_SURE, PUT_BACK = "left apart", "not sure", "put back"

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Doubt:
    """That somebody looked at a question and was not sure: who, on which day, and why."""

    by: str
    on: date
    why: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """Two children of whom it is asked whether they are one, with every reason that is given.

    `score` is the highest of the questions between them, in bits; None where no model has weighed them. `doubts` are
    of those who were not sure, the latest first.
    """

    pair: Pair
    why: tuple[str, ...]
    score: float | None
    since: date
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided in one change about whose record a record is.

    `children` are the child that stayed and the other one; `persons` are the source persons that moved.
    `may_be_taken_back` says that everything still is as it was decided.
    """

    change: Change
    kind: str
    children: Pair
    persons: tuple[int, ...]
    may_be_taken_back: bool


def pairs_waiting(viewer: Viewer) -> list[Pair]:
    """Every pair of children that waits, the smaller id first, in the order of asking.

    Pairs of which nobody was unsure come first; among those the most likely, then the longest waiting. Pairs that
    somebody could not decide follow, the one looked at longest ago first. One query. Raises PermissionDenied unless
    the viewer decides links throughout the authority.
    """
    viewer.require(Action.DECIDE_LINKS)
    if viewer.scope_kind != ScopeKind.AUTHORITY:
        raise PermissionDenied("Who is who is decided by those who may see every child of the authority.")
    grouped = (
        _open()
        .values("one", "other")
        .annotate(
            doubted=Max("second_thoughts__change__recorded_at", filter=_NOT_SURE),
            likely=Max("score"),
            asked=Min("id"),
        )
        .order_by(F("doubted").asc(nulls_first=True), F("likely").desc(nulls_last=True), "asked")
    )
    return [(row["one"], row["other"]) for row in grouped]


def described(pairs: Sequence[Pair]) -> list[Waiting]:
    """What is asked of each of these pairs, in their order: two queries, however many they are."""
    children = {child for pair in pairs for child in pair}
    found: dict[Pair, list[PossibleMatch]] = {pair: [] for pair in pairs}
    questions = _open().filter(one__in=children, other__in=children).select_related("change")
    for question in questions.order_by("id"):
        pair = (question.one, question.other)
        if pair in found:
            found[pair].append(question)
    doubts = _doubts(question.pk for asked in found.values() for question in asked)
    return [
        _waiting(pair, asked, [doubt for one in asked for doubt in doubts.get(one.pk, ())])
        for pair, asked in found.items()
        if asked
    ]


def decision_of(viewer: Viewer, change: int) -> Decision | None:
    """What was decided in a change, as a page shows it after the fact; None for a change that decided nothing.

    Raises PermissionDenied unless the viewer decides links.
    """
    viewer.require(Action.DECIDE_LINKS)
    made = Change.objects.select_related("actor").filter(pk=change, action=Action.DECIDE_LINKS).first()
    if made is None:
        return None
    moved = moved_by(made)
    if moved:
        [(left, became), *others] = sorted(set(moved.values()))
        if others or LinkInterval.versions.filter(change=made).exclude(decided_by="person").exists():
            return None
        kind = kind_of_move(made, moved)
        children = (left, became) if kind == TAKEN_APART else (became, left)
        return Decision(made, kind or PUT_BACK, children, tuple(sorted(moved)), stands(made))
    for kind, questions in (
        (LEFT_APART, PossibleMatch.objects.filter(Q(decided=made) | Q(second_thoughts__taken_back=made))),
        (NOT_SURE, PossibleMatch.objects.filter(second_thoughts__change=made)),
    ):
        asked = questions.order_by("id").values_list("first__child", "second__child").first()
        if asked is not None:
            return Decision(made, kind, asked, (), kind == LEFT_APART and stands(made))
    return None


_NOT_SURE = Q(second_thoughts__kind=SecondThought.Kind.NOT_SURE)


def _open() -> QuerySet:
    return (
        PossibleMatch.objects.filter(state=PossibleMatch.State.OPEN)
        .exclude(first__child=F("second__child"))
        .annotate(one=Least("first__child", "second__child"), other=Greatest("first__child", "second__child"))
    )


def _doubts(questions: Iterable[int]) -> dict[int, list[Doubt]]:
    said = (
        SecondThought.objects.filter(question__in=list(questions), kind=SecondThought.Kind.NOT_SURE)
        .select_related("change__actor")
        .order_by("-id")
    )
    found: dict[int, list[Doubt]] = {}
    for one in said:
        change = one.change
        doubt = Doubt(change.actor.name, london_date(change.received_at), change.reason)
        found.setdefault(one.question_id, []).append(doubt)
    return found


def _waiting(pair: Pair, asked: list[PossibleMatch], doubts: list[Doubt]) -> Waiting:
    scores = [question.score for question in asked if question.score is not None]
    return Waiting(
        pair=pair,
        why=tuple(dict.fromkeys(question.why for question in asked)),
        score=max(scores, default=None),
        since=min(london_date(question.change.received_at) for question in asked),
        doubts=tuple(dict.fromkeys(doubts)),
    )


__all__ = [
    "JOINED",
    "LEFT_APART",
    "NOT_SURE",
    "PUT_BACK",
    "TAKEN_APART",
    "Decision",
    "Doubt",
    "Waiting",
    "decision_of",
    "described",
    "pairs_waiting",
]
