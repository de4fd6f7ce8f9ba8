"""The smallest authority from end to end: its files taken in like any other, its list held to its truth."""

import csv
import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from sightline.demo.compare import Comparison
from tests.demo_database import Demo

COMPARE = """
import sys, json, django
django.setup()
from pathlib import Path
from sightline.access.accounts import OPERATOR
from sightline.access.models import Account
from sightline.access.viewer import viewer_for
from sightline.demo.compare import compare
found = compare(Path(sys.argv[1]), viewer_for(Account.objects.get(email=OPERATOR)))
print(json.dumps({"equal": found.is_equal, "precision": found.precision, "recall": found.recall,
                  "differences": len(found.differences), "words": str(found)}))
"""


def lines(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def comparison(demo: Demo, truth: Path) -> dict[str, object]:
    environment = demo.environment | {"DJANGO_SETTINGS_MODULE": "sightline.config.settings"}
    command = [sys.executable, "-c", COMPARE, str(truth)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.gate
def test_the_list_equals_the_truth(demo: Demo) -> None:
    found = comparison(demo, demo.folder / "truth")
    assert found["equal"], found["words"]
    assert (found["precision"], found["recall"]) == (1.0, 1.0)


@pytest.mark.gate
def test_the_list_on_the_command_line_equals_the_truth(demo: Demo) -> None:
    """The same without the comparison's own way of finding whose child is whose."""
    done = demo.sightline("children", "--json")
    assert done.returncode == 0, done.stderr
    shown = Counter(
        (
            child["standing"],
            " ".join(sorted(child["reasons"])),
            child["since"],
            *(as_text(child[f"hours_{which}"]) for which in ("planned", "offered", "attended")),
        )
        for child in json.loads(done.stdout)
    )
    hours = {(row["person"], row["child"]): row for row in lines(demo.folder / "truth" / "hours.csv")}
    expected = Counter(
        (
            row["standing"],
            row["reasons"],
            row["since"],
            *(hours[row["person"], row["child"]][which] for which in ("planned", "offered", "attended")),
        )
        for row in lines(demo.folder / "truth" / "list.csv")
    )
    assert shown == expected


def as_text(hours: float | str) -> str:
    return hours if isinstance(hours, str) else f"{hours:.2f}"


@pytest.mark.gate
@pytest.mark.parametrize(
    ("name", "column", "lie"),
    [
        ("list", "reasons", "in-custody"),
        ("list", "standing", "to be checked"),
        ("list", "since", "2020-01-01"),
        ("hours", "offered", "99.00"),
        ("rows", "outcome", "quarantined"),
    ],
)
def test_a_truth_that_differs_is_found_out(
    demo: Demo, tmp_path: Path, name: str, column: str, lie: str
) -> None:
    truth = tmp_path / "truth"
    shutil.copytree(demo.folder / "truth", truth)
    rows = lines(truth / f"{name}.csv")
    changed = next(row for row in rows if row.get(column) != lie and row.get("standing") != "to be checked")
    changed[column] = lie
    with (truth / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(changed))
        table.writeheader()
        table.writerows(rows)
    found = comparison(demo, truth)
    assert not found["equal"]
    assert found["differences"] == 1


@pytest.mark.gate
def test_a_finished_folder_is_used_as_it_is(demo: Demo) -> None:
    done = demo.sightline("demo", "--no-serve", "--pupils", "1000", "--dir", str(demo.folder))
    assert done.returncode == 0, done.stderr
    assert "used as it is" in done.stderr
    assert "the list equals the truth" in done.stdout


@pytest.mark.gate
def test_there_is_somebody_to_sign_in_as_for_every_role(demo: Demo) -> None:
    done = demo.sightline("user", "list", "--json")
    assert done.returncode == 0, done.stderr
    for role in ("senior-officer", "team-leader", "inspector", "school", "provider", "family", "governor"):
        assert f"{role}@ambershire.example" in done.stdout


@pytest.mark.parametrize(
    ("expected", "shown", "found", "precision", "recall"),
    [(10, 10, 10, 1.0, 1.0), (10, 8, 8, 1.0, 0.8), (8, 10, 8, 0.8, 1.0), (0, 0, 0, 1.0, 1.0)],
)
def test_precision_and_recall(expected: int, shown: int, found: int, precision: float, recall: float) -> None:
    one = Comparison(expected, shown, found, found, 0, 0, (), None)
    assert (one.precision, one.recall) == (precision, recall)
    assert one.is_equal == (expected == shown == found)


def test_children_who_are_right_with_rows_amiss_are_not_enough() -> None:
    one = Comparison(3, 3, 3, 3, 1, 0, ("row 7 of a file",), None)
    assert not one.is_equal
    assert "1 rows amiss" in str(one)
    assert "row 7 of a file" in str(one)


def test_a_list_that_is_right_is_not_enough_where_a_figure_is_wrong() -> None:
    one = Comparison(3, 3, 3, 3, 0, 1, ("the figures, hours: None",), None)
    assert not one.is_equal
    assert "1 things said otherwise besides" in str(one)


@pytest.mark.gate
def test_what_follows_from_the_list_is_held_to_the_truth_too(demo: Demo, tmp_path: Path) -> None:
    """A lie in each file beside the list, of a roll, of unknown hours, of a figure and of a day of last year."""
    truth = tmp_path / "truth"
    shutil.copytree(demo.folder / "truth", truth)
    for name, column, lie in (
        ("no_roll", "roll", "known"),
        ("unknowns", "hours_not_known", "99"),
        ("figures", "children", "99"),
        ("past", "reasons", "in-custody"),
    ):
        rows = lines(truth / f"{name}.csv")
        rows[0][column] = lie
        with (truth / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, list(rows[0]))
            table.writeheader()
            table.writerows(rows)
    found = comparison(demo, truth)
    assert not found["equal"]
    assert found["differences"] == 4
