"""School days without full-time education over a child's life: what nobody told of is neither with nor without."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.known import Known, NotKnown
from sightline.domain.periods import Period
from sightline.population.calendars import authority_calendar
from sightline.population.day_view import age_period, calendar_over
from sightline.population.situation import (
    Circumstance,
    Excluded,
    HoursOfWeek,
    Noticed,
    OnRoll,
    Placed,
    ProvidedBy,
    Residence,
    School,
    Situation,
)
from sightline.population.time_without import TimeWithout, kind_of_day, time_without
from tests.population.situations import days, situations

WINDOW = Period(date(2016, 9, 1), date(2028, 9, 1))
PRIMARY = School(1, "900001", "A primary school", "mainstream")
SECONDARY = School(2, "900002", "A secondary school", "mainstream")
TUTORS = ProvidedBy(1, "", "Tutors", "home-tuition")
BORN = date(2011, 5, 5)
YEAR_11 = date(2026, 11, 23)


def situation(**facts) -> Situation:
    """A child in Year 11 of whom nothing else is told."""
    made = Situation(home="999", calendar=authority_calendar((), WINDOW), date_of_birth=Known(BORN))
    return replace(made, **facts)


def counted(made: Situation, on: date = YEAR_11) -> TimeWithout:
    found = time_without(made, on)
    assert isinstance(found, TimeWithout)
    return found


def on_roll(school: School, start: date, end: date | None = None, **more) -> OnRoll:
    return OnRoll(school, Period(start, end), **more)


def test_a_child_of_whom_nobody_told_anything_has_no_day_that_is_known():
    found = counted(situation())
    assert (found.since, found.before) == (age_period(BORN).start, YEAR_11 + timedelta(days=1))
    assert found.school_days == found.not_known > 1_900
    assert found.last_full_time is None


def test_the_pupil_of_year_11_who_has_had_no_full_time_since_year_3():
    """Ofsted's report of 2013: off roll in the summer of Year 3, eight hours with tutors since, elsewhere at first."""
    left = date(2019, 7, 1)
    found = counted(
        situation(
            rolls=(on_roll(PRIMARY, date(2016, 9, 1), left),),
            placements=(
                Placed(TUTORS, Period(left, None), hours=Known(Decimal(8)), arranged_by="authority"),
            ),
            residences=(
                Residence(
                    "998", Period(None, date(2024, 9, 1)), received_at=datetime(2024, 9, 1, tzinfo=UTC)
                ),
                Residence(
                    "999", Period(date(2024, 9, 1), None), received_at=datetime(2024, 9, 1, tzinfo=UTC)
                ),
            ),
        )
    )
    assert found.last_full_time == date(2019, 6, 28)
    assert found.without > 7 * 180
    assert found.weeks_without == found.without // 5
    assert (found.at_home, found.not_known) == (0, 0)


def test_a_time_between_two_known_points_of_which_nobody_told_is_not_known():
    came_back = date(2025, 9, 1)
    moved = on_roll(PRIMARY, date(2016, 9, 1), date(2023, 7, 20), destination="another area")
    made = situation(rolls=(moved, on_roll(SECONDARY, came_back)))
    assert kind_of_day(made, date(2024, 3, 4)) == "not known"
    found = counted(made)
    assert (found.without, found.last_full_time) == (0, YEAR_11)
    assert 2 * 180 < found.not_known < 2 * 200


def test_a_child_who_is_known_to_be_on_no_roll_had_none():
    left = on_roll(PRIMARY, date(2016, 9, 1), date(2026, 10, 5))
    found = counted(situation(rolls=(left,)))
    assert (found.without, found.last_full_time) == (31, date(2026, 10, 2))


def test_part_time_is_not_full_time_and_rarely_there_is_not_known():
    since = Period(date(2026, 11, 2), None)
    rolls = (on_roll(SECONDARY, date(2016, 9, 1)),)
    notice = Noticed("part-time", since, SECONDARY.key, hours=Known(Decimal(10)))
    assert kind_of_day(situation(rolls=rolls, notices=(notice,)), YEAR_11) == "without"
    rarely = Circumstance("low-attendance-plan", since)
    assert kind_of_day(situation(rolls=rolls, circumstances=(rarely,)), YEAR_11) == "not known"
    excluded = Excluded("PERM", SECONDARY.key, since)
    assert kind_of_day(situation(rolls=rolls, exclusions=(excluded,)), YEAR_11) == "without"
    assert kind_of_day(situation(rolls=rolls), YEAR_11) == "full time"


def test_home_education_is_counted_apart_until_it_is_found_unsuitable():
    home = Circumstance("home-education", Period(date(2024, 9, 1), None))
    assert kind_of_day(situation(circumstances=(home,)), YEAR_11) == "at home"
    unsuitable = replace(home, suitability="unsuitable")
    assert kind_of_day(situation(circumstances=(unsuitable,)), YEAR_11) != "at home"
    assert counted(situation(circumstances=(home,))).at_home > 380


def test_what_a_provider_told_of_one_week_counts_for_that_week():
    told = HoursOfWeek(
        date(2026, 11, 9), Known(Decimal(26)), NotKnown("not told"), NotKnown("not told"), provider=1
    )
    made = situation(
        placements=(Placed(TUTORS, Period(date(2026, 10, 5), None), arranged_by="authority"),), weeks=(told,)
    )
    said = [kind_of_day(made, date(2026, 11, day)) for day in (6, 9, 13, 16)]
    assert said == ["not known", "full time", "full time", "not known"]
    assert counted(made).full_time == 5


def test_without_a_birthday_or_before_school_age_there_are_no_days_to_count():
    assert time_without(situation(date_of_birth=NotKnown("not told")), YEAR_11) == NotKnown(
        "the date of birth is not known"
    )
    assert time_without(situation(), date(2015, 9, 1)) == NotKnown(
        "the child is not yet of compulsory school age"
    )


@given(situations, days)
def test_every_school_day_of_school_age_is_counted_once(made: Situation, on: date):
    found = time_without(made, on)
    if isinstance(found, NotKnown):
        return
    life = Period(found.since, found.before)
    school_days = calendar_over(made.calendar, life).school_days(life)
    assert found.school_days == len(school_days)
    assert (found.last_full_time is None) == (found.full_time == 0)


@given(st.data(), situations, days)
def test_a_day_is_counted_as_what_it_was(data: st.DataObject, made: Situation, on: date):
    """Counting day by day gives what counting by stretches does, on any few weeks."""
    found = time_without(made, on)
    if isinstance(found, NotKnown):
        return
    earlier = time_without(made, on - timedelta(days=data.draw(st.integers(1, 15))))
    if isinstance(earlier, NotKnown):
        return
    between = Period(earlier.before, found.before) if earlier.before < found.before else None
    last = [] if between is None else calendar_over(made.calendar, between).school_days(between)
    kinds = [kind_of_day(made, day) for day in last]
    assert found.without - earlier.without == kinds.count("without")
    assert found.full_time - earlier.full_time == kinds.count("full time")
