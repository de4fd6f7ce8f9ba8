"""What waits and what settles it; which file comes before which, and whose it is."""

import pytest
from django.core.exceptions import PermissionDenied

from sightline.access.models import Account, Change, RoleHeld
from sightline.access.viewer import viewer_for
from sightline.intake.models import IntakeRun, StagedRow
from sightline.intake.queries import rows_that_wait
from sightline.intake.services import open_files, take
from sightline.intake.staging import Overtaken
from sightline.record.models import Delivery, Registration, Source
from tests.intake.rows import ELIZABETH, TOMASZ, excluded, on_roll, with_provider


class TestHeldBack:
    def test_good_rows_do_not_wait_and_the_bad_one_keeps_what_was_sent(self, take_rows, officer):
        outcome = take_rows(
            "school-roll", [on_roll(ELIZABETH), on_roll({**TOMASZ, "Date of birth": "31/02/2014"})]
        )

        [waiting] = rows_that_wait(officer)
        assert (outcome.taken, outcome.quarantined) == (1, 1)
        assert (waiting.row, waiting.problems[0]["column"]) == (3, "Date of birth")
        assert StagedRow.objects.get().values["date_of_birth"] == "31/02/2014"

    def test_a_mended_row_settles_what_waited(self, take_rows, officer):
        take_rows("exclusions", [excluded(ELIZABETH, Sessions="some")])
        take_rows("exclusions", [excluded(ELIZABETH, Sessions="6"), excluded(TOMASZ)])

        assert not rows_that_wait(officer)
        settled = StagedRow.objects.get()
        assert (settled.state, settled.values) == ("settled", {})

    def test_a_row_sent_again_unmended_waits_once(self, take_rows, officer):
        broken = excluded({**ELIZABETH, "Pupil ID": "", "UPN": "", "Date of birth": "soon"})
        take_rows("exclusions", [broken])
        take_rows("exclusions", [broken, excluded(TOMASZ)])

        assert len(rows_that_wait(officer)) == 1

    def test_a_schools_next_full_file_settles_all_that_waited_of_it(self, take_rows, officer):
        nobody = on_roll({**TOMASZ, "Pupil ID": "", "Legal surname": ""})
        take_rows("school-roll", [on_roll(ELIZABETH), nobody])
        take_rows("school-roll", [on_roll(ELIZABETH)])

        assert not rows_that_wait(officer)

    def test_rows_wait_by_feed_and_the_longest_waiting_first(self, take_rows, officer):
        take_rows("school-roll", [on_roll(TOMASZ, Date_of_entry="soon")], received="2026-11-09")
        take_rows("exclusions", [excluded(ELIZABETH, Sessions="some")], received="2026-11-02")

        assert [row.feed for row in rows_that_wait(officer)] == ["exclusions", "school-roll"]
        assert [row.feed for row in rows_that_wait(officer, feed="school-roll")] == ["school-roll"]

    def test_a_row_that_waited_for_its_school_is_taken_when_the_school_is_known(self, take_rows, officer):
        rows = [on_roll(ELIZABETH), on_roll(TOMASZ, School="990009")]
        assert take_rows("school-roll", rows, source="Ambershire MIS").quarantined == 1
        register = {"URN": "990009", "LA (code)": "999", "EstablishmentName": "New School"}
        take_rows("schools-register", [register])

        outcome = take_rows("school-roll", rows, source="Ambershire MIS")

        assert (outcome.taken, outcome.unchanged, outcome.quarantined) == (1, 1, 0)
        assert not rows_that_wait(officer)


class TestOrderAndOrigin:
    def test_what_was_sent_earlier_is_refused_after_what_was_sent_later(self, take_rows):
        take_rows("school-roll", [on_roll(ELIZABETH)], received="2026-11-09")

        with pytest.raises(Overtaken, match="later stands"):
            take_rows("school-roll", [on_roll(TOMASZ)], received="2026-11-02")

        assert Delivery.objects.count() == 1

    def test_a_file_taken_before_may_be_given_again_with_its_own_day(self, take_rows):
        first = [on_roll(ELIZABETH)]
        take_rows("school-roll", first, name="october.csv", received="2026-10-05")
        take_rows("school-roll", [on_roll(ELIZABETH, Attends_full_time="no")], received="2026-11-02")

        again = take_rows("school-roll", first, name="october.csv", received="2026-10-05")

        assert (again.rows, again.taken, again.unchanged) == (1, 0, 1)
        assert Registration.objects.get().attends_full_time == "no"

    def test_an_old_state_sent_today_is_what_is_so_today(self, take_rows):
        first = [on_roll(ELIZABETH)]
        take_rows("school-roll", first, received="2026-10-05")
        take_rows("school-roll", [on_roll(ELIZABETH, Attends_full_time="no")], received="2026-11-02")
        outcome = take_rows("school-roll", [on_roll(ELIZABETH, Attends_full_time="")])

        assert outcome.taken == 1
        assert Registration.objects.get().attends_full_time == "not known"

    def test_a_day_still_to_come_is_refused(self, take_rows):
        with pytest.raises(ValueError, match="future"):
            take_rows("school-roll", [on_roll(ELIZABETH)], received="2026-11-24")

    def test_nothing_new_leaves_the_receipt_and_no_change(self, take_rows):
        take_rows("school-roll", [on_roll(ELIZABETH)])
        changes = Change.objects.count()

        take_rows("school-roll", [on_roll(ELIZABETH)])

        assert Change.objects.count() == changes
        assert [run.state for run in IntakeRun.objects.order_by("id")] == ["applied", "unchanged"]

    def test_a_file_of_one_school_is_that_schools_and_of_several_the_authoritys(self, take_rows):
        one = take_rows("school-roll", [on_roll(ELIZABETH)])
        several = take_rows("school-roll", [on_roll(ELIZABETH), on_roll(TOMASZ, School="990004")])
        named = take_rows("school-roll", [on_roll(ELIZABETH)], source="The MIS at Brook")

        assert one.source == "school-990003"
        assert several.source == "authority-school-roll"
        assert named.source == "the-mis-at-brook"
        assert (
            take_rows("school-roll", [on_roll(ELIZABETH)], source="The MIS at Brook").source == named.source
        )

    def test_a_named_source_knows_its_school_or_provider(self, take_rows):
        take_rows("school-roll", [on_roll(ELIZABETH)], source="Brook MIS")
        take_rows("provider-roll", [with_provider(ELIZABETH)], source="Barn spreadsheet")

        assert Source.objects.get(slug="brook-mis").establishment.urn == "990003"
        assert Source.objects.get(slug="barn-spreadsheet").provider.key == "the-barn"

    def test_a_file_of_one_provider_is_that_providers(self, take_rows):
        assert take_rows("provider-roll", [with_provider(ELIZABETH)]).source == "provider-the-barn"

    def test_only_who_may_take_files_does(self, take_rows, tmp_path):
        account = Account.objects.create_account(email="key.worker@example.test", name="A key worker")
        RoleHeld.objects.create(
            account=account,
            role="key-worker",
            scope_kind="locality",
            scope_key="north",
            granted_at=account.created_at,
        )
        (tmp_path / "roll.csv").write_text("School,Legal surname,Legal forename,Date of birth\n")
        [file] = open_files("school-roll", [tmp_path / "roll.csv"])

        with pytest.raises(PermissionDenied):
            take(viewer_for(account), file)
