"""Figures of the rules that people set: by whom, when and why, and what they change."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied

from sightline.access.models import Change
from sightline.access.viewer import Viewer, viewer_for
from sightline.watch.figures import (
    SetMeanwhile,
    checked_figures,
    history_of,
    last_set,
    rules_in_force,
    set_figures,
)
from sightline.watch.models import Night, RuleFigure
from sightline.watch.night import run_night
from sightline.watch.queries import findings_of_everybody
from sightline.watch.rules import RULES
from tests.attendance.conftest import MONDAY, Registers
from tests.web.made_up_authority import somebody

FIFTEEN = "fifteen-days-missed"


@pytest.fixture
def registers(db) -> Registers:
    return Registers()


@pytest.fixture
def lead(registers: Registers) -> Viewer:
    return registers.viewer


def put(viewer: Viewer, value: int, *, reason: str = "We ask sooner") -> int:
    return set_figures(viewer, FIFTEEN, {"sessions": value}, reason=reason, seen=last_set(FIFTEEN))


def test_until_somebody_sets_a_figure_the_rules_own_is_in_force(lead: Viewer) -> None:
    assert rules_in_force() == RULES
    assert history_of(RULES[FIFTEEN]) == []


def test_the_last_that_was_set_is_in_force_and_all_are_remembered(lead: Viewer) -> None:
    assert put(lead, 20) == 1
    assert put(lead, 24, reason="Twenty was too soon") == 1
    rule = rules_in_force()[FIFTEEN]
    assert rule.settings == {"sessions": 24}
    assert rules_in_force()["dip"] is RULES["dip"]
    later, earlier = history_of(rule)
    assert (later.value, later.by, later.reason) == (24, lead.account.name, "Twenty was too soon")
    assert (earlier.value, earlier.reason) == (20, "We ask sooner")
    assert earlier.meaning == rule.parameters[0].meaning


def test_what_does_not_differ_is_not_set(lead: Viewer) -> None:
    assert put(lead, 30) == 0
    assert history_of(RULES[FIFTEEN]) == []


def test_of_two_people_at_once_the_second_is_told(lead: Viewer) -> None:
    seen = last_set(FIFTEEN)
    put(lead, 20)
    with pytest.raises(SetMeanwhile):
        set_figures(lead, FIFTEEN, {"sessions": 10}, reason="Sooner", seen=seen)
    assert rules_in_force()[FIFTEEN].settings == {"sessions": 20}


def test_nor_may_both_have_looked_before_either_wrote(lead: Viewer, monkeypatch) -> None:
    put(lead, 20)
    monkeypatch.setattr("sightline.watch.figures.last_set", lambda slug: 0)
    with pytest.raises(SetMeanwhile):
        set_figures(lead, FIFTEEN, {"sessions": 10}, reason="Sooner", seen=0)
    assert RuleFigure.objects.count() == 1


@pytest.mark.parametrize("role", ["key-worker", "inspector", "governor"])
def test_who_keeps_no_reference_data_sets_nothing(lead: Viewer, role: str) -> None:
    with pytest.raises(PermissionDenied):
        put(viewer_for(somebody(role)), 20)
    assert not Change.objects.filter(action="keep_reference").exists()


@pytest.mark.parametrize("given", [{"days": 3}, {"sessions": 0}, {"sessions": 1001}])
def test_what_is_no_figure_is_refused(given: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="sessions"):
        checked_figures(RULES[FIFTEEN], given)


def test_figures_need_a_reason(lead: Viewer) -> None:
    with pytest.raises(ValueError, match="reason"):
        put(lead, 20, reason=" ")


def test_rules_are_asked_by_the_figures_in_force(registers: Registers, lead: Viewer, tmp_path: Path) -> None:
    registers.send(date(2026, 10, 30), (registers.pupil("a"), MONDAY, "I " * 20))
    on = MONDAY + timedelta(days=20)

    def found() -> bool:
        return FIFTEEN in {one.rule.slug for one in findings_of_everybody(lead, on, tmp_path)}

    assert not found()
    put(lead, 20)
    assert found()
    run_night(lead, on, tmp_path)
    assert Night.objects.get().rules[FIFTEEN] == {"version": 1, "figures": {"sessions": 20}}
