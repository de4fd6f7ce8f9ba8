"""Second thoughts: not sure, and a decision taken back, with the record as it was before it."""

import pytest

from sightline.access.models import Change
from sightline.record import links
from sightline.record.door import ChangedMeanwhile
from sightline.record.models import Child, PossibleMatch, Registration, SecondThought
from sightline.record.reading import current_child
from sightline.record.undoing import JOINED, TAKEN_APART, kind_of_move, moved_by, not_sure, stands, take_back

OPEN = PossibleMatch.State.OPEN


@pytest.fixture
def asked(small):
    """Two children with a question between them, and a roll told of the second."""
    first, second = small.person("1", "2026-09-10"), small.person("2", "2026-09-10")
    small.registration(second, "2026-09-10")
    with small.writing("2026-09-11") as session:
        PossibleMatch.objects.create(first=first, second=second, why="same name", change=session.change)
    return first, second


def joined(small, asked) -> Change:
    with small.writing("2026-10-01") as session:
        keep, other = (small.child_of(person) for person in asked)
        links.join(session, keep=keep, other=other, why="one child")
    return session.change


def taken_back(small, decision: Change, day: str = "2026-10-02") -> Change:
    with small.writing(day) as session:
        take_back(session, decision, why="two children after all")
    return session.change


def test_a_join_taken_back_gives_both_their_numbers_and_the_question_again(small, asked) -> None:
    children = [small.child_of(person) for person in asked]
    decision = joined(small, asked)
    assert kind_of_move(decision, moved_by(decision)) == JOINED
    taken_back(small, decision)
    assert [small.child_of(person) for person in asked] == children
    assert current_child(children[1].pk) == children[1]
    assert Registration.objects.get().child_id == children[1].pk
    question = PossibleMatch.objects.get()
    assert (question.state, question.decided) == (OPEN, None)
    assert SecondThought.objects.get().taken_back == decision


def test_a_taking_apart_taken_back_joins_them_again(small, asked) -> None:
    joined(small, asked)
    keep = small.child_of(asked[0])
    with small.writing("2026-10-02") as session:
        fresh = links.split(session, child=keep, source_persons=[asked[1].pk], why="two children")
    assert kind_of_move(session.change, moved_by(session.change)) == TAKEN_APART
    taken_back(small, session.change, "2026-10-03")
    assert small.child_of(asked[1]) == keep
    assert current_child(fresh.pk) == keep


def test_leaving_apart_taken_back_asks_again(small, asked) -> None:
    with small.writing("2026-10-01") as session:
        links.leave_apart(session, PossibleMatch.objects.get())
    assert stands(session.change)
    taken_back(small, session.change)
    assert PossibleMatch.objects.get().state == OPEN
    assert not stands(session.change)


def test_not_sure_leaves_the_question_open_and_is_kept(small, asked) -> None:
    with small.writing("2026-10-01", "the school is closed") as session:
        not_sure(session, PossibleMatch.objects.all())
    assert PossibleMatch.objects.get().state == OPEN
    thought = SecondThought.objects.get()
    assert (thought.kind, thought.change.reason) == (SecondThought.Kind.NOT_SURE, "the school is closed")
    assert not stands(session.change)


def test_what_was_decided_otherwise_since_is_not_taken_back(small, asked) -> None:
    decision = joined(small, asked)
    putting_back = taken_back(small, decision)
    assert kind_of_move(putting_back, moved_by(putting_back)) is None
    for change in (decision, putting_back):
        assert not stands(change)
        with pytest.raises(ChangedMeanwhile):
            taken_back(small, change, "2026-10-03")


def test_a_change_that_moved_several_children_is_no_one_decision(small, asked) -> None:
    third, fourth = small.person("3", "2026-09-10"), small.person("4", "2026-09-10")
    with small.writing("2026-10-01") as session:
        for keep, other in (asked, (third, fourth)):
            links.join(session, keep=small.child_of(keep), other=small.child_of(other), why="a run")
    assert not stands(session.change)
    assert Child.objects.filter(redirects_to__isnull=False).count() == 2
