"""Joining, taking apart and taking back, in any order: the record is as it was, and so is every earlier day's list."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sightline.access.models import Change
from sightline.population.loading import Loading
from sightline.population.row import row_of
from sightline.population.rules import assess
from sightline.record.door import add
from sightline.record.links import join, leave_apart, source_persons_of, split
from sightline.record.models import Child, Circumstance, LinkInterval, PossibleMatch, SourcePerson
from sightline.record.undoing import not_sure, stands, take_back
from tests.population.test_projection_properties import Story, computed, stored

pytestmark = pytest.mark.gate

DAY = timedelta(days=1)
AN_EIGHTH = settings.default.max_examples // 8

steps = st.lists(
    st.tuples(
        st.sampled_from(["join", "split", "leave apart", "not sure", "take back", "take back"]),
        st.integers(0, 5),
        st.integers(0, 5),
    ),
    min_size=2,
    max_size=10,
)


class Deciding(Story):
    """Four children of one source each, three questions between them, and somebody who decides one a day."""

    def __init__(self) -> None:
        super().__init__()
        with self._today(), self.recorder.writing() as session:
            persons = [
                self.recorder.person(session, date_of_birth=date(2013, 5, 5), surname=f"Sample {number}")
                for number in range(4)
            ]
            for number, person in enumerate(persons):
                values = {
                    "source_person": person,
                    "child_id": person.child_id,
                    "valid_from": date(2026, 9, 7),
                }
                kind = ("awaiting-place", "looked-after", "illness", "home-education")[number]
                add(session, [Circumstance(**values, kind=kind, authority_code="999")])
            for one, other in zip(persons, persons[1:], strict=False):
                PossibleMatch.objects.create(first=one, second=other, why="alike", change=session.change)
        self.decisions: list[Change] = []

    def _today(self):
        return override_settings(SIGHTLINE_TODAY=self.day.isoformat())

    def decide(self, what: str, one: int, other: int) -> None:
        """One decision; what cannot be decided any more is left alone."""
        children = list(Child.objects.filter(source_persons__isnull=False).distinct().order_by("id"))
        keep, second = children[one % len(children)], children[other % len(children)]
        persons = source_persons_of(keep)
        questions = PossibleMatch.objects.filter(state=PossibleMatch.State.OPEN)
        standing = [change for change in self.decisions if stands(change)]
        with self._today(), self.recorder.writing() as session:
            if what == "join" and keep != second:
                join(session, keep=keep, other=second, why="one child")
            elif what == "split" and len(persons) > 1:
                split(
                    session, child=keep, source_persons=persons[other % (len(persons) - 1) + 1 :], why="two"
                )
            elif what == "leave apart" and questions:
                leave_apart(session, questions[one % len(questions)])
            elif what == "not sure":
                not_sure(session, questions)
            elif what == "take back" and standing:
                take_back(session, standing[-1], why="a slip")
        self.decisions.append(session.change)


def listed(known_on: date) -> dict[int, Any]:
    """The whole list as known on a day, with who may be the same as another."""
    return {
        loaded.child: vars(row_of(loaded, assess(loaded.situation, known_on)))
        for loaded in Loading(known_on, known_on).everybody()
    }


def who_is_who() -> tuple[dict[int, int], dict[int, str]]:
    """Which child each source person is, and how every question stands."""
    return (
        dict(SourcePerson.objects.values_list("id", "child")),
        dict(PossibleMatch.objects.values_list("id", "state")),
    )


@pytest.mark.django_db
@given(steps)
@example([("join", 2, 3), ("split", 2, 0), ("take back", 0, 0)])
@settings(max_examples=AN_EIGHTH, suppress_health_check=list(HealthCheck))
def test_every_earlier_day_stays_as_it_was_known(steps: list[tuple[str, int, int]]) -> None:
    with transaction.atomic():
        story = Deciding()
        as_known = {}
        for step in steps:
            as_known[story.day] = listed(story.day)
            story.nights(1)
            story.decide(*step)
            assert stored() == computed(story.day)
        for day, rows in as_known.items():
            assert listed(day) == rows, day
        assert LinkInterval.objects.count() == SourcePerson.objects.count()
        transaction.set_rollback(True)


@pytest.mark.django_db
@given(steps, st.sampled_from(["join", "split", "leave apart"]))
@settings(max_examples=AN_EIGHTH, suppress_health_check=list(HealthCheck))
def test_a_decision_taken_back_leaves_the_record_as_it_was(
    steps: list[tuple[str, int, int]], last: str
) -> None:
    with transaction.atomic():
        story = Deciding()
        for step in steps:
            story.decide(*step)
            story.nights(1)
        before, before_list = who_is_who(), listed(story.day)
        story.decide(last, steps[0][1], steps[0][2])
        if stands(story.decisions[-1]):
            story.decide("take back", 0, 0)
            persons, questions = who_is_who()
            assert persons == before[0]
            assert {pk: questions[pk] for pk in before[1] if before[1][pk] == "open"} == {
                pk: "open" for pk in before[1] if before[1][pk] == "open"
            }
            assert listed(story.day) == before_list
        transaction.set_rollback(True)
