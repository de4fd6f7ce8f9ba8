"""What follows from the truth besides the list: rolls, unknown hours, the report's figures, days of last year."""

import csv
from collections import Counter
from dataclasses import replace
from datetime import date
from random import Random

import pytest

from sightline.demo import follows
from sightline.demo.lives import Expected, HomeEducated, Life, OnRoll, Placed, Told
from sightline.demo.pictures import senders_of
from sightline.demo.places import home_elsewhere
from sightline.demo.truth import Cluster

from .conftest import TODAY, Small

ENTRY, LEFT = date(2020, 9, 1), date(2026, 10, 9)


def rows(small: Small, name: str) -> list[dict[str, str]]:
    with (small.folder / "truth" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cluster(life: Life) -> Cluster:
    return Cluster(life, 1, tuple(senders_of(life)), Expected("on"), "the story")


def somebody(small: Small, **facts: list[object]) -> Life:
    return Life(small.world.lives[0].person, "999", **facts)


@pytest.mark.parametrize(
    ("told", "roll"),
    [
        ({"rolls": [{}]}, "known"),
        ({"rolls": [{"vanished": LEFT}]}, "not known"),
        ({"rolls": [{"left": LEFT}]}, "none"),
        ({"rolls": [{"left": LEFT, "ground": "absent_20_unauth"}]}, "none"),
        (
            {"rolls": [{"left": LEFT, "ground": "registered_elsewhere", "destination": "Elsewhere"}]},
            "not known",
        ),
        ({"rolls": [{"left": LEFT}, {}]}, "known"),
        ({"home": True}, "none"),
        ({"arrived": "new-to-country"}, "none"),
        ({"arrived": "moved-in"}, "none"),
        ({"arrived": "traveller"}, "not known"),
        ({"placed": "NEW"}, "none"),
        ({"placed": "awaiting-place"}, "not known"),
    ],
)
def test_whether_a_roll_is_known(small: Small, told: dict[str, object], roll: str) -> None:
    school = small.world.schools.merged
    life = somebody(small, rolls=[OnRoll(school, ENTRY, **facts) for facts in told.get("rolls", [])])
    if "home" in told:
        life.home_education.append(HomeEducated(ENTRY))
    if "arrived" in told:
        life.told.append(Told("new-arrivals", "team:new-arrivals", LEFT, {"Came from": told["arrived"]}))
    if "placed" in told:
        life.placements.append(Placed(small.world.providers[0], LEFT, None, "authority", str(told["placed"])))
    assert follows.roll_of(cluster(life)) == roll


def test_a_roll_that_only_others_tell_of_is_not_known(small: Small) -> None:
    life = somebody(small, rolls=[OnRoll(small.world.schools.merged, ENTRY)])
    alone = Cluster(life, 2, ("provider:p001",), Expected("on"), "rows apart")
    assert follows.roll_of(alone) == "not known"


def test_every_figure_counts_those_on_the_list(small: Small) -> None:
    on = [row for row in rows(small, "list") if row["standing"] == "on"]
    totals: Counter[str] = Counter()
    for row in rows(small, "figures"):
        totals[row["figure"]] += int(row["children"])
    assert totals["total"] == totals["hours"] == totals["how-long"] == totals["locality"] == len(on)
    assert totals["reason"] == sum(len(row["reasons"].split()) for row in on)


def test_unknown_hours_are_counted_with_who_provides(small: Small) -> None:
    told = {row["provider"]: row for row in rows(small, "unknowns")}
    silent = [one.key for one in small.world.providers if not one.counts_hours and one.key in told]
    assert silent
    for row in told.values():
        assert 0 <= int(row["hours_not_known"]) <= int(row["children"])
    assert any(int(told[key]["hours_not_known"]) for key in silent)


def test_days_of_last_year_are_the_first_and_the_last_of_each_time(small: Small) -> None:
    told = rows(small, "past")
    assert len(told) == 2 * sum(len(life.was) for life in small.world.lives)
    assert all(date.fromisoformat(row["day"]) < TODAY and row["reasons"] for row in told)


def test_a_child_of_whom_no_sender_writes_a_postcode_is_where_its_school_is(small: Small) -> None:
    school = small.world.schools.merged
    at_school = somebody(small, rolls=[OnRoll(school, ENTRY)])
    at_school.person = replace(at_school.person, home=home_elsewhere(Random(1)))
    nowhere = somebody(small, placements=[Placed(small.world.providers[0], LEFT, None, "authority", "OTH")])
    found = follows.figures([cluster(at_school), cluster(nowhere)], TODAY, lambda _: False)
    places = {line: children for figure, line, children in found if figure == "locality"}
    assert places == {school.locality.name: 1, "Locality not known": 1}
