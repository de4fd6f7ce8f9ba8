"""A school year at a school: whose word its terms and closed days are, and the week that it teaches."""

from datetime import date
from decimal import Decimal

import pytest

from sightline.population.school_year import Run, taught_at, year_at_school
from sightline.record.door import add
from sightline.record.models import CalendarEntry, Establishment, TaughtWeek
from tests.population.recording import Recorder

ON = date(2026, 11, 23)
AUTUMN = (date(2026, 9, 2), date(2026, 12, 19))
OWN_AUTUMN = (date(2026, 9, 7), date(2026, 12, 12))


def entry(school: Establishment | None, kind: str, days: tuple[date, date], name: str = "") -> CalendarEntry:
    return CalendarEntry(establishment=school, kind=kind, name=name, valid_from=days[0], valid_to=days[1])


@pytest.fixture
def school(recorder: Recorder) -> Establishment:
    return recorder.school("mainstream")


def record(recorder: Recorder, *rows) -> None:
    with recorder.writing() as session:
        session.touch_everybody()
        add(session, list(rows))


def test_without_any_word_the_usual_terms_are_assumed(school: Establishment) -> None:
    year = year_at_school(school.pk, ON)
    assert year.whose_terms == {"assumed"}
    assert [term.name for term in year.terms] == [
        "Autumn term",
        "Autumn term",
        "Spring term",
        "Spring term",
        "Summer term",
        "Summer term",
    ]
    assert 185 < year.school_days < 200
    assert {run.whose for run in year.closed} == {"bank holiday"}


def test_the_authoritys_terms_stand_in_for_a_school_that_told_none(
    recorder: Recorder, school: Establishment
) -> None:
    record(
        recorder,
        entry(None, "term", AUTUMN, "Autumn term"),
        entry(None, "half term", (date(2026, 10, 26), date(2026, 10, 31)), "Half term"),
        entry(None, "term", (date(2025, 9, 2), date(2025, 12, 19)), "Autumn term"),
        entry(None, "half term", (date(2025, 10, 27), date(2025, 11, 1)), "Half term"),
    )
    year = year_at_school(school.pk, ON)
    assert year.terms[0] == Run("Autumn term", date(2026, 9, 2), date(2026, 12, 18), 73, "the authority")
    assert year.whose_terms == {"the authority", "assumed"}
    assert year.closed[0] == Run("Half term", date(2026, 10, 26), date(2026, 10, 30), 0, "the authority")


def test_a_school_with_terms_of_its_own_is_taken_at_its_word(
    recorder: Recorder, school: Establishment
) -> None:
    record(
        recorder,
        entry(None, "term", AUTUMN, "Autumn term"),
        entry(school, "term", OWN_AUTUMN, "Autumn term"),
        entry(school, "training day", (date(2026, 9, 7), date(2026, 9, 8))),
    )
    year = year_at_school(school.pk, ON)
    assert year.terms[0] == Run("Autumn term", date(2026, 9, 7), date(2026, 12, 11), 69, "the school")
    assert year.closed[0] == Run("Training day", date(2026, 9, 7), date(2026, 9, 7), 0, "the school")


@pytest.mark.parametrize(
    ("lowest", "highest", "stages"),
    [
        (None, None, [1, 2, 3, 4]),
        (4, 11, [1, 2]),
        (11, 16, [3, 4]),
        (16, 19, []),
        (None, 7, [1]),
        (7, None, [2, 3, 4]),
    ],
)
def test_the_key_stages_that_a_school_has(
    school: Establishment, lowest: int | None, highest: int | None, stages: list[int]
) -> None:
    school.lowest_age, school.highest_age = lowest, highest
    assert [one.key_stage for one in taught_at(school, ON)] == stages


def test_the_taught_week_as_told_or_assumed(recorder: Recorder, school: Establishment) -> None:
    since = date(2026, 9, 1)
    record(
        recorder,
        TaughtWeek(establishment=school, key_stage=3, hours=Decimal("26.5"), valid_from=since),
        TaughtWeek(establishment=school, key_stage=4, hours=None, valid_from=since),
    )
    told = {one.key_stage: one for one in taught_at(school, ON)}
    assert (told[3].week.hours, told[3].week.assumed, told[3].since) == (Decimal("26.5"), False, since)
    assert (told[4].week.hours, told[4].week.assumed, told[4].since) == (Decimal(25), True, None)
