"""Joining and taking apart: nothing is lost, and what was known on an earlier day does not change."""

from datetime import date

import pytest

from sightline.record import links
from sightline.record.models import Child, LinkInterval, PossibleMatch, Registration, SourcePerson
from sightline.record.reading import children_by_source_person, current_child


def test_a_joined_child_redirects_and_its_facts_follow(small) -> None:
    first, second = small.person("1", "2026-09-10"), small.person("2", "2026-09-10")
    fact = small.registration(second, "2026-09-10")
    keep, other = small.child_of(first), small.child_of(second)
    with small.writing("2026-10-01") as session:
        links.join(session, keep=keep, other=other, why="the same UPN on paper")
    assert current_child(other.pk) == keep
    assert Registration.objects.get(pk=fact.pk).child_id == keep.pk
    assert session.touched == {keep.pk, other.pk}


def test_a_join_leaves_earlier_days_as_they_were(small) -> None:
    first, second = small.person("1", "2026-09-10"), small.person("2", "2026-09-12")
    keep, other = small.child_of(first), small.child_of(second)
    with small.writing("2026-10-01") as session:
        links.join(session, keep=keep, other=other, why="one child")
    assert children_by_source_person(date(2026, 9, 11)) == {first.pk: keep.pk}
    assert children_by_source_person(date(2026, 9, 30)) == {first.pk: keep.pk, second.pk: other.pk}
    assert children_by_source_person(date(2026, 10, 1)) == {first.pk: keep.pk, second.pk: keep.pk}
    assert children_by_source_person(children=[other.pk]) == {}


def test_taking_apart_gives_a_new_id_and_old_ids_find_their_way(small) -> None:
    first, second = small.person("1", "2026-09-10"), small.person("2", "2026-09-10")
    fact = small.registration(second, "2026-09-10")
    keep, other = small.child_of(first), small.child_of(second)
    with small.writing("2026-10-01") as session:
        links.join(session, keep=keep, other=other, why="one child")
    with small.writing("2026-10-02") as session:
        fresh = links.split(session, child=keep, source_persons=[second.pk], why="twins")
    assert fresh.pk not in {keep.pk, other.pk}
    assert current_child(other.pk) == fresh
    assert Registration.objects.get(pk=fact.pk).child_id == fresh.pk
    question = PossibleMatch.objects.get()
    assert question.state == PossibleMatch.State.LEFT_APART


def test_an_id_that_stays_keeps_redirecting_to_the_rest(small) -> None:
    """The id redirects to whoever holds all that it ever held."""
    first, second, third = (small.person(key, "2026-09-10") for key in "123")
    keep, middle = small.child_of(first), small.child_of(second)
    with small.writing("2026-10-01") as session:
        links.join(session, keep=middle, other=small.child_of(third), why="one child")
        links.join(session, keep=keep, other=middle, why="one child")
    with small.writing("2026-10-02") as session:
        links.split(session, child=keep, source_persons=[third.pk], why="not the same")
    assert current_child(middle.pk) == keep


@pytest.mark.parametrize("chosen", ["nobody", "everybody", "a stranger"])
def test_taking_apart_needs_somebody_on_each_side(small, chosen) -> None:
    first, second, stranger = (small.person(key, "2026-09-10") for key in "123")
    keep = small.child_of(first)
    with small.writing("2026-10-01") as session:
        links.join(session, keep=keep, other=small.child_of(second), why="one child")
    people = {"nobody": [], "everybody": [first.pk, second.pk], "a stranger": [stranger.pk]}[chosen]
    with pytest.raises(ValueError), small.writing("2026-10-02") as session:
        links.split(session, child=keep, source_persons=people, why="a slip")
    assert set(SourcePerson.objects.filter(child=keep).values_list("pk", flat=True)) == {first.pk, second.pk}


def test_a_child_is_not_joined_to_itself(small) -> None:
    child = small.child_of(small.person("1", "2026-09-10"))
    with pytest.raises(ValueError, match="same child"), small.writing("2026-10-01") as session:
        links.join(session, keep=child, other=child, why="a slip")


def test_a_join_answers_the_open_question(small) -> None:
    first, second = small.person("1", "2026-09-10"), small.person("2", "2026-09-10")
    with small.writing("2026-09-10") as session:
        PossibleMatch.objects.create(first=first, second=second, why="same name", change=session.change)
    with small.writing("2026-10-01") as session:
        links.join(session, keep=small.child_of(first), other=small.child_of(second), why="one child")
    question = PossibleMatch.objects.get()
    assert (question.state, question.decided) == (PossibleMatch.State.JOINED, session.change)


def test_leaving_apart_is_a_decision(small) -> None:
    first, second = small.person("1", "2026-09-10"), small.person("2", "2026-09-10")
    with small.writing("2026-09-10") as session:
        question = PossibleMatch.objects.create(
            first=first, second=second, why="same name", change=session.change
        )
    with small.writing("2026-10-01") as session:
        links.leave_apart(session, question)
    assert session.touched == {first.child_id, second.child_id}
    assert PossibleMatch.objects.get().state == PossibleMatch.State.LEFT_APART
    assert Child.objects.count() == 2


def test_every_source_person_has_one_link_in_force(small) -> None:
    first, second = small.person("1", "2026-09-10"), small.person("2", "2026-09-10")
    with small.writing("2026-10-01") as session:
        links.join(session, keep=small.child_of(first), other=small.child_of(second), why="one child")
    assert LinkInterval.objects.count() == 2
    assert LinkInterval.versions.count() == 3
