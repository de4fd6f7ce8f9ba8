"""`sightline coverage` and `sightline nil`: keys, exit codes, and that the same nil return twice is one."""

import json
import re

import pytest

from sightline.cli.main import run
from sightline.cli.outcome import DONE, REFUSED, SOMETHING_WAITS
from sightline.intake.models import NilReturn
from sightline.record.models import Source
from tests.web.made_up_authority import make, somebody

pytestmark = pytest.mark.django_db

WEEK = ("--period", "2026-11-18")


@pytest.fixture(autouse=True)
def officer() -> str:
    make()
    return somebody("data-officer").email


def nil(officer: str, *words: str) -> int:
    return run(["nil", *words, "--as", officer])


@pytest.mark.parametrize("name", ["900001", "High School", "high school"])
def test_a_nil_return_is_taken_once_whatever_the_school_is_called(officer: str, name: str, capsys) -> None:
    assert nil(officer, "school-roll", "--source", name, *WEEK) == DONE
    capsys.readouterr()
    assert nil(officer, "school-roll", "--source", "900001", *WEEK, "--json") == DONE
    document = json.loads(capsys.readouterr().out)
    assert document == {
        "feed": "school-roll",
        "source": "900001",
        "from": "2026-11-16",
        "to": "2026-11-22",
        "said_before": True,
        "rows_that_came": 0,
    }
    assert NilReturn.objects.count() == 1


def test_a_provider_and_a_team_are_named_likewise(officer: str) -> None:
    assert nil(officer, "provider-roll", "--source", "Larch House", *WEEK) == DONE
    assert (
        nil(officer, "home-education", "--source", "authority-home-education", "--period", "2026-10") == DONE
    )
    assert Source.objects.filter(slug="authority-home-education").exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("no-such-feed", "--source", "900001", *WEEK), "no feed of that name"),
        (("school-roll", "--source", "Nobody", *WEEK), "Nobody called “Nobody”"),
        (("provider-roll", "--source", "900001", *WEEK), "is asked for the feed provider-roll"),
        (("school-roll", "--source", "900001", "--period", "soon"), "is no period"),
        (("school-roll", "--source", "900001", "--period", "2026-10-28"), "lies in a holiday"),
        (("school-roll", "--source", "900001", "--period", "2026/27"), "has not ended yet"),
        (("exclusions", "--source", "900001", *WEEK), "first day and the last"),
    ],
)
def test_what_is_refused_changes_nothing(officer: str, words: tuple[str, ...], message: str, capsys) -> None:
    assert nil(officer, *words) == REFUSED
    assert re.search(message, capsys.readouterr().err)
    assert not NilReturn.objects.exists()


def test_coverage_says_who_is_silent_and_that_somebody_waits(officer: str, capsys) -> None:
    assert run(["coverage", "--late", "--kind", "school", "--as", officer, "--json"]) == SOMETHING_WAITS
    document = json.loads(capsys.readouterr().out)
    assert document["on_list"] >= document["hours_known"]
    high = next(one for one in document["senders"] if one["source"] == "900001")
    assert {one["kind"] for one in document["senders"]} == {"school"}
    roll = next(one for one in high["feeds"] if one["feed"] == "school-roll")
    assert (roll["how_often"], roll["standing"], roll["last_file"]) == ("weekly", "never sent", "never")


def test_coverage_in_words(officer: str, capsys) -> None:
    assert run(["coverage", "--as", officer]) == SOMETHING_WAITS
    said = capsys.readouterr().out
    assert said.startswith("We know the hours of ")
    assert "School rolls: weekly, never sent" in said


def test_coverage_is_refused_to_a_school() -> None:
    assert run(["coverage", "--as", somebody("school").email]) == REFUSED
