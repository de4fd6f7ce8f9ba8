"""The truth beside the files: whole, consistent with itself, and made without asking Sightline's rules."""

import ast
import csv
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

import sightline.demo
from sightline.demo.pictures import same_child, senders_of
from sightline.demo.truth import NOT_KNOWN, clusters_of
from sightline.matching.description import Description
from sightline.matching.policy import Join, decide

from .conftest import TODAY, Small

# The names that people and scripts outside rely on.
REASONS = {
    "permanently-excluded",
    "suspended-over-five-days",
    "behaviour-plan",
    "camhs-inpatient",
    "camhs-community",
    "medical",
    "low-attendance-plan",
    "pregnant-or-young-mother",
    "complex-needs-no-place",
    "in-custody",
    "from-custody",
    "new-to-country",
    "traveller",
    "moved-no-place",
    "looked-after-no-place",
    "part-time-timetable",
    "alternative-provision",
    "awaiting-place",
    "no-roll",
    "whereabouts-unknown",
    "home-education-unsuitable",
}


def rows(small: Small, name: str) -> list[dict[str, str]]:
    with (small.folder / "truth" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_everybody_on_the_list_is_somebody(small: Small) -> None:
    people = {row["person"] for row in rows(small, "people")}
    assert len(people) == len(small.world.lives)
    assert {row["person"] for row in rows(small, "list")} <= people
    assert {row["person"] for row in rows(small, "rows")} - {""} <= people
    assert {row["person"] for row in rows(small, "stories")} <= people


def test_the_list_has_standings_reasons_and_days_that_there_are(small: Small) -> None:
    for row in rows(small, "list"):
        assert row["standing"] in {"on", "to be checked"}
        assert set(row["reasons"].split()) <= REASONS
        assert row["reasons"]
        assert row["since"] == NOT_KNOWN or date.fromisoformat(row["since"]) <= TODAY


def test_every_child_on_the_list_has_a_line_of_hours(small: Small) -> None:
    on_list = [(row["person"], row["child"]) for row in rows(small, "list")]
    assert on_list == [(row["person"], row["child"]) for row in rows(small, "hours")]
    assert len(set(on_list)) == len(on_list)


def test_hours_attended_never_exceed_hours_offered(small: Small) -> None:
    for row in rows(small, "hours"):
        if NOT_KNOWN not in (row["offered"], row["attended"]):
            assert float(row["attended"]) <= float(row["offered"])


def test_every_reason_is_somebodys(small: Small) -> None:
    given = {slug for row in rows(small, "list") for slug in row["reasons"].split()}
    assert given == REASONS


def test_rows_are_found_where_the_truth_says(small: Small) -> None:
    """The numbers in `rows.csv` are those of the lines in the files."""
    told = defaultdict(dict)
    for row in rows(small, "rows"):
        told[row["feed"], row["file"]][int(row["row"])] = row["person"]
    surnames = {life.person.id: life.person.surname for life in small.world.lives}
    seen = 0
    for sheet in small.sheets:
        if sheet.manner.workbook or sheet.feed != "school-roll":
            continue
        content = (
            (small.folder / "files" / sheet.feed / sheet.name).read_bytes().decode(sheet.manner.encoding)
        )
        lines = list(csv.reader(content.splitlines(), delimiter=sheet.manner.delimiter))
        assert len(lines) == max(told[sheet.feed, sheet.name])
        for number, person in told[sheet.feed, sheet.name].items():
            line = lines[number - 1]
            if person and surnames[person].casefold() in (cell.casefold() for cell in line):
                seen += 1
    assert seen > 2_000


def test_a_story_parts_only_where_it_says_what_follows(small: Small) -> None:
    for life in small.world.lives:
        assert clusters_of(small.desk, life)


def test_the_truths_way_of_linking_is_the_first_way_of_matching(small: Small) -> None:
    """The truth has its own few lines for which rows hang together; here they are held to the rules of matching."""
    compared = 0
    for life in small.world.lives:
        senders = senders_of(life)
        pictures = {sender: small.desk.picture_of(life, sender) for sender in senders}
        for one in senders:
            for other in senders:
                if one < other:
                    ours = same_child(pictures[one], pictures[other])
                    theirs = decide(_described(one, pictures[one]), _described(other, pictures[other]))
                    assert ours == isinstance(theirs, Join), (life.story, pictures[one].mistakes)
                    compared += 1
    assert compared > 100


def _described(sender: str, picture: object) -> Description:
    return Description(
        surnames=(picture.surname,),
        forenames=(picture.forename,),
        date_of_birth=picture.date_of_birth,
        postcode=picture.postcode,
        upns=frozenset({picture.upn} - {""}),
        uln="",
        nhs_number=picture.nhs_number,
        source=sender,
        sender=sender,
        own_key="",
        listed=True,
    )


@pytest.mark.parametrize(
    "module", sorted(Path(sightline.demo.__path__[0]).rglob("*.py")), ids=lambda path: path.stem
)
def test_the_truth_is_made_without_asking_the_rules_of_membership(module: Path) -> None:
    """Only what compares the truth with what came out may look into the rooms of the rules."""
    imported = {
        node.module
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module
    }
    asked = {name for name in imported if name.startswith(("sightline.population", "sightline.matching"))}
    assert not asked or module.name in {"compare.py", "beyond_the_list.py"} or module.parent.name == "linkage"
