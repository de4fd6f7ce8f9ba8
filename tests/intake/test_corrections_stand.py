"""What a person said against a sender stands while the sender repeats itself, and gives way to a new word."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sightline.access.accounts import set_up_operator
from sightline.access.door import Writing, writing
from sightline.access.policy import Action
from sightline.access.viewer import Viewer, viewer_for
from sightline.intake.services import open_files, take
from sightline.record import door
from sightline.record.models import Circumstance, Establishment, Installation, Notice, Placement, Registration
from tests.intake.rows import ELIZABETH, TOMASZ, on_roll, with_provider

NEW_WORD = "different from what a person recorded"
JOAN = {"School": "990003", **ELIZABETH, "Start date": "02/11/2026", "Hours a week": "10"}


@contextmanager
def by_hand(officer: Viewer) -> Iterator[Writing]:
    person = viewer_for(officer.account, action=Action.RECORD_FACTS)
    with writing(viewer=person, action=Action.RECORD_FACTS, reason="Mum rang.") as write:
        yield write


def correct(officer: Viewer, **values: Any) -> None:
    with by_hand(officer) as write:
        door.correct(write, Notice.objects.get(), **values)


def told(outcome: Any) -> list[str]:
    return [problem["value_class"] for problem in outcome.problems]


class TestADatedFact:
    def test_the_old_word_again_does_not_undo_the_correction(self, take_rows, officer):
        take_rows("part-time", [JOAN])
        correct(officer, hours_offered=Decimal(15))

        outcome = take_rows("part-time", [JOAN, {**JOAN, **TOMASZ}])

        assert (outcome.taken, outcome.unchanged, told(outcome)) == (1, 1, [])
        assert Notice.objects.get(version=2).hours_offered == Decimal(15)

    def test_a_new_word_is_taken_and_pointed_out(self, take_rows, officer):
        take_rows("part-time", [JOAN])
        correct(officer, hours_offered=Decimal(15))

        outcome = take_rows("part-time", [{**JOAN, "Hours a week": "20"}])

        assert (outcome.taken, outcome.quarantined, told(outcome)) == (1, 0, [NEW_WORD])
        assert Notice.objects.get().hours_offered == Decimal(20)
        assert told(take_rows("part-time", [{**JOAN, "Hours a week": "20"}])) == []

    def test_an_end_that_a_person_told_stands(self, take_rows, officer):
        take_rows("part-time", [JOAN])
        with by_hand(officer) as write:
            door.end(write, Notice.objects.get(), on=date(2026, 11, 16))

        take_rows("part-time", [JOAN])

        assert Notice.objects.get().valid_to == date(2026, 11, 16)

    def test_a_first_day_that_a_person_corrected_stands(self, take_rows, officer):
        take_rows("part-time", [JOAN])
        correct(officer, valid_from=date(2026, 11, 9))

        take_rows("part-time", [JOAN])

        assert Notice.objects.get().valid_from == date(2026, 11, 9)

    def test_what_was_never_so_does_not_come_back(self, take_rows, officer):
        take_rows("part-time", [JOAN])
        with by_hand(officer) as write:
            door.withdraw(write, Notice.objects.get())

        outcome = take_rows("part-time", [JOAN])

        assert (outcome.taken, Notice.objects.count()) == (0, 0)

    def test_a_new_word_brings_back_what_was_withdrawn(self, take_rows, officer):
        take_rows("part-time", [JOAN])
        with by_hand(officer) as write:
            door.withdraw(write, Notice.objects.get())
        changed = {**JOAN, "Hours a week": "12"}

        outcome = take_rows("part-time", [changed])

        assert told(outcome) == [NEW_WORD]
        assert (Notice.objects.get().hours_offered, Notice.objects.get().version) == (Decimal(12), 2)
        take_rows("part-time", [JOAN])
        assert Notice.objects.get().hours_offered == Decimal(10), (
            "its last word was another: this is new again"
        )

    def test_another_school_that_a_person_named_stands(self, take_rows, officer):
        take_rows("part-time", [JOAN])
        academy = Establishment.objects.get(urn="990002")
        correct(officer, establishment=academy)

        take_rows("part-time", [JOAN])
        assert Notice.objects.get().establishment == academy

        take_rows("part-time", [{**JOAN, "Hours a week": "9"}])
        assert Notice.objects.get().establishment.urn == "990003"

    def test_a_sender_who_says_a_second_thing_that_cannot_stand_beside_is_heard_whole(
        self, take_rows, officer
    ):
        row = with_provider(ELIZABETH, Start_date="01/10/2026", End_date="01/11/2026")
        later = with_provider(ELIZABETH, Start_date="09/11/2026", End_date="")
        take_rows("provider-roll", [row])
        with by_hand(officer) as write:
            door.correct(write, Placement.objects.get(), valid_to=date(2026, 11, 20))

        outcome = take_rows("provider-roll", [row, later])

        assert set(told(outcome)) == {NEW_WORD}
        assert [fact.valid_from for fact in Placement.objects.order_by("valid_from")] == [
            date(2026, 10, 1),
            date(2026, 11, 9),
        ]
        assert take_rows("provider-roll", [row, later]).taken == 0

    def test_a_child_who_is_another_persons_is_not_touched(self, take_rows, officer):
        take_rows("school-roll", [on_roll(ELIZABETH), on_roll(TOMASZ)])
        with by_hand(officer) as write:
            door.correct(write, Registration.objects.first(), status="S")

        outcome = take_rows("school-roll", [on_roll(ELIZABETH), on_roll(TOMASZ, Enrolment_status="M")])

        assert (outcome.taken, told(outcome)) == (1, [])
        assert sorted(Registration.objects.values_list("status", flat=True)) == ["M", "S"]


class TestAStateThatAFileShows:
    def roll(self, needs: str) -> list[dict[str, str]]:
        return [on_roll(ELIZABETH, SEN_provision=needs)]

    def needs(self) -> list[str]:
        return [one.kind for one in Circumstance.objects.filter(valid_to__isnull=True).order_by("kind")]

    def test_a_state_that_a_person_ended_stays_ended_while_it_is_shown_on(self, take_rows, officer):
        take_rows("school-roll", self.roll("K"))
        with by_hand(officer) as write:
            door.end(write, Circumstance.objects.get(), on=date(2026, 11, 20))

        outcome = take_rows("school-roll", self.roll("K"))

        assert (outcome.taken, self.needs()) == (0, [])

    def test_a_state_that_a_person_withdrew_stays_away(self, take_rows, officer):
        take_rows("school-roll", self.roll("K"))
        with by_hand(officer) as write:
            door.withdraw(write, Circumstance.objects.get())

        take_rows("school-roll", self.roll("K"))

        assert self.needs() == []

    def test_a_state_that_a_person_put_right_stays_as_they_said(self, take_rows, officer):
        take_rows("school-roll", self.roll("K"))
        with by_hand(officer) as write:
            door.correct(write, Circumstance.objects.get(), primary_need="ASD")

        take_rows("school-roll", self.roll("K"))

        assert Circumstance.objects.get().primary_need == "ASD"

    def test_a_state_that_a_person_opened_again_stays_open_while_the_sender_says_it_ended(
        self, take_rows, officer
    ):
        take_rows("school-roll", self.roll("K"), received="2026-11-02")
        take_rows("school-roll", self.roll("N"), received="2026-11-09")
        with by_hand(officer) as write:
            door.correct(write, Circumstance.objects.get(), valid_to=None)

        take_rows("school-roll", self.roll("N"))

        assert self.needs() == ["sen-support"]

    def test_another_state_is_a_new_word(self, take_rows, officer):
        take_rows("school-roll", self.roll("K"))
        with by_hand(officer) as write:
            door.correct(write, Circumstance.objects.get(), primary_need="ASD")

        outcome = take_rows("school-roll", self.roll("E"))

        assert (self.needs(), told(outcome)) == (["ehc-plan"], [NEW_WORD])


def test_its_queries_do_not_grow_with_the_rows(take_rows, officer):
    def child(number: int) -> dict[str, str]:
        return on_roll(
            {**ELIZABETH, "Pupil ID": f"P{number}", "UPN": "", "Legal surname": f"Ash{number * 'e'}"}
        )

    def queries(rows: list[dict[str, str]]) -> int:
        with CaptureQueriesContext(connection) as counted:
            assert take_rows("school-roll", rows, source="One office").taken == 0
        return len(counted)

    rows = [child(number) for number in range(1, 9)]
    take_rows("school-roll", rows, source="One office")
    take_rows("school-roll", rows[:2], source="Another office")
    with by_hand(officer) as write:
        for registration in Registration.objects.all():
            door.correct(write, registration, status="S")

    with CaptureQueriesContext(connection) as few:
        take_rows("school-roll", rows[:2], source="Another office")

    assert queries(rows) == len(few)


steps = st.lists(
    st.one_of(
        st.tuples(st.just("file"), st.integers(1, 3)),
        st.tuples(st.just("correct"), st.integers(1, 3)),
        st.tuples(st.just("withdraw"), st.just(0)),
    ),
    min_size=2,
    max_size=9,
)


@pytest.mark.long
@pytest.mark.django_db
@example([("file", 1), ("correct", 2), ("file", 2), ("file", 1)])
@given(steps)
@settings(max_examples=settings().max_examples // 2, suppress_health_check=list(HealthCheck))
def test_whoever_said_something_new_last_is_believed(steps: list[tuple[str, int]]):
    """The sender's word counts when it differs from the one before; a person's word counts when it is said."""
    with transaction.atomic(), tempfile.TemporaryDirectory() as folder:
        send, officer = _sender(Path(folder))
        believed, last_word = None, None
        for what, hours in steps:
            current = Notice.objects.first()
            if what == "file":
                believed = hours if hours != last_word else believed
                last_word = hours
                send(hours)
            elif current is not None:
                with by_hand(officer) as write:
                    if what == "correct":
                        door.correct(write, current, hours_offered=Decimal(hours))
                    else:
                        door.withdraw(write, current)
                believed = hours if what == "correct" else None
            hours_now = [int(fact.hours_offered or 0) for fact in Notice.objects.all()]
            assert hours_now == ([] if believed is None else [believed])
        transaction.set_rollback(True)


def _sender(folder: Path) -> tuple[Callable[[int], None], Viewer]:
    operator = set_up_operator()
    Installation.objects.create(authority_code="999", name="Ambershire", created_at=operator.created_at)
    Establishment.objects.create(urn="990003", authority_code="999", number="4003", name="Brook School")
    officer = viewer_for(operator, action=Action.TAKE_FILES)

    def send(hours: int) -> None:
        row = {**JOAN, "UPN": "", "Hours a week": str(hours)}
        path = folder / "notices.csv"
        path.write_text(f"{';'.join(row)}\n{';'.join(row.values())}\n", encoding="utf-8")
        [file] = open_files("part-time", [path])
        take(officer, file)

    return send, officer
