"""`sightline user` and `sightline audit`: what a person types, what they read, and the exit codes."""

import io
import json

import pytest
from django.db import connection

from sightline.access.accounts import OPERATOR
from sightline.access.models import Account, Change
from sightline.access.viewer import roles_in_force
from sightline.cli.commands import user
from sightline.cli.main import run
from sightline.cli.outcome import DONE, REFUSED, SOMETHING_WAITS
from sightline.record.models import Locality
from tests.access.trail import unguarded, write

PASSWORD = "seven made-up horses"


@pytest.fixture
def typed(monkeypatch) -> None:
    """Standard input holds the password, as from a pipe."""
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))


def add(*more: str) -> int:
    return run(
        [
            "user",
            "add",
            "lead@example.org",
            "--name",
            "A Lead",
            "--role",
            "operational-lead",
            "--password-stdin",
            *more,
        ]
    )


def test_a_person_is_added_with_a_role_and_a_password_that_nothing_shows(operator, typed, capsys) -> None:
    assert add() == DONE
    account = Account.objects.get(email="lead@example.org")
    assert account.check_password(PASSWORD)
    assert [held.role for held in roles_in_force(account)] == ["operational-lead"]
    said = capsys.readouterr()
    assert said.out == "A Lead <lead@example.org>: Operational lead (authority)\n"
    assert PASSWORD not in said.out + said.err


def test_json_is_one_document_and_nothing_else(operator, typed, capsys) -> None:
    assert add("--json") == DONE
    role = {"role": "operational-lead", "scope": "authority", "key": "", "ends_at": None}
    assert json.loads(capsys.readouterr().out) == {
        "email": "lead@example.org",
        "name": "A Lead",
        "active": True,
        "roles": [role],
    }


def test_the_reason_given_stands_in_the_audit_trail(operator, typed) -> None:
    add("--reason", "New in post from Monday")
    assert Change.objects.filter(reason="New in post from Monday").count() == 2


def test_an_account_whose_role_is_refused_is_not_added_either(operator, typed, capsys) -> None:
    words = ["user", "add", "i@example.org", "--name", "I", "--role", "inspector", "--password-stdin"]
    assert run(words) == REFUSED
    assert "limited time" in capsys.readouterr().err
    assert not Account.objects.filter(email="i@example.org").exists()


def test_the_last_day_of_a_limited_role_is_a_whole_day(operator, typed, capsys, settings) -> None:
    words = ["user", "add", "i@example.org", "--name", "I", "--role", "inspector", "--password-stdin"]
    assert run([*words, "--until", "2026-11-27"]) == DONE
    assert "until 27 November 2026" in capsys.readouterr().out
    account = Account.objects.get(email="i@example.org")
    settings.SIGHTLINE_TODAY = "2026-11-27"
    assert roles_in_force(account)
    settings.SIGHTLINE_TODAY = "2026-11-28"
    assert not roles_in_force(account)


def test_a_scope_is_a_part_of_the_record_that_is_there(operator, newcomer, capsys) -> None:
    words = ["user", "role", newcomer.email, "--role", "key-worker", "--scope", "locality:north"]
    assert run(words) == REFUSED
    assert "locality's key" in capsys.readouterr().err
    Locality.objects.create(key="north", name="North")
    assert run(words) == DONE
    assert roles_in_force(newcomer)[0].scope_key == "north"


@pytest.mark.parametrize("scope", ["everywhere", "authority:north", "locality"])
def test_a_scope_that_is_none_is_refused(operator, newcomer, scope: str) -> None:
    Locality.objects.create(key="north", name="North")
    assert run(["user", "role", newcomer.email, "--role", "key-worker", "--scope", scope]) == REFUSED
    assert not newcomer.roles_held.exists()


def test_ending_a_role_leaves_the_account_and_ending_without_one_closes_it(operator, typed) -> None:
    add()
    account = Account.objects.get(email="lead@example.org")
    assert run(["user", "end", "lead@example.org", "--role", "operational-lead"]) == DONE
    assert not roles_in_force(account)
    assert run(["user", "end", "lead@example.org", "--role", "operational-lead"]) == REFUSED
    assert run(["user", "end", "lead@example.org"]) == DONE
    account.refresh_from_db()
    assert not account.is_active


def test_a_forgotten_password_is_set_anew(operator, newcomer, typed) -> None:
    assert run(["user", "password", newcomer.email, "--password-stdin"]) == DONE
    newcomer.refresh_from_db()
    assert newcomer.check_password(PASSWORD)


def test_a_password_is_asked_for_twice_on_a_terminal(operator, newcomer, monkeypatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdin", Terminal())
    answers = iter([PASSWORD, "a slip of the finger"])
    monkeypatch.setattr(user, "getpass", lambda _: next(answers))
    assert run(["user", "password", newcomer.email]) == REFUSED
    monkeypatch.setattr(user, "getpass", lambda _: PASSWORD)
    assert run(["user", "password", newcomer.email]) == DONE


def test_without_a_terminal_a_password_is_not_guessed(operator, newcomer, typed) -> None:
    assert run(["user", "password", newcomer.email]) == REFUSED


def test_the_list_names_everybody(operator, newcomer, capsys) -> None:
    assert run(["user", "list", "--json"]) == DONE
    listed = {
        row["email"]: [held["role"] for held in row["roles"]] for row in json.loads(capsys.readouterr().out)
    }
    assert listed == {OPERATOR: ["data-officer", "administrator"], newcomer.email: []}
    assert run(["user", "list"]) == DONE
    assert f"<{newcomer.email}>: no role" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words",
    [["user", "list"], ["user", "end", OPERATOR], ["audit", "seal"], ["audit", "verify"]],
    ids=" ".join,
)
def test_who_may_not_is_refused(as_role, words: list[str]) -> None:
    as_role("operational-lead")
    assert run([*words, "--as", "operational-lead@example.org"]) == REFUSED


@pytest.mark.parametrize("words", [["end", "nobody@example.org"], ["end", OPERATOR, "--reason", " "]])
def test_nobody_and_no_reason_are_refused(operator, words: list[str]) -> None:
    assert run(["user", *words]) == REFUSED


def test_sealing_gives_a_digest_to_note_down_and_the_check_finds_it(manager, capsys) -> None:
    assert run(["audit", "seal", "--json"]) == DONE
    done = json.loads(capsys.readouterr().out)
    assert (done["seals"], done["changes"], done["access_records"]) == (1, 1, 0)
    assert run(["audit", "verify", "--json", "--noted", done["digest"]]) == DONE
    found = json.loads(capsys.readouterr().out)
    assert (found["sound"], found["noted_digest_found"], found["not_yet_sealed"]) == (True, True, [])
    change = write(manager)
    assert run(["audit", "verify", "--json"]) == DONE
    assert json.loads(capsys.readouterr().out)["not_yet_sealed"] == [{"kind": "change", "id": change.pk}]


def test_the_words_of_sealing_and_checking(manager, capsys) -> None:
    run(["audit", "seal"])
    assert "Sealed 1 change and 0 access records under 1 seal." in capsys.readouterr().out
    numbers = [write(manager).pk for _ in range(21)]
    assert run(["audit", "verify"]) == DONE
    said = capsys.readouterr().out
    assert said.startswith("1 entry under 1 seal.\n")
    assert f"Not yet sealed, 21: change {numbers[0]}," in said
    assert "and 1 more" in said
    assert said.endswith("Nothing under a seal was altered.\n")


def test_an_altered_and_a_removed_entry_are_named_and_wait_for_a_person(manager, capsys) -> None:
    altered, removed = write(manager), write(manager)
    run(["audit", "seal"])
    with unguarded(Change), connection.cursor() as cursor:
        cursor.execute('UPDATE "access_change" SET "reason" = %s WHERE id = %s', ["another", altered.pk])
        cursor.execute('DELETE FROM "access_change" WHERE id = %s', [removed.pk])
    capsys.readouterr()
    assert run(["audit", "verify", "--noted", "0" * 64]) == SOMETHING_WAITS
    said = capsys.readouterr().out
    assert f"Altered since they were sealed: change {altered.pk}." in said
    assert f"Sealed, and no longer there: change {removed.pk}." in said
    assert "noted down is not in the chain" in said
    assert "NOT as it was sealed" in said
