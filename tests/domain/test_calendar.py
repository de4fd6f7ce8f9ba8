"""School calendars: what a school day is, counting in them, and silence where nobody told the terms."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.calendar import CalendarGap, SchoolCalendar, Term, assumed_calendar
from sightline.domain.periods import Period
from sightline.domain.school_age import SchoolYear

TERMS = (
    Term("Autumn term", Period(date(2026, 9, 2), date(2026, 10, 24))),
    Term("Autumn term", Period(date(2026, 11, 2), date(2026, 12, 19))),
    Term("Spring term", Period(date(2027, 1, 4), date(2027, 2, 13))),
    Term("Spring term", Period(date(2027, 2, 22), date(2027, 3, 25))),
    Term("Summer term", Period(date(2027, 4, 12), date(2027, 5, 29))),
    Term("Summer term", Period(date(2027, 6, 7), date(2027, 7, 22))),
)
TRAINING_DAY = date(2026, 11, 23)
CALENDAR = SchoolCalendar(TERMS, frozenset({TRAINING_DAY, date(2027, 5, 3)}))
YEAR = SchoolYear(2026).period
DAYS = st.dates(date(2026, 9, 1), date(2027, 8, 31))


def is_school_day_by_hand(day: date) -> bool:
    in_term = any(term.period.contains(day) for term in TERMS)
    return in_term and day.weekday() < 5 and day not in CALENDAR.closures


class TestSchoolDays:
    @pytest.mark.parametrize(
        ("day", "is_one"),
        [
            (date(2026, 9, 1), False),
            (date(2026, 9, 2), True),
            (date(2026, 9, 5), False),
            (date(2026, 10, 23), True),
            (date(2026, 10, 28), False),
            (TRAINING_DAY, False),
            (date(2026, 11, 24), True),
            (date(2027, 5, 3), False),
            (date(2027, 7, 21), True),
            (date(2027, 7, 22), False),
            (date(2027, 8, 31), False),
        ],
    )
    def test_a_school_day_is_a_weekday_in_term_on_which_the_school_is_open(self, day, is_one):
        assert CALENDAR.is_school_day(day) == is_one

    @given(DAYS, DAYS)
    def test_counting_agrees_with_the_days_one_by_one(self, start, end):
        by_hand = [
            start + timedelta(days=number)
            for number in range((end - start).days)
            if is_school_day_by_hand(start + timedelta(days=number))
        ]
        assert CALENDAR.count(start, end) == len(by_hand)
        if start < end:
            assert CALENDAR.school_days(Period(start, end)) == by_hand

    def test_school_days_need_a_start_and_an_end(self):
        with pytest.raises(ValueError, match="start and an end"):
            CALENDAR.school_days(Period(date(2026, 9, 2), None))

    def test_a_term_needs_a_start_and_an_end(self):
        with pytest.raises(ValueError, match="start and an end"):
            Term("Autumn term", Period(date(2026, 9, 2), None))


class TestCountingForward:
    @given(DAYS, st.integers(1, 60))
    def test_the_nth_school_day_after_a_day_is_n_school_days_since(self, start, number):
        if CALENDAR.count(start + timedelta(days=1), YEAR.end) < number:
            with pytest.raises(CalendarGap):
                CALENDAR.add_school_days(start, number)
        else:
            found = CALENDAR.add_school_days(start, number)
            assert CALENDAR.is_school_day(found)
            assert CALENDAR.school_days_since(start, found) == number

    def test_the_day_itself_is_not_counted(self):
        assert CALENDAR.add_school_days(date(2026, 11, 3), 1) == date(2026, 11, 4)
        assert CALENDAR.school_days_since(date(2026, 11, 3), date(2026, 11, 3)) == 0

    def test_fifteen_school_days_over_half_term(self):
        assert CALENDAR.add_school_days(date(2026, 10, 12), 15) == date(2026, 11, 9)

    @pytest.mark.parametrize("number", [0, -1])
    def test_fewer_days_than_one_cannot_be_added(self, number):
        with pytest.raises(ValueError, match="at least one"):
            CALENDAR.add_school_days(date(2026, 11, 3), number)

    def test_today_is_not_before_the_day_counted_from(self):
        with pytest.raises(ValueError, match="before the day"):
            CALENDAR.school_days_since(date(2026, 11, 3), date(2026, 11, 2))

    @pytest.mark.parametrize(
        ("start", "sixth"),
        [
            # A Monday: five days of this week, and the next Monday.
            (date(2026, 11, 2), date(2026, 11, 9)),
            # The training day in the middle is no school day.
            (date(2026, 11, 18), date(2026, 11, 26)),
            # From a Saturday the Monday is the first.
            (date(2026, 11, 7), date(2026, 11, 16)),
            # The first day of the year of which anybody has told.
            (date(2026, 9, 1), date(2026, 9, 9)),
        ],
    )
    def test_the_sixth_school_day_counts_the_first(self, start, sixth):
        assert CALENDAR.sixth_school_day(start) == sixth


class TestWeeks:
    @pytest.mark.parametrize(
        ("on", "monday"),
        [
            (date(2026, 11, 16), date(2026, 11, 9)),
            (date(2026, 11, 20), date(2026, 11, 9)),
            # By Saturday the week is over.
            (date(2026, 11, 21), date(2026, 11, 16)),
            (date(2026, 11, 22), date(2026, 11, 16)),
            # Half term has no school day and is passed over.
            (date(2026, 11, 4), date(2026, 10, 19)),
            (date(2027, 8, 31), date(2027, 7, 19)),
        ],
    )
    def test_the_last_complete_week_with_a_school_day(self, on, monday):
        assert CALENDAR.last_complete_week(on) == monday

    @pytest.mark.parametrize("on", [date(2026, 9, 3), date(2026, 9, 4), date(2028, 1, 10)])
    def test_it_is_not_known_where_the_calendar_is_silent(self, on):
        assert CALENDAR.last_complete_week(on) is None

    @pytest.mark.parametrize(
        ("monday", "days"),
        [(date(2026, 11, 16), 5), (TRAINING_DAY, 4), (date(2026, 10, 26), 0), (date(2027, 7, 19), 3)],
    )
    def test_open_days_in_a_week(self, monday, days):
        assert CALENDAR.open_days_in_week(monday) == days

    def test_a_week_begins_on_a_monday(self):
        with pytest.raises(ValueError, match="Monday"):
            CALENDAR.open_days_in_week(date(2026, 11, 17))


class TestTerms:
    @pytest.mark.parametrize(
        ("day", "term"),
        [
            (date(2026, 9, 2), Period(date(2026, 9, 2), date(2026, 12, 19))),
            (date(2026, 10, 28), Period(date(2026, 9, 2), date(2026, 12, 19))),
            (date(2026, 12, 25), None),
            (date(2027, 2, 1), Period(date(2027, 1, 4), date(2027, 3, 25))),
        ],
    )
    def test_a_term_is_both_its_halves_and_the_half_term_holiday(self, day, term):
        assert CALENDAR.term_on(day) == term

    def test_terms_of_two_years_that_share_a_name_are_two(self):
        both = CALENDAR.completed(Period(YEAR.start, SchoolYear(2027).period.end))
        assert both.term_on(date(2026, 9, 10)) == Period(date(2026, 9, 2), date(2026, 12, 19))
        assert both.term_on(date(2027, 9, 10)).start == date(2027, 9, 1)

    def test_a_term_that_begins_in_august_belongs_to_the_year_it_ends_in(self):
        assert Term("Autumn term", Period(date(2026, 8, 26), date(2026, 10, 17))).school_year == SchoolYear(
            2026
        )


class TestSilence:
    def test_terms_of_a_whole_year_speak_of_all_of_it(self):
        assert CALENDAR.covers(YEAR.start)
        assert CALENDAR.covers(date(2027, 8, 31))
        assert not CALENDAR.covers(date(2026, 8, 31))
        assert not CALENDAR.covers(YEAR.end)

    def test_terms_that_stop_before_june_speak_only_until_they_end(self):
        autumn_alone = SchoolCalendar(TERMS[:2])
        assert autumn_alone.covers(date(2026, 9, 1))
        assert autumn_alone.covers(date(2026, 12, 18))
        assert not autumn_alone.covers(date(2026, 12, 19))

    def test_terms_that_begin_after_september_do_not_speak_of_september(self):
        assert not SchoolCalendar(TERMS[2:]).covers(date(2026, 9, 15))

    def test_a_term_from_august_on_is_covered_from_its_first_day(self):
        august = SchoolCalendar((Term("Autumn term", Period(date(2026, 8, 26), date(2026, 10, 17))),))
        assert august.is_school_day(date(2026, 8, 26))
        assert not august.covers(date(2026, 8, 25))

    @pytest.mark.parametrize(
        "ask",
        [
            lambda calendar: calendar.is_school_day(date(2025, 11, 3)),
            lambda calendar: calendar.count(date(2026, 8, 31), date(2026, 9, 3)),
            lambda calendar: calendar.count(date(2027, 8, 30), date(2027, 9, 2)),
            lambda calendar: calendar.school_days(Period(date(2025, 9, 1), date(2026, 9, 1))),
            lambda calendar: calendar.add_school_days(date(2026, 8, 1), 3),
            lambda calendar: calendar.open_days_in_week(date(2026, 8, 31)),
            lambda calendar: calendar.term_on(date(2025, 11, 3)),
        ],
    )
    def test_what_the_calendar_does_not_speak_of_is_an_error_and_never_a_holiday(self, ask):
        with pytest.raises(CalendarGap):
            ask(CALENDAR)

    def test_nothing_between_a_day_and_itself_needs_no_calendar(self):
        assert CALENDAR.count(date(2020, 1, 6), date(2020, 1, 6)) == 0


class TestAnEstablishmentsOwn:
    def test_its_closures_lie_over_the_authoritys(self):
        own = CALENDAR.with_closures({date(2026, 11, 24)})
        assert not own.is_school_day(date(2026, 11, 24))
        assert not own.is_school_day(TRAINING_DAY)
        assert CALENDAR.is_school_day(date(2026, 11, 24))

    def test_its_terms_stand_in_place_of_the_authoritys_in_their_year_alone(self):
        authority = CALENDAR.completed(Period(YEAR.start, SchoolYear(2027).period.end))
        whole_year = (Term("Year", Period(date(2026, 8, 31), date(2027, 7, 17))),)
        own = authority.with_closures(terms=whole_year)
        assert own.is_school_day(date(2026, 10, 28))
        assert not own.is_school_day(date(2027, 7, 20))
        assert not own.is_school_day(TRAINING_DAY)
        autumn_after = Period(date(2027, 9, 1), date(2027, 12, 31))
        assert own.school_days(autumn_after) == authority.school_days(autumn_after)

    def test_terms_of_its_own_are_no_longer_assumed(self):
        fall_back = assumed_calendar(SchoolYear(2026))
        own = fall_back.with_closures(terms=TERMS)
        assert not own.is_assumed(date(2026, 11, 2))
        assert fall_back.with_closures({TRAINING_DAY}).is_assumed(date(2026, 11, 2))

    def test_what_it_did_not_tell_stays_assumed(self):
        fall_back = assumed_calendar(SchoolYear(2026)).completed(SchoolYear(2027).period)
        own = fall_back.with_closures(terms=TERMS)
        assert not own.is_assumed(date(2026, 11, 2))
        assert own.is_assumed(date(2027, 11, 2))


class TestAssumed:
    @given(st.integers(2000, 2060).map(SchoolYear))
    def test_a_fall_back_year_has_about_as_many_school_days_as_the_law_asks(self, school_year):
        calendar = assumed_calendar(school_year)
        start, end = school_year.period.start, school_year.period.end
        assert 190 <= calendar.count(start, end) <= 200
        assert calendar.assumed
        assert calendar.is_assumed(start)

    def test_completing_keeps_what_was_told_and_marks_the_rest(self):
        longer = CALENDAR.completed(Period(date(2025, 9, 1), date(2028, 9, 1)))
        assert longer.school_days(YEAR) == CALENDAR.school_days(YEAR)
        assert [longer.is_assumed(date(year, 11, 3)) for year in (2025, 2026, 2027)] == [True, False, True]
        assert not longer.assumed
        assert not longer.is_school_day(date(2026, 5, 4))

    def test_a_year_told_in_part_is_filled_up_where_it_was_silent(self):
        filled = SchoolCalendar(TERMS[2:4]).completed(YEAR)
        assert filled.is_school_day(date(2026, 9, 3))
        assert filled.is_school_day(date(2027, 1, 4))
        assert not filled.is_school_day(date(2027, 2, 15))
        assert filled.is_school_day(date(2027, 6, 8))
        assert filled.is_assumed(date(2026, 9, 3))

    def test_completing_what_is_complete_changes_nothing(self):
        assert CALENDAR.completed(YEAR) == CALENDAR

    def test_only_a_bounded_period_can_be_completed(self):
        with pytest.raises(ValueError, match="start and an end"):
            CALENDAR.completed(Period(None, date(2027, 9, 1)))
