"""Tracking sheets: whom a row is about, what becomes of its cells, and that what went out comes in again unchanged."""

import csv
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sightline.access.policy import Action
from sightline.access.viewer import Viewer, viewer_for
from sightline.intake.models import RememberedName
from sightline.intake.services import Outcome
from sightline.population.models import ListEntry
from sightline.record import door, links
from sightline.record.models import (
    FACTS,
    Child,
    Circumstance,
    LinkInterval,
    NextStep,
    Notice,
    Placement,
    PossibleMatch,
    Provider,
    Registration,
    Review,
    SourcePerson,
    SourcePersonVersion,
)
from sightline.reports import catalogue
from sightline.reports.renderers import render
from sightline.reports.table import Table
from tests.intake.rows import ELIZABETH, TOMASZ, ZOE, excluded, on_roll, with_provider
from tests.intake.test_corrections_stand import by_hand
from tests.reports.made_up import ISSUE
from tests.web.made_up_authority import count_children_from_one


def sheet(child: dict[str, str], **other: str) -> dict[str, str]:
    """A row of a sheet; `other` by heading with underscores for spaces."""
    name = f"{child['Legal surname']}, {child['Legal forename']}"
    row = {
        "Case number": "",
        "Name": name,
        "Date of birth": child["Date of birth"],
        "Provider(s)": "",
        "Hours": "",
    }
    return {**row, **{heading.replace("_", " "): value for heading, value in other.items()}}


def case_number_of(surname: str) -> str:
    return Child.objects.distinct().get(source_persons__versions_sent__surname=surname).reference


def linked() -> list[str]:
    """The rules by which the sheet's persons were linked."""
    links = LinkInterval.objects.filter(source_person__feed="tracking-sheet")
    return list(links.order_by("id").values_list("rule", flat=True))


@pytest.fixture(autouse=True)
def _counted_from_one(db: None) -> None:
    count_children_from_one()


@pytest.fixture
def take_sheet(take_file, tmp_path) -> Callable[..., Outcome]:
    """Takes the rows of a sheet, whose cells may hold semicolons and new lines."""
    count = iter(range(1000))

    def run(rows: list[dict[str, str]], **options: str) -> Outcome:
        path = tmp_path / f"sheet-{next(count)}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(dict.fromkeys(heading for row in rows for heading in row)))
            writer.writeheader()
            writer.writerows(rows)
        return take_file("tracking-sheet", path, **options)

    return run


class TestWhomARowIsAbout:
    def test_our_case_number_finds_the_child(self, take_rows, take_sheet):
        take_rows("school-roll", [on_roll(ELIZABETH)])

        outcome = take_sheet([sheet(ELIZABETH, Case_number=case_number_of("Ashdown"))])

        assert (outcome.new_children, outcome.to_review, outcome.quarantined) == (0, 0, 0)
        assert linked() == ["case-number"]

    @pytest.mark.parametrize("wrong", [{"Date of birth": "03/04/2013"}, {"Legal forename": "Mary"}])
    def test_a_case_number_of_somebody_else_waits_with_the_reason(self, take_rows, take_sheet, wrong):
        take_rows("school-roll", [on_roll(ELIZABETH)])

        outcome = take_sheet([sheet({**ELIZABETH, **wrong}, Case_number="SL-000001")])

        assert (outcome.quarantined, Child.objects.count()) == (1, 1)
        assert outcome.problems[0]["value_class"] == "a case number of somebody else"

    def test_a_short_form_of_the_name_and_a_blank_birth_contradict_nothing(self, take_rows, take_sheet):
        take_rows("school-roll", [on_roll(ELIZABETH)])
        row = sheet({**ELIZABETH, "Legal forename": "Beth", "Date of birth": ""}, Case_number="sl-1")

        outcome = take_sheet([row])

        assert (outcome.quarantined, outcome.new_children) == (0, 0)

    def test_a_number_that_leads_on_since_two_were_joined_finds_the_one(self, take_rows, take_sheet, officer):
        take_rows("school-roll", [on_roll(ELIZABETH), on_roll(TOMASZ)])
        keep, other = Child.objects.order_by("id")
        with by_hand(officer) as write:
            links.join(write, keep=keep, other=other, why="one child")

        take_sheet([sheet(TOMASZ, Case_number=other.reference)])

        assert SourcePerson.objects.get(feed="tracking-sheet").child == keep

    def test_a_number_that_nobody_has_is_pointed_out_and_the_child_is_seen(self, take_sheet):
        outcome = take_sheet([sheet(ELIZABETH, Case_number="SL-000099")])

        assert (outcome.new_children, outcome.quarantined) == (1, 0)
        assert [item["value_class"] for item in outcome.problems] == [
            "a case number that is not in the record"
        ]

    @pytest.mark.parametrize("school", ["Brook School", "brook school", "990003", "999/4003"])
    def test_name_and_birth_at_the_school_that_the_row_names(self, take_rows, take_sheet, school):
        take_rows("school-roll", [on_roll(ELIZABETH)])

        outcome = take_sheet([sheet(ELIZABETH, Original_school=school)])

        assert (outcome.new_children, outcome.to_review) == (0, 0)
        assert linked() == ["name-birth-place"]

    def test_name_and_birth_in_the_locality_that_the_row_names(self, take_rows, take_sheet):
        take_rows("localities", [{"Locality": "North", "Postcode sector": "ZZ1 1"}])
        take_rows("school-roll", [on_roll(ELIZABETH)])

        take_sheet([sheet(ELIZABETH, Team="North")])

        assert linked() == ["name-birth-place"]

    def test_name_and_birth_at_another_school_are_weighed(self, take_rows, take_sheet):
        take_rows("school-roll", [on_roll(ELIZABETH)])

        outcome = take_sheet([sheet(ELIZABETH, Original_school="Ashfield Academy")])

        assert (outcome.new_children, outcome.to_review) == (0, 0)
        assert linked() == ["weighed"]

    def test_of_two_who_would_fit_neither_is_chosen(self, take_rows, take_sheet):
        twin = {**ELIZABETH, "Pupil ID": "109", "UPN": "", "Postcode": "ZZ9 9ZZ"}
        take_rows("school-roll", [on_roll(ELIZABETH), on_roll(twin)])

        outcome = take_sheet([sheet(ELIZABETH, Original_school="Brook School")])

        assert outcome.new_children == 1
        assert PossibleMatch.objects.filter(state="open").count() >= 1

    def test_the_same_child_with_and_without_a_number_is_one_person_of_the_sheet(self, take_rows, take_sheet):
        take_rows("school-roll", [on_roll(ELIZABETH)])
        row = sheet(ELIZABETH, Original_school="Brook School", **{"Provider(s)": "The Barn"})
        take_sheet([row])

        again = take_sheet([{**row, "Case number": case_number_of("Ashdown")}])

        assert (again.taken, SourcePerson.objects.filter(feed="tracking-sheet").count()) == (0, 1)

    def test_a_name_of_several_words_is_parted_as_the_record_parts_it(self, take_rows, take_sheet):
        take_rows("school-roll", [on_roll({**ELIZABETH, "Legal surname": "Moon Ashdown"})])
        row = sheet(ELIZABETH, Name="Elizabeth Moon Ashdown", Case_number="SL-000001")

        take_sheet([row])

        version = SourcePersonVersion.objects.get(source_person__feed="tracking-sheet")
        assert (version.surname, version.forename) == ("Moon Ashdown", "Elizabeth")

    def test_a_row_with_neither_birth_nor_number_waits(self, take_sheet):
        outcome = take_sheet([sheet({**ELIZABETH, "Date of birth": ""}), sheet(TOMASZ)])

        assert outcome.quarantined == 1


class TestWhatARowSays:
    def take(self, take_sheet, **other: str):
        other = {
            "Provider(s)" if heading == "Providers" else heading: text for heading, text in other.items()
        }
        return take_sheet([sheet(ELIZABETH, **other)])

    def test_a_placement(self, take_sheet):
        self.take(
            take_sheet,
            Providers="The Barn",
            Hrs_per_week="",
            Hours="8 hrs",
            Start_date="05/10/2026",
            Responsible="LA",
            Original_school="Brook School",
            Reason="CAMHS; He likes wood",
        )

        placed = Placement.objects.get()
        assert (placed.provider.key, placed.hours_planned) == ("the-barn", Decimal(8))
        assert (placed.valid_from, placed.arranged_by) == (date(2026, 10, 5), "authority")
        assert (placed.reason, placed.reason_words) == ("camhs-community", "He likes wood")
        assert placed.home_school.urn == "990003"
        assert not Registration.objects.exists(), "the original school says nothing of the roll today"

    @pytest.mark.parametrize(
        ("hours", "each", "noted"),
        [
            ("8+4", [8, 4], 0),
            ("8; 4", [8, 4], 0),
            ("8 hrs + 4.5 hrs", [8, Decimal("4.5")], 0),
            ("12", [None, None], 1),
            ("", [None, None], 0),
            ("a few", [None, None], 1),
        ],
    )
    def test_hours_with_several_providers(self, take_sheet, hours, each, noted):
        outcome = self.take(take_sheet, Providers="The Barn; the mill", Hours=hours)

        placed = Placement.objects.order_by("provider__key")
        assert [one.hours_planned for one in placed] == each
        assert len(outcome.problems) == noted
        assert outcome.quarantined == 0

    def test_a_provider_that_nobody_knows_is_put_into_the_directory_and_the_child_is_seen(self, take_sheet):
        outcome = self.take(take_sheet, Providers="Mrs Fern's House", Hours="5")

        provider = Provider.objects.get(key="mrs-ferns-house")
        assert (provider.name, provider.kind) == ("Mrs Fern's House", "not known")
        assert ListEntry.objects.get().standing == "on"
        assert [item["value_class"] for item in outcome.problems] == ["a provider by the sender's own name"]

    def test_a_school_that_provides_is_a_provider_with_its_urn(self, take_sheet):
        self.take(take_sheet, Providers="Bridge Centre", Hours="10", Original_school="Brook School")

        provider = Placement.objects.get().provider
        assert (provider.urn, provider.kind) == ("990004", "alternative-school")

    def test_the_own_school_in_the_column_of_providers_is_a_part_time_timetable(self, take_sheet):
        self.take(take_sheet, Providers="Brook School", Hours="10", Original_school="Brook School")

        notice = Notice.objects.get()
        assert (notice.kind, notice.establishment.urn, notice.hours_offered) == ("part-time", "990003", 10)
        assert not Placement.objects.exists()

    def test_a_school_that_has_the_child_on_its_roll_tells_of_it_itself(self, take_rows, take_sheet):
        take_rows("school-roll", [{**on_roll(ELIZABETH), "School": "990004"}])

        self.take(take_sheet, Case_number="SL-000001", Providers="Bridge Centre", Hours="10")

        assert not Placement.objects.exists()
        assert not Notice.objects.exists()

    def test_a_name_that_was_explained_is_that_provider(self, take_sheet, officer):
        self.take(take_sheet, Providers="none")
        with by_hand(officer) as write:
            source = SourcePerson.objects.get().source
            meant = RememberedName(
                source=source, sent="mrs fern's house", provider=Provider.objects.get(key="the-mill")
            )
            door.add(write, [meant])

        outcome = self.take(take_sheet, Providers="Mrs Fern's House", Hours="5")

        assert Placement.objects.get().provider.key == "the-mill"
        assert outcome.problems == ()

    def test_what_is_not_on_the_sheet_any_more_is_over_and_what_is_not_known_ends_nothing(self, take_sheet):
        self.take(take_sheet, Providers="The Barn", Actions="Ring mum", Next_review="04/12/2026")
        self.take(take_sheet, Providers="not known", Actions="", Next_review="04/12/2026")
        assert Placement.objects.get().valid_to is None
        assert NextStep.objects.get().valid_to is None

        self.take(take_sheet, Providers="none", Actions="none", Next_review="none")

        # They began on the day on which they are over, so they never were.
        assert not (Placement.objects.exists() and Placement.objects.get().valid_from)
        for model in (Placement, NextStep, Review):
            assert not model.objects.filter(valid_to__isnull=True).exists()

    @pytest.mark.parametrize(
        ("text", "what", "who", "when"),
        [
            ("Visit (J. Salt, by 4 December 2026)", "Visit", "J. Salt", date(2026, 12, 4)),
            ("Visit (by whom is not known, by when is not known)", "Visit", "", None),
            ("Visit (J. Salt, by when is not known)", "Visit", "J. Salt", None),
            ("Visit – J. Salt", "Visit", "J. Salt", None),
            ("Visit by J. Salt", "Visit", "J. Salt", None),
            ("Visit by Friday", "Visit by Friday", "", None),
            ("Visit - the heating is off", "Visit - the heating is off", "", None),
            ("Visit", "Visit", "", None),
        ],
    )
    def test_an_action_and_by_whom(self, take_sheet, text, what, who, when):
        self.take(take_sheet, Actions=text)

        step = NextStep.objects.get()
        assert (step.description, step.by_whom, step.due_on) == (what, who, when)

    def test_reasons_that_are_circumstances_and_words_that_are_none(self, take_sheet):
        outcome = self.take(take_sheet, Reasons="Awaiting a school place; medical needs; a long story")

        assert set(Circumstance.objects.values_list("kind", "words")) == {
            ("awaiting-place", "a long story"),
            ("illness", "a long story"),
        }
        assert [item["value_class"] for item in outcome.problems] == [
            "words that stand for no reason of the list"
        ]

    @pytest.mark.parametrize(
        ("reasons", "noted"),
        [
            ("a long story", "words that stand for no reason of the list"),
            ("Permanently excluded", "a reason that needs a file of its own"),
        ],
    )
    def test_what_nothing_can_hold_is_said_and_the_child_is_seen(self, take_sheet, reasons, noted):
        outcome = self.take(take_sheet, Reasons=reasons)

        assert [item["value_class"] for item in outcome.problems] == [noted]
        assert "Not kept" in outcome.problems[0]["message"]
        assert ListEntry.objects.get().standing == "to be checked"

    def test_a_second_reason_of_a_placement_is_among_its_words(self, take_sheet):
        self.take(take_sheet, Providers="The Barn", Reasons="Part-time timetable; Permanently excluded")

        placed = Placement.objects.get()
        assert (placed.reason, placed.reason_words) == ("permanently-excluded", "Part-time timetable")

    def test_the_school_on_roll_is_a_roll(self, take_sheet):
        self.take(take_sheet, School_on_roll="Brook School")

        assert Registration.objects.get().establishment.urn == "990003"

    def test_what_the_provider_tells_itself_is_not_counted_twice(self, take_rows, take_sheet):
        take_rows("school-roll", [on_roll(ELIZABETH)])
        take_sheet([sheet(ELIZABETH, Case_number="SL-000001", **{"Provider(s)": "The Barn"})])
        take_rows("provider-roll", [with_provider(ELIZABETH)])

        take_sheet(
            [sheet(ELIZABETH, Case_number="SL-000001", Hours="9", **{"Provider(s)": "The Barn"})],
        )

        [placed] = Placement.objects.filter(valid_to__isnull=True)
        assert placed.source_person.feed == "provider-roll"


class TestWhatWentOutComesInAgain:
    @pytest.fixture
    def authority(self, take_rows, officer) -> Viewer:
        take_rows("localities", [{"Locality": "North", "Postcode sector": "ZZ1 1"}])
        roll = {"Sex": "F", "Ethnicity": "WBRI", "Year_group": "9", "SEN_provision": "E"}
        take_rows("school-roll", [on_roll(ELIZABETH, **roll), on_roll(TOMASZ), on_roll(ZOE, Sex="M")])
        take_rows("exclusions", [excluded(TOMASZ, Type="PERM", Last_day="")])
        placed = {"Arranged_by": "LA", "Reason": "PHN", "Reason_in_words": "After an operation"}
        review = {"Review_date": "04/12/2026"}
        take_rows(
            "provider-roll",
            [
                with_provider(ELIZABETH, **placed, **review),
                {
                    **with_provider(ELIZABETH),
                    "Provider ID": "the-mill",
                    "Start date": "",
                    "Hours a week": "4",
                },
            ],
            source="The partnership",
        )
        take_rows(
            "long-absence",
            [{"School": "990003", **ZOE, "First day missed": "02/11/2026", "Reason": "medical"}],
        )
        with by_hand(officer) as write:
            person = SourcePerson.objects.filter(feed="school-roll").first()
            step = NextStep(
                source_person=person,
                child_id=person.child_id,
                description="Visit the family",
                by_whom="J. Salt",
                due_on=date(2026, 12, 4),
            )
            door.add(write, [step])
        return viewer_for(officer.account, action=Action.ISSUE_REPORTS)

    def going_out(self, viewer: Viewer, file_format: str, folder: Path) -> tuple[Path, Table]:
        report = catalogue.make(viewer, "tracking-sheet")
        path = folder / f"sheet.{file_format}"
        path.write_bytes(render(report, ISSUE, file_format))
        return path, report.table

    @pytest.mark.parametrize("file_format", ["csv", "xlsx", "ods"])
    def test_it_comes_in_whole_and_goes_out_the_same(self, authority, take_file, tmp_path, file_format):
        path, before = self.going_out(authority, file_format, tmp_path)
        facts = {model: model.objects.count() for model in FACTS}
        children = Child.objects.count()

        outcome = take_file("tracking-sheet", path)

        assert (outcome.rows, outcome.quarantined, outcome.new_children, outcome.to_review) == (3, 0, 0, 0)
        assert {item["value_class"] for item in outcome.problems} <= {
            "one number for several providers",
        }
        assert self.going_out(authority, file_format, tmp_path)[1] == before
        assert {model: model.objects.count() for model in FACTS} == facts, "others had told all of it"
        assert Child.objects.count() == children
        assert take_file("tracking-sheet", path).taken == 0


def test_queries_do_not_grow_with_the_rows(take_rows, take_sheet):
    def child(number: int) -> dict[str, str]:
        return {**ELIZABETH, "Pupil ID": f"P{number}", "UPN": "", "Legal surname": f"Ash{number * 'e'}"}

    def rows(count: int, first: int) -> list[dict[str, str]]:
        return [
            sheet(child(number), Original_school="Brook School", Hours="4", **{"Provider(s)": "The Barn"})
            for number in range(first, first + count)
        ]

    take_rows("school-roll", [on_roll(child(number)) for number in range(1, 20)])

    def queries(count: int, first: int) -> int:
        with CaptureQueriesContext(connection) as counted:
            take_sheet(rows(count, first), source="The team")
        return len(counted)

    queries(1, 1)
    assert queries(12, 6) <= queries(3, 2) + 2
