"""How often the everyday matching is right: every row of a made-up feed is put to it, and the truth is beside it.

The weights and rules of matching are never tuned on what is measured here.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from sightline.demo.linkage.trials import Answer, Trial, described
from sightline.matching.candidates import Index, Known
from sightline.matching.choosing import HumanDecisions, choose

NO_ERROR = "no error"
PER = 100_000

Way = Callable[[Trial], Iterable[Answer]]
"""A way of linking: an answer for every row of a trial, in their order."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of some rows: links that were found, that went to the wrong child, or that people were asked for."""

    rows: int = 0
    known: int = 0
    right: int = 0
    wrong: int = 0
    asked: int = 0
    asked_right: int = 0

    @property
    def false_in_100_000(self) -> float:
        """False joins in 100,000 rows."""
        return PER * self.wrong / self.rows if self.rows else 0.0

    @property
    def precision(self) -> float:
        """Of the joins made, the share that are right; 1 when none was made."""
        made = self.right + self.wrong
        return self.right / made if made else 1.0

    @property
    def recall(self) -> float:
        """Of the children whom the record knows, the share found without a person; 1 when none is known."""
        return self.right / self.known if self.known else 1.0

    @property
    def to_people(self) -> float:
        """The share of rows about which a person is asked."""
        return self.asked / self.rows if self.rows else 0.0


@dataclass(frozen=True)
class Accuracy:
    """One feed measured: everything together, and by each error that stands in a row (several may)."""

    feed: str
    seed: int
    record: int
    whole: Tally
    by_error: dict[str, Tally]


@dataclass
class _Counts:
    """Counts as they grow."""

    counted: Counter[str] = field(default_factory=Counter)

    def add(self, **one: bool) -> None:
        self.counted.update(name for name, so in one.items() if so)

    def tally(self) -> Tally:
        return Tally(**self.counted)


def measure(trial: Trial, way: Way) -> Accuracy:
    """Put every row of the trial to a way of linking, and count what became of them."""
    whole, by_error = _Counts(), defaultdict[str, _Counts](_Counts)
    for row, answer in zip(trial.rows, way(trial), strict=True):
        outcome = _outcome(answer, row.child)
        whole.add(**outcome)
        for error in row.sent.errors or (NO_ERROR,):
            by_error[error].add(**outcome)
    return Accuracy(
        trial.feed,
        trial.seed,
        len(trial.record),
        whole.tally(),
        {error: counts.tally() for error, counts in sorted(by_error.items())},
    )


def everyday(trial: Trial) -> Iterator[Answer]:
    """The matching that Sightline does: each row is put to it as a newcomer, and nobody is listed beside anybody."""
    index, decisions = Index(), HumanDecisions()
    for number, written in enumerate(trial.record, 1):
        index.add(Known(number, number, described(written, number, "record")))
    for number, row in enumerate(trial.rows, 1):
        choice = choose(index, decisions, -number, described(row.sent, number), own_child=None)
        joined = choice.join.child if choice.join else None
        yield Answer(joined, frozenset(question.person for question in choice.ask))


def _outcome(answer: Answer, truth: int | None) -> dict[str, bool]:
    joined, asked = answer.joined, answer.asked
    return {
        "rows": True,
        "known": truth is not None,
        "right": joined is not None and joined == truth,
        "wrong": joined is not None and joined != truth,
        "asked": joined is None and bool(asked),
        "asked_right": joined is None and truth in asked,
    }
