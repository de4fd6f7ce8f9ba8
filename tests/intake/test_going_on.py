"""A run that was stopped goes on: with the same file, or by itself; nothing is lost, doubled, or seen half done."""

import pytest

from sightline.intake.models import IntakeRun, StagedRow
from sightline.intake.queries import rows_that_wait
from sightline.intake.services import resume, stopped_without_all_rows
from sightline.intake.staging import Overtaken
from sightline.record.models import Child, Delivery, Registration
from tests.intake.conftest import FILES
from tests.intake.rows import ELIZABETH, on_roll

ROLL = FILES / "school-roll" / "clean.csv"
MESSY = FILES / "school-roll" / "messy.csv"


def test_what_is_staged_is_seen_by_nobody(half_done, officer):
    half_done("school-roll", MESSY, staged=True)

    assert StagedRow.objects.filter(state="quarantined").exists()
    assert not rows_that_wait(officer)
    assert not Registration.objects.exists()
    assert not Child.objects.exists()


@pytest.mark.parametrize("staged", [True, False])
def test_the_same_file_goes_on_where_it_stood(half_done, take_file, staged):
    half_done("school-roll", ROLL, staged=staged)
    staged_before = StagedRow.objects.count()

    outcome = take_file("school-roll", ROLL)

    assert staged_before == (4 if staged else 2)
    assert (outcome.rows, outcome.taken) == (4, 4)
    assert Registration.objects.count() == 4
    assert Delivery.objects.count() == IntakeRun.objects.count() == 1


def test_it_keeps_the_day_on_which_it_was_received(half_done, take_file):
    half_done("school-roll", ROLL, staged=True, received="2026-11-02")

    take_file("school-roll", ROLL)

    assert Registration.objects.first().received_at.date().isoformat() == "2026-11-02"


def test_resume_publishes_what_is_staged_and_names_the_rest(half_done, officer):
    half_done("school-roll", ROLL, staged=True)
    half_done("school-roll", MESSY, staged=False)

    [outcome] = resume(officer)

    assert (outcome.file, outcome.taken) == ("clean.csv", 4)
    assert stopped_without_all_rows() == ["messy.csv"]


def test_a_stopped_file_that_was_overtaken_is_refused(half_done, take_rows, take_file, officer):
    half_done("school-roll", ROLL, staged=True, received="2026-11-02")
    take_rows("school-roll", [on_roll(ELIZABETH)], received="2026-11-09")

    with pytest.raises(Overtaken):
        take_file("school-roll", ROLL)
    assert resume(officer) == []
    assert IntakeRun.objects.order_by("id").first().state == "refused"


def test_a_dry_run_of_a_stopped_file_leaves_it_stopped(half_done, take_file):
    half_done("school-roll", ROLL, staged=False)

    assert take_file("school-roll", ROLL, dry_run=True).taken == 4
    assert IntakeRun.objects.get().state == "received"
    assert StagedRow.objects.count() == 2
