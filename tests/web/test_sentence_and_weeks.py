"""The one sentence of a child's record, and the hours week by week: pure, over the cases of the spec table."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from sightline.domain.calendar import SchoolCalendar
from sightline.domain.known import Known, NotKnown
from sightline.domain.periods import Period
from sightline.population.assessment import Assessment
from sightline.population.rules import assess
from sightline.population.situation import DateDue, HoursOfWeek, Situation
from sightline.population.spec import Case, cases, key_of, situation_of
from sightline.population.visibility import shown_assessment
from sightline.web.staff.child.sentence import due_words, sentence
from sightline.web.staff.child.weeks import MOST_WEEKS, week_of, weeks_so_far

MONDAY = date(2026, 11, 16)
TODAY = date(2026, 11, 23)


def case(situation: str) -> Case:
    """A case of the spec table by its words."""
    [found] = [one for one in cases() if one.situation == situation]
    return found


def answer_of(situation: str, on: date = TODAY) -> Assessment:
    """What the rules answer about a case on a day."""
    return assess(situation_of(case(situation)), on)


@pytest.mark.parametrize(
    ("situation", "said"),
    [
        (
            "On one school’s roll, and nothing else is told",
            "On the roll of mainstream; at school for 25 hours a week (assumed); full time is 24 hours a week.",
        ),
        (
            "A part-time timetable of which the hours are not told",
            "On the roll of mainstream; at school for hours that are not known; full time is 24 hours a week.",
        ),
        (
            "Permanently excluded and placed by the authority in a pupil referral unit for 20 hours",
            "On the roll of mainstream; at pupil-referral-unit for 20 hours a week since 12 October 2026; in the week "
            "of 16 November 2026 offered not known (full time is 24 hours a week), attended not known.",
        ),
        (
            "The same, and the school says that the week is full",
            "On the roll of mainstream; at vocational for 6 hours a week since 7 September 2026; at school for 19 "
            "hours a week (assumed); in the week of 16 November 2026 offered at least 19 of 24 hours a week, the "
            "rest not known, attended not known.",
        ),
        (
            "A managed move: at another mainstream school, on the roll of the first",
            "On the roll of mainstream; at school for 25 hours a week since 5 October 2026; 25 of 24 hours a week in "
            "all.",
        ),
        (
            "Moved here from another area, without a place",
            "On no school’s roll; no education arranged; full time is 24 hours a week.",
        ),
        (
            "Known to the authority, and no school ever told of the child",
            "Whether on a school’s roll is not known; where the child is educated is not known; full time is 24 hours "
            "a week.",
        ),
        (
            "Educated at home, found suitable",
            "On no school’s roll; educated at home by the parents; full time is 24 hours a week.",
        ),
    ],
)
def test_the_sentence(situation: str, said: str) -> None:
    assert sentence(answer_of(situation)) == said


def test_of_a_child_who_died_nothing_more_is_asked() -> None:
    assert sentence(answer_of("Died")) == "The child has died."


@pytest.mark.parametrize("one", cases(), ids=lambda one: one.situation)
def test_every_case_makes_a_sentence_without_a_gap(one: Case) -> None:
    for expected in one.answers:
        said = sentence(assess(situation_of(one), expected.on))
        assert said[0].isupper()
        assert said.endswith(".")
        assert "None" not in said
        assert ";;" not in said.replace(" ", "")


def test_a_place_that_may_not_be_named_is_not() -> None:
    answer = answer_of("In a secure setting by order of a court, with 15 hours told")
    assert "at secure for 15 hours a week since" in sentence(answer)
    hidden = sentence(shown_assessment(answer, frozenset({"criminal"})))
    assert "at a place that your role does not show for 15 hours a week;" in hidden
    assert "secure" not in hidden


def test_the_next_date_ends_the_sentence() -> None:
    answer = replace(
        answer_of("A part-time timetable of which the hours are not told"),
        dates_due=(DateDue(date(2026, 12, 4), "Review", "education", Period(None, None)),),
    )
    assert sentence(answer).endswith("; review 4 December 2026.")


@pytest.mark.parametrize(
    ("offered", "attended", "said"),
    [
        (Known(Decimal(8)), Known(Decimal(6)), "offered 8 of 24 hours a week, attended 6 hours."),
        (Known(Decimal(0)), Known(Decimal(0)), "offered none of 24 hours a week, attended none."),
        (NotKnown(), NotKnown(), "offered not known (full time is 24 hours a week), attended not known."),
    ],
)
def test_the_last_week_in_the_sentence(offered, attended, said: str) -> None:
    told = HoursOfWeek(MONDAY, NotKnown(), offered, attended, provider=key_of("vocational"))
    situation = replace(
        situation_of(case("Full time in alternative provision, on a mainstream school’s roll"))
    )
    placed = replace(
        situation.placements[0], provider=replace(situation.placements[0].provider, key=told.provider)
    )
    answer = assess(replace(situation, placements=(placed,), weeks=(told,)), TODAY)
    assert sentence(answer).endswith(f"in the week of 16 November 2026 {said}")


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 22), "1 day overdue"),
        (date(2026, 11, 1), "22 days overdue"),
        (TODAY, "today"),
        (date(2026, 11, 24), "in 1 day"),
        (date(2027, 1, 5), "in 43 days"),
    ],
)
def test_how_far_a_date_is(day: date, said: str) -> None:
    assert due_words(day, TODAY) == said


class TestWeeks:
    @pytest.fixture
    def part_time(self) -> Situation:
        """Ten hours a week from 28 September, of which the school gave notice."""
        return situation_of(case("A part-time timetable of ten hours of which the school gave notice"))

    def test_they_follow_one_another_to_the_last_complete_one(self, part_time: Situation) -> None:
        weeks = weeks_so_far(part_time, TODAY, date(2026, 9, 28))
        mondays = [week.monday for week in weeks]
        assert mondays[-1] == MONDAY
        assert mondays == [mondays[0] + timedelta(days=7 * place) for place in range(len(mondays))]
        assert mondays[0] == date(2026, 9, 7), "three weeks before the child came on the list"

    def test_a_year_is_enough(self, part_time: Situation) -> None:
        assert len(weeks_so_far(part_time, TODAY, date(2020, 1, 1))) == MOST_WEEKS

    def test_without_a_first_day_the_school_year_so_far(self, part_time: Situation) -> None:
        assert weeks_so_far(part_time, TODAY, None)[0].monday == date(2026, 8, 31)

    def test_from_the_first_week_that_anybody_told_of(self, part_time: Situation) -> None:
        told = HoursOfWeek(date(2026, 6, 1), NotKnown(), NotKnown(), NotKnown(), school=key_of("mainstream"))
        weeks = weeks_so_far(replace(part_time, weeks=(told,)), TODAY, date(2026, 9, 28))
        assert weeks[0].monday == date(2026, 6, 1)

    def test_no_week_before_birth(self, part_time: Situation) -> None:
        young = replace(part_time, date_of_birth=Known(date(2026, 10, 14)))
        assert weeks_so_far(young, TODAY, date(2026, 9, 28))[0].monday == date(2026, 10, 12)

    def test_a_holiday_is_closed_and_a_short_week_has_less_full_time(self, part_time: Situation) -> None:
        assert week_of(part_time, date(2026, 10, 26)).is_closed
        assert week_of(part_time, MONDAY).full_time == 24
        holiday = week_of(part_time, date(2027, 5, 3))
        assert holiday.full_time == Decimal("19.2"), "the May bank holiday"

    def test_what_was_told_of_a_week_is_of_that_week(self, part_time: Situation) -> None:
        [notice] = part_time.notices
        told = HoursOfWeek(MONDAY, NotKnown(), Known(Decimal(9)), Known(Decimal(4)), school=notice.school)
        situation = replace(part_time, weeks=(told,))
        week = week_of(situation, MONDAY)
        assert (week.offered, week.attended) == (Known(Decimal(9)), Known(Decimal(4)))
        assert isinstance(week_of(situation, date(2026, 11, 9)).attended, NotKnown)

    def test_a_clinicians_limit_is_full_time_for_who_may_know_it(self) -> None:
        situation = situation_of(case("Home tuition for eight hours, the most that the clinician allows"))
        assert week_of(situation, MONDAY).full_time == 8
        assert week_of(situation, MONDAY, by_clinician=False).full_time == 24

    @pytest.mark.parametrize("one", cases(), ids=lambda one: one.situation)
    def test_where_no_calendar_speaks_the_usual_terms_are_taken(self, one: Case) -> None:
        situation = replace(situation_of(one), calendar=SchoolCalendar(()))
        assert not week_of(situation, date(2010, 6, 7)).is_closed
        assert week_of(situation, date(2010, 8, 9)).is_closed
