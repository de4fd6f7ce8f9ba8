"""Behaviour support: the plan, what of school is left under it, where else the child goes, and what is over."""

from datetime import date
from decimal import Decimal

import pytest

from sightline.population.models import ListEntry
from sightline.record.models import Circumstance, KeyPerson, NextStep, Notice, Placement, Review
from tests.intake.rows import ELIZABETH, on_roll

FEED = "behaviour-support"
PLAN = {**ELIZABETH, "Plan from": "05/10/2026", "Plan to": "", "School": "990003"}


def reasons() -> set[str]:
    return {reason["slug"] for entry in ListEntry.objects.all() for reason in entry.reasons}


def test_a_plan_brings_a_child_on_the_list(take_rows):
    take_rows(FEED, [PLAN])

    plan = Circumstance.objects.get()
    assert (plan.kind, plan.part_time_at_school) == ("behaviour-plan", "not known")
    assert (plan.valid_from, plan.valid_to) == (date(2026, 10, 5), None)
    assert reasons() == {"behaviour-plan"}
    assert ListEntry.objects.get().standing == "on"


def test_a_plan_of_a_pupil_whose_school_tells_of_full_time_does_not(take_rows):
    take_rows("school-roll", [on_roll(ELIZABETH, Attends_full_time="yes")])
    take_rows(FEED, [PLAN])

    assert reasons() == set()


def test_a_plan_ends_after_its_last_day(take_rows):
    take_rows(FEED, [PLAN])
    take_rows(FEED, [{**PLAN, "Plan to": "20/11/2026"}])

    assert Circumstance.objects.get().valid_to == date(2026, 11, 21)
    assert "behaviour-plan" not in reasons()


class TestPartOfTheWeekAtSchool:
    def test_the_hours_are_those_of_a_part_time_timetable(self, take_rows):
        row = {
            **PLAN,
            "Part time at school": "yes",
            "Hours a week at school": "9",
            "Full time by": "11/01/2027",
        }
        take_rows("school-roll", [on_roll(ELIZABETH)])
        take_rows(FEED, [row])

        notice = Notice.objects.get()
        assert (notice.kind, notice.hours_offered, notice.reason) == (
            "part-time",
            Decimal(9),
            "behaviour-plan",
        )
        assert notice.full_time_on == date(2027, 1, 11)
        assert reasons() == {"behaviour-plan", "part-time-timetable"}
        assert ListEntry.objects.get().hours_planned == Decimal(9)

    def test_hours_that_nobody_gives_are_not_known(self, take_rows):
        take_rows("school-roll", [on_roll(ELIZABETH)])
        take_rows(FEED, [{**PLAN, "Part time at school": "yes"}])

        assert Notice.objects.get().hours_offered is None
        assert ListEntry.objects.get().hours_planned is None

    @pytest.mark.parametrize(
        ("row", "part_time"),
        [
            ({"Part time at school": "no"}, "no"),
            ({"Part time at school": ""}, "not known"),
            ({"Part time at school": "no", "Hours a week at school": "9"}, "no"),
            ({"Hours a week at school": "9", "School": ""}, "not known"),
        ],
    )
    def test_without_a_part_of_a_week_at_a_school_there_is_none(self, take_rows, row, part_time):
        take_rows(FEED, [{**PLAN, **row}])

        assert not Notice.objects.exists()
        assert Circumstance.objects.get().part_time_at_school == part_time


class TestPlacedWithAProvider:
    PLACED = {**PLAN, "Provider ID": "the-barn", "Placed from": "12/10/2026"}

    def test_a_placement_with_hours_for_the_provider_to_tell(self, take_rows):
        take_rows(FEED, [self.PLACED])

        placement = Placement.objects.get()
        assert (placement.provider.key, placement.reason) == ("the-barn", "behaviour-plan")
        assert (placement.valid_from, placement.valid_to) == (date(2026, 10, 12), None)
        assert placement.home_school.urn == "990003"
        assert placement.hours_planned is None
        assert ListEntry.objects.get().hours_planned is None

    def test_it_begins_with_the_plan_unless_told_otherwise(self, take_rows):
        take_rows(FEED, [{**self.PLACED, "Placed from": ""}])

        assert Placement.objects.get().valid_from == date(2026, 10, 5)

    def test_another_provider_takes_its_place(self, take_rows):
        take_rows(FEED, [self.PLACED], received="2026-11-02")
        take_rows(FEED, [{**self.PLACED, "Provider ID": "the-mill", "Placed from": "16/11/2026"}])

        assert list(Placement.objects.order_by("provider__key").values_list("provider__key", "valid_to")) == [
            ("the-barn", date(2026, 11, 23)),
            ("the-mill", None),
        ]


def test_worker_review_and_next_step(take_rows):
    row = {
        **PLAN,
        "Support worker": "Jo Field",
        "Next review": "30/11/2026",
        "Next action": "A fourth morning",
    }
    take_rows(FEED, [row])

    assert KeyPerson.objects.get().name == "Jo Field"
    assert Review.objects.get().due_on == date(2026, 11, 30)
    assert NextStep.objects.get().description == "A fourth morning"


def test_a_diagnosis_is_left_unread(take_rows):
    outcome = take_rows(FEED, [{**PLAN, "Diagnosis": "nothing that anybody here needs"}])

    assert outcome.ignored == ("Diagnosis",)
    assert Circumstance.objects.get().words == ""
