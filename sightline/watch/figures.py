"""The figures of the rules: those that stand in the rules' files, and those that somebody set in their place."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import IntegrityError

from sightline.access.door import writing
from sightline.access.policy import Action
from sightline.access.viewer import Viewer
from sightline.watch.models import RuleFigure
from sightline.watch.protocol import Parameter, Rule
from sightline.watch.rules import RULES

MOST = 1000
"""The largest figure there can be: no school year has as many sessions, and no share is above a hundred."""

_MEANWHILE = "Somebody else has set figures of this rule meanwhile."


class SetMeanwhile(Exception):
    """Somebody else set a figure of this rule after the one who now sets it had looked."""


@dataclass(frozen=True, slots=True)
class FigureSet:
    """One figure as somebody set it: what it means, its value, by whom, when and why."""

    meaning: str
    value: int
    by: str
    at: datetime
    reason: str


def rules_in_force() -> dict[str, Rule]:
    """Every rule by its name, with the figures in force. One query."""
    values: dict[str, dict[str, int]] = {}
    for rule, name, value in RuleFigure.objects.order_by("pk").values_list("rule", "name", "value"):
        values.setdefault(rule, {})[name] = value
    return {slug: _with_figures(rule, values.get(slug, {})) for slug, rule in RULES.items()}


def checked_figures(rule: Rule, given: Mapping[str, int]) -> dict[str, int]:
    """The rule's figures with those given in place of its own.

    Raises ValueError for a figure that the rule does not have, and for one that is not from 1 to 1,000.
    """
    for name, value in given.items():
        if name not in rule.settings:
            raise ValueError(
                f"the rule “{rule.slug}” has no figure “{name}”. It has: {', '.join(rule.settings)}."
            )
        if not 1 <= value <= MOST:
            raise ValueError(f"“{name}” is a whole number from 1 to {MOST:,}.")
    return {**rule.settings, **given}


def last_set(slug: str) -> int:
    """A number that grows whenever a figure of the rule is set; 0 before the first time."""
    return RuleFigure.objects.filter(rule=slug).order_by("-pk").values_list("pk", flat=True).first() or 0


def set_figures(viewer: Viewer, slug: str, figures: Mapping[str, int], *, reason: str, seen: int) -> int:
    """Put figures of a rule in force from now on; returns how many differ from those in force, which alone are kept.

    `seen` is what `last_set` said when the figures were shown. Raises PermissionDenied, ValueError for what is no
    figure of the rule or an empty reason, and SetMeanwhile when somebody else was quicker.
    """
    viewer.require(Action.KEEP_REFERENCE)
    with writing(viewer=viewer, action=Action.KEEP_REFERENCE, reason=reason) as session:
        if last_set(slug) != seen:
            raise SetMeanwhile(_MEANWHILE)
        rule = rules_in_force()[slug]
        differing = {
            name: value
            for name, value in checked_figures(rule, figures).items()
            if rule.settings[name] != value
        }
        try:
            RuleFigure.objects.bulk_create(
                RuleFigure(rule=slug, name=name, value=value, follows=seen, change=session.change)
                for name, value in differing.items()
            )
        except IntegrityError as fault:
            raise SetMeanwhile(_MEANWHILE) from fault
    return len(differing)


def history_of(rule: Rule) -> list[FigureSet]:
    """Every setting of the rule's figures, the latest first."""
    meanings = {one.name: one.meaning for one in rule.parameters}
    rows = RuleFigure.objects.filter(rule=rule.slug).select_related("change__actor").order_by("-pk")
    return [
        FigureSet(
            meanings.get(row.name, row.name),
            row.value,
            row.change.actor.name,
            row.change.recorded_at,
            row.change.reason,
        )
        for row in rows
    ]


def _with_figures(rule: Rule, values: Mapping[str, int]) -> Rule:
    if not values:
        return rule
    return replace(rule, parameters=tuple(_with_value(one, values.get(one.name)) for one in rule.parameters))


def _with_value(parameter: Parameter, value: int | None) -> Parameter:
    return parameter if value is None else replace(parameter, value=value)
