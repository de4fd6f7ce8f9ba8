"""`sightline watch` and `sightline rules`, and what a viewer may learn of the rules' findings."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied

from sightline.access.viewer import viewer_for
from sightline.attendance.reading import registers_of
from sightline.cli.main import run
from sightline.cli.outcome import DONE, REFUSED
from sightline.record.models import SourcePerson
from sightline.watch.queries import findings_of_everybody, findings_of_registers, rules_for
from sightline.watch.reference import reference_page
from sightline.watch.rules import RULES
from tests.attendance.conftest import MONDAY, Registers
from tests.web.made_up_authority import somebody

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "rules.md"
LATER = date(2026, 10, 30)


@pytest.fixture
def registers(db) -> Registers:
    return Registers()


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("SIGHTLINE_HOME", str(tmp_path))
    return tmp_path


def ill_and_away(registers: Registers) -> tuple[int, int]:
    """Two children: ill for sixteen days running, and away without leave for sixteen."""
    ada, bo = registers.pupil("a"), registers.pupil("b")
    registers.send(LATER, (ada, MONDAY, "I " * 32), (bo, MONDAY, "O " * 32))
    return ada.child_id, bo.child_id


def test_the_page_of_reference_is_what_the_rules_say() -> None:
    assert REFERENCE.read_text(encoding="utf-8") == reference_page()


def test_rules_are_listed(db, capsys) -> None:
    assert run(["rules", "--json"]) == DONE
    told = json.loads(capsys.readouterr().out)
    assert [one["id"] for one in told] == list(RULES)
    assert told[0]["parameters"][0]["value"] == 30
    assert run(["rules"]) == DONE
    assert "Fifteen school days missed" in capsys.readouterr().out
    assert run(["rules", "--reference"]) == DONE
    assert capsys.readouterr().out == reference_page()


def test_watch_says_whom_a_rule_finds(registers: Registers, capsys) -> None:
    ill, away = ill_and_away(registers)
    officer = registers.viewer.account.email
    assert (
        run(["watch", "--rule", "fifteen-days-ill", "--as-at", "2026-10-30", "--json", "--as", officer])
        == DONE
    )
    [one] = json.loads(capsys.readouterr().out)
    assert (one["child"], one["figure"], one["since"]) == (f"SL-{ill:06d}", 32, "2026-09-21")
    assert run(["watch", "--as-at", "2026-10-30", "--as", officer]) == DONE
    told = capsys.readouterr().out
    assert "Fifteen school days missed: 2 children" in told
    assert "Ten school days running without leave: 1 child\n" in told
    assert run(["watch", "--rule", "ten-days-unauthorised", "--as", officer]) == DONE
    assert f"SL-{away:06d}: 32 sessions (16 days) running without leave" in capsys.readouterr().out


def test_before_the_day_nothing_was_found(registers: Registers, capsys) -> None:
    ill_and_away(registers)
    officer = registers.viewer.account.email
    assert run(["watch", "--as-at", "2026-09-18", "--json", "--as", officer]) == DONE
    assert "fifteen-days-missed" not in {one["rule"] for one in json.loads(capsys.readouterr().out)}
    assert run(["watch", "--as-at", "2026-09-01", "--json", "--as", officer]) == DONE
    assert json.loads(capsys.readouterr().out) == []


def test_without_registers_nothing_is_found(registers: Registers, capsys) -> None:
    assert run(["watch", "--json", "--as", registers.viewer.account.email]) == DONE
    assert json.loads(capsys.readouterr().out) == []


def test_who_may_not_see_health_learns_nothing_of_illness(registers: Registers, tmp_path) -> None:
    ill_and_away(registers)
    ill = registers_of(SourcePerson.objects.filter(key="a").values_list("pk", flat=True), 2026)
    school = viewer_for(somebody("school"))
    assert RULES["fifteen-days-ill"] not in rules_for(school)
    told = findings_of_registers(school, ill, LATER)
    assert "fifteen-days-missed" in {rule.slug for rule, _ in told}
    assert not any("ill" in finding.evidence.split() for _, finding in told)
    with pytest.raises(PermissionDenied):
        findings_of_everybody(school, LATER, tmp_path)


def test_of_no_register_nothing_is_found(registers: Registers) -> None:
    assert findings_of_registers(registers.viewer, [], LATER) == []


def test_a_rule_whose_class_a_role_does_not_see_is_refused(registers: Registers, capsys) -> None:
    ill_and_away(registers)
    privacy = somebody("privacy-officer").email
    assert run(["watch", "--rule", "fifteen-days-ill", "--as", privacy]) == REFUSED


def test_the_number_of_queries_does_not_grow_with_children(
    registers: Registers, tmp_path, django_assert_max_num_queries
) -> None:
    pupils = [registers.pupil(str(number)) for number in range(20)]
    registers.send(LATER, *((pupil, MONDAY, "O " * 32) for pupil in pupils))
    with django_assert_max_num_queries(8):
        assert len(findings_of_everybody(registers.viewer, LATER, tmp_path)) >= 20
