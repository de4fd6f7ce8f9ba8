"""From the record to the report: the right children, as at a day, as known on a day, in the viewer's scope."""

from datetime import date

import pytest

from sightline.record import door
from sightline.record.models import (
    Circumstance,
    NextStep,
    Notice,
    Placement,
    ProviderVersion,
    Registration,
    SourcePerson,
    WeeklyHours,
)
from sightline.reports.catalogue import make
from sightline.reports.issuing import issue
from sightline.reports.table import Report, Word, digest_of_tables
from tests.reports.small_authority import MONDAY, MONDAY_AFTER, SmallAuthority, hours

NAMES = ("Tutored", "Shortened", "Plain", "Ticked")


@pytest.fixture
def small(db) -> SmallAuthority:
    """Four children: at home with a tutor, on a short timetable, in school full time, and one with a tick only."""
    made = SmallAuthority()
    tutored = made.child("Tutored", upn="X999200000001")
    placement = {"provider": made.tutor, "arranged_by": "authority", "reason": "medical"}
    made.fact(Placement, tutored, "2026-10-06", valid_from=date(2026, 10, 5), **placement)
    week = {"hours_planned": hours("10"), "hours_offered": hours("8"), "hours_attended": hours("6.5")}
    made.fact(
        WeeklyHours,
        tutored,
        "2026-11-22",
        provider=made.tutor,
        valid_from=MONDAY,
        valid_to=MONDAY_AFTER,
        **week,
    )
    shortened = made.child("Shortened", team="South")
    notice = {"kind": "part-time", "establishment": made.schools["South"], "hours_offered": hours("12.5")}
    made.fact(Notice, shortened, "2026-11-10", valid_from=date(2026, 11, 9), **notice)
    made.child("Plain")
    ticked = made.child("Ticked", team="South")
    made.fact(Circumstance, ticked, "2026-11-10", kind="severe-absence", valid_from=date(2026, 11, 9))
    return made


def rows_of(report: Report, table: int = 0) -> list[dict[str, object]]:
    """The rows of a report's table, each by heading."""
    headings = [column.heading for column in report.tables[table].columns]
    return [dict(zip(headings, row, strict=True)) for row in report.tables[table].rows]


def children_in(report: Report) -> set[str]:
    """The names that the sheet gives to the children of a report."""
    return {
        str(row["Name"]).split()[-1]
        for number in range(len(report.tables))
        for row in rows_of(report, number)
    }


def test_the_inspection_list_holds_who_is_on_the_list_and_no_one_else(small: SmallAuthority) -> None:
    tutored, shortened = rows_of(make(small.officer, "inspection-list"))
    wanted = (
        "UPN",
        "Type of provision",
        "Hours a week",
        "More or fewer than 25 hours",
        "Provider",
        "Hours attended",
    )
    assert [tutored[heading] for heading in wanted] == [
        "X999200000001",
        "home tuition",
        hours("8"),
        "fewer",
        "Riverside Tuition",
        hours("6.5"),
    ]
    assert [shortened[heading] for heading in wanted][:4] == [
        Word.NOT_KNOWN,
        "own school (mainstream school)",
        hours("12.5"),
        "fewer",
    ]
    assert shortened["Date alternative provision began"] == date(2026, 11, 9)


def test_the_child_with_a_tick_only_is_listed_apart(small: SmallAuthority) -> None:
    report = make(small.officer, "tracking-sheet")
    assert [row["Name"] for row in rows_of(report, 1)] == ["Amara Ticked"]
    assert children_in(report) == {"Tutored", "Shortened", "Ticked"}


def test_the_sheet_names_the_team_the_school_and_who_answers(small: SmallAuthority) -> None:
    north, south = rows_of(make(small.officer, "tracking-sheet"))
    wanted = ("Locality team responsible", "Original school", "School or LA", "Provider(s)", "Hours")
    assert [north[heading] for heading in wanted] == [
        "North team",
        "North School",
        "LA",
        "Riverside Tuition",
        hours("8"),
    ]
    assert [south[heading] for heading in wanted] == [
        "South team",
        "South School",
        "School",
        "South School",
        hours("12.5"),
    ]


def test_as_at_an_earlier_day_it_is_the_list_of_that_day(small: SmallAuthority) -> None:
    assert children_in(make(small.officer, "tracking-sheet", as_at=date(2026, 10, 20))) == {"Tutored"}
    assert make(small.officer, "tracking-sheet", as_at=date(2026, 10, 1)).tables[0].rows == ()


def test_as_known_on_an_earlier_day_it_says_what_was_known_then(small: SmallAuthority) -> None:
    then = make(small.officer, "inspection-list", known_on=date(2026, 11, 8))
    [row] = rows_of(then)
    assert row["UPN"] == "X999200000001"
    assert row["Hours a week"] is Word.NOT_KNOWN


def test_what_was_known_on_a_day_does_not_change_with_what_is_told_later(small: SmallAuthority) -> None:
    days = {"as_at": date(2026, 11, 20), "known_on": date(2026, 11, 20)}
    before = {
        name: digest_of_tables(make(small.officer, name, **days).tables)
        for name in ("inspection-list", "tracking-sheet")
    }
    with small.writing("2026-11-21") as session:
        for fact in (*Placement.objects.all(), *Notice.objects.all(), *Registration.objects.all()):
            door.withdraw(session, fact)
        [version] = ProviderVersion.objects.all()
        door.supersede(session, [version])
        door.add(
            session,
            [ProviderVersion(provider=small.tutor, name="Renamed", kind="home-tuition", registered="yes")],
        )
    small.tutor.name, small.tutor.registered = "Renamed", "yes"
    small.tutor.save()
    for name, digest in before.items():
        assert digest_of_tables(make(small.officer, name, **days).tables) == digest
        assert digest_of_tables(make(small.officer, name).tables) != digest


def test_known_on_today_is_known_now(small: SmallAuthority) -> None:
    today = date(2026, 11, 23)
    now, then = make(small.officer, "inspection-list"), make(small.officer, "inspection-list", known_on=today)
    assert digest_of_tables(now.tables) == digest_of_tables(then.tables)


def test_a_team_gets_its_own_children_today_and_as_at_any_day(small: SmallAuthority) -> None:
    south = small.someone("team-leader", "locality", "south")
    assert children_in(make(south, "tracking-sheet")) == {"Shortened", "Ticked"}
    assert children_in(make(south, "tracking-sheet", known_on=date(2026, 11, 15))) == {"Shortened", "Ticked"}
    assert children_in(make(south, "tracking-sheet", as_at=date(2026, 10, 20))) == set()


def test_steps_that_are_done_or_over_are_not_to_be_taken_any_more(small: SmallAuthority) -> None:
    tutored = SourcePerson.objects.get(key="Tutored")

    def step(description: str, **values) -> None:
        small.fact(
            NextStep, tutored, "2026-11-12", valid_from=date(2026, 11, 12), description=description, **values
        )

    step("Ask the tutor for maths", by_whom="J. Salt", due_on=date(2026, 12, 4))
    step("Ring the family", due_on=date(2026, 11, 30))
    step("Find a tutor", by_whom="J. Salt", done_on=date(2026, 11, 13))
    step("Over", valid_to=date(2026, 11, 20))
    [row, _] = rows_of(make(small.officer, "tracking-sheet"))
    assert row["Action to be taken and by whom"] == (
        "Ring the family (by whom is not known, by 30 November 2026); "
        "Ask the tutor for maths (J. Salt, by 4 December 2026)"
    )
    [row] = rows_of(
        make(small.officer, "tracking-sheet", as_at=date(2026, 11, 12), known_on=date(2026, 11, 12))
    )[:1]
    assert "Find a tutor (J. Salt, by when is not known)" in str(row["Action to be taken and by whom"])


def test_children_who_may_be_one_are_counted_both_ways_while_nobody_has_decided(
    small: SmallAuthority,
) -> None:
    one, other = (SourcePerson.objects.get(key=key) for key in ("Tutored", "Shortened"))
    small.may_be_the_same(one, other, "2026-11-18")
    both_ways = "2 children on this list may be the same as another on it. If all of them are, the list is of 1 child."
    assert both_ways in make(small.officer, "inspection-list").gaps
    assert both_ways in make(small.officer, "inspection-list", known_on=date(2026, 11, 18)).gaps
    assert both_ways not in make(small.officer, "inspection-list", known_on=date(2026, 11, 17)).gaps


def test_the_gaps_come_from_the_record(small: SmallAuthority) -> None:
    gaps = make(small.officer, "inspection-list").gaps
    assert gaps[0].startswith("The term dates are assumed")
    assert "Hours offered are known for all 2 children." in gaps
    assert "Hours attended are not known for 1 of 2 children (50%)." in gaps
    assert "The unique pupil number is not known for 1 of 2 children (50%)." in gaps
    assert any(gap.startswith("1 further child is to be checked") for gap in gaps)


def test_it_is_issued_from_the_record_and_counts_its_rows(small: SmallAuthority) -> None:
    report = issue(small.officer, "inspection-list", file_format="csv")
    assert report.rows == 2
    assert len(report.children) == 3


def test_the_number_of_queries_does_not_grow_with_the_list(
    small: SmallAuthority, django_assert_max_num_queries
) -> None:
    for number in range(20):
        child = small.child(f"Another{number}")
        small.fact(
            Placement,
            child,
            "2026-10-06",
            provider=small.tutor,
            valid_from=date(2026, 10, 5),
            arranged_by="authority",
        )
    with django_assert_max_num_queries(45):
        assert make(small.officer, "inspection-list").table.children == 22
