"""Mending: what goes into the record, as of when; what waits on, with what was typed; and what is set aside."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from sightline.access.models import Account, Change, RoleHeld
from sightline.access.viewer import viewer_for
from sightline.intake import mending
from sightline.intake.as_sent import rows_to_mend
from sightline.intake.causes import causes
from sightline.intake.mending import Mended, mend, set_aside, take_back
from sightline.intake.models import StagedRow
from sightline.intake.queries import rows_that_wait
from sightline.intake.remembering import ROW, WRONG
from sightline.intake.waiting_file import waiting_file
from sightline.record.door import ChangedMeanwhile
from sightline.record.models import Exclusion, GoneFromFeed, Placement, Registration, SourcePerson
from tests.intake.rows import ELIZABETH, TOMASZ, ZOE, excluded, on_roll, with_provider

OCTOBER, NOVEMBER = "2026-10-05", "2026-11-09"


def waiting() -> list[int]:
    """The ids of the rows that wait, in the order of their files."""
    rows = StagedRow.objects.filter(state="quarantined").order_by("run", "row_number")
    return list(rows.values_list("id", flat=True))


class TestIntoTheRecord:
    def test_a_mended_row_is_in_the_record_and_waits_no_more(self, take_rows, officer):
        take_rows("exclusions", [excluded(ELIZABETH, Sessions="some")], received=OCTOBER)

        outcome = mend(officer, {waiting()[0]: {"sessions": "6"}}, "The school office said so.")

        assert outcome == Mended(taken=1, new_children=1)
        assert Exclusion.objects.get().sessions == 6
        assert not rows_that_wait(officer)

    def test_the_record_learnt_it_now_from_the_sender_in_that_row_of_that_file(self, take_rows, officer):
        take_rows("exclusions", [excluded(ELIZABETH, Sessions="some")], received=OCTOBER, source="Brook MIS")

        mend(officer, {waiting()[0]: {"sessions": "6"}}, "The school office said so.")

        fact = Exclusion.objects.get()
        assert fact.received_at.date() == date(2026, 11, 23)
        assert (fact.delivery.file_name, fact.row_number) == ("file-0.csv", 2)
        assert (fact.change.told_by, fact.change.told_how) == ("Brook MIS", "file")
        assert (fact.change.reason, fact.change.actor) == ("The school office said so.", officer.account)

    def test_what_the_row_held_is_emptied_and_what_was_changed_is_named(self, take_rows, officer):
        take_rows("exclusions", [excluded(ELIZABETH, Sessions="some")])

        mend(officer, {waiting()[0]: {"sessions": "6", "first_day": "16/11/2026"}}, "Told by phone.")

        row = StagedRow.objects.get()
        assert (row.state, row.values, row.cells, row.set_aside) == ("mended", {}, [], {})
        assert row.mended == ["sessions"]
        assert row.settled_by == Change.objects.latest("id")

    def test_what_the_sender_has_said_since_stands(self, take_rows, officer):
        broken = on_roll(ELIZABETH, Attends_full_time="maybe", School="SCH7")
        take_rows("school-roll", [broken], received=OCTOBER, source="Brook MIS")
        take_rows(
            "school-roll",
            [on_roll(ELIZABETH, Attends_full_time="no"), on_roll(TOMASZ)],
            received=NOVEMBER,
            source="Brook MIS",
            name="later.csv",
        )
        # The later file named the same child at the same school and settled the row, so it is brought back.
        StagedRow.objects.update(state="quarantined", values=_as_typed(on_roll(ELIZABETH)))

        outcome = mend(officer, {waiting()[0]: {"school": "990003", "full_time": "yes"}}, "Told by phone.")

        assert (outcome.taken, outcome.unchanged) == (0, 1)
        assert Registration.objects.get(source_person__key="101").attends_full_time == "no"

    def test_nobody_is_gone_because_they_are_not_among_the_mended_rows(self, take_rows, officer):
        rows = [on_roll(ELIZABETH), on_roll(TOMASZ), on_roll(ZOE, Date_of_entry="soon")]
        take_rows("school-roll", rows, received=OCTOBER)

        assert mend(officer, {waiting()[0]: {"first_day": "04/09/2024"}}, "Told by phone.").taken == 1

        assert not GoneFromFeed.objects.exists()
        assert Registration.objects.count() == 3

    def test_a_row_that_says_what_is_known_is_unchanged_and_dealt_with(self, take_rows, officer):
        take_rows("exclusions", [excluded(ELIZABETH), excluded(ELIZABETH, Sessions="6", First_day="soon")])

        outcome = mend(
            officer, {waiting()[0]: {"first_day": "16/11/2026", "sessions": ""}}, "The same once more."
        )

        assert outcome == Mended(unchanged=1)
        assert not rows_that_wait(officer)

    def test_forty_rows_of_several_files_are_mended_in_one_change(self, take_rows, officer):
        for received, child in ((OCTOBER, ELIZABETH), (NOVEMBER, TOMASZ)):
            days = [f"{day}/09/2026" for day in range(10, 15)]
            rows = [excluded(child, Type="odd", First_day=day, Last_day=day) for day in days]
            take_rows("exclusions", rows, received=received, source="Brook MIS")
        [cause] = causes(officer)
        assert cause.one_mend
        before = Change.objects.count()

        outcome = mend(officer, {pk: {"kind": "SUSP"} for pk in cause.row_ids}, "That is what they call it.")

        assert (outcome.taken, outcome.new_children) == (10, 2)
        assert Change.objects.count() == before + 1


class TestWaitsOn:
    def test_what_was_typed_is_kept_beside_what_was_sent_with_what_is_wrong_now(self, take_rows, officer):
        take_rows("exclusions", [excluded(ELIZABETH, Sessions="some", First_day="soon")])

        outcome = mend(officer, {waiting()[0]: {"sessions": "6", "first_day": "later"}}, "A guess.")

        row = StagedRow.objects.get()
        assert outcome == Mended(still_waiting=1)
        assert (row.state, row.values["first_day"], row.values["sessions"]) == ("quarantined", "later", "6")
        assert "some" in row.cells and row.mended == ["sessions", "first_day"]
        assert [problem["column"] for problem in row.problems] == ["First day"]

    def test_nothing_right_writes_no_change(self, take_rows, officer):
        take_rows("exclusions", [excluded(ELIZABETH, Sessions="some")])
        before = Change.objects.count()

        mend(officer, {waiting()[0]: {"sessions": "many"}}, "A guess.")

        assert Change.objects.count() == before

    def test_good_rows_do_not_wait_for_bad_ones(self, take_rows, officer):
        take_rows("exclusions", [excluded(child, Sessions="some") for child in (ELIZABETH, TOMASZ)])
        first, second = waiting()

        outcome = mend(officer, {first: {"sessions": "6"}, second: {"sessions": "?!"}}, "Told by phone.")

        assert (outcome.taken, outcome.still_waiting) == (1, 1)
        assert waiting() == [second]

    def test_control_characters_and_spaces_are_cleaned_like_a_files(self, take_rows, officer):
        take_rows("exclusions", [excluded(ELIZABETH, Sessions="some")])

        assert mend(officer, {waiting()[0]: {"sessions": " 6\x00 "}}, "Told by phone.").taken == 1


class TestDoubles:
    @pytest.fixture
    def doubles(self, take_rows) -> list[int]:
        take_rows("exclusions", [excluded(ELIZABETH, Sessions="6"), excluded(ELIZABETH, Sessions="4")])
        return waiting()

    def test_run_again_together_both_wait(self, doubles, officer):
        assert mend(officer, dict.fromkeys(doubles, {}), "Once more.").still_waiting == 2

    def test_one_of_two_waits_as_long_as_the_other_does(self, doubles, officer):
        outcome = mend(officer, {doubles[0]: {}}, "This one.")

        assert outcome.still_waiting == 1
        assert (
            "Row 3 stands for the same thing" in StagedRow.objects.get(pk=doubles[0]).problems[0]["message"]
        )

    def test_somebody_chooses_one_and_the_other_is_set_aside(self, doubles, officer):
        outcome = mend(officer, {doubles[1]: {}}, "The school says four.", instead_of=[doubles[0]])

        assert outcome.taken == 1
        assert Exclusion.objects.get().sessions == 4
        states = StagedRow.objects.order_by("row_number").values_list("state", flat=True)
        assert list(states) == ["dismissed", "mended"]


class TestTwoAtOnce:
    def test_the_second_of_two_people_finds_the_row_dealt_with(self, take_rows, officer):
        take_rows("exclusions", [excluded(ELIZABETH, Sessions="some")])
        [row] = waiting()
        mend(officer, {row: {"sessions": "6"}}, "Told by phone.")

        outcome = mend(officer, {row: {"sessions": "8"}}, "Told by letter.")

        assert outcome == Mended(dealt_with=1)
        assert Exclusion.objects.get().sessions == 6

    def test_nothing_is_half_applied(self, take_rows, officer, monkeypatch):
        take_rows("exclusions", [excluded(child, Sessions="some") for child in (ELIZABETH, TOMASZ)])
        rows = {pk: {"sessions": "6"} for pk in waiting()}

        def somebody_else(*_):
            raise ChangedMeanwhile("Somebody changed this while you were working on it.")

        monkeypatch.setattr(mending, "_keep_what_waits", somebody_else)
        with pytest.raises(ChangedMeanwhile):
            mend(officer, rows, "Told by phone.")

        assert not SourcePerson.objects.exists()
        assert len(waiting()) == 2


class TestSetAside:
    def test_rows_are_set_aside_with_a_reason_and_can_be_taken_back(self, take_rows, officer):
        take_rows("exclusions", [excluded(ELIZABETH, Sessions="some")])
        [row] = waiting()

        assert set_aside(officer, [row], "Not a child of ours.") == 1
        assert not rows_that_wait(officer)
        dismissed = StagedRow.objects.get()
        assert (dismissed.settled_by.reason, dismissed.values["sessions"]) == ("Not a child of ours.", "some")

        assert take_back(officer, [row], "She is, after all.") == 1
        assert waiting() == [row]

    def test_what_is_dealt_with_cannot_be_set_aside(self, take_rows, officer):
        take_rows("exclusions", [excluded(ELIZABETH, Sessions="some")])
        [row] = waiting()
        mend(officer, {row: {"sessions": "6"}}, "Told by phone.")

        assert set_aside(officer, [row], "Not a child of ours.") == 0

    def test_a_reason_is_needed(self, take_rows, officer):
        take_rows("exclusions", [excluded(ELIZABETH, Sessions="some")])
        with pytest.raises(ValueError, match="reason"):
            set_aside(officer, waiting(), " ")


class TestWhoAndWhat:
    def test_only_who_may_take_files_mends(self, take_rows, officer):
        take_rows("exclusions", [excluded(ELIZABETH, Sessions="some")])
        account = Account.objects.create_account(email="key.worker@example.test", name="A key worker")
        RoleHeld.objects.create(
            account=account, role="key-worker", scope_kind="authority", granted_at=account.created_at
        )
        for deed in (mend, set_aside, take_back):
            with pytest.raises(PermissionDenied):
                deed(viewer_for(account), {waiting()[0]: {}}, "Told by phone.")

    def test_rows_of_two_senders_are_not_mended_together(self, take_rows, officer):
        for source in ("Brook MIS", "Ashfield MIS"):
            take_rows("exclusions", [excluded(ELIZABETH, Sessions="some")], source=source)
        with pytest.raises(ValueError, match="one sender"):
            mend(officer, {pk: {"sessions": "6"} for pk in waiting()}, "Told by phone.")

    def test_what_was_typed_is_of_a_column_of_the_file(self, take_rows, officer):
        take_rows("exclusions", [excluded(ELIZABETH, Sessions="some")])
        with pytest.raises(ValueError, match="column"):
            mend(officer, {waiting()[0]: {"no_such": "6"}}, "Told by phone.")


class TestRead:
    """Rows that were read well and held back when their file was published."""

    def test_they_stand_as_texts_that_are_read_as_the_same_again(self, take_rows, officer):
        bad_number = {**ELIZABETH, "UPN": "X1"}
        take_rows("exclusions", [excluded(bad_number, Sessions="6"), excluded(bad_number, Sessions="4")])

        values = StagedRow.objects.first().values

        assert (values["school"], values["first_day"], values["upn"]) == ("990003", "2026-11-16", "X1")
        [row, _] = rows_to_mend(officer, waiting())
        assert row.as_read and "990003" in {cell.text for cell in row.sent}

    def test_a_provider_and_hours_too(self, take_rows, officer):
        take_rows("provider-roll", [with_provider(ELIZABETH), with_provider(ELIZABETH)])
        first, second = waiting()
        assert StagedRow.objects.first().values["provider"] == "the-barn"

        assert mend(officer, {first: {}}, "The same twice.", instead_of=[second]).taken == 1

        assert Placement.objects.get().hours_planned == 6


class TestSentBack:
    """Waiting rows as a file in the sender's own columns, mended there and sent in again."""

    def test_the_senders_own_columns_then_the_row_and_what_is_wrong(self, take_rows, officer):
        row = {**excluded(ELIZABETH, Sessions="some"), "Tutor": "Mr Brown"}
        take_rows("exclusions", [excluded(TOMASZ), row], source="Brook MIS", name="autumn.csv")

        file = waiting_file(officer, "exclusions", "brook-mis")

        assert file.headings == (*excluded(TOMASZ), "Sessions", "Tutor", ROW, WRONG)
        [cells] = file.rows
        assert cells[:-2] == tuple(row.get(heading, "") for heading in file.headings[:-2])
        assert cells[-2:] == (
            f"3 of autumn.csv ({waiting()[0]})",
            "Sessions: text where a number is expected. Write a whole number.",
        )

    def test_what_somebody_began_to_mend_is_in_it(self, take_rows, officer):
        take_rows("exclusions", [excluded(ELIZABETH, Sessions="some", First_day="soon")], source="Brook MIS")
        mend(officer, {waiting()[0]: {"sessions": "6"}}, "Told by phone.")

        file = waiting_file(officer, "exclusions", "brook-mis")

        assert dict(zip(file.headings, file.rows[0], strict=True))["Sessions"] == "6"

    def test_files_with_other_headings_stand_in_one_table(self, take_rows, officer):
        take_rows("exclusions", [excluded(ELIZABETH, Sessions="some")], source="Brook MIS", received=OCTOBER)
        take_rows("exclusions", [excluded(TOMASZ, State="odd", First_day="soon")], source="Brook MIS")

        file = waiting_file(officer, "exclusions", "brook-mis")

        assert {"Sessions", "State"} < set(file.headings)
        assert [len(cells) for cells in file.rows] == [len(file.headings)] * 2

    def test_mended_and_sent_in_again_it_settles_the_rows_and_nobody_is_gone(self, take_rows, officer):
        rows = [on_roll(ELIZABETH), on_roll(TOMASZ, Date_of_entry="soon"), on_roll(ZOE, Date_of_entry="soon")]
        take_rows("school-roll", rows, received=OCTOBER)
        file = waiting_file(officer, "school-roll", "school-990003")
        sent_back = [dict(zip(file.headings, cells, strict=True)) for cells in file.rows]
        tomasz = {**sent_back[0], "Date of entry": "04/09/2024"}

        outcome = take_rows("school-roll", [tomasz], name="back.csv")

        assert (outcome.taken, outcome.gone, outcome.quarantined) == (1, 0, 0)
        assert [row.row for row in rows_that_wait(officer)] == [4]
        assert not GoneFromFeed.objects.exists()

    def test_without_a_name_given_they_are_of_the_sender_to_whom_they_went(self, take_rows, officer):
        take_rows("exclusions", [excluded(ELIZABETH, First_day="soon")], source="Brook MIS")
        file = waiting_file(officer, "exclusions", "brook-mis")
        sent_back = dict(zip(file.headings, file.rows[0], strict=True))

        outcome = take_rows("exclusions", [{**sent_back, "First day": "16/11/2026"}])

        assert outcome.source == "brook-mis"
        assert not rows_that_wait(officer)

    def test_a_number_that_belongs_to_another_row_settles_nothing(self, take_rows, officer):
        rows = [on_roll(TOMASZ, Date_of_entry="soon"), on_roll(ZOE, Date_of_entry="soon")]
        take_rows("school-roll", rows, received=OCTOBER)
        file = waiting_file(officer, "school-roll", "school-990003")
        tomasz, zoe = (dict(zip(file.headings, cells, strict=True)) for cells in file.rows)

        take_rows("school-roll", [{**tomasz, "Date of entry": "04/09/2024", ROW: zoe[ROW]}])

        assert [row.row for row in rows_that_wait(officer)] == [2, 3]

    def test_an_ordinary_file_with_a_column_called_row_is_an_ordinary_file(self, take_rows, officer):
        take_rows("school-roll", [on_roll(ELIZABETH), on_roll(TOMASZ)], received=OCTOBER)

        outcome = take_rows("school-roll", [{**on_roll(ELIZABETH), ROW: "1"}])

        assert outcome.gone == 1


def _as_typed(row: dict[str, str]) -> dict[str, str]:
    """A row of a school's roll by the names of its columns."""
    names = {
        "School": "school",
        "Pupil ID": "pupil_id",
        "Legal surname": "surname",
        "Legal forename": "forename",
        "Date of birth": "date_of_birth",
        "Date of entry": "first_day",
    }
    return {name: row[heading] for heading, name in names.items()}
