"""Why rows wait: which stand together, in which order, and what may be read of them."""

import json

import pytest
from django.core.exceptions import PermissionDenied

from sightline.access.models import Account, RoleHeld
from sightline.access.policy import FieldClass
from sightline.access.viewer import viewer_for
from sightline.cli.main import run
from sightline.cli.outcome import SOMETHING_WAITS
from sightline.intake.as_sent import rows_to_mend
from sightline.intake.causes import cause_called, causes, sees_column
from sightline.intake.registry import feed_called
from tests.intake.rows import ELIZABETH, TOMASZ, ZOE, excluded, on_roll

THREE = (ELIZABETH, TOMASZ, ZOE)


class TestTogether:
    def test_rows_with_the_same_unknown_school_have_one_cause_and_others_their_own(self, take_rows, officer):
        rows = [excluded(child, School="SCH7") for child in THREE]
        take_rows("exclusions", [*rows, excluded(ELIZABETH, School="sch 8")], source="Brook MIS")

        first, second = causes(officer)

        assert (first.rows, first.column, first.value_class) == (
            3,
            "School",
            "a school by the sender's own name",
        )
        assert (first.text, first.place, first.one_mend) == ("SCH7", "school", True)
        assert (second.rows, second.text) == (1, "sch 8")

    def test_capitals_and_spaces_do_not_tell_names_apart(self, take_rows, officer):
        rows = [excluded(ELIZABETH, School="SCH 7"), excluded(TOMASZ, School="Sch  7")]
        take_rows("exclusions", rows, source="Brook MIS")

        assert [cause.rows for cause in causes(officer)] == [2]

    def test_dates_that_cannot_be_read_stand_together_and_are_each_rows_own(self, take_rows, officer):
        rows = [excluded(ELIZABETH, First_day="soon"), excluded(TOMASZ, First_day="later")]
        take_rows("exclusions", rows)

        [cause] = causes(officer)

        assert (cause.rows, cause.text, cause.one_mend, cause.place) == (2, "", False, "")

    def test_a_row_with_two_faults_waits_for_both(self, take_rows, officer):
        take_rows("exclusions", [excluded(ELIZABETH, Sessions="some", First_day="soon")])

        assert {cause.column for cause in causes(officer)} == {"Sessions", "First day"}

    def test_a_warning_is_no_cause(self, take_rows, officer):
        bad_number = {**ELIZABETH, "UPN": "X1"}
        take_rows("exclusions", [excluded(bad_number), excluded(bad_number, First_day="soon")])

        assert [cause.column for cause in causes(officer)] == ["First day"]

    def test_senders_and_feeds_are_apart(self, take_rows, officer):
        for source in ("Brook MIS", "Ashfield MIS"):
            take_rows("exclusions", [excluded(ELIZABETH, School="SCH7")], source=source)
            take_rows("school-roll", [on_roll(ELIZABETH, School="SCH7")], source=source)

        assert len(causes(officer)) == 4
        assert {cause.feed for cause in causes(officer, source="brook-mis")} == {"exclusions", "school-roll"}
        assert [cause.source for cause in causes(officer, feed="exclusions", source="brook-mis")] == [
            "brook-mis"
        ]

    def test_the_key_is_found_again_and_holds_nothing_of_the_row(self, take_rows, officer):
        take_rows("exclusions", [excluded(ELIZABETH, School="SCH7")], source="Brook MIS")
        [cause] = causes(officer)

        assert cause_called(officer, cause.key) == cause
        assert cause.key.isalnum() and len(cause.key) == 16
        assert cause_called(officer, "0" * 16) is None

    def test_what_is_wrong_with_each_row_is_not_said_of_all(self, take_rows, officer):
        take_rows("exclusions", [excluded(ELIZABETH), excluded(ELIZABETH)])

        [cause] = causes(officer)

        assert (cause.value_class, cause.is_double, cause.message) == ("the same key twice", True, "")

    def test_rows_whose_dates_overlap_stand_side_by_side_and_say_what_overlaps_with_what(
        self, take_rows, officer
    ):
        days = ("02/11/2026", "03/11/2026")
        first, second = ([excluded(child, First_day=day) for child in THREE] for day in days)
        take_rows("exclusions", [*first, *second])

        [cause] = causes(officer)

        assert (cause.rows, cause.overlaps, cause.is_double) == (6, True, False)
        rows = rows_to_mend(officer, cause.row_ids)
        assert [row.number for row in sorted(rows, key=lambda row: cause.row_ids.index(row.id))] == [
            2, 5, 3, 6, 4, 7,
        ]  # fmt: skip
        assert "Row 5 tells of the same thing (exclusion) of the same child" in rows[0].faults[0]

    def test_it_is_one_query_however_many_rows_wait(self, take_rows, officer, django_assert_num_queries):
        take_rows("exclusions", [excluded(child, School="SCH7") for child in THREE], source="Brook MIS")
        with django_assert_num_queries(1):
            causes(officer)
        take_rows("exclusions", [excluded(child, School="SCH8") for child in THREE], source="Ashfield MIS")
        with django_assert_num_queries(1):
            causes(officer)


class TestWhoSees:
    def test_only_who_may_take_files(self, officer):
        account = Account.objects.create_account(email="key.worker@example.test", name="A key worker")
        RoleHeld.objects.create(
            account=account, role="key-worker", scope_kind="authority", granted_at=account.created_at
        )
        with pytest.raises(PermissionDenied):
            causes(viewer_for(account))

    def test_a_column_of_a_class_that_the_role_lacks_is_withheld(self, take_rows, officer, monkeypatch):
        take_rows("part-time", [_part_time(reason="Sleeps badly", school="SCH7")], source="Brook MIS")
        [cause] = causes(officer)
        [row] = rows_to_mend(officer, cause.row_ids)
        assert "Sleeps badly" in {cell.text for cell in row.sent}

        _keep_from(officer, FieldClass.HEALTH, monkeypatch)

        [row] = rows_to_mend(officer, cause.row_ids)
        assert "Sleeps badly" not in {cell.text for cell in row.sent}
        assert [cell.heading for cell in row.sent if cell.withheld] == ["Reason"]

    def test_the_text_that_binds_rows_together_is_of_the_class_of_its_column(
        self, take_rows, officer, monkeypatch
    ):
        take_rows("exclusions", [excluded(ELIZABETH, School="SCH7")], source="Brook MIS")
        _keep_from(officer, FieldClass.EDUCATION, monkeypatch)

        [cause] = causes(officer)

        assert (cause.text, cause.one_mend, cause.rows) == ("", False, 1)

    def test_what_a_feed_has_no_column_for_may_be_of_any_class(self, officer, monkeypatch):
        roll, register = feed_called("school-roll"), feed_called("schools-register")
        assert sees_column(officer, roll, None)

        _keep_from(officer, FieldClass.CRIMINAL, monkeypatch)

        assert not sees_column(officer, roll, None)
        assert sees_column(officer, register, None)


def _part_time(*, reason: str, school: str) -> dict[str, str]:
    row = {"School": school, **ELIZABETH, "Start date": "01/10/2026", "Hours a week": "6"}
    return {**row, "Reason": reason}


def _keep_from(viewer, field_class, monkeypatch) -> None:
    monkeypatch.setattr(viewer, "sees", lambda asked: FieldClass(asked) is not field_class)


class TestAtTheCommandLine:
    def test_each_reason_once_and_no_value_but_the_names_of_places(self, take_rows, officer, capsys):
        rows = [excluded(child, School="SCH7", First_day="soonish") for child in THREE]
        take_rows("exclusions", rows, source="Brook MIS")

        assert run(["quarantine", "--group", "--json"]) == SOMETHING_WAITS

        printed = capsys.readouterr().out
        found = json.loads(printed)
        assert {one["column"]: (one["rows"], one["name"], one["one_mend"]) for one in found} == {
            "School": (3, "SCH7", True),
            "First day": (3, "", False),
        }
        assert "soonish" not in printed

    def test_in_words(self, take_rows, officer, capsys):
        take_rows("exclusions", [excluded(child, School="SCH7") for child in THREE], source="Brook MIS")

        assert run(["quarantine", "--group", "--feed", "exclusions"]) == SOMETHING_WAITS

        printed = capsys.readouterr().out
        assert printed.startswith("3 rows: School, a school by the sender's own name.")
        assert "The school is called “SCH7”." in printed
