"""One registration that the school's roll and the census both tell of: the roll counts, and the census fills gaps."""

from datetime import date

import pytest

from sightline.domain.periods import Period
from sightline.population.copied_rolls import without_copies
from sightline.population.loading import Loading
from sightline.population.situation import OnRoll, School
from sightline.record.door import add
from sightline.record.models import Registration

ROLL, CENSUS, BY_HAND = "school-roll", "school-census", "by-hand"
BROOK, FORD = School(1, "900001", "Brook", "mainstream"), School(2, "900002", "Ford", "mainstream")
SEPTEMBER, OCTOBER, NOVEMBER = date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1)


def on_roll(
    school: School = BROOK, start: date | None = SEPTEMBER, end: date | None = None, **more
) -> OnRoll:
    return OnRoll(school, Period(start, end), **more)


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        pytest.param(
            [(ROLL, on_roll(end=OCTOBER)), (CENSUS, on_roll())],
            [on_roll(end=OCTOBER)],
            id="who left after the census has left",
        ),
        pytest.param(
            [(CENSUS, on_roll()), (ROLL, on_roll(end=OCTOBER))],
            [on_roll(end=OCTOBER)],
            id="in whichever order they came",
        ),
        pytest.param(
            [(ROLL, on_roll()), (CENSUS, on_roll(full_time="no", year_group="8"))],
            [on_roll(full_time="no", year_group="8")],
            id="what the roll leaves open is taken from the census",
        ),
        pytest.param(
            [
                (ROLL, on_roll(full_time="yes", year_group="9")),
                (CENSUS, on_roll(full_time="no", year_group="8")),
            ],
            [on_roll(full_time="yes", year_group="9")],
            id="what the roll says counts",
        ),
        pytest.param(
            [(ROLL, on_roll()), (CENSUS, on_roll(FORD))],
            [on_roll(), on_roll(FORD)],
            id="two schools are two registrations",
        ),
        pytest.param(
            [(ROLL, on_roll(end=OCTOBER)), (CENSUS, on_roll(start=NOVEMBER))],
            [on_roll(end=OCTOBER), on_roll(start=NOVEMBER)],
            id="a later registration at the same school is another",
        ),
        pytest.param([(CENSUS, on_roll())], [on_roll()], id="the census alone counts"),
        pytest.param(
            [(BY_HAND, on_roll()), (CENSUS, on_roll())],
            [on_roll(), on_roll()],
            id="what an officer was told is nobody's original",
        ),
    ],
)
def test_what_counts(told, kept):
    assert without_copies(told) == kept


def test_from_the_record_a_part_time_child_is_not_on_two_rolls(recorder, today):
    today("2026-11-23")
    with recorder.writing() as session:
        first = recorder.person(session, date_of_birth=date(2013, 5, 5))
        second = recorder.person(
            session, first.child, source="census", feed=CENSUS, date_of_birth=date(2013, 5, 5)
        )
        school = recorder.school("mainstream")
        for person, full_time in ((first, "not known"), (second, "no")):
            roll = Registration(
                source_person=person,
                child=first.child,
                establishment=school,
                status="C",
                attends_full_time=full_time,
                valid_from=SEPTEMBER,
            )
            add(session, [roll])

    [loaded] = Loading(date(2026, 11, 23)).children([first.child_id])

    [roll] = loaded.situation.rolls
    assert (roll.school.key, roll.full_time) == (school.pk, "no")
