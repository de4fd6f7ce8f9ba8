"""The special educational needs team: plans and support, reviews, a place that is awaited, what a plan specifies."""

from datetime import date
from decimal import Decimal

import pytest
import xlsxwriter

from sightline.access.policy import FieldClass
from sightline.intake.readers import Unreadable
from sightline.intake.recognising import is_certain, recognise
from sightline.intake.registry import feeds
from sightline.population.models import ListEntry
from sightline.record.models import (
    Circumstance,
    Establishment,
    Review,
    SourcePersonVersion,
    SpecifiedProvision,
)
from tests.intake.census_tables import take_together
from tests.intake.rows import ELIZABETH, TOMASZ, on_roll

FEED = "send"
PLAN = {"SEN provision": "E", **ELIZABETH, "Plan issued": "14/03/2024", "Primary need": "ASD"}
LIST_1 = ["Unique ID", "UPN", "Date of birth", "Gender", "Ethnicity", "Date initial EHC plan issued"]
LIST_1 += ["Date EHC plan last reviewed", "SEN primary need", "Elective home education", "Absence"]
LIST_2 = ["Unique ID", "UPN", "Date of birth", "SEN primary need", "Suspensions"]
BORN = date(2013, 4, 2)


def circumstances() -> list[tuple]:
    columns = ("kind", "authority_code", "primary_need", "valid_from", "valid_to")
    return list(Circumstance.objects.order_by("kind", "valid_from").values_list(*columns))


def reasons() -> set[str]:
    return set(ListEntry.objects.get().reason_rows.values_list("slug", flat=True))


@pytest.fixture
def take_sheets(officer, tmp_path):
    """Takes a workbook with a table a sheet."""

    def run(sheets: dict[str, list[list]], **options):
        path = tmp_path / "send.xlsx"
        with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"}) as book:
            for name, rows in sheets.items():
                sheet = book.add_worksheet(name)
                for number, row in enumerate(rows):
                    sheet.write_row(number, 0, row)
        return take_together(officer, [path], FEED, **options)

    return run


class TestPlans:
    def test_a_plan_from_the_day_of_issue_by_this_authority_unless_another_is_named(self, take_rows):
        take_rows(FEED, [PLAN, {**PLAN, **TOMASZ, "Maintaining authority": "998"}])

        assert circumstances() == [
            ("ehc-plan", "999", "ASD", date(2024, 3, 14), None),
            ("ehc-plan", "998", "ASD", date(2024, 3, 14), None),
        ]

    def test_a_plan_that_ceased_is_over_and_support_may_follow(self, take_rows):
        take_rows(FEED, [PLAN], received="2026-09-01")
        take_rows(FEED, [{**PLAN, "SEN provision": "K", "Plan ceased": "30/10/2026"}])

        assert [row[:1] + row[3:] for row in circumstances()] == [
            ("ehc-plan", date(2024, 3, 14), date(2026, 10, 30)),
            ("sen-support", date(2026, 11, 23), None),
        ]

    def test_support_that_became_a_plan_ends_on_the_day_of_the_file(self, take_rows):
        support = {"SEN provision": "K", **ELIZABETH, "Primary need": "MLD"}
        take_rows(FEED, [support], received="2026-09-01")
        take_rows(FEED, [{**support, "SEN provision": "E"}])

        assert [row[:1] + row[3:] for row in circumstances()] == [
            ("ehc-plan", date(2026, 11, 23), None),
            ("sen-support", None, date(2026, 11, 23)),
        ]

    def test_a_school_that_the_plan_names_is_no_place_on_its_roll(self, take_rows):
        take_rows(FEED, [{**PLAN, "School named": "990003"}])

        assert Circumstance.objects.get().place == "Brook School"
        assert ListEntry.objects.get().standing == "to be checked"

    def test_a_hospital_or_a_secure_setting_is_not_named_where_all_may_read(self, take_rows):
        Establishment.objects.filter(urn="990003").update(group="hospital")
        take_rows(FEED, [{**PLAN, "School named": "990003"}])

        assert Circumstance.objects.get().place == ""


class TestReviews:
    def test_one_was_held_and_the_next_is_due(self, take_rows):
        days = {"Plan last reviewed": "16/03/2026", "Plan review due": "15/03/2027"}
        take_rows(FEED, [{**PLAN, **days}])

        assert list(Review.objects.order_by("held_on").values_list("held_on", "due_on")) in (
            [(None, date(2027, 3, 15)), (date(2026, 3, 16), None)],
            [(date(2026, 3, 16), None), (None, date(2027, 3, 15))],
        )

    def test_another_day_replaces_the_one_that_was_due(self, take_rows):
        take_rows(FEED, [{**PLAN, "Plan review due": "01/12/2026"}], received="2026-11-02")
        take_rows(FEED, [{**PLAN, "Plan review due": "15/01/2027"}])

        assert Review.objects.get(valid_to=None).due_on == date(2027, 1, 15)


class TestNoPlace:
    def test_a_child_on_a_roll_who_awaits_a_suitable_place_is_on_the_list(self, take_rows):
        take_rows("school-roll", [on_roll(ELIZABETH, Home_authority="999")])
        take_rows(
            FEED, [{**PLAN, "Awaiting specialist place": "yes", "Awaiting a place since": "01/09/2026"}]
        )

        entry = ListEntry.objects.get()
        assert (entry.standing, reasons()) == ("on", {"complex-needs-no-place"})
        assert entry.since == date(2026, 9, 1)

    def test_the_place_that_starts_ends_it(self, take_rows):
        waiting = {**PLAN, "Awaiting a place since": "01/09/2026"}
        take_rows(FEED, [waiting])
        take_rows(FEED, [{**waiting, "Place starts on": "16/11/2026"}])

        assert Circumstance.objects.get(kind="complex-needs-no-place").valid_to == date(2026, 11, 16)

    def test_a_no_ends_what_was_said_without_days(self, take_rows):
        take_rows(FEED, [{**PLAN, "Awaiting specialist place": "yes"}], received="2026-11-02")
        take_rows(FEED, [{**PLAN, "Awaiting specialist place": "no"}])

        assert Circumstance.objects.get(kind="complex-needs-no-place").valid_to == date(2026, 11, 23)


class TestAcrossTheBorder:
    @pytest.mark.parametrize(
        ("maintained_by", "who"),
        [("", "ours"), ("998", "other"), ("Ambershire", "other")],
        ids=["our plan", "another's plan", "nobody can tell whose"],
    )
    def test_who_maintains_the_plan_of_a_child_who_lives_elsewhere_answers(
        self, take_rows, maintained_by, who
    ):
        take_rows("school-roll", [on_roll(ELIZABETH, Home_authority="998")])
        take_rows(FEED, [{**PLAN, "Maintaining authority": maintained_by}])

        assert ListEntry.objects.get().responsible == who


class TestWhatThePlanSpecifies:
    def lines(self, *lines: tuple[str, str]) -> list[dict[str, str]]:
        return [{**PLAN, "Provision specified": what, "Hours specified": hours} for what, hours in lines]

    def test_a_row_for_each_line_and_one_plan(self, take_rows):
        outcome = take_rows(FEED, self.lines(("Speech therapy", "1.5"), ("A small group", "")))

        assert (outcome.taken, outcome.problems) == (2, ())
        told = SpecifiedProvision.objects.order_by("description")
        assert list(told.values_list("description", "hours", "section", "authority_code")) == [
            ("A small group", None, "F", "999"),
            ("Speech therapy", Decimal("1.50"), "F", "999"),
        ]
        assert len(circumstances()) == 1

    def test_a_line_that_is_not_sent_again_is_over_and_changed_hours_begin_today(self, take_rows):
        take_rows(FEED, self.lines(("Speech therapy", "1.5"), ("Riding", "2")), received="2026-11-02")
        take_rows(FEED, self.lines(("Speech therapy", "2")))

        told = SpecifiedProvision.objects.order_by("description", "valid_from")
        assert sorted((one.description, one.hours, one.valid_to is None) for one in told) == [
            ("Riding", Decimal("2.00"), False),
            ("Speech therapy", Decimal("1.50"), False),
            ("Speech therapy", Decimal("2.00"), True),
        ]

    def test_a_file_without_lines_ends_none(self, take_rows):
        take_rows(FEED, self.lines(("Speech therapy", "1.5")), received="2026-11-02")
        take_rows(FEED, [{**PLAN, "Plan review due": "15/01/2027"}])

        assert SpecifiedProvision.objects.get().valid_to is None

    def test_lines_on_a_sheet_of_their_own_name_the_child_by_number_only(self, take_sheets):
        plans = [["SEN provision", "SEN ID", "UPN", "Date of birth", "Plan issued"]]
        plans += [["E", "9100001", ELIZABETH["UPN"], BORN, date(2024, 3, 14)]]
        lines = [["SEN ID", "Section F", "Section F hours"], ["9100001", "Speech therapy", 1.5]]
        outcome = take_sheets({"Plans": plans, "Section F": lines})

        assert (outcome.taken, outcome.problems, outcome.new_children) == (2, (), 1)
        assert SpecifiedProvision.objects.get().hours == Decimal("1.50")
        described = SourcePersonVersion.objects.get()
        assert (described.upn, described.date_of_birth) == (ELIZABETH["UPN"], BORN)

    def test_lines_that_come_later_in_a_file_of_their_own_leave_the_child_as_described(self, take_rows):
        take_rows(FEED, [PLAN], received="2026-11-02")
        outcome = take_rows(FEED, [{"Pupil ID": "101", "Section F": "Riding", "Section F hours": "2"}])

        assert (outcome.taken, outcome.problems, outcome.new_children) == (1, (), 0)
        assert SourcePersonVersion.objects.get().date_of_birth == BORN


class TestInspectorsLists:
    def lists(self) -> dict[str, list[list]]:
        need = ["1", ELIZABETH["UPN"], BORN, "2", "WBRI", date(2024, 3, 14), date(2026, 3, 16), "ASD"]
        support = ["2", "X999000118002", date(2014, 9, 9), "SEMH", 3]
        return {
            "List_1": [["List 1"], LIST_1, [*need, "Yes", 80]],
            "List_2": [LIST_2, support],
            "Notes": [["Ask for Pat"]],
        }

    def test_which_list_it_is_says_whether_there_is_a_plan(self, take_sheets):
        outcome = take_sheets(self.lists())

        assert (outcome.taken, outcome.problems, outcome.new_children) == (2, (), 2)
        assert [row[0] for row in circumstances()] == ["ehc-plan", "sen-support"]

    def test_what_is_not_needed_is_left_aside_and_home_education_is_not_believed(self, take_sheets):
        outcome = take_sheets(self.lists())

        aside = {"Gender", "Ethnicity", "Elective home education", "Absence", "Suspensions", "Notes"}
        assert aside <= set(outcome.ignored)
        assert not Circumstance.objects.filter(kind="home-education").exists()

    def test_one_list_alone_is_known_for_certain(self):
        sheet = ";".join(LIST_1).encode() + b"\n"
        found = recognise([("list 1.csv", sheet)])

        assert (found[0].feed, is_certain(found)) == (FEED, True)

    def test_sheets_of_something_else_are_refused_in_words(self, take_sheets):
        with pytest.raises(Unreadable, match="No sheet here is one that the team sends"):
            take_sheets({"One": [["Provider", "Hours"]], "Two": [["Team", "Name"]]})


def test_no_column_asks_for_health_and_nobody_who_sees_education_is_shut_out():
    assert {column.field_class for column in feeds()[FEED].columns} == {
        FieldClass.IDENTITY,
        FieldClass.EDUCATION,
    }
