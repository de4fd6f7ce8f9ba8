"""The journal of what the list said: added to day by day, and never rewritten."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from sightline.population.integrity import install_integrity
from sightline.population.journal import said_on
from sightline.population.models import StandingPeriod
from sightline.population.projection import rebuild
from sightline.record.door import add, end
from sightline.record.models import Notice, Registration
from tests.population.recording import Recorder


@pytest.fixture
def listed(recorder: Recorder, today) -> int:
    """A child who came on the list on 16 November and left it on the 20th."""
    today("2026-11-16")
    with recorder.writing() as session:
        person = recorder.person(session, date_of_birth=date(2013, 5, 5))
        about = {
            "source_person": person,
            "child": person.child,
            "establishment": recorder.school("mainstream"),
        }
        roll = Registration(**about, status="C", valid_from=date(2024, 9, 1))
        notice = Notice(**about, kind="part-time", valid_from=date(2026, 10, 5))
        add(session, [roll, notice])
    today("2026-11-20")
    with recorder.writing() as session:
        end(session, notice, on=date(2026, 11, 20))
    return person.child_id


def test_what_the_list_said_on_each_day(listed: int):
    assert [bool(said_on(date(2026, 11, day))) for day in (15, 16, 19, 20)] == [False, True, True, False]
    period = said_on(date(2026, 11, 16))[listed]
    assert (period.standing, period.since) == ("on", date(2026, 10, 5))
    assert period.reasons == [["part-time-timetable", "2026-10-05", "education"]]
    assert period.legal["missing-education"] == "no"


def test_making_the_list_anew_says_nothing_new(recorder: Recorder, listed: int):
    before = list(StandingPeriod.objects.values())
    with recorder.writing() as session:
        assert rebuild(session, lambda done: None) == 1
    assert list(StandingPeriod.objects.values()) == before


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda periods: periods.update(standing="off"),
        lambda periods: periods.update(shown_to=date(2026, 12, 24)),
        lambda periods: periods.delete(),
    ],
)
def test_the_database_refuses_to_rewrite_it(listed: int, rewrite):
    with pytest.raises(IntegrityError), transaction.atomic():
        rewrite(StandingPeriod.objects.all())


def test_nothing_is_laid_in_before_the_table_is_there(db, monkeypatch):
    monkeypatch.setattr(StandingPeriod._meta, "db_table", "population_not_yet_there")
    install_integrity()
    with connection.cursor() as cursor:
        assert "population_not_yet_there" not in connection.introspection.table_names(cursor)
