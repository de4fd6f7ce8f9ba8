"""What the rules say, for a viewer: of one child, from the registers that the viewer may see, and of everybody."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from django.core.exceptions import PermissionDenied

from sightline.access.policy import Action, ScopeKind
from sightline.access.viewer import Viewer
from sightline.attendance.array import ChildMarks, MarkArray, by_child
from sightline.attendance.numbering import NOT_SENT, view_numbers
from sightline.attendance.reading import PersonRegister
from sightline.attendance.view import kept_array
from sightline.domain.school_age import school_year_of
from sightline.watch.figures import rules_in_force
from sightline.watch.protocol import Finding, OneRegister, Rule
from sightline.watch.running import raised, register_of, up_to

_THE_CHILD = 1


@dataclass(frozen=True, slots=True)
class FoundByRule:
    """What a rule found of a child, with the child's id."""

    rule: Rule
    child: int
    finding: Finding


def rules_for(viewer: Viewer) -> list[Rule]:
    """The rules whose findings a viewer may see, in their order, with the figures in force."""
    return [rule for rule in rules_in_force().values() if viewer.sees(rule.field_class)]


def findings_of_registers(
    viewer: Viewer, registers: Sequence[PersonRegister], on: date
) -> list[tuple[Rule, Finding]]:
    """What the rules find on a day in these registers of one child and one school year, for this viewer.

    Give only registers that the viewer may see: whoever calls has asked whether the child and the places may be shown.
    """
    register = one_register(registers, on)
    if register is None:
        return []
    found = ((rule, rule.twin(register, rule.settings)) for rule in rules_for(viewer))
    return [(rule, finding) for rule, finding in found if finding is not None]


def one_register(registers: Sequence[PersonRegister], on: date) -> OneRegister | None:
    """Registers of one child as one, up to and with a day; None where none of them has a day by then."""
    days = tuple(sorted({day for one in registers for day in one.marks if day <= on}))
    if not days:
        return None
    row_of = {day: number for number, day in enumerate(days)}
    stored = np.full((2 * len(days), len(registers)), NOT_SENT, dtype=np.uint8)
    for column, one in enumerate(registers):
        for day, pair in one.marks.items():
            if day in row_of:
                stored[2 * row_of[day] : 2 * row_of[day] + 2, column] = pair
    ids = np.arange(len(registers), dtype=np.int64)
    children = np.full(len(registers), _THE_CHILD, dtype=np.int64)
    array = MarkArray(days, view_numbers(days[0]).translation[stored], ids, children, ids)
    return register_of(by_child(array), _THE_CHILD)


def findings_of_everybody(
    viewer: Viewer,
    on: date,
    folder: Path,
    *,
    rules: Iterable[Rule] | None = None,
    settings: Mapping[str, int] | None = None,
) -> list[FoundByRule]:
    """What rules (all that the viewer may see, unless some are named) find on a day, of every child in the registers.

    The array view is kept in `folder`. The children are noted as shown. Raises PermissionDenied unless the viewer may
    see every child of the authority, and for a rule whose class the viewer does not see.
    """
    viewer.require(Action.SEE_CHILDREN)
    if viewer.scope_kind != ScopeKind.AUTHORITY:
        raise PermissionDenied(
            "The rules are asked of everybody by who may see every child of the authority."
        )
    asked = rules_for(viewer) if rules is None else list(rules)
    if not viewer.sees_all(rule.field_class for rule in asked):
        raise PermissionDenied("This role does not see what this rule finds.")
    marks = marks_up_to(on, folder)
    if marks is None:
        return []
    found = []
    for rule in asked:
        values = {**rule.settings, **(settings or {})}
        for one in raised(rule, marks, values):
            finding = rule.twin(register_of(marks, one.child), values)
            if finding is not None:
                found.append(FoundByRule(rule, one.child, finding))
    viewer.note_shown({one.child for one in found})
    return found


def marks_up_to(on: date, folder: Path) -> ChildMarks | None:
    """Everybody's marks of the school year of a day, up to and with it; None where there are none."""
    array = kept_array(school_year_of(on).start_year, folder)
    if array is None:
        return None
    marks = up_to(by_child(array), on)
    return marks if marks.days else None
