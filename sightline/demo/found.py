"""Whom the rules of the registers must find, on which day, and among whom two of them must find nobody.

The truth says of each planted child which rule finds it on which day. The rules are asked as at that day and as at the
school day before, by the sweep over everybody and by its twin for the child. The control group are the pupils to whom
no story has happened: the rules of part time and of exclusion find none of them.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sightline.access.viewer import Viewer
from sightline.attendance.array import ChildMarks
from sightline.demo.beyond_the_list import children_of
from sightline.demo.compare import whose_rows
from sightline.watch.figures import rules_in_force
from sightline.watch.protocol import Rule
from sightline.watch.queries import marks_up_to
from sightline.watch.rules.afternoons import AFTERNOONS
from sightline.watch.rules.part_time import PART_TIME
from sightline.watch.running import raised, register_of, up_to

_CONTROL = (PART_TIME.slug, AFTERNOONS.slug)
_DAY = timedelta(days=1)
_FIRST_DIFFERENCES = 20


@dataclass(frozen=True, slots=True)
class Held:
    """What came of holding the rules to the truth: children planted, rules that found them all, pupils of the control
    group, and the differences, which name people by their ids in the truth."""

    planted: int
    rules: int
    control: int
    differences: tuple[str, ...]

    def __str__(self) -> str:
        if self.differences:
            return "\n  ".join(
                (
                    "; WHAT THE RULES OF THE REGISTERS FIND DIFFERS FROM THE TRUTH:",
                    *self.differences[:_FIRST_DIFFERENCES],
                )
            )
        return (
            f"; {self.rules} rules of the registers find {self.planted} planted children on their day and not the day "
            f"before, and the rules of part time and of exclusion find none of {self.control:,} ordinary pupils"
        )


def hold_rules(truth: Path, viewer: Viewer, today: date, folder: Path) -> Held:
    """Ask the rules what they find of the planted children and of the control group, and compare.

    The array view of the registers is kept in `folder`. The children are noted as shown to `viewer`.
    """
    marks = marks_up_to(today, folder)
    if marks is None:
        return Held(0, 0, 0, ("There are no registers of this school year.",))
    rules = rules_in_force()
    lines = list(_lines(truth / "registers.csv"))
    ordinary = {line["person"] for line in _lines(truth / "people.csv") if not line["story"]}
    planted = {line["person"] for line in lines}
    children = children_of(planted, truth)
    viewer.note_shown(set(children.values()))
    differences = [
        words
        for line in lines
        for words in _on_its_day(rules[line["rule"]], marks, children.get(line["person"]), line)
    ]
    differences += _in_control(truth, marks, [rules[slug] for slug in _CONTROL], ordinary, viewer)
    return Held(len(planted), len({line["rule"] for line in lines}), len(ordinary), tuple(differences))


def _lines(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        yield from csv.DictReader(opened)


def _on_its_day(rule: Rule, marks: ChildMarks, child: int | None, line: dict[str, str]) -> Iterator[str]:
    """What is otherwise than a line says: the rule finds the child on its day, and not on the school day before."""
    day = date.fromisoformat(line["day"])
    for last, is_found in ((day, True), (day - _DAY, False)):
        then = up_to(marks, last)
        by_sweep = child in {one.child for one in raised(rule, then)}
        by_twin = child is not None and rule.twin(register_of(then, child), rule.settings) is not None
        if (by_sweep, by_twin) != (is_found, is_found):
            yield (
                f"{rule.slug} of {line['person']} up to {then.days[-1]}: the truth says "
                f"{_in_words(is_found)}; the sweep says {_in_words(by_sweep)}, its twin {_in_words(by_twin)}"
            )


def _in_words(is_found: bool) -> str:
    return "found" if is_found else "not found"


def _in_control(
    truth: Path, marks: ChildMarks, rules: Iterable[Rule], ordinary: set[str], viewer: Viewer
) -> Iterator[str]:
    """Whom a rule finds in the control group."""
    for rule in rules:
        children = {one.child for one in raised(rule, marks)}
        viewer.note_shown(children)
        for people, _ in whose_rows(truth / "rows.csv", children).values():
            for person in sorted(people & ordinary):
                yield f"{rule.slug} of {person}: the truth says not found; the rule finds the child"
