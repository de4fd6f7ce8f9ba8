"""Social care: the children in need census and the inspectors' lists, and children without a name."""

from collections import Counter
from datetime import date

import pytest
import xlsxwriter

from sightline.intake.models import StagedRow
from sightline.intake.readers import Unreadable
from sightline.population.loading import Loading
from sightline.record.models import Child, Circumstance, LastSeen, SourcePerson
from tests.intake.census_tables import take_together
from tests.intake.conftest import FILES
from tests.intake.rows import ELIZABETH, on_roll

FEED = "social-care"
UPN = ELIZABETH["UPN"]
HEADER = "<CollectionDetails><Collection>{}</Collection></CollectionDetails><Source><LEA>999</LEA></Source>"
NEED = "<CINreferralDate>2026-09-01</CINreferralDate>"

LIST_6 = [
    "Child Unique ID",
    "Gender",
    "Ethnicity",
    "Date of Birth",
    "UPN",
    "CIN Start Date",
    "Primary Need Code",
]
LIST_6 += ["Date Child Was Last Seen", "CIN Closure Date", "Case Status", "Allocated Worker"]
LIST_7 = ["Child Unique ID", "Gender", "Date of Birth", "UPN", "Child Protection Plan Start Date"]
LIST_7 += ["Latest Category of Abuse", "Date of the Last Statutory Visit", "Was the Child Seen Alone?"]
LIST_8 = ["Child Unique ID", "Date of Birth", "UPN", "Date Started to be Looked After", "Placement postcode"]
LIST_9 = ["Child Unique ID", "Date of Birth", "Eligibility Category", "Activity Status"]
BORN = date(2013, 4, 2)


def census(*children: str, collection: str = "CIN", namespace: str = "") -> str:
    return (
        f"<Message{namespace}><Header>{HEADER.format(collection)}</Header>"
        f"<Children>{''.join(children)}</Children></Message>"
    )


def child(number: str, *details: str, upn: str = UPN, born: str = "2013-04-02") -> str:
    upn = f"<UPN>{upn}</UPN>" if upn else "<UPNunknown>UN1</UPNunknown>"
    day = f"<PersonBirthDate>{born}</PersonBirthDate>" if born else ""
    identifiers = f"<LAchildID>{number}</LAchildID>{upn}{day}<Sex>F</Sex>"
    episodes = "".join(f"<CINdetails>{one}</CINdetails>" for one in details)
    return f"<Child><ChildIdentifiers>{identifiers}</ChildIdentifiers>{episodes}</Child>"


@pytest.fixture
def take_xml(officer, tmp_path):
    """Takes a document of the census."""

    def run(document: str, **options):
        path = tmp_path / "census.xml"
        path.write_text(document, encoding="utf-8")
        return take_together(officer, [path], FEED, **options)

    return run


@pytest.fixture
def take_lists(officer, tmp_path):
    """Takes a workbook with a list a sheet: `take_lists({"List 6": [LIST_6, row, …]})`."""

    def run(lists: dict[str, list[list]], **options):
        path = tmp_path / "annex a.xlsx"
        with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"}) as book:
            for name, rows in lists.items():
                sheet = book.add_worksheet(name)
                for number, row in enumerate(rows):
                    sheet.write_row(number, 0, row)
        return take_together(officer, [path], FEED, **options)

    return run


def classes(outcome) -> Counter[str]:
    return Counter(problem["value_class"] for problem in outcome.problems)


def statuses() -> list[tuple]:
    columns = ("kind", "authority_code", "valid_from", "valid_to")
    return list(Circumstance.objects.order_by("kind", "valid_from").values_list(*columns))


class TestCensus:
    def test_an_episode_of_need_and_a_plan_within_it(self, take_xml):
        plan = (
            "<ChildProtectionPlans><CPPstartDate>2026-09-14</CPPstartDate><CPPendDate>2026-10-30</CPPendDate>"
            "<LatestCategoryOfAbuse>NEG</LatestCategoryOfAbuse></ChildProtectionPlans>"
        )
        outcome = take_xml(census(child("1", NEED + plan)))

        assert (outcome.taken, outcome.problems, outcome.new_children) == (2, (), 1)
        assert statuses() == [
            ("in-need", "999", date(2026, 9, 1), None),
            ("protection-plan", "999", date(2026, 9, 14), date(2026, 10, 30)),
        ]

    def test_it_is_the_child_whom_the_school_knows_by_name(self, take_rows, take_xml):
        take_rows("school-roll", [on_roll(ELIZABETH)])
        outcome = take_xml(census(child("1", NEED)))

        assert outcome.new_children == 0
        [loaded] = Loading(date(2026, 11, 23)).children([Child.objects.get().pk])
        assert (loaded.identity.surname, loaded.identity.forename) == ("Ashdown", "Elizabeth")
        assert [one.kind for one in loaded.situation.circumstances] == ["in-need"]

    def test_a_case_closed_and_opened_again_on_one_day_is_two(self, take_xml):
        closed = NEED + "<CINclosureDate>2026-10-01</CINclosureDate>"
        outcome = take_xml(census(child("1", closed, "<CINreferralDate>2026-10-01</CINreferralDate>")))

        assert (outcome.taken, outcome.quarantined) == (2, 0)
        assert [row[2:] for row in statuses()] == [
            (date(2026, 9, 1), date(2026, 10, 1)),
            (date(2026, 10, 1), None),
        ]

    def test_a_referral_without_further_action_is_listed_and_makes_nobody(self, take_xml):
        outcome = take_xml(census(child("1", NEED + "<ReferralNFA>1</ReferralNFA>")))

        assert (outcome.taken, outcome.unchanged, outcome.quarantined) == (0, 1, 0)
        assert classes(outcome) == {"a referral without further action": 1}
        assert not SourcePerson.objects.exists()

    def test_elements_of_a_namespace_are_read_alike(self, take_xml):
        outcome = take_xml(census(child("1", NEED), namespace=' xmlns="https://ambershire.example/cin"'))

        assert outcome.taken == 1

    @pytest.mark.parametrize(
        ("document", "said"),
        [
            (census(child("1", NEED), collection="SCH"), "another of the Department's collections"),
            (census(), "holds no child"),
            ("<Message/>", "holds no child"),
            ("<Register/>", "not one of Social care"),
            ("<Message><Children>", "breaks off"),
        ],
    )
    def test_a_document_of_something_else_is_refused_in_words(self, take_xml, document, said):
        with pytest.raises(Unreadable, match=said):
            take_xml(document)

    @pytest.mark.parametrize(
        ("one", "held"),
        [
            (child("1"), {"blank"}),
            (child("", NEED), {"blank"}),
            ("<Child/>", {"blank"}),
            (child("1", NEED, born="2013-02-30"), {"a date that does not exist"}),
            (child("1", NEED.replace("09", "x")), {"text where a date is expected"}),
        ],
        ids=["no episode", "no number", "nothing", "no such day", "no date"],
    )
    def test_a_child_who_is_told_of_badly_waits_with_its_reasons(self, take_xml, one, held):
        outcome = take_xml(census(one, child("2", NEED)))

        assert (outcome.taken, outcome.quarantined) == (1, 1)
        assert {item["value_class"] for item in outcome.problems if item["held_back"]} == held

    @pytest.mark.parametrize(
        ("name", "taken", "held_back"), [("CIN_Census_2026.xml", 2, 0), ("CIN_header_issues_100.xml", 0, 2)]
    )
    def test_samples_of_others_are_read_to_the_end(self, officer, name, taken, held_back):
        outcome = take_together(officer, [FILES / FEED / name], FEED)

        assert (outcome.taken, outcome.quarantined) == (taken, held_back)


class TestWithoutAName:
    def test_of_school_age_and_without_a_number_that_anybody_knows_waits(self, take_xml):
        outcome = take_xml(census(child("1", NEED, upn="")))

        assert (outcome.taken, outcome.quarantined) == (0, 1)
        assert not Child.objects.exists()

    @pytest.mark.parametrize("born", ["2024-09-09", "2008-01-01"], ids=["too young", "too old"])
    def test_not_of_school_age_is_listed_with_nothing_to_record(self, take_xml, born):
        outcome = take_xml(census(child("1", NEED, upn="", born=born)))

        assert (outcome.quarantined, classes(outcome)) == (0, {"not of compulsory school age": 1})

    def test_who_came_with_a_number_once_is_known_without_it(self, take_xml):
        take_xml(census(child("1", NEED)), received_on=date(2026, 10, 1))
        ended = NEED + "<CINclosureDate>2026-11-02</CINclosureDate>"
        outcome = take_xml(census(child("1", ended, upn="")))

        assert (outcome.taken, outcome.quarantined, outcome.new_children) == (1, 0, 0)
        assert statuses() == [("in-need", "999", date(2026, 9, 1), date(2026, 11, 2))]

    def test_a_name_that_was_added_is_enough(self, take_rows):
        row = {"Status": "CLA", "Child unique ID": "7", "Surname": "Brook", "Forename": "Tomasz"}
        outcome = take_rows(FEED, [{**row, "Date of birth": "09/09/2014", "Start date": "05/05/2025"}])

        assert (outcome.taken, outcome.new_children) == (1, 1)
        assert statuses() == [("looked-after", "999", date(2025, 5, 5), None)]


class TestInspectorsLists:
    def lists(self, upn: str = UPN) -> dict[str, list[list]]:
        seen, visited = date(2026, 11, 16), date(2026, 11, 9)
        need = [
            "1",
            "b) Female",
            "a) WBRI",
            BORN,
            upn,
            date(2026, 9, 1),
            "N1",
            seen,
            "",
            "c) Plan",
            "A. Worker",
        ]
        plan = ["1", "b) Female", BORN, upn, date(2026, 9, 14), "Neglect", visited, "a) Yes"]
        return {
            "List 6": [["List 6"], [], LIST_6, need],
            "List 7": [LIST_7, plan],
            "List 8": [LIST_8, ["1", BORN, upn, date(2026, 10, 1), "ZZ1 1AA"]],
            "List 9": [LIST_9, ["2", date(2004, 1, 1), "a) Relevant", "F2"]],
        }

    def test_three_lists_are_taken_and_the_rest_is_left_aside(self, take_lists):
        outcome = take_lists(self.lists())

        assert (outcome.taken, outcome.problems, outcome.new_children) == (3, (), 1)
        assert [row[0] for row in statuses()] == ["in-need", "looked-after", "protection-plan"]
        left_aside = {
            "Ethnicity",
            "Primary Need Code",
            "Latest Category of Abuse",
            "Placement postcode",
            "List 9",
        }
        assert left_aside <= set(outcome.ignored)
        assert not {"Date of Birth", "Gender", "Was the Child Seen Alone?"} & set(outcome.ignored)

    def test_when_a_social_worker_saw_the_child_and_whether_alone(self, take_lists):
        take_lists(self.lists())

        seen = LastSeen.objects.order_by("valid_from").values_list("valid_from", "alone", "seen_by")
        assert list(seen) == [
            (date(2026, 11, 9), "yes", "a social worker"),
            (date(2026, 11, 16), "not known", "a social worker"),
        ]

    def test_one_visit_that_two_lists_tell_of_is_one(self, take_lists):
        lists = self.lists()
        lists["List 7"][1][6] = date(2026, 11, 16)
        outcome = take_lists(lists)

        assert (outcome.taken, outcome.problems) == (3, ())
        assert LastSeen.objects.get().alone == "yes"
        assert take_lists(lists).unchanged == 3

    def test_a_row_that_waits_is_named_by_its_own_list(self, take_lists):
        outcome = take_lists(self.lists(upn=""))

        where = {(one["file"], one["row"]) for one in outcome.problems}
        assert where == {("List 6", 4), ("List 7", 2), ("List 8", 2)}
        kept = {cell for row in StagedRow.objects.all() for cell in row.cells}
        assert not kept & {"Neglect", "ZZ1 1AA", "N1", "A. Worker", "a) WBRI"}

    def test_lists_of_something_else_are_refused_in_words(self, take_lists):
        with pytest.raises(Unreadable, match="No sheet here is one of the lists"):
            take_lists({"List 9": [LIST_9], "List 1": [["Child Unique ID", "Date of Contact"]]})

    def test_a_sheet_of_notes_beside_the_table_is_passed_over(self, take_lists):
        rows = [["Status", "Child unique ID", "UPN", "Start date"], ["CIN", "1", UPN, "01/09/2026"]]

        assert take_lists({"Notes": [["Ask for Pat"]], "Children": rows}).taken == 1
