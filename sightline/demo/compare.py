"""Holding the record to the truth: every child whom the list shows against every child whom it must show, and every
row that was held back against every row that cannot be taken.

Children are told apart by whose rows they hold: the person and the senders, found through the file and row from which
each row came.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sightline.access.viewer import Viewer
from sightline.demo import beyond_the_list
from sightline.demo.files.sheets import QUARANTINED
from sightline.demo.follows import KNOWN
from sightline.demo.truth import NOT_KNOWN, hours_in_words
from sightline.intake.models import IntakeRun
from sightline.population.queries import the_list
from sightline.record.models import SourcePersonVersion

_FIRST_DIFFERENCES = 20
# Whose parent the family account of the demonstration is.
_FAMILY_STORY = "home-tuition"

Place = tuple[str, str, int]
Whose = tuple[frozenset[str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said of one child: standing, reasons, since when, hours, and roll; unknown is said in words."""

    standing: str
    reasons: str
    since: str
    planned: str
    offered: str
    attended: str
    roll: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """How the record and the truth agree. `differences` names people by their ids in the truth, never by name.

    `expected` and `shown` count children, `found` those of both, `agreeing` those of whom both say the same in
    everything; `rows_amiss` counts rows that were taken and should wait, or wait and should be taken, `beyond` what is
    said otherwise of unknown hours, of the report's figures, and of days of last year. `somebody` is the
    record's child of one story that is told with clean identifiers, for the family account.
    """

    expected: int
    shown: int
    found: int
    agreeing: int
    rows_amiss: int
    beyond: int
    differences: tuple[str, ...]
    somebody: int | None

    @property
    def is_equal(self) -> bool:
        """Whether the list shows exactly the children whom it must show and says of each what it must, and exactly
        the rows wait that cannot be taken, and whether all that follows from the list is as it must be."""
        return self.agreeing == self.expected == self.shown and not self.rows_amiss and not self.beyond

    @property
    def precision(self) -> float:
        """Of the children whom the list shows, the part whom it must show."""
        return self.found / self.shown if self.shown else 1.0

    @property
    def recall(self) -> float:
        """Of the children whom the list must show, the part whom it shows."""
        return self.found / self.expected if self.expected else 1.0

    def __str__(self) -> str:
        if self.is_equal:
            return (
                f"the list equals the truth ({self.expected:,} children on it or to be checked), and so do rolls, "
                "unknown hours, the report’s figures and last year"
            )
        head = (
            f"THE LIST DIFFERS FROM THE TRUTH: {self.expected:,} expected, {self.shown:,} shown, "
            f"precision {self.precision:.4f}, recall {self.recall:.4f}, {self.agreeing:,} agree in everything, "
            f"{self.rows_amiss:,} rows amiss, {self.beyond:,} things said otherwise besides"
        )
        return "\n  ".join((head, *self.differences[:_FIRST_DIFFERENCES]))


def compare(truth: Path, viewer: Viewer) -> Comparison:
    """Compare the list that `viewer` sees today with the truth in the folder `truth`."""
    shown_by_child = _shown(viewer)
    whose = whose_rows(truth / "rows.csv", shown_by_child)
    shown = {whose[child]: answer for child, answer in shown_by_child.items()}
    expected = _expected(truth)
    differences = [
        f"{_words(key)}: the truth says {expected.get(key, 'nothing')}; the list says {shown.get(key, 'nothing')}"
        for key in sorted(expected.keys() | shown.keys(), key=_words)
        if expected.get(key) != shown.get(key)
    ]
    amiss = _held_back() ^ _to_be_held_back(truth / "rows.csv")
    differences += [
        f"row {row} of {file} ({feed}): taken or held back otherwise" for feed, file, row in sorted(amiss)
    ]
    besides = list(beyond_the_list.differences(truth, viewer))
    return Comparison(
        expected=len(expected),
        shown=len(shown_by_child),
        found=len(expected.keys() & shown.keys()),
        agreeing=sum(expected[key] == shown.get(key) for key in expected),
        rows_amiss=len(amiss),
        beyond=len(besides),
        differences=(*differences, *besides),
        somebody=_somebody(truth / "stories.csv", whose),
    )


def _shown(viewer: Viewer) -> dict[int, Answer]:
    """What the list says of every child on it or to be checked, as the viewer sees it."""
    return {
        row.child_id: Answer(
            row.standing,
            " ".join(sorted(reason["slug"] for reason in row.reasons)),
            NOT_KNOWN if row.since is None else row.since.isoformat(),
            hours_in_words(row.hours_planned),
            hours_in_words(row.hours_offered),
            hours_in_words(row.hours_attended),
            row.roll,
        )
        for row in the_list(viewer).rows
    }


def _rows(file: Path) -> Iterable[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        yield from csv.DictReader(opened)


def _to_be_held_back(rows: Path) -> set[Place]:
    """The rows that cannot be taken, by feed, file and number."""
    return {
        (row["feed"], row["file"], int(row["row"])) for row in _rows(rows) if row["outcome"] == QUARANTINED
    }


def _held_back() -> set[Place]:
    """The rows that any intake held back, by feed, file and number."""
    runs = IntakeRun.objects.values_list("delivery__feed", "delivery__file_name", "problems")
    return {
        (feed, file, problem["row"])
        for feed, file, problems in runs
        for problem in problems
        if problem["held_back"]
    }


def _expected(truth: Path) -> dict[Whose, Answer]:
    hours = {
        (row["person"], row["child"]): (row["planned"], row["offered"], row["attended"])
        for row in _rows(truth / "hours.csv")
    }
    off_roll = {(row["person"], row["child"]): row["roll"] for row in _rows(truth / "no_roll.csv")}
    return {
        (frozenset({row["person"]}), frozenset(row["senders"].split())): Answer(
            row["standing"],
            row["reasons"],
            row["since"],
            *hours[row["person"], row["child"]],
            off_roll.get((row["person"], row["child"]), KNOWN),
        )
        for row in _rows(truth / "list.csv")
    }


def whose_rows(rows: Path, children: Iterable[int]) -> dict[int, Whose]:
    """For each child of the record, the people and the senders of the truth whose rows it holds."""
    versions = SourcePersonVersion.objects.filter(source_person__child__in=list(children))
    came_from = {
        (feed, file, row): child
        for child, feed, file, row in versions.values_list(
            "source_person__child_id", "delivery__feed", "delivery__file_name", "row_number"
        )
    }
    people: dict[int, set[str]] = {child: set() for child in children}
    senders: dict[int, set[str]] = {child: set() for child in children}
    for row in _rows(rows):
        child = came_from.get((row["feed"], row["file"], int(row["row"])))
        if child is not None:
            people[child].add(row["person"])
            senders[child].add(row["sender"])
    return {child: (frozenset(people[child]), frozenset(senders[child])) for child in people}


def _somebody(stories: Path, whose: dict[int, Whose]) -> int | None:
    wanted = {
        row["person"] for row in _rows(stories) if row["story"] == _FAMILY_STORY and row["planted"] == "yes"
    }
    return next((child for child, (people, _) in whose.items() if people & wanted), None)


def _words(key: Whose) -> str:
    people, senders = key
    return f"{' and '.join(sorted(people))} from {', '.join(sorted(senders))}"
