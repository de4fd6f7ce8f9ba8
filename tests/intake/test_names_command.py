"""`sightline names`: which names nobody knows, and saying once what a sender means by one."""

import csv
import json
from pathlib import Path

import pytest

from sightline.cli.main import run
from sightline.cli.outcome import DONE, REFUSED, SOMETHING_WAITS
from sightline.record.models import Registration
from tests.intake.conftest import FILES

pytestmark = pytest.mark.usefixtures("officer")

SENDER = "brook-mis"


@pytest.fixture
def waiting(tmp_path: Path, capsys) -> None:
    """A roll of four whose sender calls the school by a name of its own: every row waits for it."""
    with (FILES / "school-roll" / "clean.csv").open(newline="") as lines:
        rows = list(csv.DictReader(lines))
    own = tmp_path / "roll.csv"
    with own.open("w", newline="") as out:
        writer = csv.DictWriter(out, rows[0])
        writer.writeheader()
        writer.writerows(row | {"School": "SCH1"} for row in rows)
    assert run(["intake", "school-roll", str(own), "--source", "Brook MIS"]) == SOMETHING_WAITS
    capsys.readouterr()


def document(capsys) -> object:
    return json.loads(capsys.readouterr().out)


def test_a_name_that_nobody_knows_is_listed_with_the_rows_that_wait(waiting: None, capsys):
    assert run(["names", "--json"]) == SOMETHING_WAITS
    assert document(capsys) == [{"source": SENDER, "kind": "school", "name": "SCH1", "rows": 4}]


def test_said_once_the_rows_are_taken_and_nothing_is_asked_any_more(waiting: None, capsys):
    assert run(["names", "--source", SENDER, "--say", "sch1=990003", "--json"]) == DONE
    came = document(capsys)
    assert (came["taken"], came["still_waiting"], came["names_still_asked"]) == (4, 0, 0)
    assert Registration.objects.filter(establishment__urn="990003").count() == 4
    assert run(["names"]) == DONE
    assert "0 names that nobody knows." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["--say", "SCH1=990003"], "--say needs --source"),
        (["--source", SENDER, "--say", "SCH1"], "expected NAME=KEY"),
        (["--source", SENDER, "--say", "SCH9=990003"], "no row of this sender waits for the name “SCH9”"),
        (["--source", SENDER, "--say", "SCH1=990003", "--say", "SCH1=000000"], "there is no school “000000”"),
    ],
)
def test_what_cannot_be_read_is_refused_and_nothing_of_it_is_remembered(
    waiting: None, capsys, words: list[str], problem: str
):
    assert run(["names", *words]) == REFUSED
    assert problem in capsys.readouterr().err
    assert run(["names"]) == SOMETHING_WAITS
