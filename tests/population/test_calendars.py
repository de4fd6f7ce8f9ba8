"""School calendars made from what was told: the authority's, a school's own over it, and the usual terms elsewhere."""

from datetime import date

from sightline.domain.periods import Period
from sightline.population.calendars import Entry, authority_calendar, school_calendar, window_around

WINDOW = window_around(date(2026, 11, 23))
TERM = Entry("term", "Autumn term", Period(date(2026, 9, 2), date(2026, 12, 19)))
HALF_TERM = Entry("half term", "", Period(date(2026, 10, 26), date(2026, 10, 31)))


def test_the_window_holds_two_school_years_before_and_the_next():
    assert Period(date(2024, 9, 1), date(2028, 9, 1)) == WINDOW


def test_a_term_as_told_without_its_half_term_and_its_training_days():
    training = Entry("training day", "", Period(date(2026, 11, 2), date(2026, 11, 3)))
    calendar = authority_calendar([TERM, HALF_TERM, training], WINDOW)
    closed = [date(2026, 9, 1), date(2026, 10, 28), date(2026, 11, 2), date(2026, 12, 21)]
    assert not any(calendar.is_school_day(day) for day in closed)
    assert calendar.is_school_day(date(2026, 9, 2)) and calendar.is_school_day(date(2026, 11, 3))


def test_where_nothing_was_told_the_usual_terms_are_assumed():
    calendar = authority_calendar([TERM], WINDOW)
    assert calendar.is_assumed(date(2025, 11, 24))
    assert authority_calendar([], WINDOW).assumed


def test_bank_holidays_are_no_school_days_in_a_term_as_told():
    summer = Entry("term", "Summer term", Period(date(2027, 4, 12), date(2027, 7, 22)))
    assert not authority_calendar([summer], WINDOW).is_school_day(date(2027, 5, 3))


def test_a_schools_closure_lies_over_the_authoritys_terms():
    authority = authority_calendar([TERM], WINDOW)
    school = school_calendar(
        authority, [Entry("closure", "", Period(date(2026, 11, 23), date(2026, 11, 24)))]
    )
    assert authority.is_school_day(date(2026, 11, 23)) and not school.is_school_day(date(2026, 11, 23))
    assert school.is_school_day(date(2026, 11, 24))


def test_a_half_term_at_the_edge_of_a_term_shortens_it():
    edge = Entry("half term", "", Period(date(2026, 12, 14), date(2026, 12, 19)))
    calendar = authority_calendar([TERM, edge], WINDOW)
    assert not calendar.is_school_day(date(2026, 12, 15)) and calendar.is_school_day(date(2026, 12, 11))
