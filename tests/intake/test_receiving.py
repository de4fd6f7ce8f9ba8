"""Files dropped in: kept whole, told what they are or asked about, queued with their job, answered, set aside."""

import hashlib
from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django_tasks_db.models import DBTaskResult

from sightline.access.viewer import viewer_for
from sightline.intake import receiving
from sightline.intake.models import ReceivedFile
from sightline.intake.readers import Unreadable
from sightline.intake.receiving import (
    Asked,
    CannotBeKept,
    DealtWith,
    answer,
    drop,
    set_aside,
    take_now,
    try_again,
)
from sightline.intake.registry import feed_called
from sightline.intake.remembering import remember_headings
from sightline.record.models import Registration, Source
from tests.intake.dropping import TODAY, dropped, run_jobs, table
from tests.intake.rows import ELIZABETH, TOMASZ, on_roll
from tests.web.made_up_authority import somebody

ROLL = ("roll.csv", table(on_roll(ELIZABETH), on_roll(TOMASZ)))
UNKNOWN = ("list.csv", b"When;Who\n2026-11-01;somebody\n")
NO_TABLE = ("letter.pdf", b"%PDF-1.7 a letter")


def test_a_certain_file_is_queued_with_its_job_in_the_name_of_who_dropped_it(officer):
    [file] = dropped(officer, ROLL, source_name=" Brook School ")

    assert (file.state, file.feed, file.source_name) == ("queued", "school-roll", "Brook School")
    assert (file.dropped_by, file.queued_by, file.queued_as) == (
        officer.account,
        officer.account,
        officer.role.slug,
    )
    assert bytes(file.content) == ROLL[1]
    assert file.sha256 == hashlib.sha256(ROLL[1]).hexdigest()
    assert [job.args_kwargs["args"] for job in DBTaskResult.objects.all()] == [[file.pk]]


def test_the_queue_holds_no_data_of_a_child(officer):
    dropped(officer, ROLL)

    [job] = DBTaskResult.objects.values()
    assert "Ashdown" not in str(job)
    assert "roll.csv" not in str(job)


def test_what_is_not_certain_waits_for_an_answer_and_what_is_no_table_is_refused_with_the_reason(officer):
    asking, refused = dropped(officer, UNKNOWN, NO_TABLE)

    assert (asking.state, asking.message) == ("asking", "")
    assert refused.state == "refused"
    assert "PDF" in refused.message
    assert not DBTaskResult.objects.exists()


def test_nothing_is_read_into_the_record_while_files_are_dropped(officer):
    dropped(officer, ROLL)

    assert not Registration.objects.exists()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("C:\\Users\\me\\roll.csv", "roll.csv"),
        ("../../etc/roll.csv", "roll.csv"),
        ("", "a file without a name"),
        ("x" * 300 + ".csv", "x" * 255),
    ],
)
def test_the_name_is_kept_without_the_way_to_it(officer, name, kept):
    [file] = dropped(officer, (name, ROLL[1]))

    assert file.file_name == kept


class TestWhatCannotBeKept:
    def test_nothing_at_all(self, officer):
        with pytest.raises(CannotBeKept, match="at least one file"):
            drop(officer, [], Asked(TODAY))

    def test_too_many(self, officer):
        with pytest.raises(CannotBeKept, match="These are 21 files. Choose at most 20"):
            drop(officer, [ROLL] * 21, Asked(TODAY))
        assert not ReceivedFile.objects.exists()

    def test_too_large_and_which(self, officer, monkeypatch):
        monkeypatch.setattr(receiving, "LARGEST_FILE", 100)
        with pytest.raises(CannotBeKept, match="“roll.csv” is larger than"):
            drop(officer, [UNKNOWN, ROLL], Asked(TODAY))
        assert not ReceivedFile.objects.exists()

    def test_on_a_day_to_come(self, officer):
        with pytest.raises(CannotBeKept, match="cannot lie in the future"):
            drop(officer, [ROLL], Asked(date(2026, 11, 24)))

    def test_from_a_sender_without_a_name(self, officer):
        with pytest.raises(CannotBeKept, match="letters or digits"):
            drop(officer, [ROLL], Asked(TODAY, source_name=" !? "))


class TestAnswering:
    def test_who_answers_is_who_it_is_written_for(self, officer):
        colleague = viewer_for(somebody("operational-lead"))
        [file] = dropped(officer, ROLL, dry_run=True)
        run_jobs()

        answer(colleague, file.pk, Asked(TODAY, "school-roll"))
        run_jobs()

        assert Registration.objects.first().change.actor == colleague.account
        file.refresh_from_db()
        assert (file.dropped_by, file.queued_by) == (officer.account, colleague.account)

    def test_what_cannot_be_read_as_that_is_told_at_once_and_nothing_changes(self, officer):
        [file] = dropped(officer, UNKNOWN)

        with pytest.raises(Unreadable):
            answer(officer, file.pk, Asked(TODAY, "school-roll"))

        file.refresh_from_db()
        assert (file.state, file.feed) == ("asking", "")

    def test_a_file_in_the_queue_is_dealt_with(self, officer):
        [file] = dropped(officer, ROLL)

        for press in (take_now, try_again, set_aside):
            with pytest.raises(DealtWith):
                press(officer, file.pk)
        with pytest.raises(DealtWith):
            answer(officer, file.pk, Asked(TODAY, "school-roll"))

    def test_a_file_that_was_overtaken_is_taken_as_one_of_today(self, officer):
        dropped(officer, ("later.csv", table(on_roll(TOMASZ))), received_on=date(2026, 11, 9))
        [file] = dropped(officer, ROLL, received_on=date(2026, 11, 2))
        run_jobs()
        assert ReceivedFile.objects.get(pk=file.pk).state == "refused"

        answer(officer, file.pk, Asked(TODAY, "school-roll"))
        run_jobs()

        assert ReceivedFile.objects.get(pk=file.pk).state == "done"
        assert Registration.objects.count() == 2

    def test_what_was_never_said_cannot_be_tried_again(self, officer):
        [file] = dropped(officer, NO_TABLE)

        with pytest.raises(DealtWith, match="what this file is"):
            try_again(officer, file.pk)

    def test_set_aside_lets_the_content_go_and_keeps_that_it_came(self, officer):
        [file] = dropped(officer, UNKNOWN)

        set_aside(officer, file.pk)

        file.refresh_from_db()
        assert (file.state, bytes(file.content)) == ("set aside", b"")
        assert file.sha256 == hashlib.sha256(UNKNOWN[1]).hexdigest()


@pytest.mark.parametrize("role", ["team-leader", "key-worker", "inspector", "administrator", "school"])
def test_nobody_else_may(officer, role):
    other = viewer_for(somebody(role))
    [file] = dropped(officer, UNKNOWN)

    with pytest.raises(PermissionDenied):
        drop(other, [ROLL], Asked(TODAY))
    with pytest.raises(PermissionDenied):
        answer(other, file.pk, Asked(TODAY, "school-roll"))
    for press in (take_now, try_again, set_aside):
        with pytest.raises(PermissionDenied):
            press(other, file.pk)
    assert ReceivedFile.objects.count() == 1


class TestASheetThatWasExplained:
    SHEET = ("ours.csv", b"Establishment;Family;Given;Born\n990003;Ashdown;Elizabeth;02/04/2013\n")
    MEANS = {"establishment": "school", "family": "surname", "given": "forename", "born": "date_of_birth"}

    @pytest.fixture
    def explained(self, officer):
        source = Source.objects.create(slug="school-990003", title="Brook School", kind="school")
        headings = ["Establishment", "Family", "Given", "Born"]
        remember_headings(
            officer, source, feed_called("school-roll"), headings, self.MEANS, "The school said so."
        )

    def test_is_known_again_with_who_sends_it(self, officer, explained):
        [file] = dropped(officer, self.SHEET)

        assert (file.state, file.feed, file.source_name) == ("queued", "school-roll", "Brook School")
        run_jobs()
        file.refresh_from_db()
        assert (file.message, file.run.counts["taken"]) == ("", 1)
        assert file.run.delivery.source.slug == "school-990003"

    def test_is_asked_about_before(self, officer):
        [file] = dropped(officer, self.SHEET)

        assert file.state == "asking"


class TestFilesOfOneTable:
    """A school census is a file for each table: none of them says anything by itself."""

    ON_ROLL = (
        "pupilonroll.csv",
        b"pupilonrolltableid,pupilonrollorderseqcolumn,nativeid,surname,forename,dob,upn,entrydate,enrolstatus\n"
        b"1,1,4003,Ashdown,Elizabeth,2013-04-02,M999000026001,2024-09-04,C\n",
    )
    EXCLUSIONS = (
        "exclusions.csv",
        b"pupilonrolltableid,termlyexclusionsonrolltableid,termlyexclusionsonrollorderseqcolumn,nativeid,category,startdate,"
        b"sessions\n1,1,1,4003,SUSP,2026-11-16,4\n",
    )

    def test_go_together_as_one(self, officer):
        first, second, roll = dropped(officer, self.ON_ROLL, self.EXCLUSIONS, ROLL)

        assert (first.state, first.feed, first.joined_to) == ("queued", "school-census", None)
        assert second.joined_to == first
        assert (roll.state, roll.feed, roll.joined_to) == ("queued", "school-roll", None)
        assert DBTaskResult.objects.count() == 2

    def test_are_read_and_let_go_together(self, officer):
        first, second = dropped(officer, self.ON_ROLL, self.EXCLUSIONS)

        run_jobs()

        first.refresh_from_db()
        second.refresh_from_db()
        assert (first.state, first.message, second.state) == ("done", "", "done")
        assert bytes(first.content) == bytes(second.content) == b""

    def test_are_answered_once(self, officer):
        _, second = dropped(officer, self.ON_ROLL, self.EXCLUSIONS, dry_run=True)
        run_jobs()

        with pytest.raises(DealtWith):
            take_now(officer, second.pk)

    def test_a_document_and_a_table_beside_it_stay_two(self, officer):
        census = (Path(__file__).parents[1] / "data/intake/social-care/CIN_Census_2026.xml").read_bytes()

        xml, roll, first, second = dropped(officer, ("cin.xml", census), ROLL, self.ON_ROLL, self.EXCLUSIONS)

        assert [file.feed for file in (xml, roll, first)] == ["social-care", "school-roll", "school-census"]
        assert [file.joined_to for file in (xml, roll, first)] == [None, None, None]
        assert second.joined_to == first
        run_jobs()
        assert {ReceivedFile.objects.get(pk=file.pk).state for file in (xml, roll, first)} == {"done"}

    def test_two_files_of_one_kind_stay_two(self, officer):
        both = dropped(officer, ROLL, ("roll-2.csv", table(on_roll(TOMASZ))))

        assert [file.joined_to for file in both] == [None, None]
