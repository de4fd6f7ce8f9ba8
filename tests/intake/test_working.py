"""The job: a dropped file is in the record, tried, or refused in plain words; a killed one goes on; nothing leaks."""

import json
import os
import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import DataError
from django_tasks_db.models import DBTaskResult

from sightline.access.models import RoleHeld
from sightline.access.viewer import viewer_for
from sightline.intake import working
from sightline.intake.models import IntakeRun, ReceivedFile, StagedRow
from sightline.intake.receiving import take_now, try_again
from sightline.intake.working import take_up_stopped, work
from sightline.record.models import Child, Delivery, Registration
from tests.intake.conftest import FILES
from tests.intake.dropping import dropped, run_jobs, table
from tests.intake.rows import ELIZABETH, TOMASZ, ZOE, on_roll
from tests.web.made_up_authority import somebody

TWO = ("roll.csv", table(on_roll(ELIZABETH), on_roll(TOMASZ)))
MESSY = ("messy.csv", (FILES / "school-roll" / "messy.csv").read_bytes())


def worked(viewer, *files, **asked) -> ReceivedFile:
    """The first of files that were dropped in, after every job has run."""
    [file, *_] = dropped(viewer, *files, **asked)
    run_jobs()
    file.refresh_from_db()
    return file


def test_its_rows_are_in_the_record_in_the_name_of_who_dropped_it(officer):
    file = worked(officer, TWO)

    assert (file.state, file.message, bytes(file.content)) == ("done", "", b"")
    assert (file.run.counts["taken"], file.run.counts["new_children"]) == (2, 2)
    change = Registration.objects.first().change
    assert (change.actor, change.role, change.told_how) == (officer.account, officer.role.slug, "file")


def test_it_is_written_as_whom_the_rows_show_or_as_who_is_named(officer):
    assert worked(officer, TWO).run.delivery.source.slug == "school-990003"
    named = worked(officer, ("other.csv", table(on_roll(ZOE))), source_name="Admissions team")
    assert named.run.delivery.source.title == "Admissions team"


def test_rows_that_wait_are_counted_and_kept(officer):
    file = worked(officer, MESSY)

    assert file.run.counts["quarantined"] == StagedRow.objects.filter(state="quarantined").count() > 0


def test_the_same_file_again_is_told_and_changes_nothing(officer):
    worked(officer, TWO, received_on=date(2026, 11, 2))
    worked(officer, ("later.csv", table(on_roll(ELIZABETH))), received_on=date(2026, 11, 9))
    before = Registration.versions.count()

    again = worked(officer, TWO, received_on=date(2026, 11, 2))

    assert (again.state, again.message) == (
        "done",
        "This very file was taken in before. Nothing was changed.",
    )
    assert Registration.versions.count() == before


def test_a_file_that_was_overtaken_is_refused_and_kept(officer):
    worked(officer, ("later.csv", table(on_roll(ELIZABETH))), received_on=date(2026, 11, 9))

    file = worked(officer, TWO, received_on=date(2026, 11, 2))

    assert file.state == "refused"
    assert "sent later is in the record already" in file.message
    assert bytes(file.content) == TWO[1]


def test_files_are_read_in_the_order_in_which_they_were_dropped(officer):
    files = dropped(officer, TWO, ("roll-2.csv", table(on_roll(ELIZABETH))))
    run_jobs()

    runs = [ReceivedFile.objects.get(pk=file.pk).run for file in files]
    assert runs[0].finished_at < runs[1].finished_at
    assert [run.counts["gone"] for run in runs] == [0, 1]


def test_a_role_that_has_ended_since_reads_nothing(officer):
    colleague = viewer_for(somebody("data-officer"))
    [file] = dropped(colleague, TWO)
    RoleHeld.objects.filter(account=colleague.account).update(ends_at="2026-11-01T00:00:00Z")

    run_jobs()

    file.refresh_from_db()
    assert file.state == "refused"
    assert "no longer holds the role" in file.message
    assert not Registration.objects.exists()


class TestTrying:
    def test_nothing_is_changed_and_what_would_be_is_told(self, officer):
        file = worked(officer, TWO, dry_run=True)

        assert (file.state, file.outcome["taken"], file.outcome["new_children"]) == ("tried", 2, 2)
        assert file.outcome["differences"]["new child"] == 2
        assert file.differences
        assert not Child.objects.exists()
        assert not Delivery.objects.exists()

    def test_take_it_now_does_what_was_tried(self, officer):
        file = worked(officer, TWO, dry_run=True)
        tried = file.outcome

        take_now(officer, file.pk)
        run_jobs()

        file.refresh_from_db()
        assert (file.state, file.dry_run, file.differences) == ("done", False, [])
        assert {name: tried[name] for name in file.run.counts} == file.run.counts


class TestAFault:
    @pytest.fixture
    def broken(self, officer, monkeypatch) -> ReceivedFile:
        def refuse(*_: object, **__: object) -> None:
            raise DataError("invalid input: Key (surname)=(Ashdown) is wrong")

        monkeypatch.setattr(working, "take", refuse)
        return worked(officer, TWO)

    def test_is_told_in_plain_words_with_where_it_was(self, broken):
        assert broken.state == "refused"
        assert broken.message.startswith("Something went wrong in Sightline")
        assert "DataError in working, line" in broken.message

    def test_leaves_no_value_of_a_row_anywhere(self, broken, caplog):
        [job] = DBTaskResult.objects.values()
        assert job["exception_class_path"] == "sightline.intake.working.WorkStopped"
        told = f"{job} {caplog.text} {broken.message}"
        assert "WorkStopped" in told
        assert "Ashdown" not in told

    def test_can_be_tried_again(self, broken, officer, monkeypatch):
        monkeypatch.undo()
        try_again(officer, broken.pk)
        run_jobs()

        broken.refresh_from_db()
        assert broken.state == "done"


class TestProgress:
    def test_is_counted_while_rows_are_read_and_says_when_they_are_being_written(self, officer, monkeypatch):
        seen = []
        write = working._Progress._write

        def note(progress, **changed):
            write(progress, **changed)
            file = ReceivedFile.objects.get()
            seen.append((file.state, file.rows_read, file.rows_expected, file.run is not None))

        monkeypatch.setattr(working._Progress, "_write", note)
        monkeypatch.setattr("sightline.intake.staging.CHUNK", 1)

        worked(officer, TWO)

        assert seen == [
            ("reading", 0, 2, False),
            ("reading", 1, 2, True),
            ("reading", 2, 2, True),
            ("publishing", 2, 2, True),
        ]


class TestStopped:
    @pytest.fixture
    def half_read(self, officer, half_done, tmp_path) -> ReceivedFile:
        """A file whose worker died when its first rows were read."""
        path = tmp_path / "roll.csv"
        path.write_bytes(table(on_roll(ELIZABETH), on_roll(TOMASZ), on_roll(ZOE)))
        [file] = dropped(officer, (path.name, path.read_bytes()))
        DBTaskResult.objects.get().claim("a worker that died")
        half_done("school-roll", path, staged=False, received="2026-11-23")
        ReceivedFile.objects.update(state="reading", run=IntakeRun.objects.get())
        return file

    def test_goes_on_where_it_stood(self, half_read):
        assert take_up_stopped() == 1
        assert run_jobs() == 1

        half_read.refresh_from_db()
        assert half_read.state == "done"
        assert Registration.objects.count() == 3
        assert IntakeRun.objects.count() == Delivery.objects.count() == 1
        assert list(DBTaskResult.objects.order_by("enqueued_at").values_list("status", flat=True)) == [
            "FAILED",
            "SUCCESSFUL",
        ]

    def test_in_the_record_already_is_done(self, half_read, officer):
        take_up_stopped()
        run_jobs()
        ReceivedFile.objects.update(state="publishing")

        assert take_up_stopped() == 0

        half_read.refresh_from_db()
        assert half_read.state == "done"

    def test_what_waits_in_the_queue_is_queued_once(self, officer):
        dropped(officer, TWO)

        assert take_up_stopped() == 0
        assert DBTaskResult.objects.count() == 1


def test_a_job_for_a_file_that_waits_for_nothing_does_nothing(officer):
    file = worked(officer, TWO)

    assert work.call(file.pk) == "nothing to do"
    assert work.call(file.pk + 1) == "nothing to do"


@pytest.mark.long
def test_a_worker_that_is_killed_loses_nothing(tmp_path: Path) -> None:
    """A process is killed at a statement while it reads a dropped file; the next worker brings it to its end."""
    script = Path(__file__).parent / "kill_worker.py"
    done = subprocess.run(
        [sys.executable, str(script), str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "SIGHTLINE_DATABASE": ""},
    )
    assert done.returncode == 0, done.stderr[-3000:]
    rounds = json.loads(done.stdout)
    assert all(one["died"] for one in rounds)
    for one in rounds:
        assert one == {
            "died": True,
            "states": ["done"],
            "taken": [40],
            "deliveries": 1,
            "registrations": 40,
            "persons": 40,
        }


def test_times_are_those_of_the_clock(officer):
    file = worked(officer, TWO)

    assert isinstance(file.stage_began_at, datetime)
    assert timedelta() <= file.stage_began_at - file.dropped_at < timedelta(minutes=5)
