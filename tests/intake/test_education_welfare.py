"""Education welfare: which cases bring a child on the list, who follows it up, when it was seen, what is next."""

from datetime import date

import pytest

from sightline.population.models import ListEntry
from sightline.record.models import Circumstance, KeyPerson, LastSeen, NextStep, Review, StaffMember
from tests.intake.rows import ELIZABETH, TOMASZ, on_roll

FEED = "education-welfare"
CASE = {**ELIZABETH, "Kind of case": "low-attendance-plan", "Case opened": "05/10/2026", "Case closed": ""}
MISSING = {**CASE, "Kind of case": "Missing"}


def reasons() -> dict[str, str]:
    """The reasons for which the one child of the record is on the list, with how sure each is."""
    entry = ListEntry.objects.first()
    return {reason["slug"]: entry.standing for reason in entry.reasons} if entry else {}


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        ("Reintegration plan", {"low-attendance-plan": "on"}),
        ("severe-absence", {"low-attendance-plan": "to be checked"}),
        ("Missing", {"whereabouts-unknown": "on"}),
        ("Persistent absence", {}),
    ],
)
def test_a_case_brings_a_child_on_the_list_for_what_it_is_about(take_rows, kind, found):
    take_rows("school-roll", [on_roll(ELIZABETH, Attends_full_time="yes")])
    take_rows(FEED, [{**CASE, "Kind of case": kind}])

    assert reasons() == found


def test_a_case_that_is_closed_is_over_on_that_day(take_rows):
    take_rows(FEED, [CASE], received="2026-10-12")
    take_rows(FEED, [{**CASE, "Case closed": "20/11/2026"}])

    assert Circumstance.objects.get().valid_to == date(2026, 11, 20)
    assert "low-attendance-plan" not in reasons()


def test_a_case_that_is_not_sent_again_is_still_open(take_rows):
    take_rows(FEED, [CASE])
    take_rows(FEED, [{**CASE, **TOMASZ}])

    assert Circumstance.objects.filter(valid_to=None).count() == 2


def test_enquiries_and_places_stay_with_children_who_are_missing(take_rows):
    told = {"Plan": "Three mornings", "Enquiries": "Home visited", "Last known place": "With family"}
    take_rows(FEED, [{**CASE, **told}, {**MISSING, **TOMASZ, **told}])

    assert list(Circumstance.objects.order_by("kind").values_list("kind", "place", "words")) == [
        ("low-attendance-plan", "", "Three mornings"),
        ("whereabouts-unknown", "With family", "Home visited"),
    ]


def test_who_saw_the_child_is_said_once_though_two_cases_tell_of_it(take_rows):
    seen = {"Last seen": "17/11/2026", "Seen by": "An officer", "Seen at": "home", "Seen alone": "yes"}
    outcome = take_rows(FEED, [{**CASE, **seen}, {**CASE, "Kind of case": "Attendance", **seen}])

    found = LastSeen.objects.get()
    assert (found.seen_by, found.place, found.alone) == ("An officer", "home", "yes")
    assert (found.valid_from, found.valid_to) == (date(2026, 11, 17), date(2026, 11, 18))
    assert outcome.quarantined == 0


class TestWhoFollowsTheChildUp:
    def test_the_officer_is_the_key_person_and_is_known_from_the_list_of_staff(self, take_rows):
        take_rows("staff", [{"Staff ID": "S-1", "Name": "Ngozi Adebayo", "Phone": "01234 999000"}])
        take_rows(FEED, [{**CASE, "Officer ID": "S-1"}])

        assert KeyPerson.objects.get().staff_member == StaffMember.objects.get()
        assert ListEntry.objects.get().key_person == "Ngozi Adebayo"

    def test_another_officer_takes_over_on_the_day_of_the_file(self, take_rows):
        take_rows(FEED, [{**CASE, "Officer": "Ngozi Adebayo"}], received="2026-11-02")
        take_rows(FEED, [{**CASE, "Officer": "Piotr Novak"}])

        day = date(2026, 11, 23)
        assert list(KeyPerson.objects.order_by("name").values_list("name", "valid_from", "valid_to")) == [
            ("Ngozi Adebayo", None, day),
            ("Piotr Novak", day, None),
        ]

    def test_of_several_cases_the_open_one_that_began_last_counts(self, take_rows):
        closed = {
            **CASE,
            "Kind of case": "Attendance",
            "Case opened": "02/11/2026",
            "Case closed": "06/11/2026",
        }
        older = {**CASE, "Kind of case": "PA", "Case opened": "07/09/2026", "Officer": "Jo Field"}
        rows = [{**CASE, "Officer": "Piotr Novak"}, older, {**closed, "Officer": "Ngozi Adebayo"}]
        take_rows(FEED, rows)

        assert KeyPerson.objects.get().name == "Piotr Novak"

    def test_nobody_does_when_the_last_case_is_closed(self, take_rows):
        take_rows(FEED, [{**CASE, "Officer": "Piotr Novak"}], received="2026-11-02")
        take_rows(FEED, [{**CASE, "Officer": "Piotr Novak", "Case closed": "20/11/2026"}])

        assert KeyPerson.objects.get().valid_to == date(2026, 11, 23)

    def test_an_officer_who_is_not_named_is_not_nobody(self, take_rows):
        take_rows(FEED, [{**CASE, "Officer": "Piotr Novak"}], received="2026-11-02")
        take_rows(FEED, [{**CASE, "Officer": ""}])

        assert KeyPerson.objects.get().valid_to is None


class TestWhatIsNext:
    STEP = {"Next step": "Meet the head of year", "By whom": "Jo Field", "By when": "30/11/2026"}

    def test_a_review_and_a_step(self, take_rows):
        take_rows(FEED, [{**CASE, **self.STEP, "Review date": "07/12/2026"}])

        step = NextStep.objects.get()
        assert (step.description, step.by_whom, step.due_on) == (
            "Meet the head of year",
            "Jo Field",
            date(2026, 11, 30),
        )
        assert Review.objects.get().due_on == date(2026, 12, 7)

    def test_what_is_not_sent_again_is_over(self, take_rows):
        take_rows(FEED, [{**CASE, **self.STEP, "Review date": "07/12/2026"}], received="2026-11-02")
        take_rows(FEED, [{**CASE, "Next step": "Visit at home", "Review date": ""}])

        day = date(2026, 11, 23)
        assert Review.objects.get().valid_to == day
        assert list(NextStep.objects.order_by("description").values_list("description", "valid_to")) == [
            ("Meet the head of year", day),
            ("Visit at home", None),
        ]

    def test_a_file_without_these_columns_ends_nothing(self, take_rows):
        take_rows(FEED, [{**CASE, **self.STEP, "Review date": "07/12/2026"}], received="2026-11-02")
        take_rows(FEED, [CASE])

        assert (Review.objects.get().valid_to, NextStep.objects.get().valid_to) == (None, None)


def test_what_is_about_the_parents_is_left_unread(take_rows):
    outcome = take_rows(FEED, [{**CASE, "Prosecution": "yes", "Penalty notices": "2"}])

    assert outcome.ignored == ("Prosecution", "Penalty notices")
    assert outcome.taken == 1
