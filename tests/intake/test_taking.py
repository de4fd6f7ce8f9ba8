"""What a file does to the record: facts corrected and ended, states seen, people gone and back."""

from datetime import date

from sightline.access.door import writing
from sightline.access.policy import Action
from sightline.domain.london import end_of_day
from sightline.record.door import correct
from sightline.record.models import (
    Address,
    Child,
    Circumstance,
    Exclusion,
    GoneFromFeed,
    Placement,
    Programme,
    Registration,
    SourcePerson,
    SourcePersonVersion,
    WeeklyHours,
)
from sightline.record.reading import known
from tests.intake.rows import ELIZABETH, TOMASZ, ZOE, excluded, on_roll, with_provider


class TestARowBecomesARecord:
    def test_with_its_file_its_row_and_its_day(self, take_rows):
        take_rows(
            "school-roll", [on_roll(ELIZABETH), on_roll(TOMASZ)], name="roll.csv", received="2026-11-02"
        )

        registration = Registration.objects.get(source_person__key="102")
        assert (registration.delivery.file_name, registration.row_number) == ("roll.csv", 3)
        assert registration.received_at < end_of_day(date(2026, 11, 2)) <= registration.recorded_at
        assert registration.valid_from == date(2024, 9, 4)
        assert registration.child_id == SourcePerson.objects.get(key="102").child_id
        assert registration.delivery.change.told_by == "Brook School"

    def test_last_days_are_inclusive_in_files_and_not_in_the_record(self, take_rows):
        take_rows("school-roll", [on_roll(ELIZABETH, Date_of_leaving="18/12/2026")])

        assert Registration.objects.get().valid_to == date(2026, 12, 19)

    def test_what_is_blank_is_not_known(self, take_rows):
        take_rows("provider-roll", [with_provider(ELIZABETH, Hours_a_week="")])

        placement = Placement.objects.get()
        assert placement.hours_planned is None
        assert (placement.arranged_by, placement.online) == ("not known", "not known")

    def test_nought_hours_are_known_to_be_none(self, take_rows):
        row = {**with_provider(ELIZABETH), "Week beginning": "16/11/2026", "Hours offered": "0"}
        take_rows("provider-hours", [row])

        week = WeeklyHours.objects.get()
        assert (week.hours_offered, week.hours_attended) == (0, None)

    def test_a_bad_number_is_set_aside_and_the_row_is_taken(self, take_rows):
        outcome = take_rows("school-roll", [on_roll({**ELIZABETH, "UPN": "M999000026002"})])

        version = SourcePersonVersion.objects.get()
        assert outcome.taken == 1
        assert (version.upn, version.set_aside) == ("", {"upn": "M999000026002"})

    def test_a_programme_is_made_once(self, take_rows):
        rows = [with_provider(child, Programme="English") for child in (ELIZABETH, TOMASZ)]
        take_rows("provider-roll", rows)

        assert Programme.objects.count() == 1
        assert {placement.programme.name for placement in Placement.objects.all()} == {"English"}


class TestSentAgain:
    def test_what_changed_is_superseded_and_yesterday_is_known_as_it_was(self, take_rows):
        take_rows("school-roll", [on_roll(ELIZABETH, Attends_full_time="yes")], received="2026-11-02")
        outcome = take_rows(
            "school-roll", [on_roll(ELIZABETH, Attends_full_time="no")], received="2026-11-09"
        )

        first, second = Registration.versions.order_by("version")
        assert (outcome.taken, outcome.unchanged) == (1, 0)
        assert first.fact == second.fact
        assert known(Registration, date(2026, 11, 8)).get().attends_full_time == "yes"
        assert known(Registration, date(2026, 11, 9)).get().attends_full_time == "no"

    def test_another_date_of_entry_corrects_the_same_registration(self, take_rows):
        take_rows("school-roll", [on_roll(ELIZABETH)])
        take_rows("school-roll", [on_roll(ELIZABETH, Date_of_entry="02/09/2024")])

        assert Registration.objects.get().valid_from == date(2024, 9, 2)
        assert len({fact.fact for fact in Registration.versions.all()}) == 1

    def test_a_second_time_on_the_same_roll_is_a_registration_of_its_own(self, take_rows):
        left = on_roll(ELIZABETH, Date_of_leaving="31/08/2025")
        take_rows("school-roll", [left])
        take_rows("school-roll", [left, on_roll(ELIZABETH, Date_of_entry="01/09/2026")])

        assert Registration.objects.count() == 2

    def test_a_registration_that_covers_two_known_ones_takes_their_place(self, take_rows):
        left = on_roll(ELIZABETH, Date_of_leaving="31/08/2025")
        take_rows("school-roll", [left, on_roll(ELIZABETH, Date_of_entry="01/09/2026")])
        take_rows("school-roll", [on_roll(ELIZABETH)])

        assert Registration.objects.get().valid_to is None
        assert Registration.versions.count() == 3

    def test_a_new_description_is_a_new_version_of_the_same_person(self, take_rows):
        take_rows("school-roll", [on_roll(ELIZABETH)])
        take_rows("school-roll", [on_roll({**ELIZABETH, "Legal surname": "Marsh"})])

        assert SourcePerson.objects.count() == Child.objects.count() == 1
        assert SourcePersonVersion.objects.get().surname == "Marsh"
        assert SourcePersonVersion.versions.count() == 2

    def test_what_a_file_has_no_column_for_stays(self, take_rows):
        take_rows("school-roll", [on_roll(ELIZABETH, Phone="01632 960001")])
        outcome = take_rows("school-roll", [on_roll(ELIZABETH)])

        assert outcome.unchanged == 1
        assert SourcePersonVersion.objects.get().phone == "01632 960001"

    def test_a_suspension_whose_end_changes_is_the_same_suspension(self, take_rows):
        take_rows("exclusions", [excluded(ELIZABETH)])
        take_rows("exclusions", [excluded(ELIZABETH, Last_day="24/11/2026", Reason_1="PP")])

        suspension = Exclusion.objects.get()
        assert (suspension.version, suspension.valid_to, suspension.reasons) == (
            2,
            date(2026, 11, 25),
            ["PP"],
        )

    def test_a_permanent_exclusion_after_one_that_was_cancelled(self, take_rows):
        first = excluded(ELIZABETH, Type="PERM", First_day="05/10/2026", Last_day="", State="cancelled")
        second = excluded(ELIZABETH, Type="PERM", Last_day="")
        take_rows("exclusions", [first])
        take_rows("exclusions", [second])
        again = take_rows("exclusions", [first, second])

        assert again.unchanged == 2
        assert set(Exclusion.objects.values_list("state", flat=True)) == {"cancelled", "in force"}


class TestStatesSeen:
    def test_begin_before_anybody_told_and_end_when_no_longer_shown(self, take_rows):
        take_rows("school-roll", [on_roll(ELIZABETH, SEN_provision="K")], received="2026-11-02")
        take_rows(
            "school-roll",
            [on_roll(ELIZABETH, SEN_provision="E", EHC_plan_authority="999")],
            received="2026-11-09",
        )

        support = Circumstance.objects.get(kind="sen-support")
        plan = Circumstance.objects.get(kind="ehc-plan")
        assert (support.valid_from, support.valid_to) == (None, date(2026, 11, 9))
        assert (plan.valid_from, plan.valid_to, plan.authority_code) == (date(2026, 11, 9), None, "999")

    def test_a_blank_says_nothing_of_special_needs(self, take_rows):
        take_rows("school-roll", [on_roll(ELIZABETH, SEN_provision="K")])
        take_rows("school-roll", [on_roll(ELIZABETH, SEN_provision="")])

        assert Circumstance.objects.get().valid_to is None

    def test_nobody_looks_after_a_child_whom_the_school_no_longer_says_is_looked_after(self, take_rows):
        take_rows("school-roll", [on_roll(ELIZABETH, Looked_after_by="999")], received="2026-11-02")
        take_rows("school-roll", [on_roll(ELIZABETH, Looked_after_by="")], received="2026-11-09")

        assert Circumstance.objects.get().valid_to == date(2026, 11, 9)

    def test_a_move_ends_one_address_and_begins_another(self, take_rows):
        take_rows("school-roll", [on_roll(ELIZABETH, Address="1 High Street")], received="2026-11-02")
        take_rows("school-roll", [on_roll(ELIZABETH, Address="2 High Street")], received="2026-11-09")

        old, new = Address.objects.order_by("line")
        assert (old.line, old.valid_to) == ("1 High Street", date(2026, 11, 9))
        assert (new.line, new.valid_from) == ("2 High Street", date(2026, 11, 9))

    def test_two_moves_in_one_day_leave_the_last(self, take_rows):
        for number in (1, 2, 3):
            take_rows(
                "school-roll", [on_roll(ELIZABETH, Address=f"{number} High Street")], received="2026-11-02"
            )

        lines = set(Address.objects.filter(valid_to=None).values_list("line", flat=True))
        assert lines == {"3 High Street"}
        assert Address.objects.filter(line="2 High Street").count() == 0


class TestGoneFromTheFeed:
    def test_who_is_missing_from_the_next_full_file_is_gone_and_nothing_is_ended(self, take_rows):
        take_rows("school-roll", [on_roll(ELIZABETH), on_roll(TOMASZ)], received="2026-11-02")
        outcome = take_rows("school-roll", [on_roll(ELIZABETH)], received="2026-11-09")

        gone = GoneFromFeed.objects.get()
        assert outcome.gone == 1
        assert (gone.source_person.key, gone.noticed_on) == ("102", date(2026, 11, 9))
        assert Registration.objects.get(source_person__key="102").valid_to is None

    def test_gone_once_is_noted_once(self, take_rows):
        take_rows("school-roll", [on_roll(ELIZABETH), on_roll(TOMASZ)])
        take_rows("school-roll", [on_roll(ELIZABETH)])

        assert take_rows("school-roll", [on_roll(ELIZABETH, Destination="?")]).gone == 0

    def test_who_is_back_is_no_longer_gone(self, take_rows):
        both = [on_roll(ELIZABETH), on_roll(TOMASZ)]
        take_rows("school-roll", both)
        take_rows("school-roll", [on_roll(ELIZABETH)])
        take_rows("school-roll", both)

        assert not GoneFromFeed.objects.exists()
        assert GoneFromFeed.versions.count() == 1

    def test_leavers_are_not_gone(self, take_rows):
        take_rows("school-roll", [on_roll(ELIZABETH), on_roll(TOMASZ, Date_of_leaving="30/10/2026")])

        assert take_rows("school-roll", [on_roll(ELIZABETH)]).gone == 0

    def test_who_is_held_back_is_not_gone(self, take_rows):
        take_rows("school-roll", [on_roll(ELIZABETH), on_roll(TOMASZ)])
        broken = on_roll({**TOMASZ, "Legal surname": ""})

        assert take_rows("school-roll", [on_roll(ELIZABETH), broken]).gone == 0

    def test_a_file_of_one_school_says_nothing_of_another(self, take_rows):
        bridge = {"School": "990004"}
        take_rows("school-roll", [on_roll(ELIZABETH), {**on_roll(TOMASZ), **bridge}], source="Ambershire MIS")

        assert take_rows("school-roll", [on_roll(ELIZABETH)], source="Ambershire MIS").gone == 0

    def test_a_file_that_only_adds_makes_nobody_gone(self, take_rows):
        take_rows("exclusions", [excluded(ELIZABETH), excluded(TOMASZ)])

        assert take_rows("exclusions", [excluded(ZOE)]).gone == 0

    def test_home_education_is_complete_for_its_sender(self, take_rows):
        take_rows("home-education", [ELIZABETH, TOMASZ])

        assert take_rows("home-education", [ELIZABETH]).gone == 1

    def test_an_empty_file_makes_nobody_gone(self, take_rows, take_file, tmp_path):
        take_rows("home-education", [ELIZABETH, TOMASZ])
        (tmp_path / "headings.csv").write_text(";".join(ELIZABETH) + "\n")

        outcome = take_file("home-education", tmp_path / "headings.csv")

        assert (outcome.rows, outcome.gone) == (0, 0)


class TestWhatSomebodyElseSaidLater:
    """A file that is given with an earlier day of receipt does not undo what was said since."""

    def test_a_correction_by_an_officer_stands(self, take_rows, officer):
        take_rows("school-roll", [on_roll(ELIZABETH)], received="2026-11-02")
        with writing(viewer=officer, action=Action.TAKE_FILES, reason="the school rang") as write:
            correct(write, Registration.objects.get(), attends_full_time="no")

        take_rows("school-roll", [on_roll(ELIZABETH, Attends_full_time="yes")], received="2026-11-09")

        assert Registration.objects.get().attends_full_time == "no"

    def test_and_so_does_a_state(self, take_rows, officer):
        take_rows("school-roll", [on_roll(ELIZABETH, SEN_provision="K")], received="2026-11-02")
        with writing(viewer=officer, action=Action.TAKE_FILES, reason="the school rang") as write:
            correct(write, Circumstance.objects.get(), primary_need="SEMH")

        take_rows("school-roll", [on_roll(ELIZABETH, SEN_provision="N")], received="2026-11-09")
        take_rows(
            "school-roll", [on_roll(ELIZABETH, SEN_provision="K", SEN_type="ASD")], received="2026-11-10"
        )

        assert (Circumstance.objects.get().primary_need, Circumstance.objects.get().valid_to) == (
            "SEMH",
            None,
        )


class TestWhoIsWho:
    def test_without_a_number_of_the_senders_the_upn_is_the_key(self, take_rows):
        unnumbered = {**ELIZABETH, "Pupil ID": ""}
        take_rows("exclusions", [excluded(unnumbered)])
        moved = {**unnumbered, "Postcode": "ZZ9 9ZZ"}
        take_rows("exclusions", [excluded(moved, First_day="02/11/2026", Last_day="03/11/2026")])

        assert SourcePerson.objects.get().key == ELIZABETH["UPN"]

    def test_two_rows_without_any_number_are_the_same_child_again(self, take_rows):
        unnumbered = {**ELIZABETH, "Pupil ID": "", "UPN": ""}
        take_rows("exclusions", [excluded(unnumbered)])
        outcome = take_rows(
            "exclusions", [excluded(unnumbered, First_day="02/11/2026", Last_day="03/11/2026")]
        )

        assert outcome.new_children == 0
        assert SourcePerson.objects.get().key.startswith("made:")
        assert "ashdown" not in SourcePerson.objects.get().key.casefold()

    def test_what_two_feeds_say_lands_on_one_child(self, take_rows):
        take_rows("school-roll", [on_roll(ELIZABETH)])
        outcome = take_rows("provider-roll", [with_provider({**ELIZABETH, "Pupil ID": "B-1", "UPN": ""})])

        assert outcome.new_children == 0
        assert Registration.objects.get().child_id == Placement.objects.get().child_id

    def test_a_doubtful_match_is_counted_for_a_person(self, take_rows):
        take_rows("school-roll", [on_roll(ELIZABETH)])
        twin = {**ELIZABETH, "Pupil ID": "B-1", "UPN": "", "Legal forename": "Rose"}
        outcome = take_rows("provider-roll", [with_provider(twin)])

        assert (outcome.new_children, outcome.to_review) == (1, 1)
        assert outcome.something_waits
