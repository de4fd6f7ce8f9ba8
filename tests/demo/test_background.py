"""The everyday volume: every kind of it is there, and hardly anybody comes onto the list by it."""

from collections import Counter

from sightline.demo.draws import table
from sightline.demo.lives import BLANK, OFF
from sightline.demo.pictures import school_key, senders_of

from .conftest import PUPILS, Small


def test_ordinary_children_are_told_of_by_every_team_and_service(small: Small) -> None:
    feeds = Counter(told.feed for life in small.world.lives if not life.story for told in life.told)
    assert set(feeds) >= {
        "education-welfare",
        "behaviour-support",
        "camhs",
        "hospital",
        "antenatal",
        "youth-justice",
        "police",
        "social-care",
        "send",
        "admissions",
        "new-arrivals",
        "concerns",
        "managed-moves",
        "attainment",
    }


def test_what_a_service_says_of_an_ordinary_child_is_evidence_at_most(small: Small) -> None:
    """Half of the sessions missed is; a service's word is, where the school does not say that the week is full."""
    listed = [life for life in small.world.lives if life.told and not life.story and life.expected != OFF]
    assert listed
    for life in listed:
        assert life.expected.standing == "to be checked"
        assert life.expected.reasons == ("low-attendance-plan",) or life.roll.full_time == BLANK


def test_whoever_can_come_apart_says_what_follows_of_each_part(small: Small) -> None:
    for life in small.world.lives:
        if life.told and not life.clean:
            assert set(senders_of(life)) <= life.expected_alone.keys() | {school_key(life.rolls[0].school)}


def test_every_rate_has_its_source_and_leaves_most_children_alone(small: Small) -> None:
    rows = table("background")
    assert all(row["source"] and float(row["per_10000"]) > 0 for row in rows)
    told = sum(bool(life.told) for life in small.world.lives)
    assert told < 0.15 * PUPILS
