"""E-learning: the hours of each week, who took no part, and the placement that goes with it."""

from datetime import date
from decimal import Decimal

import pytest

from sightline.population.models import ListEntry
from sightline.record.models import LastSeen, Placement, WeeklyHours
from tests.intake.rows import ELIZABETH, TOMASZ, with_provider

FEED = "e-learning"
WEEK = {"Provider ID": "the-mill", **ELIZABETH, "Week beginning": "16/11/2026"}


def weeks() -> list[tuple[Decimal | None, Decimal | None]]:
    return list(WeeklyHours.objects.order_by("valid_from").values_list("hours_offered", "hours_attended"))


def test_a_row_is_the_hours_of_a_week(take_rows):
    take_rows(FEED, [{**WEEK, "Agreed hours": "10", "Hours offered online": "8", "Hours logged in": "2.5"}])

    week = WeeklyHours.objects.get()
    assert (week.hours_planned, week.hours_offered, week.hours_attended) == (10, 8, Decimal("2.5"))
    assert (week.valid_from, week.valid_to) == (date(2026, 11, 16), date(2026, 11, 23))


@pytest.mark.parametrize(
    ("engaged", "last_login", "attended"),
    [
        ("", "", None),
        ("0", "", 0),
        ("", "23/10/2026", 0),
        ("", "16/11/2026", None),
        ("3", "18/11/2026", 3),
        ("0", "23/10/2026", 0),
    ],
)
def test_who_did_not_log_in_took_no_part_and_who_is_not_told_of_is_not_known(
    take_rows, engaged, last_login, attended
):
    take_rows(FEED, [{**WEEK, "Hours engaged": engaged, "Last login": last_login}])

    assert weeks() == [(None, attended)]


def test_of_a_week_that_goes_on_nothing_is_known_yet(take_rows):
    take_rows(FEED, [{**WEEK, "Last login": "13/11/2026"}], received="2026-11-18")

    assert weeks() == [(None, None)]


def test_a_week_that_is_sent_again_is_corrected(take_rows):
    take_rows(FEED, [{**WEEK, "Hours engaged": "2"}])
    take_rows(FEED, [{**WEEK, "Hours engaged": "4"}])

    assert weeks() == [(None, 4)]
    assert WeeklyHours.versions.count() == 2


def test_a_login_is_not_somebody_who_saw_the_child(take_rows):
    take_rows(FEED, [{**WEEK, "Last login": "18/11/2026"}])

    assert not LastSeen.objects.exists()


class TestThePlacement:
    ENROLLED = {**WEEK, "Course": "Core subjects", "Enrolled from": "02/11/2026"}

    def test_it_is_online_and_brings_the_child_on_the_list_with_its_hours(self, take_rows):
        take_rows(FEED, [{**self.ENROLLED, "Agreed hours": "10", "Hours engaged": "0"}])

        placement = Placement.objects.get()
        assert (placement.provider.kind, placement.online) == ("e-learning", "yes")
        assert (placement.programme.name, placement.valid_from) == ("Core subjects", date(2026, 11, 2))
        entry = ListEntry.objects.get()
        assert "alternative-provision" in {reason["slug"] for reason in entry.reasons}
        assert (entry.hours_planned, entry.hours_offered, entry.hours_attended) == (10, None, 0)

    def test_weeks_of_one_child_are_one_placement(self, take_rows):
        before = {**self.ENROLLED, "Week beginning": "09/11/2026"}
        take_rows(FEED, [self.ENROLLED, before, {**before, **TOMASZ}])

        assert Placement.objects.count() == 2
        assert WeeklyHours.objects.count() == 3

    def test_another_week_keeps_its_first_day(self, take_rows):
        row = {**WEEK, "Week beginning": "09/11/2026", "Agreed hours": "5"}
        take_rows(FEED, [row], received="2026-11-16")
        take_rows(FEED, [{**WEEK, "Agreed hours": "10"}])

        assert list(Placement.objects.values_list("valid_from", "valid_to")) == [(None, None)]

    def test_another_course_takes_its_place(self, take_rows):
        take_rows(FEED, [{**WEEK, "Course": "English"}], received="2026-11-09")
        take_rows(FEED, [{**WEEK, "Course": "Science"}])

        day = date(2026, 11, 23)
        assert list(
            Placement.objects.order_by("programme__name").values_list(
                "programme__name", "valid_from", "valid_to"
            )
        ) == [
            ("English", None, day),
            ("Science", day, None),
        ]

    def test_the_providers_own_roll_counts_instead(self, take_rows):
        roll = with_provider(ELIZABETH, Hours_a_week="6") | {"Provider ID": "the-mill"}
        take_rows(FEED, [self.ENROLLED], received="2026-11-18")
        take_rows("provider-roll", [roll], received="2026-11-20")
        take_rows(FEED, [self.ENROLLED])

        told = Placement.objects.filter(valid_to=None)
        assert [placement.source_person.feed for placement in told] == ["provider-roll"]
        assert ListEntry.objects.get().hours_planned == 6

    def test_it_ends_after_its_last_day(self, take_rows):
        take_rows(FEED, [self.ENROLLED])
        take_rows(FEED, [{**self.ENROLLED, "Enrolled to": "20/11/2026"}])

        assert Placement.objects.get().valid_to == date(2026, 11, 21)


def test_a_provider_of_another_kind_is_listed(take_rows):
    outcome = take_rows(FEED, [{**WEEK, "Provider ID": "the-barn"}])

    assert [(item["column"], item["value_class"]) for item in outcome.problems] == [
        ("Provider ID", "a place of another kind")
    ]
    assert outcome.taken == 1
